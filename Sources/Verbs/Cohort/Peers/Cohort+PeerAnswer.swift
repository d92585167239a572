import Engine
import Reporting

extension Cohort {
  /// The answer by a product's rules, beside ours where that is asked.
  static func peerAnswer(
    _ plan: Plan, _ question: PeerQuestion, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    var tables: [ResultTable] = []
    var bases: [Int] = []
    var notes: [Phrase] = []
    switch question {
    case .retention(let rules):
      let entries = try PeerEntries(of: plan, rules, in: dataset, interrupt: interrupt)
      let counted = try counts(entries, rules, plan, dataset)
      let made = PeerTables(
        plan: plan, rules: rules, keys: entries.keys, counts: counted,
        calendar: rules.calendar(of: dataset))
      tables = [made.retention, made.average]
      bases = counted.rows.map(\.size).filter { $0 > 0 }
      for own in plan.ours {
        let compared = try CohortRulesComparison(
          plan: plan, rules: rules, entries: entries, counts: counted, ours: own, in: dataset,
          interrupt: interrupt)
        tables += compared.tables
        notes += compared.notes
      }
    case .newActivity(let rules):
      let calendar = rules.calendar(of: dataset)
      let periods = try PeerPeriods(
        of: plan, unit: rules.unit, calendar: calendar, in: dataset, interrupt: interrupt)
      try checkCells((periods.shown?.count ?? 0) &* (periods.shown?.count ?? 0), in: dataset)
      let activity = KustoActivity(periods)
      tables = activity.tables(calendar, unit: rules.unit)
      bases = activity.periods.map(\.new).filter { $0 > 0 }
    case .activePeriods(let activity):
      let periods = try PeerPeriods(
        of: plan, unit: activity.unit, calendar: activity.calendar(of: dataset), in: dataset,
        interrupt: interrupt)
      let stickiness = PeerStickiness(activity, periods)
      tables = [stickiness.table]
      bases = [stickiness.exactly.reduce(0, +)]
    case .trailing(let activity):
      (tables, bases) = try trailing(activity, plan, dataset, interrupt)
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    var warnings =
      plan.population.warnings + plan.start.warnings
      + (question.isActivity ? [] : plan.returning.warnings)
    let unit = Phrase("users", "用户")
    if let small = bases.count == 1
      ? Warning.smallSample(bases[0], of: unit) : Warning.smallGroups(bases, of: unit)
    {
      warnings.append(small)
    }
    return Answer(tables: tables, rule: plan.rule, warnings: warnings, notes: notes)
  }

  private static func counts(
    _ entries: PeerEntries, _ rules: CohortRules, _ plan: Plan, _ dataset: Dataset
  ) throws(Diagnostic) -> PeerCounts {
    let calendar = rules.calendar(of: dataset)
    let last = calendar.period(of: dataset.end &- 1, unit: rules.unit)
    let cohorts = Set(entries.all.map(\.cohort))
    var rows: ClosedRange<Int>?
    if let low = cohorts.min(), let high = cohorts.max() {
      // A range says which cohorts there are, even those that nobody began.
      let first = plan.range.start.map { calendar.period(of: $0, unit: rules.unit) } ?? low
      let end = plan.range.end.map { calendar.period(of: $0 &- 1, unit: rules.unit) } ?? high
      rows = first...max(first, min(end, last))
    }
    let height = rows?.count ?? 0
    try checkCells(
      height &* (rules.brackets?.count ?? max(0, last &- (rows?.lowerBound ?? last) &+ 1)),
      in: dataset)
    return PeerCounts(entries.all, rules: rules, cohorts: rows, last: last)
  }

  private static func trailing(
    _ activity: PeerActivity, _ plan: Plan, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> ([ResultTable], [Int]) {
    let calendar = activity.calendar(of: dataset)
    if activity.days > 0 {
      let days = try PeerPeriods(
        of: plan, unit: .day, calendar: calendar, in: dataset, interrupt: interrupt)
      let active = KustoActiveUsers(activity, days)
      return ([active.table], active.bins.map(\.users))
    }
    let periods = try PeerPeriods(
      of: plan, unit: activity.unit, calendar: calendar, in: dataset, interrupt: interrupt)
    try checkCells(periods.shown?.count ?? 0, in: dataset)
    let windows = KustoWindows(activity, periods)
    return (
      [windows.table(calendar, unit: activity.unit)],
      [windows.rows.map(\.outer).max() ?? 0]
    )
  }
}
