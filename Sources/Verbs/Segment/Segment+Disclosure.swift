import Engine

extension Segment {
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    if plan.states != nil { return LifecycleStates.disclosure(of: answer) }
    var disclosure = Disclosure(
      [
        Disclosure.Table(
          "groups", group: plan.hasRates ? "base" : "users",
          counts: plan.hasRates ? ["users"] : [],
          figures: [
            (["share"], ["users"]),
            (plan.hasRates ? ["rate", "low", "high"] : [], ["users", "base"]),
          ], isSorted: !plan.order.isNatural)
      ], collective: ["test"])
    guard let groups = answer.table("groups") else { return disclosure }
    func places(_ column: String) -> [Disclosure.Place] {
      groups.rows.indices.map { Disclosure.Place("groups", $0, column) }
    }
    disclosure.sum(plan.base, of: places(plan.hasRates ? "base" : "users"))
    if plan.hasRates {
      for (base, users) in zip(places("base"), places("users")) {
        disclosure.sum([base], of: [users], hasRest: true)
      }
    }
    return disclosure
  }
}
