select region, count(*) n
from (
  select user_id, region from ev
  where ts >= to_timestamp(1749081600)::timestamp and event = 'view_item'
  group by 1, 2 having count(*) >= 3)
group by region order by region
