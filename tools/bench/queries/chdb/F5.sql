select countIf(lv >= 1), countIf(lv >= 2), countIf(lv >= 3), countIf(lv >= 4), countIf(lv >= 5)
from (
  select user_id,
    windowFunnel(604800)(
      ts, event = 'visit', event = 'view_item', event = 'add_to_cart', event = 'checkout',
      event = 'pay') lv
  from ev group by user_id)
