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
    let users = value.rows.indices.map { value.cell($0, "users").intValue ?? 0 }
    let isTime = plan.breakdown.contains { if case .period = $0 { true } else { false } }
    let rows = ShownGroups(
      names: names, users: users, isTime: isTime,
      most: isTime ? mostPeriods : ShownGroups.mostGroups)
    var blocks: [Block] = []
    let lines = lines(curve, names: names, plan: plan)
    let drawn = ShownGroups(
      names: lines.map(\.series.label), users: lines.map { users[$0.group] }, isTime: isTime,
      most: mostLines)
    if !lines.isEmpty {
      let chart = CurveChart(
        title: Phrase("LTV  cumulative revenue per user", "LTV  人均累计收入"),
        xAxis: .numbers(prefix: "D"), xName: Phrase("days since acquisition", "获取后天数"),
        kind: .amount(currency: plan.currency), series: drawn.indices.map { lines[$0].series },
        notes: drawn.note.map { [$0] } ?? [])
      blocks.append(.chart(chart.draw(on: canvas)))
    }
    let grid = table(value, rows.indices, plan, canvas.language)
    blocks.append(.chart(grid.draw(on: canvas)))
    if let note = rows.note {
      blocks.append(.lines([StyledText(note.text(in: canvas.language), .muted)]))
    }
    return blocks
  }

  /// More lines than this cannot be told apart.
  private static let mostLines = 5

  private static let mostPeriods = 36

  /// The curve of each group that has one, and the group's row in the table of values.
  private static func lines(
    _ table: ResultTable, names: [String], plan: Plan
  ) -> [(series: CurveChart.Series, group: Int)] {
    let perGroup = plan.ages + 1
    // Of too many groups there is no curve.
    guard table.rows.count >= names.count * perGroup else { return [] }
    return names.indices.compactMap { group in
      let rows = (group * perGroup)..<((group + 1) * perGroup)
      let points = rows.compactMap { row -> CurveChart.Point? in
        guard let age = table.cell(row, "age").intValue,
          let ltv = table.cell(row, "ltv").realValue
        else { return nil }
        return CurveChart.Point(x: Double(age), y: ltv)
      }
      guard points.count > 1 else { return nil }
      return (CurveChart.Series(label: names[group], points: points), group)
    }
  }

  private static func table(
    _ value: ResultTable, _ groups: [Int], _ plan: Plan, _ language: DisplayLanguage
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
    let rows = groups.map { row in
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
