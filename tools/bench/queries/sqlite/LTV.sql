with
  e as (select user_id u, min(ts) t0 from ev group by 1),
  f as (
    select u, (t0 - 1736121600) / 86400 d0,
      strftime('%Y', t0, 'unixepoch') * 12 + strftime('%m', t0, 'unixepoch') c
    from e),
  z as (select c, count(*) n from f group by c),
  r as (
    select f.c, ((ts - 1736121600) / 86400 - f.d0) / 7 age, sum(amount) a
    from ev join f on ev.user_id = f.u
    where event = 'pay' group by 1, 2)
select r.c, age, z.n, round(sum(a) over (partition by r.c order by age), 2) cum
from r join z on r.c = z.c order by 1, 2
