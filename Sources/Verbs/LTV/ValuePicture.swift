import Charts
import Engine
import Reporting

/// The curves by age and the bars of what was observed.
struct ValuePicture {
  let plan: LTV.Plan
  let value: ResultTable
  let curve: ResultTable
  let canvas: Canvas

  /// More lines than this cannot be told apart.
  private static let mostLines = 5

  private var width: Int { plan.keyColumns.count }

  private var names: [String] {
    value.rows.map { plan.label($0.prefix(width), in: canvas.language) }
  }

  // MARK: curves

  var curves: [Block] {
    let lines = lines
    guard !lines.isEmpty else { return [] }
    let drawn = plan.shown(
      names: lines.map(\.series.label), users: lines.map { users[$0.group] },
      most: Self.mostLines)
    let shown = drawn.indices.map { lines[$0] }
    let chart = CurveChart(
      title: plan.title + Phrase(verbatim: "  n=\(total)"),
      xAxis: .numbers(prefix: plan.age.letter), xName: xName,
      kind: .amount(currency: plan.currency), series: shown.map(\.series),
      references: references, marks: shown.compactMap { mark(of: $0.group) },
      notes: (drawn.note.map { [$0] } ?? []) + costNotes)
    return [.chart(chart.draw(on: canvas))]
  }

  private var users: [Int] {
    value.rows.indices.map { value.cell($0, "counted").intValue ?? 0 }
  }

  private var total: String {
    let known = value.rows.indices.map { value.cell($0, "counted").intValue }
    // What privacy does not tell cannot be added up.
    guard !known.contains(nil) else { return NumberText.missing }
    return NumberText.count(known.reduce(0) { $0 + ($1 ?? 0) })
  }

  private var xName: Phrase {
    switch plan.age {
    case .day: Phrase("days since acquisition", "获取后天数")
    case .week: Phrase("weeks since acquisition", "获取后周数")
    case .month: Phrase("months since acquisition", "获取后月数")
    }
  }

  /// The curve of each group that has one, and the group's row in the table of values.
  private var lines: [(series: CurveChart.Series, group: Int)] {
    let perGroup = plan.mostAges + 1
    // Of too many groups there is no curve.
    guard curve.rows.count >= value.rows.count * perGroup else { return [] }
    let hasBand = value.rows.count == 1
    return value.rows.indices.compactMap { group in
      let points = (group * perGroup..<(group + 1) * perGroup).compactMap { row in
        point(row, hasBand: hasBand)
      }
      guard points.count > 1 else { return nil }
      let name = names[group].isEmpty ? "LTV" : names[group]
      return (CurveChart.Series(label: name, points: points), group)
    }
  }

  private func point(_ row: Int, hasBand: Bool) -> CurveChart.Point? {
    guard let age = curve.cell(row, "age").intValue, let ltv = curve.cell(row, "ltv").realValue
    else { return nil }
    return CurveChart.Point(
      x: Double(age), y: ltv, low: hasBand ? curve.cell(row, "low").realValue : nil,
      high: hasBand ? curve.cell(row, "high").realValue : nil)
  }

  // MARK: what a user cost

  /// One level for one cost; costs that differ stand in the table.
  private var references: [CurveChart.Reference] {
    let costs = Set(value.rows.indices.compactMap { value.cell($0, "cac").realValue })
    guard costs.count == 1, let cost = costs.first else { return [] }
    let text = NumberText.amount(cost, currency: plan.currency)
    return [CurveChart.Reference(label: Phrase(verbatim: "CAC \(text)"), y: cost)]
  }

  /// Where a group's curve reaches what a user cost.
  private func mark(of group: Int) -> CurveChart.Mark? {
    guard let payback = value.cell(group, "payback").intValue else { return nil }
    let perGroup = plan.mostAges + 1
    let age =
      switch plan.age {
      case .day: payback
      case .week: payback / 7
      // A month of age begins on another day for each user.
      case .month: Int((Double(payback) / Valuation.daysOfMonth).rounded())
      }
    let row = group * perGroup + min(age, perGroup - 1)
    guard let y = curve.cell(row, "ltv").realValue else { return nil }
    let name = names[group].isEmpty ? "" : names[group] + " "
    return CurveChart.Mark(
      label: Phrase("\(name)payback D\(payback)", "\(name)回本 D\(payback)"), x: Double(age), y: y)
  }

  private var costNotes: [Phrase] {
    guard plan.acquisitionCost != nil, value.rows.count == 1,
      let ratio = value.cell(0, "ltv_cac").realValue, let cost = value.cell(0, "cac").realValue
    else { return [] }
    var text = "LTV/CAC \(NumberText.fixed(ratio, digits: 2))"
    if let low = value.cell(0, "ltv_low").realValue, let high = value.cell(0, "ltv_high").realValue
    {
      text += " " + NumberText.interval(low / cost, high / cost, digits: 2)
    }
    let none =
      value.cell(0, "payback") == .missing
      ? Phrase("   · not paid back yet", "   · 尚未回本") : Phrase("", "")
    return [Phrase(verbatim: text) + none]
  }

  // MARK: bars

  var bars: [Block] {
    let shown = plan.shown(names: names, users: users)
    let rows = shown.indices.map { row in
      AmountChart.Row(
        label: names[row].isEmpty ? canvas.text(Phrase("all", "全部")) : names[row],
        value: value.cell(row, "ltv").realValue, low: value.cell(row, "ltv_low").realValue,
        high: value.cell(row, "ltv_high").realValue, users: users[row],
        untold: value.untold(row, "counted"))
    }
    let heading = plan.headings.reduce(Phrase("", "")) { all, one in
      all == Phrase("", "") ? one : all + Phrase(verbatim: " · ") + one
    }
    let chart = AmountChart(
      title: plan.title + Phrase(" within \(plan.span)", "  \(plan.span) 内"), heading: heading,
      valueName: Phrase(verbatim: "LTV"), currency: plan.currency, rows: rows,
      notes: shown.note.map { [$0] } ?? [])
    return [.chart(chart.draw(on: canvas))]
  }
}

extension Canvas {
  func text(_ phrase: Phrase) -> String { phrase.text(in: language) }
}
