-- Who was active is counted in on the day, and out where the 7 or 30 days end without a new one.
with
  d as (select distinct user_id u, (ts - 1736121600) // 86400 d from ev),
  l as (select d, lead(d) over (partition by u order by d) nx from d),
  x as (
    select d, 1 dau, 1 wau, 1 mau from l
    union all select case when nx < d + 7 then nx else d + 7 end, 0, -1, 0 from l
    union all select case when nx < d + 30 then nx else d + 30 end, 0, 0, -1 from l),
  g as (select d, sum(dau) dau, sum(wau) wau, sum(mau) mau from x where d < 180 group by d),
  h as (select d, dau, sum(wau) over (order by d) wau, sum(mau) over (order by d) mau from g)
select d, dau, wau, mau, round(1.0 * dau / mau, 4)
from h where dau > 0 order by d
