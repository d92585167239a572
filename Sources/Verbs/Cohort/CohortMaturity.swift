import Engine

/// Whether a member's time at a column was over at the end of `asof`.
struct CohortMaturity {
  private let isElapsed: Bool
  private let calendar: LocalCalendar
  /// The day after `asof`, and its first instant.
  private let next: CivilDay
  private let end: Int64

  init(plan: Cohort.Plan, dataset: Dataset) {
    isElapsed = plan.isElapsed
    calendar = dataset.calendar
    next = dataset.asof.day.advanced(by: 1)
    end = dataset.end
  }

  func isOver(_ column: Cohort.Column, for member: CohortMembers.Member) -> Bool {
    guard let unit = column.unit else {
      guard case .within(let span) = column, let length = span.calendarSpan else { return false }
      return calendar.instant(member.instant, plus: length) < end
    }
    return overPeriods(of: member, unit: unit) > column.last
  }

  /// How many periods of a member, the own one first, were over.
  func overPeriods(of member: CohortMembers.Member, unit: CalendarUnit) -> Int {
    isElapsed
      ? ElapsedWindows(calendar: calendar, unit: unit).over(at: end, from: member.instant)
      : calendar.period(of: next, unit: unit) &- calendar.period(of: member.day, unit: unit)
  }
}
