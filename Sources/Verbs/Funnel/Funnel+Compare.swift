import Engine
import Language
import Reporting

extension Funnel {
  /// A count for each side of a comparison.
  typealias Part = (side: PopulationComparison.Side, count: FunnelCounts)

  /// Both sides counted by the same rules, and what sets them apart.
  static func compared(
    _ plan: Plan, _ comparison: PopulationComparison, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    var parts: [Part] = []
    for side in comparison.sides {
      var count = FunnelCount(plan.counting(side), dataset)
      try count.run(interrupt)
      let counts = count.counts
      try counts.checkInvariants()
      parts.append((side, counts))
    }
    return compared(plan, comparison, parts, on: dataset)
  }

  /// The answer to what either engine counted on each side.
  static func compared(
    _ plan: Plan, _ comparison: PopulationComparison, _ parts: [Part], on dataset: Dataset
  ) -> Answer {
    let calendar = dataset.calendar
    let population = ResultColumn("population", .text)
    let columns = stepColumns + (plan.rules.exclusions.isEmpty ? [] : [excludedColumn])
    var steps = ResultTable(
      "steps", columns: [population] + plan.breakdown.map(\.column) + columns)
    var total = ResultTable("total", columns: [population] + columns)
    var notes = comparison.notes
    var warnings: [Warning] = []
    for (side, count) in parts {
      let groups = FunnelGroups(plan, count)
      let whole = count.total.rows(of: plan, in: calendar)
      let rows =
        plan.breakdown.isEmpty
        ? whole : groups.ordered(rows: { count.groups[$0].rows(of: plan, in: calendar) })
      for row in rows { steps.append([.text(side.text)] + row) }
      for row in whole { total.append([.text(side.text)] + row) }
      notes += FunnelNotes(plan, dataset, count).ofSide(side.label)
      for warning in self.warnings(plan, count) where !warnings.contains(warning) {
        warnings.append(warning)
      }
    }
    if let shared = sharedUsers(plan, parts) { warnings.append(shared) }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return Answer(
      tables: [steps] + (plan.breakdown.isEmpty ? [] : [total])
        + [FunnelComparison(plan, parts).table], rule: plan.rule, warnings: warnings, notes: notes)
  }

  /// W521 where a user entered on both sides, whom the tests take for two people.
  private static func sharedUsers(_ plan: Plan, _ parts: [Part]) -> Warning? {
    guard plan.unit == .user else { return nil }
    let entered = parts.map { UserSet(($0.count.saved ?? []).map { $0 > 0 }) }
    let shared = entered.dropFirst().map { entered[0].intersection($0).count }.max() ?? 0
    return shared > 0 ? .sharedUsers(shared) : nil
  }
}

extension Funnel.Plan {
  /// The same funnel over the users and the range of one side; it marks who entered.
  func counting(_ side: PopulationComparison.Side) -> Funnel.Plan {
    Funnel.Plan(
      steps: steps, rules: rules, range: side.range,
      population: side.users.map { Population(users: $0) } ?? population, unit: unit,
      usesAll: usesAll, breakdown: breakdown, touch: touch, comparison: nil,
      isComparedWithOurs: false, bins: bins, order: order,
      chart: chart, saving: Funnel.Saving(name: "", kind: .reached(0)), valueLabels: valueLabels,
      rule: rule)
  }
}

extension Warning {
  /// W521: people are counted twice by a test that takes them for independent.
  static func sharedUsers(_ shared: Int) -> Warning {
    Warning(
      "W521",
      Phrase(
        "\(shared) users stand in both populations, and the tests take them for different people;"
          + " compare populations that exclude each other, such as compare rest",
        "有 \(shared) 个用户同在两个人群中，检验却把他们当作不同的人；请对比互斥的人群，如 对比 其余"))
  }
}

extension FunnelReader {
  /// Reads `compare`, and refuses what a comparison cannot be asked with.
  func comparison(
    _ range: InstantRange, _ population: Population
  ) throws(Diagnostic) -> PopulationComparison? {
    guard let clause = call.clause(.compare), case .compare(let target) = clause.body else {
      return nil
    }
    if case .ours = target { return nil }
    if let saving = call.clause(.as) {
      throw Diagnostic(
        "E349", Phrase("a comparison is not saved as users", "对比的结果不能存为用户"),
        at: saving.place.span,
        notes: [
          Phrase("leave out 'compare', or 'as'", "请去掉“对比”或“存为”")
        ])
    }
    return try scope.comparison(of: call, range: range, population: population)
  }
}
