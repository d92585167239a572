-- For each entry, each next step by a look-up in the index (user, time, event).
with
  c0 as (select user_id u, ts t0, ts t, 1 lv from ev where event = 'visit'),
  n1 as (
    select u, t0, lv, (
      select ts from ev
      where event = 'view_item' and user_id = p.u and ts >= p.t and ts <= p.t0 + 604800
      order by ts limit 1) t
    from c0 p),
  c1 as (select u, t0, t, lv + (t is not null) lv from n1),
  n2 as (
    select u, t0, lv, (
      select ts from ev
      where event = 'add_to_cart' and user_id = p.u and ts >= p.t and ts <= p.t0 + 604800
      order by ts limit 1) t
    from c1 p),
  c2 as (select u, t0, t, lv + (t is not null) lv from n2),
  n3 as (
    select u, t0, lv, (
      select ts from ev
      where event = 'checkout' and user_id = p.u and ts >= p.t and ts <= p.t0 + 604800
      order by ts limit 1) t
    from c2 p),
  c3 as (select u, t0, t, lv + (t is not null) lv from n3),
  n4 as (
    select u, t0, lv, (
      select ts from ev
      where event = 'pay' and user_id = p.u and ts >= p.t and ts <= p.t0 + 604800
      order by ts limit 1) t
    from c3 p),
  c4 as (select u, t0, t, lv + (t is not null) lv from n4),
  l as (select u, max(lv) lv from c4 group by u)
select sum(lv >= 1), sum(lv >= 2), sum(lv >= 3), sum(lv >= 4), sum(lv >= 5)
from l
