import Engine

extension Funnel {
  /// Of the users who reached a step some reach the next, are lost or still have time; over all
  /// groups a step's users are the total's, some of them counted twice.
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    let names = ["steps", "total"].filter { answer.table($0) != nil }
    var disclosure = Disclosure(names.map(table))
    for name in names {
      guard let table = answer.table(name) else { continue }
      for row in table.rows.indices { tie(row, of: table, plan.steps.count, &disclosure) }
    }
    guard let steps = answer.table("steps"), answer.table("total") != nil else {
      return disclosure
    }
    for step in plan.steps.indices {
      let rows = stride(from: step, to: steps.rows.count, by: plan.steps.count)
      for column in ["users", "mature", "lost", "open"] {
        disclosure.sum(
          [Disclosure.Place("total", step, column)],
          of: rows.map { Disclosure.Place("steps", $0, column) })
      }
    }
    return disclosure
  }

  private static func table(_ name: String) -> Disclosure.Table {
    Disclosure.Table(
      name, group: "users", counts: ["mature", "lost", "open"],
      figures: [
        (["rate_first", "rate_previous", "rate_first_low", "rate_first_high"], ["mature"]),
        (["median_seconds", "lower_quartile_seconds", "upper_quartile_seconds"], ["users"]),
      ], rowsAreGroups: false)
  }

  private static func tie(
    _ row: Int, of table: ResultTable, _ steps: Int, _ disclosure: inout Disclosure
  ) {
    func place(_ row: Int, _ column: String) -> Disclosure.Place {
      Disclosure.Place(table.name, row, column)
    }
    let first = row - row % max(1, steps)
    guard row > first else { return }
    disclosure.sum(
      [place(row - 1, "users")],
      of: [place(row, "users"), place(row, "lost"), place(row, "open")])
    disclosure.sum([place(row - 1, "mature")], of: [place(row, "mature")], hasRest: true)
    disclosure.figure(place(row, "rate_previous"), from: [place(row - 1, "mature")])
    for column in ["rate_first", "rate_first_low", "rate_first_high"] {
      disclosure.figure(place(row, column), from: [place(first, "mature")])
    }
  }
}
