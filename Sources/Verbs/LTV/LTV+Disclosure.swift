import Engine

extension LTV {
  /// Of the mature users some pay and some are active; of those who pay some pay again.
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    if plan.projection != nil { return projectedDisclosure(of: answer, for: plan) }
    let names = ["value", "total"].filter { answer.table($0) != nil }
    var disclosure = Disclosure(names.map { table($0, plan) } + [curve])
    for name in names {
      for row in answer.table(name)?.rows.indices ?? 0..<0 {
        func place(_ column: String) -> Disclosure.Place { Disclosure.Place(name, row, column) }
        disclosure.sum([place("users")], of: [place("mature")], hasRest: true)
        if plan.keepsImmature { disclosure.same(place("users"), place("counted")) }
        if !plan.keepsImmature, plan.trim == 0 {
          disclosure.same(place("mature"), place("counted"))
        }
        disclosure.sum([place("counted")], of: [place("payers")], hasRest: true)
        disclosure.sum([place("counted")], of: [place("active")], hasRest: true)
        disclosure.sum([place("orders")], of: [place("payers")], hasRest: true)
        if plan.trim > 0 {
          let whole = plan.keepsImmature ? "users" : "mature"
          disclosure.sum([place(whole)], of: [place("counted"), place("trimmed")])
        }
        if plan.population.isEveryone, plan.comparison == nil, answer.hasAcquired {
          disclosure.same(place("users"), place("acquired"))
        } else if answer.hasAcquired {
          disclosure.sum([place("acquired")], of: [place("users")], hasRest: true)
        }
      }
    }
    guard let value = answer.table("value") else { return disclosure }
    if let total = answer.table("total") { tie(total, to: value, plan, &disclosure) }
    tieCurve(of: answer, to: value, plan, &disclosure)
    if plan.comparison != nil { addDifference(of: answer, value, plan, &disclosure) }
    return disclosure
  }

  private static func table(_ name: String, _ plan: Plan) -> Disclosure.Table {
    let base = ["counted", "payers"]
    return Disclosure.Table(
      name, group: "users",
      counts: ["mature", "counted", "payers", "active", "orders"]
        + (plan.trim > 0 ? ["trimmed"] : [])
        + (plan.hasSpend ? ["acquired"] : []),
      figures: [
        (["revenue", "ltv", "ltv_low", "ltv_high", "cost", "margin"], base),
        (["arpu"], base + ["active"]), (["arppu"], base),
        // The repeat rate counts people as well: those who paid twice.
        (["repeat_rate", "orders_per_payer", "average_order"], ["payers", "orders"]),
        (["gap_q1", "gap_median", "gap_q3"], ["payers", "orders", "repeat_rate"]),
        (["cac"], plan.hasSpend ? ["acquired"] : []),
        (["ltv_cac", "payback", "roi", "roas"], base + (plan.hasSpend ? ["acquired"] : [])),
      ], implied: [("repeat_rate", of: "payers")], isSorted: !plan.order.isNatural)
  }

  private static let curve = Disclosure.Table(
    "curve", group: "mature", figures: [(["revenue", "ltv", "low", "high"], ["mature"])])

  /// Groups add up to the total of their population, without those that a limit cut off.
  private static func tie(
    _ total: ResultTable, to value: ResultTable, _ plan: Plan, _ disclosure: inout Disclosure
  ) {
    let width = plan.comparison == nil ? 0 : 1
    for row in total.rows.indices {
      let parts = value.rows.indices.filter {
        value.rows[$0].prefix(width) == total.rows[row].prefix(width)
      }
      for column in ["users", "mature", "counted", "payers", "active", "orders", "repeat_rate"] {
        // Who is left out for the greatest value is another in the groups than in the whole.
        if plan.trim > 0, !["users", "mature"].contains(column) { continue }
        disclosure.sum(
          [Disclosure.Place("total", row, column)],
          of: parts.map { Disclosure.Place("value", $0, column) },
          hasRest: plan.order.limit != nil)
      }
    }
  }

  private static func tieCurve(
    of answer: Answer, to value: ResultTable, _ plan: Plan, _ disclosure: inout Disclosure
  ) {
    let width = plan.keyColumns.count
    guard let curve = answer.table("curve") else { return }
    let rows = Dictionary(
      value.rows.enumerated().map { (Array($1.prefix(width)), $0) },
      uniquingKeysWith: { first, _ in first })
    for (row, cells) in curve.rows.enumerated() {
      guard let group = rows[Array(cells.prefix(width))] else { continue }
      disclosure.same(
        Disclosure.Place("value", group, "counted"), Disclosure.Place("curve", row, "mature"))
      for column in ["revenue", "ltv", "low", "high"] {
        disclosure.figure(
          Disclosure.Place("curve", row, column),
          from: [Disclosure.Place("value", group, "payers")])
      }
    }
  }

  /// The difference shows again what the groups of both populations are worth.
  private static func addDifference(
    of answer: Answer, _ value: ResultTable, _ plan: Plan, _ disclosure: inout Disclosure
  ) {
    guard let comparison = plan.comparison, let table = answer.table("difference") else { return }
    let figures = ["difference", "low", "high", "p", "p_adjusted"]
    let ratios = ["ratio", "ratio_low", "ratio_high"]
    disclosure.tables.append(
      Disclosure.Table(
        "difference", counts: ["a_counted", "b_counted"],
        figures: [
          (["a"], ["a_counted"]), (["b"], ["b_counted"]),
          (figures + ratios, ["a_counted", "b_counted"]),
        ]))
    let dimensions = plan.breakdown.indices.filter { !plan.breakdown[$0].isTime }
    for row in table.rows.indices {
      let key = Array(table.rows[row].prefix(dimensions.count))
      for (letter, side) in zip(["a", "b"], comparison.sides) {
        let parts = value.rows.indices.filter { index in
          value.rows[index].first == .text(side.text)
            && dimensions.map { value.rows[index][$0 + 1] } == key
        }
        disclosure.sum(
          [Disclosure.Place("difference", row, "\(letter)_counted")],
          of: parts.map { Disclosure.Place("value", $0, "counted") },
          hasRest: plan.order.limit != nil)
        let payers = parts.map { Disclosure.Place("value", $0, "payers") }
        for column in [letter] + figures + ratios {
          disclosure.figure(Disclosure.Place("difference", row, column), from: payers)
        }
      }
    }
  }

  /// Of those at risk some are lost; a formula that is given tells of nobody.
  private static func projectedDisclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    guard plan.projection?.isMeasured == true else {
      return Disclosure([Disclosure.Table("value"), Disclosure.Table("curve")])
    }
    let counts = ["active", "at_risk", "lost"]
    var disclosure = Disclosure([
      Disclosure.Table(
        "value", group: "active", counts: ["at_risk", "lost"],
        figures: [
          (["revenue", "arpa", "margin"], ["active"]),
          (["churn", "lifetime"], ["at_risk", "lost"]),
          (["ltv", "ltv_cac", "payback"], counts),
        ], isSorted: !plan.order.isNatural),
      Disclosure.Table("curve"),
    ])
    guard let value = answer.table("value"), let curve = answer.table("curve") else {
      return disclosure
    }
    let width = plan.breakdown.count
    for row in value.rows.indices {
      disclosure.sum(
        [Disclosure.Place("value", row, "at_risk")], of: [Disclosure.Place("value", row, "lost")],
        hasRest: true)
      let places = counts.map { Disclosure.Place("value", row, $0) }
      for index in curve.rows.indices
      where curve.rows[index].prefix(width) == value.rows[row].prefix(width) {
        for column in ["remaining", "ltv"] {
          disclosure.figure(Disclosure.Place("curve", index, column), from: places)
        }
      }
    }
    return disclosure
  }
}

extension LTV.Plan {
  var hasSpend: Bool { if case .spend = acquisitionCost { true } else { false } }
}

extension Answer {
  fileprivate var hasAcquired: Bool { table("value")?.index(of: "acquired") != nil }
}
