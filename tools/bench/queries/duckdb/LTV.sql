with
  f as (
    select user_id u, min(ts) t0, year(min(ts)) * 12 + month(min(ts)) c from ev group by 1),
  z as (select c, count(*) n from f group by c),
  r as (
    select f.c, (ts::date - t0::date) // 7 age, sum(amount) a
    from ev join f on ev.user_id = f.u
    where event = 'pay' group by 1, 2)
select r.c, age, z.n, round(sum(a) over (partition by r.c order by age), 2) cum
from r join z on r.c = z.c order by 1, 2
