import Engine

/// Whether a member of a cohort is retained at a column, and whether it is too early to say.
struct MemberReader {
  let plan: Cohort.Plan
  let members: CohortMembers
  let calendar: LocalCalendar
  private let maturity: CohortMaturity

  init(plan: Cohort.Plan, members: CohortMembers, dataset: Dataset) {
    self.plan = plan
    self.members = members
    calendar = dataset.calendar
    maturity = CohortMaturity(plan: plan, dataset: dataset)
  }

  func isOver(_ column: Cohort.Column, for member: CohortMembers.Member) -> Bool {
    maturity.isOver(column, for: member)
  }

  /// How many periods of a member, the own one first, were over.
  func overPeriods(of member: CohortMembers.Member, unit: CalendarUnit) -> Int {
    maturity.overPeriods(of: member, unit: unit)
  }

  /// What a member did, read by the plan.
  func retained(_ member: CohortMembers.Member, _ unit: CalendarUnit) -> RetainedOffsets {
    RetainedOffsets(
      reading: plan.reading,
      offsets: members.offsets(of: member, unit: unit, plan: plan, in: calendar))
  }

  func isRetained(_ member: CohortMembers.Member, at column: Cohort.Column) -> Bool {
    switch column {
    case .period(let unit, let offset): return retained(member, unit).contains(offset)
    case .bracket(let unit, let first, let last): return retained(member, unit).meets(first, last)
    case .within(let span):
      guard let length = span.calendarSpan else { return false }
      let latest = calendar.instant(member.instant, plus: length)
      let count = member.returns.prefix { members.times[$0] <= latest }.count
      return count - member.own >= plan.times
    }
  }
}
