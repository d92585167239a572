with
  f as (
    select user_id, toDate(min(ts)) d0, toYear(min(ts)) * 12 + toMonth(min(ts)) c
    from ev group by user_id),
  z as (select c, count() n from f group by c),
  r as (
    select f.c c, intDiv(toDate(ts) - f.d0, 7) age, sum(amount) a
    from (select * from ev where event = 'pay') p join f using (user_id)
    group by c, age)
select r.c, age, z.n, round(sum(a) over (partition by r.c order by age), 2) cum
from r join z on r.c = z.c order by 1, 2
