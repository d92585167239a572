select countIf(lv >= 1), countIf(lv >= 2), countIf(lv >= 3)
from (
  select user_id, windowFunnel(604800)(ts, event = 'visit', event = 'add_to_cart', event = 'pay') lv
  from ev group by user_id)
