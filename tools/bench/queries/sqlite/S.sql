select region, count(*) n
from (
  select user_id, region from ev
  where ts >= 1749081600 and event = 'view_item'
  group by 1, 2 having count(*) >= 3)
group by region order by region
