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
    let shown: [(column: String, heading: Phrase)] = [
      ("users", Phrase("users", "用户")), ("mature", Phrase("mature", "成熟")),
      ("payers", Phrase("payers", "付费")), ("revenue", Phrase("revenue", "收入")),
      ("ltv", Phrase(verbatim: "LTV")), ("arpu", Phrase(verbatim: "ARPU")),
      ("arppu", Phrase(verbatim: "ARPPU")),
    ]
    let dimensions = plan.breakdown.count
    let columns =
      plan.breakdown.map { TableGrid.Column($0.heading) }
      + shown.map { TableGrid.Column($0.heading, .right) }
      + [TableGrid.Column(Phrase("95% of LTV", "LTV 95% 区间"), .right)]
    let rows = value.rows.indices.map { row in
      value.rows[row].prefix(dimensions).map {
        TableGrid.Cell($0.label(labels: plan.valueLabels))
      }
        + shown.map { column, _ in
          let type = value.index(of: column).map { value.columns[$0].type } ?? .float
          return TableGrid.Cell(value.cell(row, column).text(as: type, in: language))
        } + [TableGrid.Cell(interval(value, row))]
    }
    return TableGrid(columns: columns, rows: rows)
  }

  private static func interval(_ value: ResultTable, _ row: Int) -> String {
    guard let low = value.cell(row, "ltv_low").realValue,
      let high = value.cell(row, "ltv_high").realValue
    else { return NumberText.missing }
    return "\(NumberText.amount(low))–\(NumberText.amount(high))"
  }
}
