import Engine
import Reporting

extension Funnel {
  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    if plan.rules.peer != nil {
      throw .notInSQL(
        Phrase("another product's count", "其他产品的口径"),
        because: Phrase(
          "its rules are told here as that product documents them", "这里按该产品的文档逐条执行其规则"))
    }
    if plan.rules.exclusions.count > 1 || plan.rules.heldSteps != nil {
      throw .notInSQL(
        Phrase("several exclusions, or a value that some steps share", "多个排除条件，或仅部分步骤须取值相同"),
        because: Phrase("they are rules of other products", "它们是其他产品的规则"))
    }
    guard let comparison = plan.comparison else { return try FunnelQueries(plan, dataset).all() }
    var queries: [SQLQuery] = []
    for (index, side) in comparison.sides.enumerated() {
      queries += try FunnelQueries(plan.counting(side), dataset).all().map {
        SQLQuery(
          $0.name + suffix(index), $0.note + Phrase(" (", "（") + side.label + Phrase(")", "）"),
          parts: $0.parts, isRecursive: $0.isRecursive, $0.body)
      }
    }
    return queries
  }

  /// What tells the queries of a side from those of the first.
  private static func suffix(_ side: Int) -> String { side == 0 ? "" : " \(side + 1)" }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    guard let comparison = plan.comparison else {
      let counts = FunnelRows(plan: plan, dataset: dataset, rows: rows).counts
      try counts.checkInvariants()
      return answer(plan, dataset, counts)
    }
    var parts: [Part] = []
    for (index, side) in comparison.sides.enumerated() {
      let end = suffix(index)
      let own = rows.all.filter { name, _ in
        index == 0 ? !name.contains(" ") : name.hasSuffix(end)
      }
      let named = own.map { (index == 0 ? $0 : String($0.dropLast(end.count)), $1) }
      let counts = FunnelRows(
        plan: plan.counting(side), dataset: dataset,
        rows: SQLRows(Dictionary(named, uniquingKeysWith: { first, _ in first }))
      ).counts
      try counts.checkInvariants()
      parts.append((side, counts))
    }
    return compared(plan, comparison, parts, on: dataset)
  }
}
