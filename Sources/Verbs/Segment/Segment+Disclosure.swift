import Engine

extension Segment {
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    if plan.states != nil { return LifecycleStates.disclosure(of: answer) }
    return switch plan.form {
    case .concentration: concentrationDisclosure(of: answer, for: plan)
    case .profile(let comparison, _): profileDisclosure(of: answer, for: plan, comparison)
    case .groups(_, let moment):
      moment == nil
        ? groupsDisclosure(of: answer, for: plan)
        : comparedDisclosure(of: answer, for: plan)
    }
  }

  private static func groupsTable(_ plan: Plan) -> Disclosure.Table {
    let weight: [String] =
      switch plan.weight {
      case .money: ["revenue", "revenue_share"]
      case .contributions: ["contributions", "contribution_share"]
      case nil: []
      }
    return Disclosure.Table(
      "groups", group: plan.hasRates ? "base" : "users",
      counts: plan.hasRates ? ["users"] : [],
      figures: [
        (["share"] + weight, ["users"]),
        (plan.hasRates ? ["rate", "low", "high"] : [], ["users", "base"]),
      ], isSorted: !plan.order.isNatural)
  }

  private static func places(
    _ table: ResultTable, _ column: String, where test: (Int) -> Bool = { _ in true }
  ) -> [Disclosure.Place] {
    table.rows.indices.filter { test($0) && table.cell($0, column).intValue != nil }
      .map { Disclosure.Place(table.name, $0, column) }
  }

  private static func groupsDisclosure(of answer: Answer, for plan: Plan) -> Disclosure {
    var disclosure = Disclosure([groupsTable(plan)], collective: ["test"])
    guard let groups = answer.table("groups") else { return disclosure }
    let all = places(groups, plan.hasRates ? "base" : "users")
    if plan.form.kept == nil, !plan.overlaps { disclosure.sum(plan.base, of: all) }
    if plan.hasRates {
      for (base, users) in zip(places(groups, "base"), places(groups, "users")) {
        disclosure.sum([base], of: [users], hasRest: true)
      }
    }
    return disclosure
  }

  private static func comparedDisclosure(of answer: Answer, for plan: Plan) -> Disclosure {
    var disclosure = Disclosure(
      [
        groupsTable(plan),
        Disclosure.Table(
          "difference", group: "a_users", counts: ["b_users", "both"],
          figures: [
            (
              ["a", "b", "difference", "low", "high", "p", "p_adjusted"],
              ["a_users", "b_users", "both"]
            )
          ]),
        Disclosure.Table(
          "transition", group: "users", counts: ["from_users"],
          figures: [(["rate"], ["users", "from_users"])], rowsAreGroups: false),
      ], collective: ["test"])
    guard let groups = answer.table("groups") else { return disclosure }
    let count = plan.hasRates ? "base" : "users"
    for side in ["this", plan.form.moment?.text ?? ""] {
      let rows = places(groups, count) { groups.cell($0, "population") == .text(side) }
      if plan.form.kept == nil, !plan.overlaps {
        disclosure.sum(
          side == "this" ? plan.base : plan.form.moment?.plans.first?.base ?? 0, of: rows)
      }
    }
    if plan.hasRates {
      for (base, users) in zip(places(groups, "base"), places(groups, "users")) {
        disclosure.sum([base], of: [users], hasRest: true)
      }
    }
    disclose(answer, plan, groups, &disclosure)
    return disclosure
  }

  /// The other tables show the same people as the groups, parted in other ways.
  private static func disclose(
    _ answer: Answer, _ plan: Plan, _ groups: ResultTable, _ disclosure: inout Disclosure
  ) {
    let width = plan.dimensions.count
    func place(_ side: String, _ key: [Cell]) -> Disclosure.Place? {
      groups.rows.firstIndex {
        $0[0] == .text(side) && Array($0.dropFirst().prefix(width)) == key
      }.map { Disclosure.Place("groups", $0, "users") }
    }
    let then = plan.form.moment?.text ?? ""
    if let table = answer.table("difference") {
      for (row, cells) in table.rows.enumerated() {
        let key = Array(cells.prefix(width))
        let (a, b, both) = (
          Disclosure.Place("difference", row, "a_users"),
          Disclosure.Place("difference", row, "b_users"),
          Disclosure.Place("difference", row, "both")
        )
        if let now = place("this", key) { disclosure.same(now, a) }
        if let before = place(then, key) { disclosure.same(before, b) }
        disclosure.sum([a], of: [both], hasRest: true)
        disclosure.sum([b], of: [both], hasRest: true)
      }
    }
    guard let table = answer.table("transition") else { return }
    for (column, side) in [(0, then), (width, "this")] {
      let keys = Set(table.rows.map { Array($0.dropFirst(column).prefix(width)) })
      for key in keys {
        let rows = table.rows.indices.filter {
          Array(table.rows[$0].dropFirst(column).prefix(width)) == key
        }
        if let whole = place(side, key) {
          // Who is not counted at the other moment stands in no row.
          disclosure.sum(
            [whole], of: rows.map { Disclosure.Place("transition", $0, "users") }, hasRest: false)
        }
        guard column == 0 else { continue }
        let totals = rows.map { Disclosure.Place("transition", $0, "from_users") }
        for total in totals.dropFirst() { disclosure.same(totals[0], total) }
        if let first = totals.first {
          disclosure.sum([first], of: rows.map { Disclosure.Place("transition", $0, "users") })
        }
      }
    }
  }

  private static func concentrationDisclosure(
    of answer: Answer, for plan: Plan
  ) -> Disclosure {
    var disclosure = Disclosure(
      [
        Disclosure.Table(
          "groups", group: "users",
          figures: [(["share", "revenue", "revenue_share"], ["users"])]),
        Disclosure.Table(
          "concentration", group: "population", counts: ["top_users", "users_for_80"],
          figures: [
            (["top_revenue_share"], ["top_users"]), (["share_for_80"], ["users_for_80"]),
            (["revenue", "gini"], ["population"]),
          ], rowsAreGroups: false),
        Disclosure.Table(
          "curve", group: "users", figures: [(["revenue", "revenue_share"], ["users"])],
          rowsAreGroups: false),
      ], collective: [])
    guard let groups = answer.table("groups"), let curve = answer.table("curve") else {
      return disclosure
    }
    let whole = Disclosure.Place("concentration", 0, "population")
    let top = Disclosure.Place("concentration", 0, "top_users")
    disclosure.same(Disclosure.Place("groups", 0, "users"), top)
    disclosure.sum([whole], of: places(groups, "users"))
    disclosure.sum([whole], of: places(curve, "users"))
    disclosure.sum(
      [whole], of: [Disclosure.Place("concentration", 0, "users_for_80")], hasRest: true)
    // What all up to a step bring tells what the step brings.
    let steps = places(curve, "users")
    for row in curve.rows.indices {
      disclosure.figure(
        Disclosure.Place("curve", row, "revenue_share"), from: Array(steps.prefix(row + 2)))
    }
    disclosure.figure(
      Disclosure.Place("concentration", 0, "top_revenue_share"), from: places(groups, "users"))
    return disclosure
  }

  private static func profileDisclosure(
    of answer: Answer, for plan: Plan, _ comparison: PopulationComparison
  ) -> Disclosure {
    var disclosure = Disclosure([
      Disclosure.Table("groups", group: "users", figures: [(["share"], ["users"])]),
      Disclosure.Table(
        "profile", group: "users", figures: [(["share"], ["users"])], rowsAreGroups: false),
      Disclosure.Table(
        "difference", group: "a_users", counts: ["a_size", "b_users", "b_size"],
        figures: [
          (
            ["a", "b", "difference", "low", "high", "p", "p_adjusted", "index", "lift"],
            ["a_users", "a_size", "b_users", "b_size"]
          )
        ], rowsAreGroups: false),
    ])
    guard let profile = answer.table("profile"),
      let difference = answer.table("difference")
    else { return disclosure }
    func size(_ side: Int) -> Disclosure.Place { Disclosure.Place("groups", side, "users") }
    let traits = comparison.sides.isEmpty ? 0 : profile.rows.count / comparison.sides.count
    for row in profile.rows.indices where traits > 0 {
      let place = Disclosure.Place("profile", row, "users")
      disclosure.sum([size(row / traits)], of: [place], hasRest: true)
    }
    // The values of one attribute are all of its users.
    for side in comparison.sides.indices where traits > 0 {
      var values: [Cell: [Int]] = [:]
      for row in side * traits..<(side + 1) * traits
      where profile.cell(row, "kind") == .text("attribute") {
        values[profile.cell(row, "name"), default: []].append(row)
      }
      for rows in values.values {
        disclosure.sum([size(side)], of: rows.map { Disclosure.Place("profile", $0, "users") })
      }
    }
    for row in difference.rows.indices where traits > 0 {
      let (trait, other) = (row % traits, row / traits + 1)
      disclosure.same(
        Disclosure.Place("profile", trait, "users"), Disclosure.Place("difference", row, "a_users"))
      disclosure.same(
        Disclosure.Place("profile", other * traits + trait, "users"),
        Disclosure.Place("difference", row, "b_users"))
      disclosure.same(size(0), Disclosure.Place("difference", row, "a_size"))
      disclosure.same(size(other), Disclosure.Place("difference", row, "b_size"))
    }
    return disclosure
  }
}
