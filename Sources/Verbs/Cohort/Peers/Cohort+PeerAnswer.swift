import Engine
import Reporting

/// All that is counted of a cohort under a product's rules; either engine fills it, and the answer
/// follows from it alone.
enum PeerFigures {
  case retention(PeerRetention)
  case newActivity(KustoActivity)
  case activePeriods(PeerStickiness)
  case windows(KustoWindows)
  case activeUsers(KustoActiveUsers)
}

/// What is counted of retention.
struct PeerRetention {
  /// The values of the split, the missing last; one empty key without a split.
  let keys: [[Cell]]
  let counts: PeerCounts
  /// Everybody's entries, where ours stand beside them.
  var entries: [PeerEntry] = []
  var ours: [OurEntries] = []
}

extension Cohort {
  /// The answer by a product's rules, beside ours where that is asked.
  static func peerAnswer(
    _ plan: Plan, _ question: PeerQuestion, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    peerAnswer(plan, question, try figures(plan, question, dataset, interrupt), dataset)
  }

  private static func figures(
    _ plan: Plan, _ question: PeerQuestion, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> PeerFigures {
    func periods(
      _ unit: CalendarUnit, _ calendar: LocalCalendar
    ) throws(Diagnostic) -> PeerPeriods {
      try PeerPeriods(
        of: plan, unit: unit, calendar: calendar, in: dataset, interrupt: interrupt)
    }
    switch question {
    case .retention(let rules):
      let entries = try PeerEntries(of: plan, rules, in: dataset, interrupt: interrupt)
      let cohorts = try cohorts(Set(entries.all.map(\.cohort)), rules, plan, dataset)
      var found = PeerRetention(
        keys: entries.keys,
        counts: PeerCounts(
          entries.all, rules: rules, cohorts: cohorts.rows, last: cohorts.last),
        entries: entries.all)
      for own in plan.ours {
        found.ours.append(try OurEntries(of: own, in: dataset, interrupt: interrupt))
      }
      return .retention(found)
    case .newActivity(let rules):
      let periods = try periods(rules.unit, rules.calendar(of: dataset))
      try checkPairs(periods.shown, in: dataset)
      return .newActivity(KustoActivity(periods))
    case .activePeriods(let activity):
      return .activePeriods(
        PeerStickiness(activity, try periods(activity.unit, activity.calendar(of: dataset))))
    case .trailing(let activity):
      let calendar = activity.calendar(of: dataset)
      if activity.days > 0 {
        return .activeUsers(KustoActiveUsers(activity, try periods(.day, calendar)))
      }
      let periods = try periods(activity.unit, calendar)
      try checkCells(periods.shown?.count ?? 0, in: dataset)
      return .windows(KustoWindows(activity, periods))
    }
  }

  /// The answer to what either engine counted.
  static func peerAnswer(
    _ plan: Plan, _ question: PeerQuestion, _ figures: PeerFigures, _ dataset: Dataset
  ) -> Answer {
    var tables: [ResultTable] = []
    var bases: [Int] = []
    var notes: [Phrase] = []
    let unit = question.unit
    let calendar = question.calendar(of: dataset)
    switch figures {
    case .retention(let found):
      guard case .retention(let rules) = question else { break }
      let made = PeerTables(
        plan: plan, rules: rules, keys: found.keys, counts: found.counts, calendar: calendar)
      tables = [made.retention, made.average]
      bases = found.counts.rows.map(\.size).filter { $0 > 0 }
      for own in found.ours {
        let compared = CohortRulesComparison(
          plan: plan, rules: rules, entries: found.entries, counts: found.counts, mine: own,
          in: dataset)
        tables += compared.tables
        notes += compared.notes
      }
    case .newActivity(let activity):
      tables = activity.tables(calendar, unit: unit)
      bases = activity.periods.map(\.new).filter { $0 > 0 }
    case .activePeriods(let stickiness):
      tables = [stickiness.table]
      bases = [stickiness.exactly.reduce(0, +)]
    case .windows(let windows):
      tables = [windows.table(calendar, unit: unit)]
      bases = [windows.rows.map(\.outer).max() ?? 0]
    case .activeUsers(let active):
      tables = [active.table]
      bases = active.bins.map(\.users)
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    var warnings =
      plan.population.warnings + plan.start.warnings
      + (question.isActivity ? [] : plan.returning.warnings)
    let users = Phrase("users", "用户")
    if let small = bases.count == 1
      ? Warning.smallSample(bases[0], of: users) : Warning.smallGroups(bases, of: users)
    {
      warnings.append(small)
    }
    return Answer(tables: tables, rule: plan.rule, warnings: warnings, notes: notes)
  }

  /// The periods that have a row, nil where nobody began, and the one that holds the end.
  ///
  /// Throws E408 for too many cells.
  static func cohorts(
    _ found: Set<Int>, _ rules: CohortRules, _ plan: Plan, _ dataset: Dataset
  ) throws(Diagnostic) -> (rows: ClosedRange<Int>?, last: Int) {
    let calendar = rules.calendar(of: dataset)
    let last = calendar.period(of: dataset.end &- 1, unit: rules.unit)
    var rows: ClosedRange<Int>?
    if let low = found.min(), let high = found.max() {
      // A range says which cohorts there are, even those that nobody began.
      let first = plan.range.start.map { calendar.period(of: $0, unit: rules.unit) } ?? low
      let end = plan.range.end.map { calendar.period(of: $0 &- 1, unit: rules.unit) } ?? high
      rows = first...max(first, min(end, last))
    }
    let height = rows?.count ?? 0
    try checkCells(
      height &* (rules.brackets?.count ?? max(0, last &- (rows?.lowerBound ?? last) &+ 1)),
      in: dataset)
    return (rows, last)
  }

  /// Throws E408 for too many pairs of periods.
  static func checkPairs(
    _ shown: ClosedRange<Int>?, in dataset: Dataset
  ) throws(Diagnostic) {
    try checkCells((shown?.count ?? 0) &* (shown?.count ?? 0), in: dataset)
  }
}

extension Cohort.PeerQuestion {
  /// The calendar in which the product cuts periods.
  func calendar(of dataset: Dataset) -> LocalCalendar {
    switch self {
    case .retention(let rules), .newActivity(let rules): rules.calendar(of: dataset)
    case .activePeriods(let activity), .trailing(let activity): activity.calendar(of: dataset)
    }
  }
}
