/// A day of the proleptic Gregorian calendar, without a zone.
public struct CivilDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let number: Int

  public init(number: Int) { self.number = number }

  /// Nil where there is no such day, or the year lies outside 1...9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.length(year: year, month: month)
    else { return nil }
    number = Self.number(year: year, month: month, day: day)
  }

  public func advanced(by days: Int) -> CivilDay { CivilDay(number: number &+ days) }

  public static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

  /// 0 for Monday to 6 for Sunday.
  public var weekday: Int { (((number &+ 3) % 7) + 7) % 7 }

  public var year: Int { components.year }
  public var month: Int { components.month }

  /// Year, month and day, by Howard Hinnant's `civil_from_days`
  /// (chrono-Compatible Low-Level Date Algorithms, 2013).
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = number &+ 719_468
    let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
    let dayOfEra = shifted &- era &* 146_097
    let yearOfEra =
      (dayOfEra &- dayOfEra / 1460 &+ dayOfEra / 36524 &- dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra &- (365 &* yearOfEra &+ yearOfEra / 4 &- yearOfEra / 100)
    let monthIndex = (5 &* dayOfYear &+ 2) / 153
    let day = dayOfYear &- (153 &* monthIndex &+ 2) / 5 &+ 1
    let month = monthIndex < 10 ? monthIndex &+ 3 : monthIndex &- 9
    let year = yearOfEra &+ era &* 400 &+ (month <= 2 ? 1 : 0)
    return (year, month, day)
  }

  /// The same day of the month some months later, clamped to that month's end.
  public func adding(months: Int) -> CivilDay {
    let (year, month, day) = components
    let index = year &* 12 &+ (month &- 1) &+ months
    let newYear = Int((Double(index) / 12).rounded(.down))
    let newMonth = index &- newYear &* 12 &+ 1
    let last = Self.length(year: newYear, month: newMonth)
    return CivilDay(number: Self.number(year: newYear, month: newMonth, day: min(day, last)))
  }

  /// For example `2024-03-15`.
  public var label: String {
    let (year, month, day) = components
    return "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))"
  }

  static func digits(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }

  static func length(year: Int, month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Howard Hinnant's `days_from_civil`.
  static func number(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year &- 1 : year
    let era = (shifted >= 0 ? shifted : shifted &- 399) / 400
    let yearOfEra = shifted &- era &* 400
    let monthIndex = month > 2 ? month &- 3 : month &+ 9
    let dayOfYear = (153 &* monthIndex &+ 2) / 5 &+ day &- 1
    let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
    return era &* 146_097 &+ dayOfEra &- 719_468
  }
}
