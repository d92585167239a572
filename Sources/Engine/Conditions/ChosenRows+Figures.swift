extension ChosenRows {
  func count(of user: Int) -> Int {
    var count = 0
    for row in rows(of: user) where contains(row) { count += 1 }
    return count
  }

  /// The number of local days with such an event.
  func days(of user: Int, in dataset: Dataset) -> Int {
    let times = dataset.events.times
    var count = 0
    var latest = Int.min
    // Clocks put back at midnight return to a day that was over; no further back than one.
    var sawDayBefore = false
    for row in rows(of: user) where contains(row) {
      let day = dataset.calendar.day(of: times[row]).number
      if day > latest {
        sawDayBefore = latest == day - 1
        latest = day
        count += 1
      } else if day < latest, !sawDayBefore {
        sawDayBefore = true
        count += 1
      }
    }
    return count
  }

  /// Local date of `asof` minus that of the last such event; NaN without one.
  func daysSince(of user: Int, in dataset: Dataset) -> Double {
    guard let row = last(of: user) else { return .nan }
    let day = dataset.calendar.day(of: dataset.events.times[row])
    return Double(dataset.asof.day.number - day.number)
  }

  /// The row whose value counts as that at the user's first or last event: of several at the same
  /// instant the one that precedes the others, so that row order decides nothing.
  func end(
    of user: Int, isFirst: Bool, times: TimeColumn, by precedes: (Int, Int) -> Bool
  ) -> Int? {
    guard let found = isFirst ? first(of: user) : last(of: user) else { return nil }
    let rows = rows(of: user)
    let step = isFirst ? 1 : -1
    var best = found
    var row = found + step
    while rows.contains(row), times[row] == times[found] {
      if contains(row), precedes(row, best) { best = row }
      row += step
    }
    return best
  }
}

/// The natural order of a column's values: numbers and times by size, texts by bytes, the missing
/// after all others.
struct RowRanks: Sendable {
  private let column: PropertyColumn
  /// By code of a text column.
  private let rankOfCode: [Int]

  init(_ column: PropertyColumn) {
    self.column = column
    guard case .text(_, let dictionary) = column.storage else {
      rankOfCode = []
      return
    }
    let order = dictionary.indices.sorted { dictionary[$0].precedesByBytes(dictionary[$1]) }
    var ranks = Array(repeating: 0, count: dictionary.count)
    for (rank, code) in order.enumerated() { ranks[code] = rank }
    rankOfCode = ranks
  }

  /// A number that orders the value of a row.
  func rank(of row: Int) -> Double {
    switch column.storage {
    case .text(let codes, _):
      let code = Int(codes[row])
      return rankOfCode.indices.contains(code) ? Double(rankOfCode[code]) : .infinity
    case .number(let values): return values[row].isNaN ? .infinity : values[row]
    case .money(let values), .time(let values):
      return values[row] == PropertyColumn.missing ? .infinity : Double(values[row])
    }
  }

  func precedes(_ row: Int, _ other: Int) -> Bool { rank(of: row) < rank(of: other) }
}
