import Engine

/// The offsets in which a user returned, as columns of a product's table.
struct PeerColumns {
  let rules: CohortRules

  /// - Parameters:
  ///   - offsets: of returns, ascending, one for each return.
  ///   - holdsStart: whether the start itself makes a user count in the cohort's own column.
  func retained(_ offsets: [Int], holdsStart: Bool) -> [Range<Int>] {
    var columns: [Int] = []
    for offset in often(offsets) {
      guard let column = column(of: offset), columns.last != column else { continue }
      columns.append(column)
    }
    columns.sort()
    let hasOwn = columns.first == 0
    switch rules.reading {
    case .exact:
      let later = columns.filter { $0 > 0 }
      return ((holdsStart || hasOwn) ? [0..<1] : []) + later.map { $0..<($0 + 1) }
    case .rolling:
      if let last = columns.last { return [0..<(last + 1)] }
      return holdsStart ? [0..<1] : []
    case .range:
      guard let first = columns.first else { return holdsStart ? [0..<1] : [] }
      return [(holdsStart && first > 0 ? [0..<1] : []), [first..<Int.max]].flatMap { $0 }
    case .streak:
      var run = 0
      for column in (holdsStart && !hasOwn ? [0] : []) + columns {
        if column != run { break }
        run += 1
      }
      return run > 0 ? [0..<run] : []
    }
  }

  /// Offsets with enough returns, each once.
  private func often(_ offsets: [Int]) -> [Int] {
    var found: [Int] = []
    var (current, count) = (Int.min, 0)
    for offset in offsets {
      count = offset == current ? count + 1 : 1
      current = offset
      if count == rules.times { found.append(offset) }
    }
    return found
  }

  private func column(of offset: Int) -> Int? {
    guard offset > 0, let brackets = rules.brackets else { return offset < 0 ? nil : offset }
    return brackets.firstIndex { $0.contains(offset) }.map { $0 + 1 }
  }

  /// How many columns of so many are over when the first `offsets` are.
  func count(over offsets: Int, of width: Int) -> Int {
    guard let brackets = rules.brackets else { return min(max(0, offsets), width) }
    if offsets <= 0 { return 0 }
    return 1 + brackets.prefix { $0.upperBound < offsets }.count
  }
}

/// Lengths of time from a user's own start: a day is 24 hours, a week 7 days, a month 30 days.
struct PeerWindows {
  /// Milliseconds.
  let length: Int64
  /// What times are cut down to, in milliseconds of local time; 1 for not at all.
  let grain: Int64
  let calendar: LocalCalendar

  private static let hour: Int64 = 3_600_000

  init(_ rules: CohortRules, in calendar: LocalCalendar, cutTo grain: Int64) {
    let days: Int64 =
      switch rules.unit {
      case .hour, .day: 1
      case .week: 7
      case .month: 30
      case .quarter: 90
      case .year: 360
      }
    length = rules.unit == .hour ? Self.hour : days &* 24 &* Self.hour
    self.grain = grain
    self.calendar = calendar
  }

  /// The window that holds an instant at or after the start.
  func offset(of instant: Int64, from start: Int64) -> Int {
    Int(max(0, cut(instant) &- cut(start)) / length)
  }

  /// How many windows were over at the end.
  func over(at end: Int64, from start: Int64) -> Int {
    end <= start ? 0 : Int((end &- cut(start)) / length)
  }

  private func cut(_ instant: Int64) -> Int64 {
    guard grain > 1 else { return instant }
    if grain > Self.hour { return calendar.start(of: calendar.day(of: instant)) }
    let local = calendar.localTime(of: instant)
    let rest = local % grain
    return instant &- (rest < 0 ? rest &+ grain : rest)
  }
}
