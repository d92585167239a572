import Charts
import Engine
import Reporting

/// The table of values as it is shown: what users bring, how they buy, what acquiring them cost.
struct ValueGrids {
  let plan: LTV.Plan
  let value: ResultTable
  let canvas: Canvas

  private typealias Column = (column: String, heading: Phrase)

  var blocks: [Block] {
    let width = plan.keyColumns.count
    let shown = plan.shown(
      names: value.rows.map { plan.label($0.prefix(width), in: canvas.language) },
      users: value.rows.indices.map { value.cell($0, "counted").intValue ?? 0 })
    let rows = shown.indices
    var blocks = [grid(money, rows), grid(orders, rows)]
    if plan.acquisitionCost != nil { blocks.insert(grid(costs, rows), at: 1) }
    if let note = shown.note {
      blocks.append(.lines([StyledText(note.text(in: canvas.language), .muted)]))
    }
    return blocks
  }

  private var money: [Column] {
    var columns: [Column] = [("users", Phrase("users", "用户"))]
    columns.append(
      plan.keepsImmature || plan.trim > 0
        ? ("counted", Phrase("counted", "计入")) : ("mature", Phrase("mature", "成熟")))
    columns += [("payers", Phrase("payers", "付费")), ("revenue", Phrase("revenue", "收入"))]
    return columns + [
      ("ltv", Phrase(verbatim: "LTV")), ("interval", Phrase("95% of LTV", "LTV 95% 区间")),
      ("arpu", Phrase(verbatim: "ARPU")), ("arppu", Phrase(verbatim: "ARPPU")),
    ]
  }

  private var costs: [Column] {
    var columns: [Column] = []
    if case .spend = plan.acquisitionCost {
      columns = [("spend", Phrase("spend", "花费")), ("acquired", Phrase("acquired", "新用户"))]
    }
    return columns + [
      ("cac", Phrase(verbatim: "CAC")), ("ltv_cac", Phrase(verbatim: "LTV/CAC")),
      ("payback", Phrase("payback day", "回本天数")),
      ("roi", Phrase("ROI on margin", "ROI（毛利）")), ("roas", Phrase(verbatim: "ROAS")),
    ]
  }

  private var orders: [Column] {
    [
      ("orders", Phrase("orders", "订单")), ("average_order", Phrase("average order", "笔单价")),
      ("orders_per_payer", Phrase("orders a payer", "人均单数")),
      ("repeat_rate", Phrase("repeat rate", "复购率")),
      ("gap_median", Phrase("median gap", "购买间隔中位")),
      ("gaps", Phrase("quartiles", "间隔四分位")),
    ]
  }

  private func grid(_ shown: [Column], _ rows: [Int]) -> Block {
    let width = plan.keyColumns.count
    let columns =
      plan.headings.map { TableGrid.Column($0) }
      + shown.map { TableGrid.Column($0.heading, .right) }
    let cells = rows.map { row in
      plan.labels(value.rows[row].prefix(width)).map { TableGrid.Cell($0) }
        + shown.map { TableGrid.Cell(text($0.column, row)) }
    }
    return .chart(TableGrid(columns: columns, rows: cells).draw(on: canvas))
  }

  private func text(_ column: String, _ row: Int) -> String {
    switch column {
    case "interval": return interval(row)
    case "gaps":
      guard value.cell(row, "gap_q1") != .missing else { return NumberText.missing }
      return ["gap_q1", "gap_q3"]
        .map { value.cell(row, $0).text(as: .duration, in: canvas.language) }
        .joined(separator: "–")
    case "payback":
      // Not yet is not never: the users may still bring more.
      let hasCost = value.cell(row, "cac") != .missing && value.cell(row, "ltv") != .missing
      if value.cell(row, column) == .missing, hasCost { return "·" }
      return value.cell(row, column).intValue.map { "D\($0)" } ?? NumberText.missing
    default:
      let type = value.index(of: column).map { value.columns[$0].type } ?? .float
      let cell = value.cell(row, column)
      if type == .float, let number = cell.realValue { return NumberText.fixed(number, digits: 2) }
      return cell.text(as: type, in: canvas.language)
    }
  }

  private func interval(_ row: Int) -> String {
    guard let low = value.cell(row, "ltv_low").realValue,
      let high = value.cell(row, "ltv_high").realValue
    else { return NumberText.missing }
    return "\(NumberText.amount(low))–\(NumberText.amount(high))"
  }
}

extension LTV.Plan {
  /// The cells of a key as people read them, one for each.
  func labels(_ key: some Collection<Cell>) -> [Phrase] {
    var labels = key.map { $0.label(labels: valueLabels) }
    if let comparison, let first = key.first, case .text(let text) = first,
      let side = comparison.sides.first(where: { $0.text == text })
    {
      labels[0] = side.label
    }
    return labels
  }
}
