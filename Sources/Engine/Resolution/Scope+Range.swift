import Language
import Reporting

/// A stretch of the calendar as instants `[start, end)`; an open side is nil.
public struct InstantRange: Hashable, Sendable {
  public let start: Int64?
  public let end: Int64?

  public init(start: Int64?, end: Int64?) {
    self.start = start
    self.end = end
  }

  public static let all = InstantRange(start: nil, end: nil)

  public var isAll: Bool { start == nil && end == nil }

  public func contains(_ instant: Int64) -> Bool {
    (start.map { $0 <= instant } ?? true) && (end.map { instant < $0 } ?? true)
  }
}

extension Scope {
  /// The range of `since`, `until`, `last` and `during`, both ends inclusive.
  ///
  /// Throws E303 for a date that does not exist, E304 for a range without days.
  public func range(of call: VerbCall) throws(Diagnostic) -> InstantRange {
    var range = InstantRange.all
    for clause in call.clauses {
      let span = clause.place.span
      switch clause.body {
      case .since(let date):
        range = InstantRange(start: try bounds(of: date, at: span).start, end: range.end)
      case .until(let date):
        range = InstantRange(start: range.start, end: try bounds(of: date, at: span).end)
      case .last(let duration): range = try self.range(.last(duration), at: span)
      case .during(let period): range = try self.range(period, at: span)
      default: continue
      }
      if let start = range.start, let end = range.end, start >= end {
        throw Diagnostic(
          "E304", Phrase("this range holds no day", "该范围不含任何一天"), at: span,
          notes: [
            Phrase(
              "the earlier date comes first: since 2024-01-01 until 2024-03-31",
              "较早的日期在前：自 2024-01-01 至 2024-03-31")
          ])
      }
    }
    return range
  }

  /// The instants a written period covers.
  ///
  /// `last 30 days` ends with `asof` and holds 30 days.
  public func range(_ period: Period, at span: Span) throws(Diagnostic) -> InstantRange {
    switch period {
    case .dates(let from, let to):
      let first = try bounds(of: from, at: span)
      let last = try to.map { date throws(Diagnostic) in try bounds(of: date, at: span) } ?? first
      return InstantRange(start: first.start, end: last.end)
    case .last(let duration):
      let written = try self.span(duration, at: span)
      return InstantRange(start: start(ofLast: written), end: dataset.end)
    }
  }

  /// Whole days back from the end of `asof`; hours, minutes and seconds count back in time.
  private func start(ofLast span: CalendarSpan) -> Int64 {
    let calendar = dataset.calendar
    let next = dataset.asof.day.advanced(by: 1)
    switch span.unit {
    case .day: return calendar.start(of: next.advanced(by: -span.count))
    case .week: return calendar.start(of: next.advanced(by: -7 &* span.count))
    case .month: return calendar.start(of: next.adding(months: -span.count))
    case .quarter: return calendar.start(of: next.adding(months: -3 &* span.count))
    case .year: return calendar.start(of: next.adding(months: -12 &* span.count))
    case .hour, .minute, .second:
      guard case .elapsed(let length) = span.calendarSpan else { return dataset.end }
      return dataset.end &- length
    }
  }

  /// First instant and first instant after, of a written date.
  public func bounds(
    of date: DateValue, at span: Span
  ) throws(Diagnostic) -> (start: Int64, end: Int64) {
    let calendar = dataset.calendar
    if case .parameter(let name) = date {
      guard case .date(let value) = try parameter(name, at: span) else {
        throw Diagnostic(
          "E306", Phrase("'$\(name)' is not a date", "'$\(name)' 不是日期"), at: span,
          notes: [Phrase("for example -P \(name)=2024-03-15", "例如 -P \(name)=2024-03-15")])
      }
      return try bounds(of: value, at: span)
    }
    if case .time(let text) = date {
      if let instant = WrittenTime(text)?.instant(in: calendar) {
        return (instant.start, instant.end)
      }
    } else if let days = calendar.days(of: date) {
      return (
        calendar.start(of: days.lowerBound), calendar.start(of: days.upperBound.advanced(by: 1))
      )
    }
    throw Diagnostic(
      "E303", Phrase("this date does not exist", "该日期不存在"), at: span,
      notes: [
        Phrase(
          "for example 2024-03-15, 2024-03, 2024Q1 or '2024-03-15 13:00'",
          "例如 2024-03-15、2024-03、2024Q1 或 '2024-03-15 13:00'")
      ])
  }
}
