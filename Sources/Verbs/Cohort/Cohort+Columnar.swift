import Charts
import Engine
import Language
import Reporting
import Statistics

extension Cohort {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    let members = try CohortMembers(
      of: plan, among: plan.population.users(in: dataset), range: plan.range, in: dataset,
      interrupt: interrupt)
    let groups = Groups(members, plan.dimensions, in: dataset)
    try checkSize(members, groups, of: plan, in: dataset)
    var retention = ResultTable("retention", columns: columns(of: plan))
    var average = ResultTable("average", columns: averageColumns(of: plan))
    var bases: [Int] = []
    for (key, places) in groups.ordered {
      let counter = try CohortCounter(
        plan: plan, dataset: dataset, members: members, group: places, interrupt: interrupt)
      for (number, cell) in counter.cells.enumerated() {
        if number & 0xFFFF == 0 { try interrupt.check() }
        retention.append(row(cell, after: key, in: counter))
      }
      bases += counter.bases
      for averaged in counter.averages {
        average.append(key + row(averaged, of: plan))
      }
    }
    return Answer(
      tables: [retention, average], rule: plan.rule, warnings: warnings(bases, plan),
      notes: notes(plan, dataset, members))
  }

  private static func row(
    _ cell: CohortCounter.Counted, after key: [Cell], in counter: CohortCounter
  ) -> [Cell] {
    var row = key
    row.reserveCapacity(key.count + 9)
    let interval = Wilson.interval(successes: cell.users, trials: cell.mature)
    row.append(counter.labels[cell.label])
    row.append(.int(cell.size))
    row.append(.int(cell.mature))
    row.append(.int(cell.offset))
    row.append(.int(cell.users))
    row.append(Cell(cell.rate))
    row.append(.bool(cell.isComplete))
    row.append(Cell(interval?.low))
    row.append(Cell(interval?.high))
    if let column = cell.column, let columns = counter.plan.columns {
      row.append(.text(columns[column].text))
    }
    return row
  }

  private static func row(_ averaged: CohortCounter.Averaged, of plan: Plan) -> [Cell] {
    let column = averaged.column.flatMap { column in plan.columns.map { $0[column].text } }
    return [
      .int(averaged.offset), .int(averaged.cohorts), .int(averaged.users),
      Cell(averaged.rate(plan.average)), .int(averaged.mature),
    ] + (column.map { [.text($0)] } ?? [])
  }

  private static func columns(of plan: Plan) -> [ResultColumn] {
    plan.dimensions.map(\.column) + [
      ResultColumn("cohort", plan.period == nil ? .text : .date), ResultColumn("size", .int),
      ResultColumn("mature", .int), ResultColumn("offset", .int), ResultColumn("users", .int),
      ResultColumn("rate", .rate), ResultColumn("complete", .bool), ResultColumn("low", .rate),
      ResultColumn("high", .rate),
    ] + (plan.columns == nil ? [] : [ResultColumn("point", .text)])
  }

  private static func averageColumns(of plan: Plan) -> [ResultColumn] {
    plan.dimensions.map(\.column) + [
      ResultColumn("offset", .int), ResultColumn("cohorts", .int), ResultColumn("users", .int),
      ResultColumn("rate", .rate), ResultColumn("mature", .int),
    ] + (plan.columns == nil ? [] : [ResultColumn("point", .text)])
  }

  private static func warnings(_ bases: [Int], _ plan: Plan) -> [Warning] {
    let unit = Phrase("users", "用户")
    let warning =
      bases.count == 1
      ? Warning.smallSample(bases[0], of: unit) : Warning.smallGroups(bases, of: unit)
    return plan.population.warnings + plan.start.warnings + plan.returning.warnings
      + plan.dimensions.flatMap(\.warnings) + (warning.map { [$0] } ?? [])
  }

  private static func notes(
    _ plan: Plan, _ dataset: Dataset, _ members: CohortMembers
  ) -> [Phrase] {
    var notes: [Phrase] = []
    let maturity = CohortMaturity(plan: plan, dataset: dataset)
    for column in plan.columns ?? [] {
      let young = members.all.count { !maturity.isOver(column, for: $0) }
      guard young > 0 else { continue }
      let (text, all) = (column.text, members.all.count)
      notes.append(
        plan.keepsImmature
          ? Phrase(
            "\(text): \(young) of \(all) users are too young and count as not retained so far",
            "\(text)：\(all) 个用户中有 \(young) 个尚未到时点，暂按未留存计")
          : Phrase(
            "\(text): \(young) of \(all) users are too young and left out",
            "\(text)：\(all) 个用户中有 \(young) 个尚未到时点，未计入"))
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return notes
  }

  /// Eight years by day make 4.3 million cells, a gigabyte as a table; a single date in the year
  /// 9999 makes three million for every day.
  private static let mostCells = 5_000_000

  /// Throws E408 for triangles that nobody could read and no memory hold.
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
