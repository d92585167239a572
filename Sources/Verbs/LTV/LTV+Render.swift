import Charts
import Engine
import Reporting

extension LTV {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    guard let value = answer.table("value"), let curve = answer.table("curve") else { return [] }
    let dimensions = plan.breakdown.count
    let names = value.rows.map { row in
      row.prefix(dimensions).map { $0.label(labels: plan.valueLabels).text(in: canvas.language) }
        .joined(separator: " · ")
    }
    var blocks: [Block] = []
    if let chart = self.curve(curve, names: names, plan: plan, canvas) {
      blocks.append(.chart(chart.draw(on: canvas)))
    }
    blocks.append(.chart(self.table(value, plan, canvas.language).draw(on: canvas)))
    return blocks
  }

  /// More lines than this cannot be told apart.
  private static let mostLines = 5

  private static func curve(
    _ table: ResultTable, names: [String], plan: Plan, _ canvas: Canvas
  ) -> CurveChart? {
    let perGroup = plan.ages + 1
    var series: [CurveChart.Series] = []
    for (group, name) in names.enumerated() {
      let rows = (group * perGroup)..<min((group + 1) * perGroup, table.rows.count)
      let points = rows.compactMap { row -> CurveChart.Point? in
        guard let age = table.cell(row, "age").intValue,
          let ltv = table.cell(row, "ltv").realValue
        else { return nil }
        return CurveChart.Point(x: Double(age), y: ltv)
      }
      if points.count > 1 { series.append(CurveChart.Series(label: name, points: points)) }
    }
    guard !series.isEmpty else { return nil }
    let shown = Array(series.suffix(mostLines))
    let hidden = series.count - shown.count
    return CurveChart(
      title: Phrase("LTV  cumulative revenue per user", "LTV  人均累计收入"),
      xAxis: .numbers(prefix: "D"), xName: Phrase("days since acquisition", "获取后天数"),
      kind: .amount(currency: plan.currency), series: shown,
      notes: hidden == 0
        ? []
        : [
          Phrase(
            "the newest \(shown.count) groups; \(hidden) more stand in the table",
            "只画出最后 \(shown.count) 组，另有 \(hidden) 组在表中")
        ])
  }

  private static func table(
    _ value: ResultTable, _ plan: Plan, _ language: DisplayLanguage
  ) -> TableGrid {
    var headings: [String: Phrase] = [
      "users": Phrase("users", "用户"), "mature": Phrase("mature", "成熟"),
      "payers": Phrase("payers", "付费"), "revenue": Phrase("revenue", "收入"),
      "ltv": Phrase("LTV", "LTV"), "arpu": Phrase("ARPU", "ARPU"),
      "arppu": Phrase("ARPPU", "ARPPU"), "ltv_low": Phrase("95% low", "95% 下限"),
      "ltv_high": Phrase("95% high", "95% 上限"),
    ]
    for dimension in plan.breakdown { headings[dimension.column.name] = dimension.heading }
    let shown =
      plan.breakdown.map(\.column.name) + [
        "users", "mature", "payers", "revenue", "ltv", "ltv_low", "ltv_high", "arpu", "arppu",
      ]
    return value.selecting(shown).grid(
      headings: headings, labels: plan.valueLabels, language: language)
  }
}
