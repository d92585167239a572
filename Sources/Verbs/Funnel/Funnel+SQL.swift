import Engine
import Reporting

extension Funnel {
  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    if plan.isComparedWithOurs {
      var queries: [SQLQuery] = []
      for (index, side) in plan.rulesCompared.enumerated() {
        let made = try FunnelQueries(side.plan, dataset)
        let own = try made.all() + (plan.unit == .user ? [made.masks()] : [])
        queries += own.map { named($0, index, side.label) }
      }
      return queries
    }
    guard let comparison = plan.comparison else { return try FunnelQueries(plan, dataset).all() }
    var queries: [SQLQuery] = []
    for (index, side) in comparison.sides.enumerated() {
      queries += try FunnelQueries(plan.counting(side), dataset).all().map {
        named($0, index, side.label)
      }
    }
    return queries
  }

  private static func named(_ query: SQLQuery, _ side: Int, _ label: Phrase) -> SQLQuery {
    SQLQuery(
      query.name + suffix(side), query.note + Phrase(" (", "（") + label + Phrase(")", "）"),
      parts: query.parts, isRecursive: query.isRecursive, query.body)
  }

  /// What tells the queries of a side from those of the first.
  private static func suffix(_ side: Int) -> String { side == 0 ? "" : " \(side + 1)" }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    if plan.isComparedWithOurs, let peer = plan.rules.peer?.rules {
      let counts = plan.rulesCompared.enumerated().map { index, side in
        FunnelRows(plan: side.plan, dataset: dataset, rows: self.rows(of: index, in: rows)).counts
      }
      return try PeerComparison(plan, peer, on: dataset, counts[0], counts[1]).answer
    }
    guard let comparison = plan.comparison else {
      let counts = FunnelRows(plan: plan, dataset: dataset, rows: rows).counts
      try counts.checkInvariants()
      return answer(plan, dataset, counts)
    }
    var parts: [Part] = []
    for (index, side) in comparison.sides.enumerated() {
      let counts = FunnelRows(
        plan: plan.counting(side), dataset: dataset, rows: self.rows(of: index, in: rows)
      ).counts
      try counts.checkInvariants()
      parts.append((side, counts))
    }
    return compared(plan, comparison, parts, on: dataset)
  }

  /// The rows of a side, by the names of their queries.
  private static func rows(of side: Int, in rows: SQLRows) -> SQLRows {
    let end = suffix(side)
    let own = rows.all.filter { name, _ in side == 0 ? !name.contains(" ") : name.hasSuffix(end) }
    let named = own.map { (side == 0 ? $0 : String($0.dropLast(end.count)), $1) }
    return SQLRows(Dictionary(named, uniquingKeysWith: { first, _ in first }))
  }
}

extension Funnel.Plan {
  /// The plans that `compare ours` counts: the product's, then ours.
  fileprivate var rulesCompared: [(plan: Funnel.Plan, label: Phrase)] {
    let name = rules.peer?.rules.name ?? ""
    return [(self, Phrase(verbatim: name)), (underOurRules, Phrase("ours", "本工具"))]
  }
}
