select c, w - c k, count() n
from (
  select arrayMin(ws) c,
    arrayJoin(groupUniqArray(intDiv(toUInt32(ts) - 1736121600, 604800)) as ws) w
  from ev group by user_id)
group by c, k order by c, k
