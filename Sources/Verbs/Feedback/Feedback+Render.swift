import Charts
import Engine
import Reporting

extension Feedback {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    guard let nps = answer.table("nps"), let scores = answer.table("scores") else { return [] }
    let table = Block.chart(grid(nps, plan).draw(on: canvas))
    guard plan.isDrawn else { return [table] }
    if (scores.rows + nps.rows).joined().contains(where: \.isUntold) {
      // Bars of which some are not told show no distribution.
      let heads = ["score": Phrase("score", "分数"), "answers": Phrase("answers", "回答")]
      let marks = scores.grid(headings: heads, language: canvas.language)
      return plan.breakdown.isEmpty ? [table, .chart(marks.draw(on: canvas))] : [table]
    }
    if plan.breakdown.isEmpty { return [.chart(distribution(nps, scores).draw(on: canvas))] }
    guard let curve = curve(nps, plan) else { return [table] }
    return [.chart(curve.draw(on: canvas)), table]
  }

  private static func distribution(_ nps: ResultTable, _ scores: ResultTable) -> ScoreChart {
    let responses = nps.cell(0, "responses").intValue ?? 0
    return ScoreChart(
      title: Phrase(
        "NPS  how likely to recommend, 0-10  n = \(NumberText.count(responses))",
        "NPS  推荐意愿 0-10 分  n = \(NumberText.count(responses))"),
      scores: scores.rows.indices.map { row in
        ScoreChart.Score(
          scores.cell(row, "score").intValue ?? row,
          answers: scores.cell(row, "answers").intValue ?? 0)
      }, result: estimate(nps, 0))
  }

  private static func estimate(_ nps: ResultTable, _ row: Int) -> Estimate? {
    guard let points = nps.cell(row, "nps").realValue, let low = nps.cell(row, "low").realValue,
      let high = nps.cell(row, "high").realValue
    else { return nil }
    return Estimate(points, low: low, high: high)
  }

  /// The score over time, with its interval; nil where the rows are no times in a row.
  private static func curve(_ nps: ResultTable, _ plan: Plan) -> CurveChart? {
    guard let unit = plan.onlyPeriod, plan.order.isNatural else { return nil }
    let rows = nps.rows.indices.filter { nps.rows[$0][0] != .missing }
    guard rows.count > 1 else { return nil }
    return CurveChart(
      title: Phrase("NPS by \(unit.phrase.english)", "NPS 按\(unit.phrase.chinese)"),
      xAxis: .names(rows.map { nps.rows[$0][0].textValue ?? "" }), kind: .decimal(digits: 0),
      series: [
        CurveChart.Series(
          label: "NPS",
          points: rows.enumerated().compactMap { x, row in
            estimate(nps, row).map {
              CurveChart.Point(x: Double(x), y: $0.value, low: $0.low, high: $0.high)
            }
          })
      ], startsAtZero: false)
  }

  /// Signed scores, so that a table reads as people quote them: `+30.0`.
  private static func grid(_ nps: ResultTable, _ plan: Plan) -> TableGrid {
    let width = plan.breakdown.count
    let numbers = ["responses", "promoters", "passives", "detractors"]
    let headings = [
      Phrase("responses", "回答"), Phrase("promoters", "推荐者"), Phrase("passives", "中立者"),
      Phrase("detractors", "贬损者"), Phrase("NPS", "NPS"), Phrase("95% interval", "95% 区间"),
    ]
    return TableGrid(
      columns: plan.breakdown.map { TableGrid.Column($0.label) }
        + headings.map { TableGrid.Column($0, .right) },
      rows: nps.rows.indices.map { row in
        let names = nps.rows[row].prefix(width).map {
          TableGrid.Cell($0.label(labels: plan.valueLabels))
        }
        let counts = numbers.map { name in
          TableGrid.Cell(
            nps.untold(row, name) ?? NumberText.count(nps.cell(row, name).intValue ?? 0))
        }
        let score = estimate(nps, row)
        return names + counts + [
          TableGrid.Cell(score.map { NumberText.signed($0.value) } ?? NumberText.undefined),
          TableGrid.Cell(
            score.map { "[\(NumberText.signed($0.low)), \(NumberText.signed($0.high))]" }
              ?? NumberText.undefined),
        ]
      })
  }
}
