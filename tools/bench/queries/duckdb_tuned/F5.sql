-- Chains by ASOF joins: each step is the first such event at or after the step before.
with
  e0 as (select user_id u, ts t from ev where event = 'visit'),
  e1 as (select user_id u, ts t from ev where event = 'view_item'),
  e2 as (select user_id u, ts t from ev where event = 'add_to_cart'),
  e3 as (select user_id u, ts t from ev where event = 'checkout'),
  e4 as (select user_id u, ts t from ev where event = 'pay'),
  c0 as (select u, t t0, t, 1 lv from e0),
  c1 as (
    select p.u, p.t0, e.t, p.lv + (case when e.t - p.t0 <= 604800 then 1 else 0 end) lv
    from c0 p asof left join e1 e on p.u = e.u and p.t <= e.t),
  c2 as (
    select p.u, p.t0, e.t, p.lv + (case when e.t - p.t0 <= 604800 then 1 else 0 end) lv
    from c1 p asof left join e2 e on p.u = e.u and p.t <= e.t),
  c3 as (
    select p.u, p.t0, e.t, p.lv + (case when e.t - p.t0 <= 604800 then 1 else 0 end) lv
    from c2 p asof left join e3 e on p.u = e.u and p.t <= e.t),
  c4 as (
    select p.u, p.t0, e.t, p.lv + (case when e.t - p.t0 <= 604800 then 1 else 0 end) lv
    from c3 p asof left join e4 e on p.u = e.u and p.t <= e.t),
  l as (select u, max(lv) lv from c4 group by u)
select
  sum((lv >= 1)::int), sum((lv >= 2)::int), sum((lv >= 3)::int),
  sum((lv >= 4)::int), sum((lv >= 5)::int)
from l
