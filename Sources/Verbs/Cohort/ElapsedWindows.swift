import Engine

/// Windows of one length after another from a user's own start.
struct ElapsedWindows {
  let calendar: LocalCalendar
  let unit: CalendarUnit

  /// The end of the window at an offset, which is no part of it; nil where it is too far.
  func end(ofOffset offset: Int, from start: Int64) -> Int64? {
    unit.span(offset &+ 1).map { calendar.instant(start, plus: $0) }
  }

  /// The window that holds an instant at or after the start.
  func offset(of instant: Int64, from start: Int64) -> Int {
    switch unit {
    case .hour, .day, .week:
      let length: Int64 = unit == .hour ? 3_600_000 : unit == .day ? 86_400_000 : 604_800_000
      return Int((instant &- start) / length)
    case .month, .quarter, .year:
      let months =
        calendar.period(of: calendar.day(of: instant), unit: .month)
        &- calendar.period(of: calendar.day(of: start), unit: .month)
      var offset = months / (unit == .month ? 1 : unit == .quarter ? 3 : 12)
      // The calendar months passed are the most there can be; the last may not be full.
      while offset > 0, let end = end(ofOffset: offset &- 1, from: start), end > instant {
        offset &-= 1
      }
      return offset
    }
  }

  /// How many windows from `start` on are over at `end`.
  func over(at end: Int64, from start: Int64) -> Int {
    end <= start ? 0 : offset(of: end, from: start)
  }
}
