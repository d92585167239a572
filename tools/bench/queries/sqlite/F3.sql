-- For each entry, each next step by a look-up in the index (user, time, event).
with
  c0 as (select user_id u, ts t0, ts t, 1 lv from ev where event = 'visit'),
  n1 as (
    select u, t0, lv, (
      select ts from ev
      where event = 'add_to_cart' and user_id = p.u and ts >= p.t and ts <= p.t0 + 604800
      order by ts limit 1) t
    from c0 p),
  c1 as (select u, t0, t, lv + (t is not null) lv from n1),
  n2 as (
    select u, t0, lv, (
      select ts from ev
      where event = 'pay' and user_id = p.u and ts >= p.t and ts <= p.t0 + 604800
      order by ts limit 1) t
    from c1 p),
  c2 as (select u, t0, t, lv + (t is not null) lv from n2),
  l as (select u, max(lv) lv from c2 group by u)
select sum(lv >= 1), sum(lv >= 2), sum(lv >= 3)
from l
