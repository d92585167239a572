import Engine
import Statistics

/// How long the steps took: quartiles for each, and how the times from first to last are spread.
struct FunnelTimes {
  private let plan: Funnel.Plan
  private let total: FunnelTally
  private let known: FunnelTally.Quartiles

  init(_ plan: Funnel.Plan, _ total: FunnelTally, _ known: FunnelTally.Quartiles) {
    self.plan = plan
    self.total = total
    self.known = known
  }

  var tables: [ResultTable] { [quartiles, histogram] }

  private var quartiles: ResultTable {
    var columns = [
      ResultColumn("from", .text), ResultColumn("step", .int), ResultColumn("event", .text),
      ResultColumn("users", .int), ResultColumn("lower_quartile_seconds", .duration),
      ResultColumn("median_seconds", .duration),
      ResultColumn("upper_quartile_seconds", .duration),
    ]
    // Other products print means, which one slow user moves.
    let hasMean = plan.rules.peer != nil
    if hasMean { columns.append(ResultColumn("mean_seconds", .duration)) }
    var table = ResultTable("times", columns: columns)
    let kinds = [
      ("previous", total.seconds, known.seconds), ("entry", total.overall, known.overall),
    ]
    for (from, all, quartiles) in kinds {
      for step in plan.steps.indices.dropFirst() {
        let values = all[step]
        var row: [Cell] = [
          .text(from), .int(step + 1), .text(plan.stepName(step)), .int(values.count),
        ]
        row += quartiles[step].map { Cell($0) }
        if hasMean {
          let sum = values.reduce(0, +)
          row.append(values.isEmpty ? .missing : .real(sum / Double(values.count)))
        }
        table.append(row)
      }
    }
    return table
  }

  /// Users by the time between two steps, else from the entry to the last required one.
  private var histogram: ResultTable {
    var table = ResultTable(
      "histogram",
      columns: [
        ResultColumn("from_seconds", .duration), ResultColumn("to_seconds", .duration),
        ResultColumn("users", .int),
      ])
    let values = total.times(between: plan.bins.steps ?? (0, total.lastRequired))
    guard let least = values.min(), let most = values.max() else { return table }
    if let count = plan.bins.count ?? (plan.rules.peer == .posthog ? Self.rootBins(values) : nil) {
      for (from, to, users) in Self.equalBins(values, least...most, count) {
        table.append([.real(from), .real(to), .int(users)])
      }
      return table
    }
    let width = Self.width(upTo: most)
    // Under Mixpanel's rules a step may come shortly before the one it follows.
    let first = min(0, Int((least / width).rounded(.down)))
    let last = max(first, Int((most / width).rounded(.down)))
    var counts = [Int](repeating: 0, count: last - first + 1)
    for value in values { counts[Int((value / width).rounded(.down)) - first] += 1 }
    for (index, users) in counts.enumerated() {
      let bin = Double(first + index)
      table.append([.real(bin * width), .real((bin + 1) * width), .int(users)])
    }
    return table
  }

  /// The cube root of the number of times, at most 60: PostHog's choice.
  private static func rootBins(_ values: [Double]) -> Int {
    var root = 1
    while root < 60, root * root * root < values.count { root += 1 }
    return root
  }

  /// Bins of whole seconds from the least time on, and one more that begins at or after the
  /// greatest; a minute wide where all times are alike.
  private static func equalBins(
    _ values: [Double], _ span: ClosedRange<Double>, _ count: Int
  ) -> [(from: Double, to: Double, users: Int)] {
    let exact = ((span.upperBound - span.lowerBound) / Double(count)).rounded(.up)
    let width = exact > 0 ? exact : 60
    var users = [Int](repeating: 0, count: count + 1)
    for value in values { users[min(count, Int((value - span.lowerBound) / width))] += 1 }
    return users.enumerated().map { bin, users in
      let from = span.lowerBound + Double(bin) * width
      return (from, from + width, users)
    }
  }

  private static let mostBins = 12.0

  /// The least width people have a word for, so that no more than twelve bins begin at or before
  /// `most`: each holds its lower edge and not its upper one.
  private static func width(upTo most: Double) -> Double {
    let widths: [Double] = [
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200,
      86_400, 172_800, 604_800, 1_209_600, 2_592_000,
    ]
    if let width = widths.first(where: { most / $0 < mostBins }) { return width }
    var width = 2_592_000.0
    while most / width >= mostBins { width *= 2 }
    return width
  }
}

/// Where a funnel loses its users, the largest loss first.
struct FunnelLosses {
  /// The way from one required step to the next.
  struct Way {
    let from: Int
    let to: Int
    let lost: Int
    let rate: Double?
  }

  let ways: [Way]
  private let plan: Funnel.Plan

  init(_ plan: Funnel.Plan, _ total: FunnelTally) {
    self.plan = plan
    let found = plan.steps.indices.compactMap { step -> Way? in
      guard let from = total.previous(of: step), let lost = total.lost(at: step) else { return nil }
      return Way(
        from: from, to: step, lost: lost, rate: total.rate(step, of: from, usesAll: plan.usesAll))
    }
    ways = found.sorted { ($1.lost, $0.to) < ($0.lost, $1.to) }
  }

  var table: ResultTable {
    let all = ways.reduce(0) { $0 + $1.lost }
    return ResultTable(
      "losses",
      columns: [
        ResultColumn("step", .int), ResultColumn("from", .text), ResultColumn("to", .text),
        ResultColumn("lost", .int), ResultColumn("share", .rate),
        ResultColumn("rate_previous", .rate),
      ],
      rows: ways.map { way in
        [
          .int(way.to + 1), .text(plan.stepName(way.from)), .text(plan.stepName(way.to)),
          .int(way.lost), .quotient(way.lost, all), Cell(way.rate),
        ]
      })
  }

  /// The way that loses most; nil where there is but one way, or nobody is lost.
  var largest: Way? { ways.count > 1 ? ways.first { $0.lost > 0 } : nil }

  /// The way with the lowest rate; nil where there is but one way.
  var lowest: Way? {
    guard ways.count > 1 else { return nil }
    return ways.filter { $0.rate != nil }.min { ($0.rate ?? 1, $0.to) < ($1.rate ?? 1, $1.to) }
  }
}
