select region, count() n
from (
  select region from ev
  where ts >= toDateTime(1749081600, 'UTC') and event = 'view_item'
  group by user_id, region having count() >= 3)
group by region order by toString(region)
