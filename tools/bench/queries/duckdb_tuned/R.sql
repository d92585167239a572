with
  d as (select distinct user_id u, (ts - 1736121600) // 604800 w from ev),
  f as (select u, min(w) c from d group by u)
select c, w - c k, count(*) n
from d join f using (u)
group by 1, 2 order by 1, 2
