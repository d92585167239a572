-- For each event the latest entry from which a chain reaches it, carried forward by windows.
with
  e as (
    select user_id u, epoch(ts)::bigint t, event from ev
    where event in ('visit', 'view_item', 'add_to_cart', 'checkout', 'pay')),
  a1 as (
    select *, max(case when event = 'visit' then t end)
      over (partition by u order by t) s1
    from e),
  a2 as (
    select *, max(case when event = 'view_item' and t - s1 <= 604800 then s1 end)
      over (partition by u order by t) s2
    from a1),
  a3 as (
    select *, max(case when event = 'add_to_cart' and t - s2 <= 604800 then s2 end)
      over (partition by u order by t) s3
    from a2),
  a4 as (
    select *, max(case when event = 'checkout' and t - s3 <= 604800 then s3 end)
      over (partition by u order by t) s4
    from a3),
  l as (
    select u, max(case
      when event = 'pay' and t - s4 <= 604800 then 5
      when event = 'checkout' and t - s3 <= 604800 then 4
      when event = 'add_to_cart' and t - s2 <= 604800 then 3
      when event = 'view_item' and t - s1 <= 604800 then 2
      when event = 'visit' then 1 else 0 end) lv
    from a4 group by u)
select
  sum((lv >= 1)::int), sum((lv >= 2)::int), sum((lv >= 3)::int),
  sum((lv >= 4)::int), sum((lv >= 5)::int)
from l
