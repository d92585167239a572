import Charts
import Engine
import Language
import Reporting
import Statistics

extension LTV {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    if let projection = plan.projection {
      let counts = try ProjectionCounts(projection, plan, dataset, interrupt)
      return try answer(projection, plan, dataset, counts)
    }
    return try answer(plan, dataset, try count(plan, dataset, interrupt), interrupt)
  }

  /// Rates, intervals, tests and order over what was counted.
  static func answer(
    _ plan: Plan, _ dataset: Dataset, _ counts: ValueCounts, _ interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    let tables = try ValueTables(plan, counts, interrupt)
    let value = tables.value
    var all = [value, tables.curve(like: value)]
    if !plan.breakdown.isEmpty { all.append(tables.total) }
    if plan.comparison != nil {
      all.append(try ValueDifferences(plan: plan, counts: counts).table())
    }
    let notes = ValueNotes(plan: plan, tables: tables, dataset: dataset)
    return Answer(
      tables: all, rule: plan.rule, warnings: notes.warnings, notes: notes.notes,
      saved: plan.saving.map { saved($0, plan, counts, in: dataset) })
  }

  /// The counted users under a name, a part for each group.
  private static func saved(
    _ name: String, _ plan: Plan, _ counts: ValueCounts, in dataset: Dataset
  ) -> SavedSet {
    let groups = counts.sides.first?.groups ?? []
    func users(_ group: ValueCounts.Group) -> UserSet {
      var flags = Array(repeating: false, count: dataset.users.count)
      for user in group.members { flags[Int(user)] = true }
      return UserSet(flags)
    }
    guard !plan.breakdown.isEmpty else {
      let all = groups.first.map(users) ?? UserSet(all: false, count: dataset.users.count)
      return SavedSet(name: name, kind: .segment(all))
    }
    let parts = groups.map { group in
      let names = group.key.map { cell -> String in
        if case .text(let text) = cell { return text }
        return cell == .missing ? "missing" : cell.label(labels: [:]).english
      }
      return (part: names.joined(separator: " "), users: users(group))
    }
    return SavedSet(name: name, kind: .partition(parts))
  }
}
