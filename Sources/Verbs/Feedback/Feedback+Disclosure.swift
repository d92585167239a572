import Engine

extension Feedback {
  /// An answer is a person's; by their scores answers are promoters, passives or detractors.
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    var disclosure = Disclosure([
      Disclosure.Table(
        "nps", group: "responses", counts: ["promoters", "passives", "detractors"],
        figures: [
          (["nps", "low", "high"], ["responses", "promoters", "passives", "detractors"])
        ], isSorted: !plan.order.isNatural),
      Disclosure.Table("scores", counts: ["answers"]),
    ])
    guard let nps = answer.table("nps"), let scores = answer.table("scores") else {
      return disclosure
    }
    func places(_ column: String) -> [Disclosure.Place] {
      nps.rows.indices.map { Disclosure.Place("nps", $0, column) }
    }
    for (row, whole) in places("responses").enumerated() {
      disclosure.sum(
        [whole],
        of: ["promoters", "passives", "detractors"].map { Disclosure.Place("nps", row, $0) })
    }
    for (column, range) in [("promoters", 9...10), ("passives", 7...8), ("detractors", 0...6)] {
      let rows = scores.rows.indices.filter {
        range.contains(scores.cell($0, "score").intValue ?? -1)
      }
      disclosure.sum(
        rows.map { Disclosure.Place("scores", $0, "answers") }, of: places(column))
    }
    return disclosure
  }
}
