select count(), countIf(has(ds, arrayMin(ds) + 1)), countIf(has(ds, arrayMin(ds) + 7)),
  countIf(has(ds, arrayMin(ds) + 30))
from (select groupUniqArray(intDiv(toUInt32(ts) - 1736121600, 86400)) ds from ev group by user_id)
