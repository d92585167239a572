/// Local time in SQL, which knows no zones: the offsets that hold over the data, written out.
///
/// Every expression is made from another one, which it may repeat; so a long one is better given a
/// name in a table expression first.
public struct SQLCalendar: Sendable {
  private let calendar: LocalCalendar
  /// The offset that holds first, then each change with the offset from it on, in milliseconds.
  private let first: Int64
  private let changes: [(at: Int64, before: Int64, after: Int64)]
  /// Whether a time may lie before 1970, where SQLite's division rounds the other way.
  private let hasPast: Bool

  static let day = LocalCalendar.dayLength

  /// - Parameter instants: the first and the last instant that may be asked about.
  public init(_ calendar: LocalCalendar, over instants: ClosedRange<Int64>) {
    self.calendar = calendar
    let edges = calendar.changes(in: instants)
    first = calendar.offset(at: instants.lowerBound)
    var before = first
    var found: [(at: Int64, before: Int64, after: Int64)] = []
    for at in edges {
      let after = calendar.offset(at: at)
      found.append((at, before, after))
      before = after
    }
    changes = found
    hasPast = instants.lowerBound &+ first < 0
  }

  /// For all instants of a dataset.
  ///
  /// - Parameter reach: how far past the last of them its windows lead, in milliseconds.
  /// - Parameter calendar: where periods are not those of the dataset.
  public init(of dataset: Dataset, cutBy calendar: LocalCalendar? = nil, reach: Int64 = 0) {
    var low = dataset.end
    var high = dataset.end
    for time in dataset.events.times {
      low = min(low, time)
      high = max(high, time)
    }
    for time in dataset.feedback?.times ?? [] where time != PropertyColumn.missing {
      low = min(low, time)
      high = max(high, time)
    }
    let margin = 2 * Self.day
    self.init(
      calendar ?? dataset.calendar, over: (low &- margin)...max(low, high &+ margin &+ reach))
  }

  /// Local time in milliseconds of an instant.
  public func local(_ instant: String) -> String {
    if changes.isEmpty { return Self.sum(instant, first) }
    let offset = choice(instant) { $0.at }
    return "\(instant) + \(offset)"
  }

  /// The instant of a local time in milliseconds: a repeated one takes the first, a skipped one
  /// moves forward.
  public func instant(ofLocal local: String) -> String {
    if changes.isEmpty { return Self.sum(local, -first) }
    return "\(local) - \(choice(local) { $0.at + max($0.before, $0.after) })"
  }

  /// An instant cut down to the hour of local time.
  public func hourStart(_ instant: String) -> String {
    "\(instant) - \(Self.remainder(local(instant), 3_600_000, signed: hasPast))"
  }

  /// The number of the local day, counted from 1970-01-01.
  public func dayNumber(_ instant: String) -> String {
    Self.floor(local(instant), Self.day, signed: hasPast)
  }

  /// The label of the local period, the same text that results show; it sorts as the periods do.
  public func label(_ instant: String, _ unit: CalendarUnit) -> String {
    let seconds = "\(Self.floor(local(instant), 1000, signed: hasPast)), 'unixepoch'"
    switch unit {
    case .hour: return "strftime('%Y-%m-%dT%H', \(seconds))"
    case .day: return "date(\(seconds))"
    case .week: return "date(\(seconds), \(weekModifiers))"
    case .month: return "strftime('%Y-%m', \(seconds))"
    case .quarter:
      return "strftime('%Y', \(seconds)) || 'Q' || ((strftime('%m', \(seconds)) + 2) / 3)"
    case .year: return "strftime('%Y', \(seconds))"
    }
  }

  /// To the first day of the week, on or before a day.
  private var weekModifiers: String {
    "'-6 days', 'weekday \((calendar.weekStart.weekday + 1) % 7)'"
  }

  /// The instant a span of time later: months move the local date, clamped to the month's end.
  public func instant(_ instant: String, plus span: LocalCalendar.Span) -> String {
    switch span {
    case .elapsed(let milliseconds): return Self.sum(instant, milliseconds)
    case .months(let months):
      return later(
        instant, "'\(Self.signed(months)) months'", "'\(Self.signed(months + 1)) months'")
    }
  }

  /// The instant a number of months later, which is an expression itself.
  public func instant(_ instant: String, plusMonths months: String) -> String {
    later(instant, "(\(months)) || ' months'", "(\(months) + 1) || ' months'")
  }

  private func later(_ instant: String, _ months: String, _ monthsAndOne: String) -> String {
    let local = local(instant)
    let seconds = "\(Self.floor(local, 1000, signed: hasPast)), 'unixepoch'"
    let first = "\(seconds), 'start of month', \(months)"
    let last = "strftime('%d', \(seconds), 'start of month', \(monthsAndOne), '-1 day')"
    let day = "min(strftime('%d', \(seconds)) + 0, \(last) + 0)"
    let timeOfDay = Self.remainder(local, Self.day, signed: hasPast)
    return self.instant(
      ofLocal: "(strftime('%s', \(first)) * 1000 + (\(day) - 1) * \(Self.day) + \(timeOfDay))")
  }

  /// The number of the local period; numbers of one unit follow each other, and are those of
  /// `LocalCalendar.period(of:unit:)`.
  public func number(_ instant: String, _ unit: CalendarUnit) -> String {
    let seconds = "\(Self.floor(local(instant), 1000, signed: hasPast)), 'unixepoch'"
    switch unit {
    case .hour: return Self.floor(local(instant), 3_600_000, signed: hasPast)
    case .day: return dayNumber(instant)
    case .week:
      let monday = 4 + calendar.weekStart.weekday
      return Self.floor("(\(dayNumber(instant)) - \(monday))", 7, signed: hasPast)
    case .month: return "strftime('%Y', \(seconds)) * 12 + strftime('%m', \(seconds)) - 1"
    case .quarter:
      return "strftime('%Y', \(seconds)) * 4 + (strftime('%m', \(seconds)) - 1) / 3"
    case .year: return "strftime('%Y', \(seconds)) + 0"
    }
  }

  /// The first instant of the period some periods after the one that holds an instant.
  public func start(ofPeriodAfter instant: String, _ count: Int, _ unit: CalendarUnit) -> String {
    let seconds = "\(Self.floor(local(instant), 1000, signed: hasPast)), 'unixepoch'"
    let modifiers: String
    switch unit {
    case .hour:
      let hour = Self.floor(local(instant), 3_600_000, signed: hasPast)
      return self.instant(ofLocal: "(\(hour) + \(count)) * 3600000")
    case .day: modifiers = "'start of day', '\(Self.signed(count)) days'"
    case .week: modifiers = "'start of day', \(weekModifiers), '\(Self.signed(7 * count)) days'"
    case .month: modifiers = "'start of month', '\(Self.signed(count)) months'"
    case .quarter:
      let back = "'-' || ((strftime('%m', \(seconds)) - 1) % 3) || ' months'"
      modifiers = "'start of month', \(back), '\(Self.signed(3 * count)) months'"
    case .year: modifiers = "'start of year', '\(Self.signed(count)) years'"
    }
    return self.instant(ofLocal: "strftime('%s', \(seconds), \(modifiers)) * 1000")
  }

  /// The offset that holds, chosen by where a value lies among the changes.
  private func choice(
    _ value: String, _ edge: ((at: Int64, before: Int64, after: Int64)) -> Int64
  ) -> String {
    var cases = ""
    for change in changes { cases += " WHEN \(value) < \(edge(change)) THEN \(change.before)" }
    return "CASE\(cases) ELSE \(changes.last?.after ?? first) END"
  }

  private static func signed(_ value: Int) -> String { value < 0 ? "\(value)" : "+\(value)" }

  private static func sum(_ value: String, _ milliseconds: Int64) -> String {
    if milliseconds == 0 { return value }
    return milliseconds < 0 ? "\(value) - \(-milliseconds)" : "\(value) + \(milliseconds)"
  }

  /// Division that rounds towards minus infinity.
  private static func floor(_ value: String, _ divisor: Int64, signed: Bool) -> String {
    let value = grouped(value)
    if !signed { return "\(value) / \(divisor)" }
    return "(\(value) - \(remainder(value, divisor, signed: true))) / \(divisor)"
  }

  private static func remainder(_ value: String, _ divisor: Int64, signed: Bool) -> String {
    let value = grouped(value)
    if !signed { return "\(value) % \(divisor)" }
    return "(\(value) % \(divisor) + \(divisor)) % \(divisor)"
  }

  /// Between parentheses, unless it is one word or stands between them already.
  private static func grouped(_ value: String) -> String {
    guard value.contains(" ") else { return value }
    var depth = 0
    for (place, character) in value.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0, place < value.count - 1 { return "(\(value))" }
    }
    return value
  }
}

extension LocalCalendar {
  /// The instants in a stretch of time at which the offset from UTC changes.
  func changes(in instants: ClosedRange<Int64>) -> [Int64] {
    changeInstants.filter { $0 > instants.lowerBound && $0 <= instants.upperBound }
  }
}
