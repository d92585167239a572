import Engine
import Reporting
import Statistics

/// What sets the first side of a comparison apart from each other side, step by step.
struct FunnelComparison {
  private let plan: Funnel.Plan
  private let parts: [Funnel.Part]

  init(_ plan: Funnel.Plan, _ parts: [Funnel.Part]) {
    self.plan = plan
    self.parts = parts
  }

  private typealias Share = (successes: Int, trials: Int)

  /// One figure of one step on two sides.
  private struct Pair {
    let key: [Cell]
    let other: Cell
    let step: Int
    let metric: String
    let a: Share
    let b: Share
  }

  static func columns(of plan: Funnel.Plan) -> [ResultColumn] {
    let other =
      (plan.comparison?.others.count ?? 1) > 1 ? [ResultColumn("population", .text)] : []
    return other + plan.breakdown.map(\.column) + [
      ResultColumn("step", .int), ResultColumn("event", .text), ResultColumn("metric", .text),
      ResultColumn("a", .rate), ResultColumn("b", .rate), ResultColumn("difference", .rate),
      ResultColumn("low", .rate), ResultColumn("high", .rate), ResultColumn("p", .float),
      ResultColumn("p_adjusted", .float), ResultColumn("mature_a", .int),
      ResultColumn("mature_b", .int),
    ]
  }

  /// a minus b with Newcombe's interval, the two-proportion test, and Benjamini and Hochberg's
  /// correction over all rows of a metric.
  var table: ResultTable {
    let pairs = self.pairs
    let tests = pairs.map { ProportionTest($0.a, against: $0.b)?.p }
    var adjusted: [Double?] = Array(repeating: nil, count: pairs.count)
    for metric in ["rate_previous", "rate_first"] {
      let rows = pairs.indices.filter { pairs[$0].metric == metric }
      for (row, p) in zip(rows, BenjaminiHochberg.adjusted(rows.map { tests[$0] })) {
        adjusted[row] = p
      }
    }
    var table = ResultTable("difference", columns: Self.columns(of: plan))
    for (row, pair) in pairs.enumerated() {
      let difference = ProportionDifference(pair.a, minus: pair.b)
      table.append(
        (parts.count > 2 ? [pair.other] : []) + pair.key + [
          .int(pair.step + 1), .text(plan.stepName(pair.step)), .text(pair.metric),
          .quotient(pair.a.successes, pair.a.trials), .quotient(pair.b.successes, pair.b.trials),
          Cell(difference?.difference), Cell(difference?.low), Cell(difference?.high),
          Cell(tests[row]), Cell(adjusted[row]), .int(pair.a.trials), .int(pair.b.trials),
        ])
    }
    return table
  }

  private var pairs: [Pair] {
    guard let first = parts.first else { return [] }
    return parts.dropFirst().flatMap { other in
      keys(first.count, other.count).flatMap { key in
        pairs(of: tally(key, first.count), tally(key, other.count), key, .text(other.side.text))
      }
    }
  }

  /// The groups of both sides, those of the first in their order and then what it lacks.
  private func keys(_ a: FunnelCounts, _ b: FunnelCounts) -> [[Cell]] {
    guard !plan.breakdown.isEmpty else { return [[]] }
    let own = FunnelGroups(plan, a).shown.map { a.keys[$0] }
    let known = Set(own)
    return own + FunnelGroups(plan, b).shown.map { b.keys[$0] }.filter { !known.contains($0) }
  }

  private func tally(_ key: [Cell], _ count: FunnelCounts) -> FunnelTally? {
    if plan.breakdown.isEmpty { return count.total }
    return count.keys.firstIndex(of: key).map { count.groups[$0] }
  }

  private func pairs(
    of a: FunnelTally?, _ b: FunnelTally?, _ key: [Cell], _ other: Cell
  ) -> [Pair] {
    guard let shape = a ?? b else { return [] }
    func share(_ tally: FunnelTally?, _ step: Int, of base: Int) -> Share {
      guard let counts = tally?.counts(usesAll: plan.usesAll) else { return (0, 0) }
      return (counts[step], counts[base])
    }
    return plan.steps.indices.dropFirst().flatMap { step -> [Pair] in
      let bases = [("rate_previous", shape.previous(of: step)), ("rate_first", 0)]
      return bases.compactMap { metric, base in
        base.map { base in
          Pair(
            key: key, other: other, step: step, metric: metric, a: share(a, step, of: base),
            b: share(b, step, of: base))
        }
      }
    }
  }
}
