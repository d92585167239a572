import Charts
import Engine
import Reporting

/// The charts of funnels side by side: how far each gets, and the differences step by step.
struct FunnelComparisonPicture {
  let answer: Answer
  let plan: Funnel.Plan
  let canvas: Canvas

  /// More differences than these stand in the table.
  private static let mostRows = 16

  var blocks: [Block] {
    guard let steps = answer.table("steps"), let table = answer.table("difference"),
      let comparison = plan.comparison
    else { return [] }
    return [.chart(groups(steps, comparison).draw(on: canvas))]
      + comparison.others.compactMap { differences(table, comparison, against: $0) }
  }

  private func name(_ cells: ArraySlice<Cell>) -> String {
    cells.map { $0.label(labels: plan.valueLabels).text(in: canvas.language) }
      .joined(separator: " · ")
  }

  private func groups(
    _ steps: ResultTable, _ comparison: PopulationComparison
  ) -> FunnelGroupsChart {
    let width = 1 + plan.breakdown.count
    let starts = stride(from: 0, to: steps.rows.count, by: max(1, plan.steps.count))
    let all = starts.map { start -> FunnelGroupsChart.Group in
      let rows = start..<min(start + plan.steps.count, steps.rows.count)
      let side = comparison.label(of: steps.rows[start][0].textValue ?? "")
        .text(in: canvas.language)
      let group = name(steps.rows[start].prefix(width).dropFirst())
      let isUntold = rows.contains { steps.untold($0, "mature") != nil }
      return FunnelGroupsChart.Group(
        label: group.isEmpty ? side : "\(side) · \(group)",
        users: rows.map { steps.cell($0, "users").intValue ?? 0 },
        totalRates: rows.map { steps.cell($0, "rate_first").realValue ?? (isUntold ? nil : .nan) },
        untold: steps.untold(start, "users"))
    }
    let most = 2 * ShownGroups.mostGroups
    let left = all.count - most
    let heading = [Phrase("population", "人群")] + plan.breakdown.map(\.heading)
    return FunnelGroupsChart(
      title: Funnel.title(plan), heading: heading.joined(separator: " · "), unit: plan.unit.count,
      steps: plan.steps.indices.map { plan.stepLabel($0).text(in: canvas.language) },
      groups: Array(all.prefix(most)),
      notes: left > 0
        ? [Phrase("\(left) more groups stand in the table", "另有 \(left) 组在表中")] : [])
  }

  private func differences(
    _ table: ResultTable, _ comparison: PopulationComparison,
    against other: PopulationComparison.Side
  ) -> Block? {
    let keyed = table.index(of: "population") == nil ? 0 : 1
    let rows = table.rows.indices.filter {
      table.cell($0, "metric") == .text("rate_previous")
        && (keyed == 0 || table.rows[$0][0] == .text(other.text))
    }
    guard !rows.isEmpty else { return nil }
    let shown = rows.prefix(Self.mostRows).map { row in
      let key = name(table.rows[row].prefix(keyed + plan.breakdown.count).dropFirst(keyed))
      let step = (table.cell(row, "step").intValue ?? 1) - 1
      let label = plan.stepLabel(step).text(in: canvas.language)
      return DifferenceChart.Row(
        label: key.isEmpty ? label : "\(key) · \(label)", a: table.cell(row, "b").realValue,
        b: table.cell(row, "a").realValue, difference: estimate(table, row),
        isSignificant: table.cell(row, "p_adjusted").realValue.map { $0 < 0.05 })
    }
    var notes = [
      Phrase(
        "step rates; 95% intervals by Newcombe; p of two proportions, corrected by Benjamini and"
          + " Hochberg",
        "步转化；95% 区间：Newcombe；两比例检验，经 Benjamini-Hochberg 校正")
    ]
    if rows.count > shown.count {
      let left = rows.count - shown.count
      notes.insert(
        Phrase("\(left) more rows stand in the table", "另有 \(left) 行在表 difference 中"), at: 0)
    }
    return .chart(
      DifferenceChart(
        title: Phrase("Difference  A = ", "差异  A = ") + other.label + Phrase(", B = ", "，B = ")
          + comparison.a.label, heading: Phrase("step", "步骤"), rows: Array(shown), notes: notes
      ).draw(on: canvas))
  }

  private func estimate(_ table: ResultTable, _ row: Int) -> Estimate? {
    guard let value = table.cell(row, "difference").realValue,
      let low = table.cell(row, "low").realValue, let high = table.cell(row, "high").realValue
    else { return nil }
    return Estimate(value, low: low, high: high)
  }
}
