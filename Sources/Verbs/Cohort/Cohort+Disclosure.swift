import Engine

extension Cohort {
  /// A cohort's users at an offset and the rest of it make the cohort; over the cohorts that count
  /// they make the row of averages.
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    // A mean of rates says more than the counts under it do.
    let mean = plan.average == .simple ? ["users"] : []
    var disclosure = Disclosure([
      Disclosure.Table(
        "retention", group: "size", counts: ["mature", "users"],
        figures: [(["rate", "low", "high"], ["users", "mature"])]),
      Disclosure.Table(
        "average", counts: ["users", "mature"], figures: [(["rate"], ["users", "mature"] + mean)]),
    ])
    guard let retention = answer.table("retention"), let average = answer.table("average") else {
      return disclosure
    }
    let width = plan.dimensions.count
    var averaged: [[Cell]: Int] = [:]
    for row in average.rows.indices { averaged[key(row, of: average, width)] = row }
    var parts: [Int: [Int]] = [:]
    var start = 0
    for row in retention.rows.indices {
      let isNext = retention.rows[row].prefix(width + 1) != retention.rows[start].prefix(width + 1)
      if isNext { start = row }
      tie(row, start: start, plan, retention, &disclosure)
      if counts(row, of: retention, plan), let mean = averaged[key(row, of: retention, width)] {
        parts[mean, default: []].append(row)
      }
    }
    for (mean, rows) in parts.sorted(by: { $0.key < $1.key }) {
      for column in ["users", "mature"] {
        disclosure.sum(
          [Disclosure.Place("average", mean, column)],
          of: rows.map { Disclosure.Place("retention", $0, column) })
      }
      if plan.average == .simple {
        disclosure.figure(
          Disclosure.Place("average", mean, "rate"),
          from: rows.map { Disclosure.Place("retention", $0, "users") })
      }
    }
    return disclosure
  }

  private static func tie(
    _ row: Int, start: Int, _ plan: Plan, _ retention: ResultTable, _ disclosure: inout Disclosure
  ) {
    func place(_ row: Int, _ column: String) -> Disclosure.Place {
      Disclosure.Place("retention", row, column)
    }
    if row > start { disclosure.same(place(start, "size"), place(row, "size")) }
    // In a triangle everybody of a cohort is as old.
    if plan.points == nil { disclosure.same(place(start, "size"), place(row, "mature")) }
    disclosure.sum([place(row, "mature")], of: [place(row, "users")], hasRest: true)
    if plan.reading == .rolling, plan.points == nil, row > start {
      // Who is there later was there before: those between left in this period.
      disclosure.sum([place(row - 1, "users")], of: [place(row, "users")], hasRest: true)
    }
  }

  /// Dimensions with the offset and, at points, its unit.
  private static func key(_ row: Int, of table: ResultTable, _ width: Int) -> [Cell] {
    Array(table.rows[row].prefix(width)) + [table.cell(row, "offset"), table.cell(row, "point")]
  }

  /// Whether a cell enters the average of its column.
  private static func counts(_ row: Int, of retention: ResultTable, _ plan: Plan) -> Bool {
    if plan.points != nil { return retention.cell(row, "mature") != .int(0) }
    return plan.average == .observed || retention.cell(row, "complete") == .bool(true)
  }
}
