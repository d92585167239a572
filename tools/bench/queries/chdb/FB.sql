select ch, countIf(lv >= 1), countIf(lv >= 2), countIf(lv >= 3)
from (
  select user_id, argMin(channel, ts) ch,
    windowFunnel(604800)(ts, event = 'visit', event = 'add_to_cart', event = 'pay') lv
  from ev group by user_id)
where lv >= 1
group by ch order by toString(ch)
