import Charts
import Engine
import Language
import Reporting
import Statistics

extension Cohort {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    switch plan.question {
    case .retention: return try retention(plan, dataset, interrupt)
    case .stickiness(let unit): return try stickiness(plan, by: unit, dataset, interrupt)
    case .interval: return try interval(plan, dataset, interrupt)
    case .peer(let question): return try peerAnswer(plan, question, dataset, interrupt)
    }
  }

  private static func retention(
    _ plan: Plan, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    if let groups = try RetentionKernel(plan, dataset)?.groups(interrupt) {
      let counts = RetentionCounts(parts: [RetentionPart(side: nil, groups: groups)])
      return try answer(plan, counts, on: dataset, interrupt: interrupt)
    }
    let counts = try followed(plan, dataset, interrupt)
    var answer = try answer(plan, counts.counts, on: dataset, interrupt: interrupt)
    answer.saved = counts.saved
    return answer
  }

  /// The counts by the reading that follows every rule.
  static func followed(
    _ plan: Plan, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> (counts: RetentionCounts, saved: SavedSet?) {
    var counts = RetentionCounts(parts: [])
    var entered: [Set<Int>] = []
    var saved: SavedSet?
    for side in plan.sides {
      let users = side?.users ?? plan.population.users(in: dataset)
      let members = try CohortMembers(
        of: plan, among: users, range: side?.range ?? plan.range, in: dataset,
        interrupt: interrupt)
      let groups = Groups(members, plan.dimensions, in: dataset)
      try checkSize(
        groups.ordered.map { Set($1.map { members.all[$0].cohort }) }, of: plan, in: dataset)
      let cells = CohortCells(plan, members, in: dataset)
      var part = RetentionPart(side: side, groups: [])
      for (key, places) in groups.ordered {
        part.groups.append(try cells.group(key, places, interrupt: interrupt))
      }
      counts.parts.append(part)
      entered.append(Set(members.all.map(\.user)))
      saved = plan.saving.map { saving in
        Self.saved(
          saving, entries(saving, members, groups, plan, in: dataset), plan, in: dataset)
      }
    }
    if entered.count == 2 { counts.onBothSides = entered[0].intersection(entered[1]).count }
    return (counts, saved)
  }

  /// The answer to what either engine counted.
  static func answer(
    _ plan: Plan, _ counts: RetentionCounts, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    var tables = RetentionTables(plan: plan)
    var notes = plan.comparison?.notes ?? []
    for part in counts.parts {
      try tables.add(part, in: dataset, interrupt: interrupt)
      notes += maturityNotes(plan, part)
    }
    var warnings =
      plan.population.warnings + plan.start.warnings + plan.returning.warnings
      + plan.dimensions.flatMap(\.warnings)
    let unit = Phrase("users", "用户")
    let bases = tables.bases
    if let small = bases.count == 1
      ? Warning.smallSample(bases[0], of: unit) : Warning.smallGroups(bases, of: unit)
    {
      warnings.append(small)
    }
    var all = tables.all
    if plan.comparison != nil {
      all += CohortDifference(plan: plan, counted: tables, parts: counts.parts).tables
      if counts.onBothSides > 0 { warnings.append(.sharedUsers(counts.onBothSides)) }
    }
    if plan.fit != nil {
      let fits = RetentionFits(plan: plan, tables: tables, parts: counts.parts)
      all += fits.tables
      warnings += fits.warnings
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return Answer(tables: all, rule: plan.rule, warnings: warnings, notes: notes)
  }

  /// How many were too young for a column.
  private static func maturityNotes(_ plan: Plan, _ part: RetentionPart) -> [Phrase] {
    let all = part.size
    let name = part.side.map { $0.label + Phrase(" ", " ") } ?? Phrase("", "")
    return (plan.columns ?? []).enumerated().compactMap { place, column in
      let young = part.young(at: place)
      guard young > 0 else { return nil }
      return name
        + (plan.keepsImmature
          ? Phrase(
            "\(column.text): \(young) of \(all) users are too young and count as not retained"
              + " so far",
            "\(column.text)：\(all) 个用户中有 \(young) 个尚未到时点，暂按未留存计")
          : Phrase(
            "\(column.text): \(young) of \(all) users are too young and left out",
            "\(column.text)：\(all) 个用户中有 \(young) 个尚未到时点，未计入"))
    }
  }

  /// Eight years by day make 4.3 million cells, a gigabyte as a table; a single date in the year
  /// 9999 makes three million for every day.
  static let mostCells = 5_000_000

  /// - Parameter cohorts: the numbers of the cohorts of each group.
  static func checkSize(
    _ cohorts: [Set<Int>], of plan: Plan, in dataset: Dataset
  ) throws(Diagnostic) {
    guard let unit = plan.triangleUnit else { return }
    let last = dataset.calendar.period(of: dataset.asof.day, unit: unit)
    var cells = 0
    for cohort in cohorts.joined() { cells &+= max(0, last &- cohort &+ 1) }
    try checkCells(cells, in: dataset)
  }

  /// Throws E408 for tables that nobody could read and no memory hold.
  static func checkCells(_ cells: Int, in dataset: Dataset) throws(Diagnostic) {
    guard cells > mostCells else { return }
    let (found, most) = (NumberText.count(cells), NumberText.count(mostCells))
    let today = dataset.asof.day.label
    throw Diagnostic(
      "E408",
      Phrase(
        "expected at most \(most) cells, found \(found) up to \(today)",
        "最多 \(most) 个单元格，到 \(today) 为止却有 \(found) 个"), at: nil,
      notes: [
        Phrase(
          "take longer periods, such as by month, or an earlier day: set asof = 2024-06-30",
          "请用更长的周期，如 按 月，或更早的截止日：设置 asof = 2024-06-30")
      ])
  }
}

extension Cohort.Plan {
  /// The sides of a comparison; nil stands for the only one.
  var sides: [PopulationComparison.Side?] { comparison.map { [$0.a, $0.b] } ?? [nil] }
}

extension Cohort {
  /// The members by the values of their dimensions.
  struct Groups {
    /// In the order of the values, the missing last; places in `members.all`.
    let ordered: [(key: [Cell], places: [Int])]

    init(_ members: CohortMembers, _ dimensions: [UserDimension], in dataset: Dataset) {
      guard !dimensions.isEmpty else {
        ordered = [([], Array(members.all.indices))]
        return
      }
      let grouping = UserDimension.grouping(of: dimensions, in: dataset)
      var places: [[Int]] = Array(repeating: [], count: grouping.keys.count)
      for (place, member) in members.all.enumerated() {
        places[Int(grouping.groupOf[member.user])].append(place)
      }
      ordered = grouping.keys.indices.filter { !places[$0].isEmpty }
        .map { (grouping.keys[$0], places[$0]) }
    }
  }
}
