import Charts
import Engine
import Reporting

/// How two populations differ in value: each group's difference with its interval, and the ratio.
struct ValueComparisonPicture {
  let plan: LTV.Plan
  let answer: Answer
  let canvas: Canvas

  private static let mostRows = 16

  var blocks: [Block] {
    guard let comparison = plan.comparison, let table = answer.table("difference") else {
      return []
    }
    let width = plan.breakdown.count { !$0.isTime }
    let rows = table.rows.indices.prefix(Self.mostRows).map { row in
      let key = table.rows[row].prefix(width)
      let name = key.map { $0.label(labels: plan.valueLabels).text(in: canvas.language) }
        .joined(separator: " · ")
      let p = table.cell(row, "p_adjusted").realValue
      return DifferenceChart.Row(
        label: name.isEmpty ? "LTV" : name, a: table.cell(row, "b").realValue,
        b: table.cell(row, "a").realValue, difference: estimate(table, row),
        isSignificant: p.map { $0 < 0.05 })
    }
    let title =
      Phrase("Difference of LTV  A = ", "LTV 差异  A = ") + comparison.sides[1].label
      + Phrase(", B = ", "，B = ") + comparison.sides[0].label
    let chart = DifferenceChart(
      title: title, heading: plan.breakdown.first { !$0.isTime }?.heading ?? Phrase("value", "价值"),
      kind: .amount(currency: plan.currency), rows: rows, notes: notes(table, width))
    return [.chart(chart.draw(on: canvas))]
  }

  private func estimate(_ table: ResultTable, _ row: Int) -> Estimate? {
    guard let value = table.cell(row, "difference").realValue,
      let low = table.cell(row, "low").realValue, let high = table.cell(row, "high").realValue
    else { return nil }
    return Estimate(value, low: low, high: high)
  }

  private func notes(_ table: ResultTable, _ width: Int) -> [Phrase] {
    var notes: [Phrase] = []
    let left = table.rows.count - Self.mostRows
    if left > 0 {
      notes.append(
        Phrase("\(left) more groups stand in the table", "另有 \(left) 组在表 difference 中"))
    }
    if table.rows.count == 1, let ratio = ratio(table, 0) { notes.append(ratio) }
    notes.append(
      Phrase(
        "95% intervals and p by Welch's t test, corrected by Benjamini and Hochberg",
        "95% 区间与 p 值：Welch t 检验，经 Benjamini-Hochberg 校正"))
    return notes
  }

  /// `this is worth 3.2 times the rest [2.8, 3.7]`.
  private func ratio(_ table: ResultTable, _ row: Int) -> Phrase? {
    guard let comparison = plan.comparison, let ratio = table.cell(row, "ratio").realValue,
      let low = table.cell(row, "ratio_low").realValue,
      let high = table.cell(row, "ratio_high").realValue
    else { return nil }
    let times = NumberText.fixed(ratio, digits: 1)
    let ends = NumberText.interval(low, high, digits: 1)
    let (a, b) = (comparison.sides[0].label, comparison.sides[1].label)
    return Phrase(
      "\(a.english) is worth \(times) times \(b.english) \(ends)",
      "“\(a.chinese)”的价值是“\(b.chinese)”的 \(times) 倍 \(ends)")
  }
}
