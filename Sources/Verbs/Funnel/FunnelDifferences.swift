import Engine
import Reporting
import Statistics

/// The groups of a breakdown in the order they are shown, after `sort` and `limit`.
struct FunnelGroups {
  /// Indices into the groups of the count.
  let shown: [Int]
  private let count: FunnelCounts

  init(_ plan: Funnel.Plan, _ count: FunnelCounts) {
    self.count = count
    let groups = Array(count.groups.indices)
    guard plan.order != .natural else {
      shown = groups
      return
    }
    // A group is sorted by its entrants, else by what the last required step says of it.
    let first = Set(["users", "mature"])
    let columns = plan.breakdown.map(\.column) + Funnel.stepColumns
    let rows = groups.map { group -> [Cell] in
      let steps = count.groups[group].rows(of: plan, in: .utc)
      let last = steps[count.groups[group].lastRequired]
      let isFirst = plan.order.column.map { first.contains($0) } ?? false
      return count.keys[group] + (isFirst ? steps[0] : last).prefix(Funnel.stepColumns.count)
        + [.int(group)]
    }
    let table = ResultTable(
      "groups", columns: columns + [ResultColumn("group of the count", .int)], rows: rows)
    shown = plan.order.apply(to: table).rows.compactMap { $0.last?.intValue }
  }

  /// The rows of each group behind its cells.
  func ordered(rows: (Int) -> [[Cell]]) -> [[Cell]] {
    shown.flatMap { group in rows(group).map { count.keys[group] + $0 } }
  }
}

/// How each group's conversion differs from that of all others.
struct FunnelDifferences {
  private let plan: Funnel.Plan
  private let count: FunnelCounts

  init(_ plan: Funnel.Plan, _ count: FunnelCounts) {
    self.plan = plan
    self.count = count
  }

  private typealias Share = (successes: Int, trials: Int)

  /// Converted among those that a rate is taken over.
  private func share(_ tally: FunnelTally) -> Share { tally.share(usesAll: plan.usesAll).pair }

  /// All units, each by its best attempt outside the group.
  private func rest(of group: Int) -> Share { count.rest[group].pair }

  /// One row a group, with Newcombe's interval and the p-values of all groups corrected together.
  func table(of groups: [Int]) -> ResultTable {
    let all = Array(count.groups.indices)
    let tests = all.map { ProportionTest(share(count.groups[$0]), against: rest(of: $0)) }
    let adjusted = BenjaminiHochberg.adjusted(tests.map { $0?.p })
    let corrected = Dictionary(
      zip(all, zip(tests, adjusted)).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    var table = ResultTable(
      "difference",
      columns: plan.breakdown.map(\.column) + [
        ResultColumn("metric", .text), ResultColumn("a", .rate), ResultColumn("b", .rate),
        ResultColumn("difference", .rate), ResultColumn("low", .rate),
        ResultColumn("high", .rate), ResultColumn("p", .float),
        ResultColumn("p_adjusted", .float), ResultColumn("mature_a", .int),
        ResultColumn("mature_b", .int),
      ])
    for group in groups {
      let (own, others) = (share(count.groups[group]), rest(of: group))
      let difference = ProportionDifference(own, minus: others)
      table.append(
        count.keys[group] + [
          .text("rate_first"), .quotient(own.successes, own.trials),
          .quotient(others.successes, others.trials), Cell(difference?.difference),
          Cell(difference?.low), Cell(difference?.high), Cell(corrected[group]?.0?.p),
          Cell(corrected[group]?.1), .int(own.trials), .int(others.trials),
        ])
    }
    return table
  }

  /// W520 where a value of one dimension does better than the others in total and worse in every
  /// group of the other dimensions, or the other way round (Simpson 1951).
  ///
  /// Only groups with at least 30 on both sides are asked, and at least two of them; a total is the
  /// sum over those groups. Of several the one with the largest difference in total is told.
  var reversal: Warning? {
    guard plan.breakdown.count > 1 else { return nil }
    let found = plan.breakdown.indices.flatMap { reversals(in: $0) }
    return found.max { $0.total.magnitude < $1.total.magnitude }.map { warning(of: $0) }
  }

  private struct Reversal {
    let dimension: Int
    let value: Cell
    let total: Double
    let strata: Int
  }

  /// The values of one dimension for which it happens, in natural order.
  private func reversals(in dimension: Int) -> [Reversal] {
    var wholes: [[Cell]: Share] = [:]
    var parts: [Cell: [(stratum: [Cell], share: Share)]] = [:]
    for group in Array(count.groups.indices) {
      var stratum = count.keys[group]
      let value = stratum.remove(at: dimension)
      let part = share(count.groups[group])
      let whole = wholes[stratum] ?? (0, 0)
      wholes[stratum] = (whole.successes + part.successes, whole.trials + part.trials)
      parts[value, default: []].append((stratum, part))
    }
    return parts.keys.sorted(by: Cell.precedes).compactMap { value in
      let pairs = (parts[value] ?? []).map { stratum, own -> (own: Share, others: Share) in
        let whole = wholes[stratum] ?? own
        return (own, (whole.successes - own.successes, whole.trials - own.trials))
      }
      return reversal(of: value, in: dimension, pairs)
    }
  }

  private func reversal(
    of value: Cell, in dimension: Int, _ pairs: [(own: Share, others: Share)]
  ) -> Reversal? {
    let least = Warning.smallSampleSize
    let asked = pairs.filter { $0.own.trials >= least && $0.others.trials >= least }
    guard asked.count > 1 else { return nil }
    func rate(_ shares: [Share]) -> Double {
      Double(shares.reduce(0) { $0 + $1.successes }) / Double(shares.reduce(0) { $0 + $1.trials })
    }
    let total = rate(asked.map(\.own)) - rate(asked.map(\.others))
    let inside = asked.map { rate([$0.own]) - rate([$0.others]) }
    let isTurned = total != 0 && inside.allSatisfy { $0 * total < 0 }
    return isTurned
      ? Reversal(dimension: dimension, value: value, total: total, strata: asked.count) : nil
  }

  private func warning(of reversal: Reversal) -> Warning {
    let name = reversal.value.label(labels: plan.valueLabels)
    let others = plan.breakdown.indices.filter { $0 != reversal.dimension }
      .map { plan.breakdown[$0].heading }.joined(separator: " · ")
    let (more, less) =
      reversal.total > 0
      ? (Phrase("better", "更高"), Phrase("worse", "更低"))
      : (Phrase("worse", "更低"), Phrase("better", "更高"))
    return Warning(
      "W520",
      Phrase(
        "\(name.english) converts \(more.english) than the others in total, yet \(less.english) in"
          + " each of \(reversal.strata) groups of \(others.english) (Simpson's paradox): the total"
          + " mixes groups of different sizes; compare inside the groups",
        "\(name.chinese) 的总体转化比其他\(more.chinese)，但在 \(others.chinese) 的全部"
          + " \(reversal.strata) 组内都\(less.chinese)（辛普森悖论）：总体混合了规模不同的组，请在组内比较"))
  }
}
