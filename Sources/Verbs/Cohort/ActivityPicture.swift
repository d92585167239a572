import Charts
import Engine
import Reporting

/// What is drawn of stickiness and of the interval between active days.
struct ActivityPicture {
  let plan: Cohort.Plan
  let answer: Answer
  let canvas: Canvas

  var blocks: [Block] {
    if case .stickiness(let unit) = plan.question { return stickiness(unit) }
    return interval
  }

  private var event: Phrase { plan.startLabel }

  private func label(_ row: [Cell]) -> String {
    row.prefix(plan.dimensions.count)
      .map { $0.label(labels: plan.valueLabels).text(in: canvas.language) }
      .joined(separator: " · ")
  }

  /// Groups of rows with one key.
  private func groups(_ table: ResultTable) -> [(label: String, rows: Range<Int>)] {
    var groups: [(label: String, rows: Range<Int>)] = []
    var last: [Cell]?
    for (index, row) in table.rows.enumerated() {
      let key = Array(row.prefix(plan.dimensions.count))
      if key == last, let group = groups.last {
        groups[groups.count - 1].rows = group.rows.lowerBound..<(index + 1)
      } else {
        groups.append((label(row), index..<(index + 1)))
        last = key
      }
    }
    return groups
  }

  private static let headings: [String: Phrase] = [
    "period": Phrase("period", "时间段"), "dau": Phrase("DAU", "日活"),
    "wau": Phrase("WAU", "周活"), "mau": Phrase("MAU", "月活"),
    "ratio": Phrase("DAU/MAU", "DAU/MAU"), "complete": Phrase("complete", "已完成"),
    "users": Phrase("users", "人数"), "gaps": Phrase("gaps", "间隔数"),
    "median": Phrase("median, days", "中位（天）"), "q1": Phrase("q1", "下四分位"),
    "q3": Phrase("q3", "上四分位"), "typical": Phrase("typical", "典型"),
    "suggests": Phrase("suggests", "建议周期"),
  ]

  private func grid(_ table: ResultTable, title: Phrase, most: Int = 24) -> Block {
    var headings = Self.headings
    for dimension in plan.dimensions { headings[dimension.name] = dimension.label }
    let left = max(0, table.rows.count - most)
    let shown = ResultTable(
      table.name, columns: table.columns, rows: Array(table.rows.suffix(most)))
    let note = Phrase(
      "the last \(most) rows; \(left) earlier ones stand in the table",
      "只显示最后 \(most) 行，另有 \(left) 行更早的在表中")
    return .chart(
      shown.grid(
        title: title, headings: headings, labels: plan.valueLabels, language: canvas.language,
        notes: left > 0 ? [note] : []
      ).draw(on: canvas))
  }

  private func stickiness(_ unit: CalendarUnit) -> [Block] {
    guard let activity = answer.table("activity") else { return [] }
    let title = Phrase("Stickiness  DAU/MAU of ", "粘性  DAU/MAU，") + event
    if plan.chart == Cohort.ChartKind.none { return [grid(activity, title: title)] }
    // The first days, whose month is not full, would dwarf all others.
    func isDrawn(_ row: Int) -> Bool { unit == .month || isComplete(activity, row) }
    let isAnyFull = activity.rows.indices.contains { isComplete(activity, $0) }
    let groups = groups(activity)
    let periods = groups.flatMap { group in
      group.rows.filter { isDrawn($0) || !isAnyFull }
        .map { activity.cell($0, "period").textValue ?? "" }
    }
    let names = Array(Set(periods)).sorted()
    let place = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Double($0)) })
    let series = groups.map { group in
      CurveChart.Series(
        label: group.label.isEmpty ? "DAU/MAU" : group.label,
        points: group.rows.filter { isDrawn($0) || !isAnyFull }.map { row in
          CurveChart.Point(
            x: place[activity.cell(row, "period").textValue ?? ""] ?? .nan,
            y: activity.cell(row, "ratio").realValue ?? .nan,
            isForecast: !isComplete(activity, row))
        })
    }
    return [
      .chart(
        CurveChart(
          title: title, xAxis: .names(names), xName: unit.phrase, kind: .rate, series: series
        ).draw(on: canvas)),
      grid(activity, title: Phrase("Active users", "活跃用户"), most: 6),
    ]
  }

  private func isComplete(_ table: ResultTable, _ row: Int) -> Bool {
    table.cell(row, "complete") == .bool(true)
  }

  /// Ends of the bars, in days.
  private static let bounds = [1, 3, 7, 14, 31, 92]

  private var interval: [Block] {
    guard let summary = answer.table("interval"), let gaps = answer.table("gaps") else {
      return []
    }
    let title = Phrase("Interval  days until the next ", "间隔  距下一次的天数，") + event
    if plan.chart == Cohort.ChartKind.none || !plan.dimensions.isEmpty {
      return [grid(summary, title: title)]
    }
    var counts = Array(repeating: 0, count: Self.bounds.count + 1)
    for row in gaps.rows.indices {
      let days = gaps.cell(row, "days").intValue ?? 0
      let bin = Self.bounds.firstIndex { days <= $0 } ?? Self.bounds.count
      counts[bin] += gaps.cell(row, "gaps").intValue ?? 0
    }
    let all = counts.reduce(0, +)
    var low = 1
    let bars = counts.indices.map { bin -> BarChart.Row in
      let high = bin < Self.bounds.count ? Self.bounds[bin] : nil
      let name = high.map { $0 == low ? "\(low)" : "\(low)–\($0)" } ?? "\(low)+"
      low = (high ?? low) + 1
      return BarChart.Row(
        label: name, users: counts[bin],
        share: all == 0 ? nil : Double(counts[bin]) / Double(all))
    }
    return [
      .chart(
        BarChart(
          title: title, heading: Phrase("days", "天数"),
          unit: CountUnit(heading: Phrase("gaps", "间隔数"), suffix: Phrase(" gaps", " 个间隔")),
          rows: bars, notes: suggestion(summary)
        ).draw(on: canvas))
    ]
  }

  private func suggestion(_ summary: ResultTable) -> [Phrase] {
    guard let typical = summary.cell(0, "typical").realValue,
      let median = summary.cell(0, "median").realValue,
      let name = summary.cell(0, "suggests").textValue, let unit = CalendarUnit(rawValue: name)
    else { return [Phrase("no user has two active days", "没有用户有两个活跃日")] }
    func text(_ days: Double) -> String {
      NumberText.fixed(days, digits: days == days.rounded() ? 0 : 1)
    }
    return [
      Phrase(
        "half of the gaps are \(text(median)) days or shorter; 80% of the users with two or more"
          + " active days wait \(text(typical)) days or less: count retention by \(name)",
        "一半的间隔不超过 \(text(median)) 天；有两个以上活跃日的用户中，80% 的间隔不超过"
          + " \(text(typical)) 天：建议 按 \(unit.phrase.chinese) 统计留存")
    ]
  }
}
