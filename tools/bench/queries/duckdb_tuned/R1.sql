with
  d as (select distinct user_id u, (ts - 1736121600) // 86400 d from ev),
  f as (select u, min(d) d0 from d group by u)
select
  sum(case when d = d0 then 1 else 0 end), sum(case when d = d0 + 1 then 1 else 0 end),
  sum(case when d = d0 + 7 then 1 else 0 end), sum(case when d = d0 + 30 then 1 else 0 end)
from d join f using (u)
