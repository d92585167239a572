import Engine
import Reporting
import Statistics

/// The tables `retention` and `average`, filled population by population, group by group.
struct RetentionTables {
  /// All cohorts of one group at one offset, for what is computed from them.
  struct Mean {
    let population: [Cell]
    let key: [Cell]
    let averaged: CohortCounter.Averaged
  }

  let plan: Cohort.Plan
  private(set) var retention: ResultTable
  private(set) var average: ResultTable
  /// The fewest users behind a rate of each cohort that has one.
  private(set) var bases: [Int] = []
  private(set) var means: [Mean] = []

  init(plan: Cohort.Plan) {
    self.plan = plan
    let keys = plan.keyColumns
    let point = plan.columns == nil ? [] : [ResultColumn("point", .text)]
    retention = ResultTable(
      "retention",
      columns: keys + [
        ResultColumn("cohort", plan.period == nil ? .text : .date), ResultColumn("size", .int),
        ResultColumn("mature", .int), ResultColumn("offset", .int), ResultColumn("users", .int),
        ResultColumn("rate", .rate), ResultColumn("complete", .bool),
        ResultColumn("low", .rate), ResultColumn("high", .rate),
      ] + point)
    average = ResultTable(
      "average",
      columns: keys + [
        ResultColumn("offset", .int), ResultColumn("cohorts", .int), ResultColumn("users", .int),
        ResultColumn("rate", .rate), ResultColumn("mature", .int),
      ] + point)
  }

  /// Both tables, the cohorts in the order that is asked for.
  var all: [ResultTable] {
    let width = plan.keyColumns.count
    // Rows of a triangle stay with their group, rows of points with their population.
    let fixed = plan.columns == nil ? width : width - plan.dimensions.count
    return [
      plan.order.apply(
        to: retention, width: width, fixed: fixed, columns: plan.columns?.count), average,
    ]
  }

  mutating func add(
    _ part: RetentionPart, in dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) {
    for group in part.groups {
      let key = group.key
      let counter = try CohortCounter(plan, group.rows, in: dataset.calendar)
      let full = part.prefix + key
      try add(counter, after: full, interrupt: interrupt)
      bases += counter.bases
      for averaged in counter.averages {
        means.append(Mean(population: part.prefix, key: key, averaged: averaged))
        average.append(full + row(averaged))
      }
    }
  }

  private mutating func add(
    _ counter: CohortCounter, after key: [Cell], interrupt: Interrupt
  ) throws(Diagnostic) {
    // Most cells of a long triangle are zeros of one cohort, alike but for their offset.
    var empty: [Cell] = []
    var emptyOf = (label: -1, mature: -1)
    let offset = key.count + 3
    for (number, counted) in counter.cells.enumerated() {
      if number & 0xFFFF == 0 { try interrupt.check() }
      let cell = counted.cell
      guard cell.users == 0, cell.column == nil else {
        retention.append(row(counted, after: key, label: counter.labels[counted.label]))
        continue
      }
      if emptyOf != (counted.label, cell.mature) {
        empty = row(counted, after: key, label: counter.labels[counted.label])
        emptyOf = (counted.label, cell.mature)
      }
      empty[offset] = .int(cell.offset)
      empty[offset + 3] = .bool(cell.isComplete)
      retention.append(empty)
    }
  }

  private func row(
    _ counted: CohortCounter.Counted, after key: [Cell], label: Cell
  ) -> [Cell] {
    let cell = counted.cell
    let interval = Wilson.interval(successes: cell.users, trials: cell.mature)
    let row: [Cell] = [
      label, .int(counted.size), .int(cell.mature), .int(cell.offset), .int(cell.users),
      Cell(cell.rate), .bool(cell.isComplete), Cell(interval?.low), Cell(interval?.high),
    ]
    return key + row + point(cell.column)
  }

  private func row(_ averaged: CohortCounter.Averaged) -> [Cell] {
    [
      .int(averaged.offset), .int(averaged.cohorts), .int(averaged.users),
      Cell(averaged.rate(plan.average)), .int(averaged.mature),
    ] + point(averaged.column)
  }

  func point(_ column: Int?) -> [Cell] {
    guard let column, let columns = plan.columns else { return [] }
    return [.text(columns[column].text)]
  }
}

extension Cohort.Plan {
  /// Population and dimensions.
  var keyColumns: [ResultColumn] {
    (comparison == nil ? [] : [ResultColumn("population", .text)]) + dimensions.map(\.column)
  }
}
