import Engine

extension LTV {
  /// Of the mature users some pay and some are active; of those who pay some pay again.
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    let names = ["value", "total"].filter { answer.table($0) != nil }
    var disclosure = Disclosure(names.map(table) + [curve])
    for name in names {
      for row in answer.table(name)?.rows.indices ?? 0..<0 {
        func place(_ column: String) -> Disclosure.Place { Disclosure.Place(name, row, column) }
        disclosure.sum([place("mature")], of: [place("payers")], hasRest: true)
        disclosure.sum([place("mature")], of: [place("active")], hasRest: true)
        disclosure.sum([place("orders")], of: [place("payers")], hasRest: true)
      }
    }
    guard let value = answer.table("value") else { return disclosure }
    if answer.table("total") != nil {
      for column in ["users", "mature", "payers", "active", "orders", "repeat_rate"] {
        disclosure.sum(
          [Disclosure.Place("total", 0, column)],
          of: value.rows.indices.map { Disclosure.Place("value", $0, column) })
      }
    }
    tieCurve(of: answer, to: value, plan, &disclosure)
    return disclosure
  }

  private static func table(_ name: String) -> Disclosure.Table {
    Disclosure.Table(
      name, group: "users", counts: ["mature", "payers", "active", "orders"],
      figures: [
        (["revenue", "ltv", "ltv_low", "ltv_high"], ["mature", "payers"]),
        (["arpu"], ["mature", "payers", "active"]), (["arppu"], ["mature", "payers"]),
        // The repeat rate counts people as well: those who paid twice.
        (["repeat_rate", "orders_per_payer", "average_order"], ["payers", "orders"]),
      ], implied: [("repeat_rate", of: "payers")])
  }

  private static let curve = Disclosure.Table(
    "curve", group: "mature", figures: [(["revenue", "ltv"], ["mature"])])

  private static func tieCurve(
    of answer: Answer, to value: ResultTable, _ plan: Plan, _ disclosure: inout Disclosure
  ) {
    let width = plan.breakdown.count
    guard let curve = answer.table("curve") else { return }
    let rows = Dictionary(
      value.rows.enumerated().map { (Array($1.prefix(width)), $0) },
      uniquingKeysWith: { first, _ in first })
    for (row, cells) in curve.rows.enumerated() {
      guard let group = rows[Array(cells.prefix(width))] else { continue }
      disclosure.same(
        Disclosure.Place("value", group, "mature"), Disclosure.Place("curve", row, "mature"))
      for column in ["revenue", "ltv"] {
        disclosure.figure(
          Disclosure.Place("curve", row, column),
          from: [Disclosure.Place("value", group, "payers")])
      }
    }
  }
}
