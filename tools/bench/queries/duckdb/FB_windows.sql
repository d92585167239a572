-- For each event the latest entry from which a chain reaches it, carried forward by windows.
with
  e as (
    select user_id u, epoch(ts)::bigint t, event from ev
    where event in ('visit', 'add_to_cart', 'pay')),
  a1 as (
    select *, max(case when event = 'visit' then t end)
      over (partition by u order by t) s1
    from e),
  a2 as (
    select *, max(case when event = 'add_to_cart' and t - s1 <= 604800 then s1 end)
      over (partition by u order by t) s2
    from a1),
  l as (
    select u, max(case
      when event = 'pay' and t - s2 <= 604800 then 3
      when event = 'add_to_cart' and t - s1 <= 604800 then 2
      when event = 'visit' then 1 else 0 end) lv
    from a2 group by u),
  c as (select user_id u, arg_min(channel, ts) ch from ev group by 1)
select c.ch, sum((lv >= 1)::int), sum((lv >= 2)::int), sum((lv >= 3)::int)
from l join c using (u)
group by 1 order by 1
