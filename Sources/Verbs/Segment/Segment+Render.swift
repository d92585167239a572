import Charts
import Engine
import Reporting

extension Segment {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    if let states = plan.states { return states.blocks(answer, on: canvas) }
    guard let groups = answer.table("groups") else { return [] }
    switch plan.form {
    case .concentration(let rule, _): return value(answer, rule, plan, canvas)
    case .profile(let comparison, _): return profile(answer, comparison, plan, canvas)
    case .groups(_, let moment?): return moved(answer, moment, plan, canvas)
    case .groups(_, nil): break
    }
    let isPlain = plan.dimensions.isEmpty || plan.chart == .none
    if isPlain { return [.chart(grid(groups, plan, canvas).draw(on: canvas))] }
    let rows = ScreenRows(groups, plan, canvas.language)
    let title = Phrase("Segment  users by ", "分群  用户 按 ") + plan.heading
    let notes = rows.notes + testNote(answer.table("test"))
    // Parts of a whole cannot be drawn where some are not told.
    if plan.chart == .share, rows.bars.allSatisfy({ $0.untold == nil }) {
      return [
        .chart(
          ShareChart(
            title: title, unit: .users,
            parts: rows.bars.map { ShareChart.Part(label: $0.label, users: $0.users) },
            notes: notes
          ).draw(on: canvas))
      ]
    }
    return [
      .chart(
        BarChart(
          title: title, heading: plan.heading, rateName: plan.rateName, rows: rows.bars,
          overall: rows.overall, notes: notes
        ).draw(on: canvas))
    ]
  }

  static func grid(
    _ groups: ResultTable, _ plan: Plan, _ canvas: Canvas
  ) -> TableGrid {
    var headings: [String: Phrase] = [
      "users": Phrase("users", "人数"), "share": Phrase("share", "占比"),
      "base": Phrase("base", "基数"), "rate": Phrase("rate", "比率"),
      "low": Phrase("95% low", "95% 下限"), "high": Phrase("95% high", "95% 上限"),
      "revenue": Phrase("revenue", "收入"), "revenue_share": Phrase("of revenue", "收入占比"),
      "contributions": Phrase("contributions", "贡献"),
      "contribution_share": Phrase("of contributions", "贡献占比"),
      "population": Phrase("population", "人群"), "box": Phrase("box", "格"),
      "chinese": Phrase("Chinese name", "中文名"),
    ]
    for dimension in plan.dimensions { headings[dimension.name] = dimension.label }
    return groups.grid(headings: headings, labels: plan.valueLabels, language: canvas.language)
  }

  static func testNote(_ test: ResultTable?) -> [Phrase] {
    guard let test, let statistic = test.cell(0, "chi_square").realValue,
      let df = test.cell(0, "df").intValue, let p = test.cell(0, "p").realValue,
      let v = test.cell(0, "cramers_v").realValue
    else { return [] }
    let figures =
      "χ² = \(NumberText.fixed(statistic, digits: 1)), df \(df), "
      + (p < 0.001 ? "p < 0.001" : "p = \(NumberText.fixed(p, digits: 3))")
      + ", V = \(NumberText.fixed(v, digits: 2))"
    return [
      p < 0.05
        ? Phrase("the groups differ: \(figures)", "各组有差异：\(figures)")
        : Phrase("no difference shown: \(figures)", "未见差异：\(figures)")
    ]
  }
}

extension Segment.Plan {
  var heading: Phrase { dimensions.map(\.label).joined(separator: " · ") }

  /// What the bars show where it is not the share of the users.
  var rateName: Phrase {
    if hasRates { return Phrase("rate", "比率") }
    switch weight {
    case .money: return Phrase("of revenue", "收入占比")
    case .contributions: return Phrase("of contributions", "贡献占比")
    case nil: return Phrase("rate", "比率")
    }
  }

  /// The column of what the bars show; nil for the share of the users.
  var rateColumn: String? {
    if hasRates { return nil }
    switch weight {
    case .money: return "revenue_share"
    case .contributions: return "contribution_share"
    case nil: return nil
    }
  }

  /// Whether the groups have an order of their own.
  var keepsOrder: Bool {
    guard let dimension = dimensions.first, dimensions.count == 1, let model = dimension.model
    else {
      return false
    }
    if case .quintile = model.model { return false }
    return true
  }
}
