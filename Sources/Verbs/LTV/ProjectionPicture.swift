import Charts
import Engine
import Reporting

/// The formula as a curve over the months and as a table.
struct ProjectionPicture {
  let plan: LTV.Plan
  let projection: LTV.Projection
  let value: ResultTable
  let curve: ResultTable
  let canvas: Canvas

  private static let mostLines = 5

  private var width: Int { plan.breakdown.count }

  var blocks: [Block] {
    var blocks: [Block] = []
    switch plan.chart {
    case .bar: blocks = [bars]
    case .line, nil: blocks = curves.map { [$0] } ?? []
    case LTV.ChartKind.none?: break
    }
    return blocks + [grid]
  }

  private func name(_ row: Int) -> String {
    let name = plan.label(value.rows[row].prefix(width), in: canvas.language)
    return name.isEmpty ? "LTV" : name
  }

  private var title: Phrase {
    Phrase("LTV  projected: arpa × margin ÷ churn", "LTV  公式推算：arpa × 毛利率 ÷ 流失率")
  }

  private var curves: Block? {
    let shown = value.rows.indices.prefix(Self.mostLines)
    let series = shown.compactMap { row -> CurveChart.Series? in
      let key = Array(value.rows[row].prefix(width))
      let points = curve.rows.indices.compactMap { index -> CurveChart.Point? in
        guard Array(curve.rows[index].prefix(width)) == key,
          let age = curve.cell(index, "age").intValue,
          let ltv = curve.cell(index, "ltv").realValue
        else { return nil }
        return CurveChart.Point(x: Double(age), y: ltv, isForecast: true)
      }
      return points.count > 1 ? CurveChart.Series(label: name(row), points: points) : nil
    }
    guard !series.isEmpty else { return nil }
    var notes: [Phrase] = []
    let left = value.rows.count - Self.mostLines
    if left > 0 {
      notes.append(Phrase("\(left) more groups stand in the table", "另有 \(left) 组在表中"))
    }
    let chart = CurveChart(
      title: title, xAxis: .numbers(prefix: "M"),
      xName: Phrase("months since acquisition", "获取后月数"),
      kind: .amount(currency: plan.currency), series: series, references: references,
      marks: marks, notes: notes)
    return .chart(chart.draw(on: canvas))
  }

  private var references: [CurveChart.Reference] {
    guard case .constant(let cost) = plan.acquisitionCost else { return [] }
    let text = NumberText.amount(cost, currency: plan.currency)
    return [CurveChart.Reference(label: Phrase(verbatim: "CAC \(text)"), y: cost)]
  }

  private var marks: [CurveChart.Mark] {
    guard value.rows.count == 1, let months = value.cell(0, "payback").intValue, months > 0 else {
      return []
    }
    // The first payment is made in month 0.
    let row = months - 1
    guard let ltv = curve.cell(row, "ltv").realValue else { return [] }
    return [
      CurveChart.Mark(
        label: Phrase("payback M\(row)", "回本 M\(row)"), x: Double(row), y: ltv)
    ]
  }

  private var bars: Block {
    let rows = value.rows.indices.prefix(ShownGroups.mostGroups).map { row in
      AmountChart.Row(
        label: name(row), value: value.cell(row, "ltv").realValue,
        users: value.cell(row, "active").intValue ?? 0)
    }
    return .chart(
      AmountChart(
        title: title, heading: plan.breakdown.first?.heading ?? Phrase("formula", "公式"),
        valueName: Phrase(verbatim: "LTV"), currency: plan.currency, rows: rows
      ).draw(on: canvas))
  }

  private var grid: Block {
    var shown: [(String, Phrase)] = [
      ("arpa", Phrase(verbatim: "arpa")), ("margin", Phrase("margin", "毛利率")),
      ("churn", Phrase("churn", "流失率")), ("ltv", Phrase(verbatim: "LTV")),
      ("lifetime", Phrase("lifetime, months", "生命周期（月）")),
    ]
    if projection.isMeasured {
      shown += [
        ("active", Phrase("active user-months", "活跃人月")),
        ("at_risk", Phrase("at risk", "在场人月")), ("lost", Phrase("lost", "流失")),
      ]
    }
    if plan.acquisitionCost != nil {
      shown += [
        ("cac", Phrase(verbatim: "CAC")), ("ltv_cac", Phrase(verbatim: "LTV/CAC")),
        ("payback", Phrase("payments to payback", "回本所需月数")),
      ]
    }
    let columns =
      plan.breakdown.map { TableGrid.Column($0.heading) }
      + shown.map { TableGrid.Column($0.1, .right) }
    let rows = value.rows.indices.map { row in
      value.rows[row].prefix(width).map {
        TableGrid.Cell($0.label(labels: plan.valueLabels))
      } + shown.map { TableGrid.Cell(text($0.0, row)) }
    }
    return .chart(TableGrid(columns: columns, rows: rows).draw(on: canvas))
  }

  private func text(_ column: String, _ row: Int) -> String {
    let cell = value.cell(row, column)
    if column == "lifetime" || column == "ltv_cac", let number = cell.realValue {
      return NumberText.fixed(number, digits: 1)
    }
    let type = value.index(of: column).map { value.columns[$0].type } ?? .float
    return cell.text(as: type, in: canvas.language)
  }
}
