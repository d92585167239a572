-- Who was active is counted in on the day, and out where the 7 or 30 days end without a new one.
with
  d as (select distinct user_id u, toInt32(intDiv(toUInt32(ts) - 1736121600, 86400)) d from ev),
  l as (
    select d, leadInFrame(d, 1, toInt32(1000000)) over (
      partition by u order by d rows between unbounded preceding and unbounded following) nx
    from d),
  x as (
    select arrayJoin([(d, 1, 1, 1), (least(nx, d + 7), 0, -1, 0), (least(nx, d + 30), 0, 0, -1)]) z
    from l),
  g as (
    select z.1 d, sum(z.2) dau, sum(z.3) wau, sum(z.4) mau from x where z.1 < 180 group by d),
  h as (select d, dau, sum(wau) over (order by d) w, sum(mau) over (order by d) m from g)
select d, dau, w, m, round(dau / m, 4)
from h where dau > 0 order by d
