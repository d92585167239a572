import Engine
import Language
import Reporting
import Statistics

extension Funnel {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    let log = dataset.events
    let steps = stepBits(of: plan, in: dataset)
    let units = plan.unit == .user ? EventUnits.users(of: log) : EventUnits.sessions(of: log)
    let users = plan.population.users(in: dataset)
    let matcher = StepMatcher(stepCount: plan.steps.count)
    let gatherer = EntryGatherer(plan: plan, dataset: dataset, steps: steps)
    var split = FunnelSplit(plan.breakdown, in: dataset)
    var total = FunnelTally(steps: plan.steps.count)
    var groups: [FunnelTally] = []
    var scratch = EntryGatherer.Unit()
    for unit in 0..<units.count {
      if unit & 0xFFF == 0 { try interrupt.check() }
      let user = Int(units.users[unit])
      guard users.contains(user) else { continue }
      gatherer.gather(units.rows(of: unit), into: &scratch)
      guard scratch.hasEntry else { continue }
      let reading = UnitReading(scratch, matcher: matcher, end: gatherer.maturityEnd) { _ in true }
      total.add(reading)
      guard !plan.breakdown.isEmpty else { continue }
      var entryGroups = [Int](repeating: -1, count: scratch.events.count)
      var seen: [Int] = []
      for event in 0..<scratch.events.count where scratch.events.deadlines[event] != nil {
        let group = split.group(user: user, row: scratch.rows[event])
        entryGroups[event] = group
        if !seen.contains(group) { seen.append(group) }
      }
      while groups.count < split.keys.count {
        groups.append(FunnelTally(steps: plan.steps.count))
      }
      for group in seen {
        groups[group].add(
          seen.count == 1
            ? reading
            : UnitReading(scratch, matcher: matcher, end: gatherer.maturityEnd) {
              entryGroups[$0] == group
            })
      }
    }
    return try answer(plan, dataset, total: total, groups: groups, split: split)
  }

  /// For each row the steps it can serve, a bit each.
  private static func stepBits(of plan: Plan, in dataset: Dataset) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: dataset.events.count)
    for (index, step) in plan.steps.enumerated() {
      let bit = UInt64(1) << UInt64(index)
      for (row, flag) in step.selector.mask(in: dataset).enumerated() where flag {
        bits[row] |= bit
      }
    }
    return bits
  }

  private static func answer(
    _ plan: Plan, _ dataset: Dataset, total: FunnelTally, groups: [FunnelTally],
    split: FunnelSplit
  ) throws(Diagnostic) -> Answer {
    try total.checkInvariants()
    for group in groups { try group.checkInvariants() }
    var tables: [ResultTable] = []
    if plan.breakdown.isEmpty {
      tables = [table("steps", plan, [], total.rows(of: plan))]
    } else {
      let dimensions = plan.breakdown.map(\.column)
      var rows: [[Cell]] = []
      for group in split.orderedGroups where groups.indices.contains(group) {
        rows += groups[group].rows(of: plan).map { split.keys[group] + $0 }
      }
      tables = [
        table("steps", plan, dimensions, rows), table("total", plan, [], total.rows(of: plan)),
      ]
    }
    return Answer(
      tables: tables, rule: plan.rule,
      warnings: warnings(plan, dataset, total: total, groups: groups),
      notes: notes(plan, dataset, total: total))
  }

  private static func table(
    _ name: String, _ plan: Plan, _ dimensions: [ResultColumn], _ rows: [[Cell]]
  ) -> ResultTable {
    ResultTable(
      name,
      columns: dimensions + [
        ResultColumn("step", .int), ResultColumn("event", .text), ResultColumn("users", .int),
        ResultColumn("mature", .int), ResultColumn("rate_first", .rate),
        ResultColumn("rate_previous", .rate), ResultColumn("lost", .int),
        ResultColumn("open", .int), ResultColumn("median_seconds", .duration),
        ResultColumn("rate_first_low", .rate), ResultColumn("rate_first_high", .rate),
        ResultColumn("lower_quartile_seconds", .duration),
        ResultColumn("upper_quartile_seconds", .duration),
      ], rows: rows)
  }

  private static func warnings(
    _ plan: Plan, _ dataset: Dataset, total: FunnelTally, groups: [FunnelTally]
  ) -> [Warning] {
    var warnings =
      plan.population.warnings + plan.steps.flatMap(\.selector.warnings)
    for case .user(let dimension) in plan.breakdown { warnings += dimension.warnings }
    let base = total.mature.first ?? 0
    // A group without mature units has no rate that could mislead.
    let bases = groups.compactMap(\.mature.first).filter { $0 > 0 }
    let small =
      base >= Warning.smallSampleSize
      ? Warning.smallGroups(bases, of: plan.unit.phrase)
      : Warning.smallSample(base, of: plan.unit.phrase)
    if let small { warnings.append(small) }
    let counted = total.reached.first ?? 0
    let sum = groups.reduce(0) { $0 + ($1.reached.first ?? 0) }
    if !groups.isEmpty, sum > counted {
      warnings.append(.overCount(sum: sum, total: counted, unit: plan.unit.phrase))
    }
    return warnings
  }

  private static func notes(
    _ plan: Plan, _ dataset: Dataset, total: FunnelTally
  ) -> [Phrase] {
    var notes: [Phrase] = []
    if let last = total.lastOpenDeadline, total.openUnits > 0 {
      let day = dataset.calendar.day(of: last).label
      notes.append(
        Phrase(
          "\(total.openUnits) \(plan.unit.phrase.english) still have time; the last window ends"
            + " on \(day)",
          "\(total.openUnits) 个\(plan.unit.phrase.chinese)的窗口未满，最后一个在 \(day) 结束"))
    }
    let entered = total.reached.first ?? 0
    let left = entered - (total.mature.first ?? 0)
    if left > 0 {
      let unit = plan.unit.phrase
      notes.append(
        Phrase(
          "\(left) of \(entered) \(unit.english) have no window that is over and are left out of"
            + " the rates",
          "\(entered) 个\(unit.chinese)中有 \(left) 个尚无已满的窗口，未计入比率"))
    }
    if total.hangingOnTies > 0 {
      notes.append(
        Phrase(
          "the depth of \(total.hangingOnTies) \(plan.unit.phrase.english) hangs on events of the"
            + " same instant",
          "有 \(total.hangingOnTies) 个\(plan.unit.phrase.chinese)的深度取决于同一时刻的事件"))
    }
    for case .entryPeriod(let unit) in plan.breakdown {
      if let note = RuleLine.runningPeriod(unit, in: dataset) { notes.append(note) }
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return notes
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

extension EventUnits.Kind {
  /// In the plural.
  var phrase: Phrase {
    switch self {
    case .user: Phrase("users", "用户")
    case .session: Phrase("sessions", "会话")
    }
  }
}

extension Warning {
  fileprivate static func overCount(sum: Int, total: Int, unit: Phrase) -> Warning {
    Warning(
      "W502",
      Phrase(
        "the groups add up to \(sum), but there are \(total) \(unit.english): some stand in"
          + " several groups; never add the groups up",
        "各组相加为 \(sum)，而\(unit.chinese)只有 \(total)：有的出现在多个组中，请勿把各组相加"))
  }
}
