import Reporting

// The Gregorian calendar, as far as the lexer needs it to refuse a day that does not exist. Week
// years follow ISO 8601: a year has 53 weeks when it begins or ends on a Thursday.

extension DateValue {
  /// Whether this day, week, month, quarter or year exists.
  var isOfCalendar: Bool {
    switch self {
    case .day(let year, let month, let day):
      (1...9999).contains(year) && (1...12).contains(month)
        && (1...Self.days(year: year, month: month)).contains(day)
    case .week(let year, let week):
      (1...9999).contains(year) && (1...Self.weeks(year: year)).contains(week)
    case .month(let year, let month): (1...9999).contains(year) && (1...12).contains(month)
    case .quarter(let year, let quarter): (1...9999).contains(year) && (1...4).contains(quarter)
    case .year(let year): (1...9999).contains(year)
    case .time, .parameter: true
    }
  }

  static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  static func days(year: Int, month: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: isLeap(year) ? 29 : 28
    default: 31
    }
  }

  static func weeks(year: Int) -> Int {
    lastWeekday(of: year) == 4 || lastWeekday(of: year - 1) == 3 ? 53 : 52
  }

  /// Of 31 December, 1 for Monday; with Gauss's count of leap days before the year's end.
  private static func lastWeekday(of year: Int) -> Int {
    let days = year + year / 4 - year / 100 + year / 400
    return days % 7 == 0 ? 7 : days % 7
  }

  /// What a date that does not exist has run out of.
  var bounds: Phrase? {
    switch self {
    case .day(let year, let month, _) where (1...12).contains(month):
      let last = Self.days(year: year, month: month)
      return Phrase("that month has \(last) days", "该月只有 \(last) 天")
    case .day, .month: return Phrase("months go from 01 to 12", "月份从 01 到 12")
    case .week(let year, _):
      let last = Self.weeks(year: year)
      return Phrase("\(year) has \(last) weeks", "\(year) 年只有 \(last) 周")
    case .quarter: return Phrase("quarters go from Q1 to Q4", "季度从 Q1 到 Q4")
    case .year, .time, .parameter: return nil
    }
  }
}
