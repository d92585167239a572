import Charts
import Engine
import Reporting

extension Segment {
  /// The curve of concentration, or the table of the top and the others.
  static func value(
    _ answer: Answer, _ rule: ValueRule, _ plan: Plan, _ canvas: Canvas
  ) -> [Block] {
    guard let groups = answer.table("groups"), let found = answer.table("concentration") else {
      return []
    }
    let people =
      rule.population == .buyers ? Phrase("buyers", "买家") : Phrase("registered users", "注册用户")
    let table = grid(groups, plan, canvas)
    if plan.chart == .none { return [.chart(table.draw(on: canvas))] }
    if plan.chart == .bar {
      let rows = groups.rows.indices.map { row in
        BarChart.Row(
          label: groups.rows[row][0].label(labels: plan.valueLabels).text(in: canvas.language),
          users: groups.cell(row, "users").intValue ?? 0,
          share: groups.cell(row, "share").realValue,
          rate: groups.cell(row, "revenue_share").realValue, untold: groups.untold(row, "users"))
      }
      return [
        .chart(
          BarChart(
            title: Phrase("Segment  ", "分群  ") + people + Phrase(" by value", " 按 价值"),
            heading: plan.heading, rateName: Phrase("of revenue", "收入占比"), rows: rows,
            notes: figures(found, people)
          ).draw(on: canvas)),
        .chart(table.draw(on: canvas)),
      ]
    }
    let curve = answer.table("curve")
    let points = (curve?.rows.indices).map { rows in
      rows.compactMap { row -> ParetoChart.Point? in
        guard let curve, let percent = curve.cell(row, "percent").intValue,
          let share = curve.cell(row, "revenue_share").realValue
        else { return nil }
        return ParetoChart.Point(people: Double(percent) / 100, total: share)
      }
    }
    let known = points ?? []
    return [
      .chart(
        ParetoChart(
          title: Phrase("Segment  ", "分群  ") + people + Phrase(" by value", " 按 价值"),
          people: people, measure: Phrase("revenue", "收入"),
          points: known.isEmpty ? [] : [ParetoChart.Point(people: 0, total: 0)] + known,
          notes: figures(found, people)
        ).draw(on: canvas)),
      .chart(table.draw(on: canvas)),
    ]
  }

  /// The true pair, whatever the rule of thumb says.
  private static func figures(_ table: ResultTable, _ people: Phrase) -> [Phrase] {
    var notes: [Phrase] = []
    if let top = table.cell(0, "top_users").intValue,
      let all = table.cell(0, "population").intValue,
      let share = table.cell(0, "top_revenue_share").realValue
    {
      let (one, whole, rate) = (
        NumberText.count(top), NumberText.count(all), NumberText.rate(share)
      )
      notes.append(
        Phrase(
          "\(one) of \(whole) \(people.english) bring \(rate) of the revenue",
          "\(whole) 个\(people.chinese)中的 \(one) 个带来 \(rate) 的收入"))
    }
    if let users = table.cell(0, "users_for_80").intValue,
      let share = table.cell(0, "share_for_80").realValue
    {
      let (one, rate) = (NumberText.count(users), NumberText.rate(share))
      notes.append(
        Phrase("80% is reached by \(one) (\(rate))", "80% 的收入来自 \(one) 个（\(rate)）"))
    }
    if let gini = table.cell(0, "gini").realValue {
      notes.append(Phrase(verbatim: "Gini \(NumberText.fixed(gini, digits: 3))"))
    }
    return notes
  }

  /// Who moved, or how the sizes differ.
  static func moved(
    _ answer: Answer, _ moment: Moment, _ plan: Plan, _ canvas: Canvas
  ) -> [Block] {
    guard let groups = answer.table("groups"), let difference = answer.table("difference") else {
      return []
    }
    var labels = plan.valueLabels
    labels["this"] = Phrase("now", "现在")
    if plan.chart == .none || plan.dimensions.isEmpty {
      return [.chart(grid(groups, plan, canvas).draw(on: canvas))]
    }
    let sizes = DifferenceChart(
      title: Phrase("Segment  share by ", "分群  占比 按 ") + plan.heading
        + Phrase("   A = ", "   A = ") + moment.label
        + (moment.day == nil ? Phrase(", B = this", "，B = 本期") : Phrase(", B = now", "，B = 现在")),
      heading: plan.heading,
      rows: differenceRows(difference, plan.dimensions.count, plan, canvas),
      notes: [
        plan.form.moment?.plans.first?.base == plan.base
          ? Phrase(
            "95% intervals of the same users asked twice (Agresti, Min); p by McNemar, corrected",
            "95% 区间按同一批用户前后两次（Agresti、Min）；p 为 McNemar 检验，已校正")
          : Phrase(
            "95% intervals by Newcombe; p of two proportions, corrected",
            "95% 区间：Newcombe；两比例检验，已校正")
      ]
    ).draw(on: canvas)
    guard plan.chart == .heat, let moves = answer.table("transition") else {
      return [.chart(sizes)]
    }
    return [.chart(matrix(moves, moment, plan, canvas)), .chart(sizes)]
  }

  /// No more rows are drawn.
  private static let mostRows = 16

  private static func differenceRows(
    _ table: ResultTable, _ width: Int, _ plan: Plan, _ canvas: Canvas
  ) -> [DifferenceChart.Row] {
    table.rows.indices.prefix(mostRows).map { row in
      DifferenceChart.Row(
        label: label(table.rows[row].prefix(width), plan, canvas),
        a: table.cell(row, "b").realValue, b: table.cell(row, "a").realValue,
        difference: estimate(table, row),
        isSignificant: table.cell(row, "p_adjusted").realValue.map { $0 < 0.05 })
    }
  }

  private static func estimate(_ table: ResultTable, _ row: Int) -> Estimate? {
    guard let value = table.cell(row, "difference").realValue,
      let low = table.cell(row, "low").realValue, let high = table.cell(row, "high").realValue
    else { return nil }
    return Estimate(value, low: low, high: high)
  }

  private static func label(
    _ key: some Sequence<Cell>, _ plan: Plan, _ canvas: Canvas
  ) -> String {
    key.map { $0.label(labels: plan.valueLabels).text(in: canvas.language) }
      .joined(separator: " · ")
  }

  private static func matrix(
    _ moves: ResultTable, _ moment: Moment, _ plan: Plan, _ canvas: Canvas
  ) -> Chart {
    let width = plan.dimensions.count
    var from: [[Cell]] = []
    var to: [[Cell]] = []
    var cells: [[Cell]: [[Cell]: Int]] = [:]
    for (row, values) in moves.rows.enumerated() {
      let (start, end) = (
        Array(values.prefix(width)), Array(values.dropFirst(width).prefix(width))
      )
      if cells[start] == nil { from.append(start) }
      if !to.contains(end) { to.append(end) }
      cells[start, default: [:]][end] = row
    }
    // The columns in the order of the rows, those nobody came from at the end.
    to = from.filter(to.contains) + to.filter { !from.contains($0) }
    let left = from.count - mostRows
    return MatrixChart(
      title: Phrase("Segment  who moved by ", "分群  迁移 按 ") + plan.heading
        + Phrase("   from ", "   由 ") + moment.label + Phrase(" to now", " 至今"),
      columns: to.map { label($0, plan, canvas) },
      rows: from.prefix(mostRows).map { start in
        let rows = cells[start] ?? [:]
        let any = rows.values.first
        return MatrixChart.Row(
          label: label(start, plan, canvas),
          users: any.flatMap { moves.cell($0, "from_users").intValue } ?? 0,
          untold: any.flatMap { moves.untold($0, "from_users") },
          shares: to.map { end in
            guard let row = rows[end] else { return 0 }
            return moves.cell(row, "rate").realValue
          })
      },
      notes: left > 0 ? [Phrase("\(left) more rows stand in the table", "另有 \(left) 行在表中")] : []
    ).draw(on: canvas)
  }

  /// What sets two populations apart, the surest first.
  static func profile(
    _ answer: Answer, _ comparison: PopulationComparison, _ plan: Plan, _ canvas: Canvas
  ) -> [Block] {
    guard let table = answer.table("difference"), let groups = answer.table("groups") else {
      return []
    }
    if plan.chart == .none { return [.chart(grid(groups, plan, canvas).draw(on: canvas))] }
    let ordered = table.rows.indices.sorted { left, right in
      let one = (table.cell(left, "p").realValue ?? 2, left)
      return one < (table.cell(right, "p").realValue ?? 2, right)
    }
    let several = comparison.others.count > 1
    let rows = ordered.prefix(mostRows).map { row in
      var names: [String] = []
      if several, let text = table.cell(row, "against").textValue {
        names.append(comparison.label(of: text).text(in: canvas.language))
      }
      names.append(plan.trait(table, row).text(in: canvas.language))
      return DifferenceChart.Row(
        label: names.joined(separator: " · "), a: table.cell(row, "b").realValue,
        b: table.cell(row, "a").realValue, difference: estimate(table, row),
        isSignificant: table.cell(row, "p_adjusted").realValue.map { $0 < 0.05 })
    }
    let left = table.rows.count - rows.count
    var notes: [Phrase] = []
    if left > 0 {
      notes.append(
        Phrase(
          "the \(rows.count) surest differences; \(left) more stand in the table",
          "只显示最确定的 \(rows.count) 项，另有 \(left) 项在表中"))
    }
    notes.append(
      Phrase(
        "95% intervals by Newcombe; p of two proportions, corrected by Benjamini and Hochberg; an"
          + " association, not an effect",
        "95% 区间：Newcombe；两比例检验，经 Benjamini-Hochberg 校正；只说明关联，不代表因果"))
    let other = several ? Phrase("each other", "各对方") : comparison.others[0].label
    return [
      .chart(grid(groups, plan, canvas).draw(on: canvas)),
      .chart(
        DifferenceChart(
          title: Phrase("Profile  A = ", "画像  A = ") + other + Phrase(", B = ", "，B = ")
            + comparison.a.label, heading: Phrase("trait", "特征"), rows: rows, notes: notes
        ).draw(on: canvas)),
    ]
  }
}

extension Segment.Plan {
  /// `city = shanghai`, or the event.
  fileprivate func trait(_ table: ResultTable, _ row: Int) -> Phrase {
    guard let name = table.cell(row, "name").textValue else { return Phrase(verbatim: "") }
    if table.cell(row, "kind") == .text("event") {
      return traitLabels[name] ?? Phrase(verbatim: name)
    }
    let label = traitLabels[name] ?? Phrase(verbatim: name)
    return label + Phrase(verbatim: " = ")
      + table.cell(row, "value").label(labels: valueLabels)
  }

  private var traitLabels: [String: Phrase] {
    guard case .profile(_, let items) = form else { return [:] }
    return items.reduce(into: [:]) { labels, item in
      switch item {
      case .dimension(let dimension): labels[dimension.name] = dimension.label
      case .event(let name, let label, _): labels[name] = label
      }
    }
  }
}
