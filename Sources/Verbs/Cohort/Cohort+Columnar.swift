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
    }
  }

  private static func retention(
    _ plan: Plan, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    let sides: [PopulationComparison.Side?] = plan.comparison.map { [$0.a, $0.b] } ?? [nil]
    var tables = RetentionTables(plan: plan)
    var parts: [RetentionPart] = []
    var notes = plan.comparison?.notes ?? []
    for side in sides {
      let users = side?.users ?? plan.population.users(in: dataset)
      let members = try CohortMembers(
        of: plan, among: users, range: side?.range ?? plan.range, in: dataset,
        interrupt: interrupt)
      let groups = Groups(members, plan.dimensions, in: dataset)
      try checkSize(members, groups, of: plan, in: dataset)
      let part = RetentionPart(side: side, members: members, groups: groups)
      try tables.add(part, in: dataset, interrupt: interrupt)
      parts.append(part)
      notes += maturityNotes(plan, dataset, part)
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
      all += CohortDifference(plan: plan, counted: tables, parts: parts, dataset: dataset).tables
      if let shared = sharedUsers(parts) { warnings.append(shared) }
    }
    if plan.fit != nil {
      let fits = RetentionFits(plan: plan, tables: tables, parts: parts, dataset: dataset)
      all += fits.tables
      warnings += fits.warnings
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return Answer(
      tables: all, rule: plan.rule, warnings: warnings, notes: notes,
      saved: plan.saving.map { saving in
        saved(saving, parts[0].members, parts[0].groups, plan, in: dataset)
      })
  }

  /// How many were too young for a column.
  private static func maturityNotes(
    _ plan: Plan, _ dataset: Dataset, _ part: RetentionPart
  ) -> [Phrase] {
    let maturity = CohortMaturity(plan: plan, dataset: dataset)
    let all = part.members.all.count
    let name = part.side.map { $0.label + Phrase(" ", " ") } ?? Phrase("", "")
    return (plan.columns ?? []).compactMap { column in
      let young = part.members.all.count { !maturity.isOver(column, for: $0) }
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

  /// W521 where a user stands in both populations, whom the test takes for two people.
  private static func sharedUsers(_ parts: [RetentionPart]) -> Warning? {
    let sets = parts.map { Set($0.members.all.map(\.user)) }
    guard sets.count == 2 else { return nil }
    let shared = sets[0].intersection(sets[1]).count
    guard shared > 0 else { return nil }
    return Warning(
      "W521",
      Phrase(
        "\(shared) users stand in both populations, and the tests take them for different people;"
          + " compare populations that exclude each other, such as compare rest",
        "有 \(shared) 个用户同在两个人群中，检验却把他们当作不同的人；请对比互斥的人群，如 对比 其余"))
  }

  /// Eight years by day make 4.3 million cells, a gigabyte as a table; a single date in the year
  /// 9999 makes three million for every day.
  static let mostCells = 5_000_000

  private static func checkSize(
    _ members: CohortMembers, _ groups: Groups, of plan: Plan, in dataset: Dataset
  ) throws(Diagnostic) {
    guard let unit = plan.triangleUnit else { return }
    let last = dataset.calendar.period(of: dataset.asof.day, unit: unit)
    var cells = 0
    for (_, places) in groups.ordered {
      for cohort in Set(places.map { members.all[$0].cohort }) {
        cells &+= max(0, last &- cohort &+ 1)
      }
    }
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

/// One population of a question about retention.
struct RetentionPart {
  /// Nil where nothing is compared.
  let side: PopulationComparison.Side?
  let members: CohortMembers
  let groups: Cohort.Groups

  /// What stands before the dimensions in its rows.
  var prefix: [Cell] { side.map { [.text($0.text)] } ?? [] }
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
