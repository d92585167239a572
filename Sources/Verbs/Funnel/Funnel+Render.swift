import Charts
import Engine
import Reporting

extension Funnel {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    guard let steps = answer.table("steps") else { return [] }
    guard plan.breakdown.isEmpty else { return groups(answer, steps, plan, canvas) }
    let title = plan.steps.map(\.label).joined(separator: " → ")
    return [
      .chart(
        FunnelChart(
          title: Phrase("Funnel  ", "漏斗  ") + title, unit: plan.unit.count,
          steps: steps.rows.indices.map { row in
            FunnelChart.Step(
              label: label(row, plan, canvas.language),
              users: steps.cell(row, "users").intValue ?? 0,
              stepRate: steps.cell(row, "rate_previous").realValue
                ?? (row == 0 || isUntold(steps, row) ? nil : .nan),
              totalRate: steps.cell(row, "rate_first").realValue
                ?? (isUntold(steps, row) ? nil : .nan),
              medianSeconds: steps.cell(row, "median_seconds").realValue,
              lost: steps.cell(row, "lost").intValue, open: steps.cell(row, "open").intValue,
              untold: steps.untold(row, "users"))
          }, overall: overall(steps), notes: []
        ).draw(on: canvas))
    ]
  }

  private static func label(_ step: Int, _ plan: Plan, _ language: DisplayLanguage) -> String {
    plan.steps.indices.contains(step) ? plan.steps[step].label.text(in: language) : ""
  }

  private static func overall(_ steps: ResultTable) -> Estimate? {
    let last = steps.rows.count - 1
    guard let value = steps.cell(last, "rate_first").realValue,
      let low = steps.cell(last, "rate_first_low").realValue,
      let high = steps.cell(last, "rate_first_high").realValue
    else { return nil }
    return Estimate(value, low: low, high: high)
  }

  private static func groups(
    _ answer: Answer, _ steps: ResultTable, _ plan: Plan, _ canvas: Canvas
  ) -> [Block] {
    let dimensions = plan.breakdown.count
    let count = plan.steps.count
    let groups = stride(from: 0, to: steps.rows.count, by: max(1, count)).map { start in
      group(
        named: steps.rows[start].prefix(dimensions).map {
          $0.label(labels: plan.valueLabels).text(in: canvas.language)
        }.joined(separator: " · "), steps, start, count)
    }
    let isTime = plan.breakdown.contains { if case .entryPeriod = $0 { true } else { false } }
    let shown = ShownGroups(
      names: groups.map(\.label), users: groups.map { $0.users.first ?? 0 }, isTime: isTime,
      most: isTime ? mostPeriods : ShownGroups.mostGroups)
    let total = answer.table("total").map {
      group(named: Phrase("all", "全部").text(in: canvas.language), $0, 0, count)
    }
    return [
      .chart(
        FunnelGroupsChart(
          title: Phrase("Funnel  ", "漏斗  ")
            + plan.steps.map(\.label).joined(separator: " → "),
          heading: plan.breakdown.map(\.heading).joined(separator: " · "), unit: plan.unit.count,
          steps: plan.steps.map { $0.label.text(in: canvas.language) },
          groups: shown.indices.map { groups[$0] }, total: total,
          notes: shown.note.map { [$0] } ?? []
        ).draw(on: canvas))
    ]
  }

  /// Where nobody can be told a rate it is missing; elsewhere it is 0/0.
  private static func isUntold(_ steps: ResultTable, _ row: Int) -> Bool {
    steps.untold(row, "mature") != nil || steps.untold(max(0, row - 1), "mature") != nil
      || steps.rows.indices.contains { steps.untold($0, "mature") != nil }
  }

  private static let mostPeriods = 24

  private static func group(
    named label: String, _ steps: ResultTable, _ start: Int, _ count: Int
  ) -> FunnelGroupsChart.Group {
    let rows = start..<min(start + count, steps.rows.count)
    let isUntold = rows.contains { steps.untold($0, "mature") != nil }
    return FunnelGroupsChart.Group(
      label: label, users: rows.map { steps.cell($0, "users").intValue ?? 0 },
      totalRates: rows.map {
        steps.cell($0, "rate_first").realValue ?? (isUntold ? nil : .nan)
      }, untold: steps.untold(start, "users"))
  }
}

extension Funnel.Breakdown {
  var heading: Phrase {
    switch self {
    case .user(let dimension): dimension.label
    case .entryProperty(_, let name, _): name
    case .entryPeriod(let unit): unit.phrase
    }
  }
}

extension EventUnits.Kind {
  var count: CountUnit { self == .user ? .users : .sessions }
}
