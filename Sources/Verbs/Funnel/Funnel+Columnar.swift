import Engine
import Language
import Reporting

extension Funnel {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    if let comparison = plan.comparison {
      return try compared(plan, comparison, on: dataset, interrupt: interrupt)
    }
    if plan.isComparedWithOurs, let peer = plan.rules.peer?.rules {
      return try PeerComparison(plan, peer, on: dataset, interrupt).answer
    }
    let counts = try self.counts(plan, on: dataset, interrupt)
    try counts.checkInvariants()
    return answer(plan, dataset, counts)
  }

  private static func counts(
    _ plan: Plan, on dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> FunnelCounts {
    if let counts = try FunnelKernel(plan, dataset)?.counts(interrupt) { return counts }
    var count = FunnelCount(plan, dataset)
    try count.run(interrupt)
    return count.counts
  }

  /// The answer to what either engine counted.
  static func answer(_ plan: Plan, _ dataset: Dataset, _ count: FunnelCounts) -> Answer {
    let calendar = dataset.calendar
    let columns = stepColumns + (plan.rules.exclusions.isEmpty ? [] : [excludedColumn])
    let quartiles = count.total.quartiles
    let total = count.total.rows(of: plan, in: calendar, quartiles)
    var tables: [ResultTable] = []
    if plan.breakdown.isEmpty {
      tables = [ResultTable("steps", columns: columns, rows: total)]
    } else {
      let dimensions = plan.breakdown.map(\.column)
      let groups = FunnelGroups(plan, count)
      let rows = groups.ordered(rows: { count.groups[$0].rows(of: plan, in: calendar) })
      tables = [
        ResultTable("steps", columns: dimensions + columns, rows: rows),
        ResultTable("total", columns: columns, rows: total),
      ]
      if !plan.isByTimeOnly {
        tables.append(FunnelDifferences(plan, count).table(of: groups.shown))
      }
    }
    tables += FunnelTimes(plan, count.total, quartiles).tables
    tables.append(FunnelLosses(plan, count.total).table)
    return Answer(
      tables: tables, rule: plan.rule, warnings: warnings(plan, count),
      notes: FunnelNotes(plan, dataset, count).all, saved: savedSet(plan, count))
  }

  static let stepColumns = [
    ResultColumn("step", .int), ResultColumn("event", .text), ResultColumn("users", .int),
    ResultColumn("mature", .int), ResultColumn("rate_first", .rate),
    ResultColumn("rate_previous", .rate), ResultColumn("lost", .int),
    ResultColumn("open", .int), ResultColumn("median_seconds", .duration),
    ResultColumn("rate_first_low", .rate), ResultColumn("rate_first_high", .rate),
    ResultColumn("lower_quartile_seconds", .duration),
    ResultColumn("upper_quartile_seconds", .duration),
    ResultColumn("overall_seconds", .duration), ResultColumn("open_until", .date),
  ]

  /// Would have reached the step, were it not for an excluded event.
  static let excludedColumn = ResultColumn("excluded", .int)

  static func warnings(_ plan: Plan, _ count: FunnelCounts) -> [Warning] {
    var warnings = plan.population.warnings + plan.steps.flatMap(\.selector.warnings)
    warnings += plan.rules.exclusions.flatMap(\.selector.warnings)
    for case .user(let dimension) in plan.breakdown { warnings += dimension.warnings }
    let unit = plan.unit.phrase
    if let peer = plan.rules.peer?.rules, count.total.withTimeLeft > 0 {
      warnings.append(
        .countedTooEarly(count.total.withTimeLeft, count.total.reached[0], unit, peer.name))
    }
    let base = count.total.counts(usesAll: plan.usesAll).first ?? 0
    // A group without mature units has no rate that could mislead.
    let bases = count.groups.compactMap { $0.counts(usesAll: plan.usesAll).first }.filter { $0 > 0 }
    let small =
      base >= Warning.smallSampleSize
      ? Warning.smallGroups(bases, of: unit) : Warning.smallSample(base, of: unit)
    if let small { warnings.append(small) }
    let counted = count.total.reached.first ?? 0
    let sum = count.groups.reduce(0) { $0 + ($1.reached.first ?? 0) }
    if !plan.breakdown.isEmpty, sum > counted {
      warnings.append(.overCount(sum: sum, total: counted, unit: unit))
    }
    if !plan.breakdown.isEmpty, let turned = FunnelDifferences(plan, count).reversal {
      warnings.append(turned)
    }
    return warnings
  }
}

extension Funnel.Breakdown {
  var column: ResultColumn {
    switch self {
    case .user(let dimension): ResultColumn(dimension.name, dimension.type)
    case .entryProperty(_, let name, let type): ResultColumn(name.english, type)
    case .entryPeriod(let unit): ResultColumn(unit.rawValue, .date)
    }
  }
}

extension Warning {
  /// W555: another product's rules count those who still have time as lost.
  static func countedTooEarly(
    _ open: Int, _ all: Int, _ unit: Phrase, _ peer: String, isCompared: Bool = false
  ) -> Warning {
    let seen = Phrase(
      "\(open) of \(all) \(unit.english) still have time, and \(peer) counts them as lost: the"
        + " rates are too low; our rules leave them out",
      "\(all) 个\(unit.chinese)中有 \(open) 个窗口未满，\(peer) 将其计为流失，比率因此偏低；"
        + "本工具的口径不计入这些")
    return Warning(
      "W555", isCompared ? seen : seen + Phrase("; type: compare ours", "；请输入：对比 本工具"))
  }

  fileprivate static func overCount(sum: Int, total: Int, unit: Phrase) -> Warning {
    Warning(
      "W502",
      Phrase(
        "the groups add up to \(sum), but there are \(total) \(unit.english): some stand in"
          + " several groups; never add the groups up",
        "各组相加为 \(sum)，而\(unit.chinese)只有 \(total)：有的出现在多个组中，请勿把各组相加"))
  }
}
