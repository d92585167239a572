import Engine
import Reporting
import Statistics

/// What sets two populations apart: for each group the difference of their mean values, and how
/// many times the one is the other.
struct ValueDifferences {
  let plan: LTV.Plan
  let counts: ValueCounts

  static let columns = [
    ResultColumn("metric", .text), ResultColumn("a", .money), ResultColumn("b", .money),
    ResultColumn("difference", .money), ResultColumn("low", .money), ResultColumn("high", .money),
    ResultColumn("p", .float), ResultColumn("p_adjusted", .float), ResultColumn("ratio", .float),
    ResultColumn("ratio_low", .float), ResultColumn("ratio_high", .float),
    ResultColumn("a_counted", .int), ResultColumn("b_counted", .int),
  ]

  /// The dimensions that both populations are split by; periods are those of one side alone.
  private var kept: [Int] { plan.breakdown.indices.filter { !plan.breakdown[$0].isTime } }

  private typealias Pair = (a: ValueFigures?, b: ValueFigures?)

  /// a minus b of the mean values: Welch's interval and test, corrected over all rows, and the
  /// ratio with the interval of its logarithm.
  func table() throws(Diagnostic) -> ResultTable {
    var table = ResultTable(
      "difference", columns: kept.map { plan.breakdown[$0].column } + Self.columns)
    guard counts.sides.count == 2 else { return table }
    let pairs: [(key: [Cell], pair: Pair)]
    do { pairs = try self.pairs() } catch { throw .tooMuchMoney() }
    let tests = pairs.map { _, pair -> WelchTest? in
      guard let a = pair.a?.value, let b = pair.b?.value else { return nil }
      return WelchTest(a, minus: b)
    }
    let corrected = BenjaminiHochberg.adjusted(tests.map { $0?.p })
    for (index, entry) in pairs.enumerated() {
      let (a, b) = (entry.pair.a?.value, entry.pair.b?.value)
      let ratio = a.flatMap { first in b.flatMap { MeanRatio(first, over: $0) } }
      let difference = a.flatMap { first in b.map { first.mean - $0.mean } }
      let test = tests[index]
      table.append(
        entry.key + [
          .text("ltv"), Cell(a?.mean), Cell(b?.mean), Cell(difference), Cell(test?.low),
          Cell(test?.high), Cell(test?.p), Cell(corrected[index]), Cell(ratio?.ratio),
          Cell(ratio?.low), Cell(ratio?.high), .int(entry.pair.a?.counted ?? 0),
          .int(entry.pair.b?.counted ?? 0),
        ])
    }
    return table
  }

  private func pairs() throws(Overflow) -> [(key: [Cell], pair: Pair)] {
    var order: [[Cell]] = []
    var sides: [[[Cell]: ValueFigures]] = []
    for side in counts.sides {
      var groups: [[Cell]: [ValueCounts.Group]] = [:]
      for group in side.groups {
        let key = kept.map { group.key[$0] }
        if groups[key] == nil, !order.contains(key) { order.append(key) }
        groups[key, default: []].append(group)
      }
      var figures: [[Cell]: ValueFigures] = [:]
      for (key, parts) in groups {
        figures[key] = try ValueFigures(try ValueCounts.Group.merged(parts, key: key), plan)
      }
      sides.append(figures)
    }
    order.sort { $0.lexicographicallyPrecedes($1, by: Cell.precedes) }
    return order.map { ($0, (sides[0][$0], sides[1][$0])) }
  }
}
