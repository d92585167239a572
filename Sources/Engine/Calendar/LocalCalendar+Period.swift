import Language
import Reporting

extension LocalCalendar {
  /// The number of the period that holds a day; periods of one unit are numbered in a row.
  ///
  /// For hours use `period(of:unit:)` with an instant.
  public func period(of day: CivilDay, unit: CalendarUnit) -> Int {
    switch unit {
    case .hour: return day.number &* 24
    case .day: return day.number
    case .week:
      // 1970-01-01 was a Thursday: day 4 is the first Monday after it.
      return Int(floorDivide(Int64(day.number &- 4 &- weekStart.weekday), 7))
    case .month:
      let (year, month, _) = day.components
      return year &* 12 &+ month &- 1
    case .quarter:
      let (year, month, _) = day.components
      return year &* 4 &+ (month &- 1) / 3
    case .year: return day.year
    }
  }

  /// The number of the period that holds an instant.
  public func period(of instant: Int64, unit: CalendarUnit) -> Int {
    unit == .hour
      ? Int(floorDivide(localTime(of: instant), 3_600_000))
      : period(of: day(of: instant), unit: unit)
  }

  /// The first day of a numbered period; for hours the day it lies in.
  public func firstDay(ofPeriod number: Int, unit: CalendarUnit) -> CivilDay {
    switch unit {
    case .hour: return CivilDay(number: Int(floorDivide(Int64(number), 24)))
    case .day: return CivilDay(number: number)
    case .week: return CivilDay(number: number &* 7 &+ 4 &+ weekStart.weekday)
    case .month: return Self.firstOfMonth(number)
    case .quarter: return Self.firstOfMonth(number &* 3)
    case .year: return Self.firstOfMonth(number &* 12)
    }
  }

  /// ISO label: `2024-03-15` for a day, the first day of a week, `2024-03`, `2024Q1`, `2024`;
  /// an hour as `2024-03-15T08`.
  public func label(ofPeriod number: Int, unit: CalendarUnit) -> String {
    let first = firstDay(ofPeriod: number, unit: unit)
    switch unit {
    case .hour: return "\(first.label)T\(CivilDay.digits(number &- first.number &* 24, 2))"
    case .day, .week: return first.label
    case .month: return String(first.label.prefix(7))
    case .quarter: return "\(CivilDay.digits(first.year, 4))Q\((first.month &- 1) / 3 &+ 1)"
    case .year: return CivilDay.digits(first.year, 4)
    }
  }

  private static func firstOfMonth(_ index: Int) -> CivilDay {
    let year = Int(floorDivide(Int64(index), 12))
    return CivilDay(
      number: CivilDay.number(year: year, month: index &- year &* 12 &+ 1, day: 1))
  }

  /// The days a written date or period covers, both ends inclusive; nil where it names none.
  ///
  /// Quoted times and parameters are not periods of days.
  public func days(of value: DateValue) -> ClosedRange<CivilDay>? {
    switch value {
    case .day(let year, let month, let day):
      return CivilDay(year: year, month: month, day: day).map { $0...$0 }
    case .week(let year, let week):
      // ISO 8601: week 1 is the week that holds 4 January, weeks from Monday.
      guard let fourth = CivilDay(year: year, month: 1, day: 4), (1...53).contains(week) else {
        return nil
      }
      let first = fourth.advanced(by: (week - 1) * 7 - fourth.weekday)
      // A year without a week 53 would give a week of the next year.
      guard first.advanced(by: 3).year == year else { return nil }
      return first...first.advanced(by: 6)
    case .month(let year, let month):
      return Self.months(year, from: month, count: 1)
    case .quarter(let year, let quarter):
      guard (1...4).contains(quarter) else { return nil }
      return Self.months(year, from: quarter * 3 - 2, count: 3)
    case .year(let year): return Self.months(year, from: 1, count: 12)
    case .time, .parameter: return nil
    }
  }

  private static func months(_ year: Int, from month: Int, count: Int) -> ClosedRange<CivilDay>? {
    guard let first = CivilDay(year: year, month: month, day: 1) else { return nil }
    return first...first.adding(months: count).advanced(by: -1)
  }
}

extension CalendarSpan {
  /// In the form that arithmetic needs; nil where it is too long to count in milliseconds.
  public var calendarSpan: LocalCalendar.Span? {
    func elapsed(_ unit: Int64) -> LocalCalendar.Span? {
      let (product, overflow) = Int64(count).multipliedReportingOverflow(by: unit)
      // A tenth of the range keeps every later addition to an instant in range.
      return overflow || product.magnitude > UInt64(Int64.max / 10) ? nil : .elapsed(product)
    }
    func months(_ unit: Int) -> LocalCalendar.Span? {
      count.magnitude > 120_000 ? nil : .months(count * unit)
    }
    switch unit {
    case .second: return elapsed(1000)
    case .minute: return elapsed(60_000)
    case .hour: return elapsed(3_600_000)
    case .day: return elapsed(LocalCalendar.dayLength)
    case .week: return elapsed(7 * LocalCalendar.dayLength)
    case .month: return months(1)
    case .quarter: return months(3)
    case .year: return months(12)
    }
  }
}
