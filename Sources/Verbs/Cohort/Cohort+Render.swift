import Charts
import Engine
import Reporting

extension Cohort {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    guard let retention = answer.table("retention"), let average = answer.table("average") else {
      return []
    }
    let groups = runs(of: retention, width: plan.dimensions.count)
    let shown = ShownGroups(
      names: groups.map { label($0.key, plan, canvas) },
      users: groups.map { users(retention, $0.rows) }, isTime: false)
    let drawn = shown.indices.map { groups[$0] }
    var blocks =
      plan.points == nil
      ? triangles(drawn, retention, average, plan, canvas)
      : points(drawn, retention, average, plan, canvas)
    if let note = shown.note {
      blocks.append(.lines([StyledText(note.text(in: canvas.language), .muted)]))
    }
    return blocks
  }

  /// Users of a group: the sizes of its cohorts, each told in the rows of all its offsets.
  private static func users(_ retention: ResultTable, _ rows: Range<Int>) -> Int {
    rows.reduce(0) { sum, row in
      let isNext =
        row == rows.lowerBound
        || retention.cell(row, "cohort") != retention.cell(row - 1, "cohort")
      return isNext ? sum &+ (retention.cell(row, "size").intValue ?? 0) : sum
    }
  }

  private static func title(_ plan: Plan) -> Phrase {
    Phrase("Retention  ", "留存  ") + plan.pair
  }

  /// Stretches of rows of the groups that are drawn.
  private typealias Runs = [(key: [Cell], rows: Range<Int>)]

  /// A triangle for each group.
  private static func triangles(
    _ groups: Runs, _ retention: ResultTable, _ average: ResultTable, _ plan: Plan, _ canvas: Canvas
  ) -> [Block] {
    let averages = runs(of: average, width: plan.dimensions.count)
    return groups.map { key, rows in
      let name = label(key, plan, canvas)
      let means = averages.first { $0.key == key }?.rows ?? 0..<0
      return .chart(
        TriangleChart(
          title: title(plan) + Phrase(verbatim: name.isEmpty ? "" : "  \(name)"),
          heading: plan.period?.phrase ?? Phrase("cohort", "同期群"),
          offsetPrefix: prefix(plan), rows: triangleRows(retention, rows),
          average: means.map { row in
            TriangleChart.Average(
              rate: average.cell(row, "rate").realValue,
              cohorts: average.cell(row, "cohorts").intValue ?? 0)
          }, averageName: plan.average.phrase
        ).draw(on: canvas))
    }
  }

  private static func triangleRows(
    _ retention: ResultTable, _ rows: Range<Int>
  ) -> [TriangleChart.Row] {
    var result: [TriangleChart.Row] = []
    var cells: [TriangleChart.Cell] = []
    for row in rows {
      cells.append(
        retention.untold(row, "users") != nil
          ? .inapplicable
          : .rate(
            retention.cell(row, "rate").realValue ?? .nan,
            users: retention.cell(row, "users").intValue,
            isComplete: retention.cell(row, "complete") == .bool(true)))
      let cohort = retention.cell(row, "cohort")
      guard row + 1 == rows.upperBound || retention.cell(row + 1, "cohort") != cohort else {
        continue
      }
      result.append(
        TriangleChart.Row(
          label: cohort.textValue ?? "", size: retention.cell(row, "size").intValue ?? 0,
          cells: cells, untold: retention.untold(row, "size")))
      cells = []
    }
    return result
  }

  private static func prefix(_ plan: Plan) -> String {
    switch plan.period {
    case .day: "D"
    case .week: "W"
    case .month: "M"
    case .quarter: "Q"
    case .year: "Y"
    case .hour, nil: ""
    }
  }

  private static func points(
    _ groups: Runs, _ retention: ResultTable, _ average: ResultTable, _ plan: Plan, _ canvas: Canvas
  ) -> [Block] {
    let points = plan.points ?? []
    let width = plan.dimensions.count
    let step = max(1, points.count)
    var rows: [PointsChart.Row] = []
    for start in groups.flatMap({
      stride(from: $0.rows.lowerBound, to: $0.rows.upperBound, by: step)
    }) {
      var names = retention.rows[start].prefix(width).map {
        $0.label(labels: plan.valueLabels).text(in: canvas.language)
      }
      if plan.period != nil { names.append(retention.cell(start, "cohort").textValue ?? "") }
      if names.isEmpty { names = [Phrase("all users", "全部用户").text(in: canvas.language)] }
      rows.append(
        PointsChart.Row(
          label: names.joined(separator: " · "),
          points: points.indices.map { index in
            PointsChart.Point(
              rate: retention.cell(start + index, "rate").realValue,
              base: retention.cell(start + index, "mature").intValue ?? 0)
          }))
    }
    if plan.period != nil, width == 0 {
      rows.append(
        PointsChart.Row(
          label: plan.average.phrase.text(in: canvas.language),
          points: points.indices.map { index in
            PointsChart.Point(
              rate: average.cell(index, "rate").realValue,
              base: average.cell(index, "mature").intValue ?? 0)
          }))
    }
    let headings = plan.dimensions.map(\.label) + (plan.period.map { [$0.phrase] } ?? [])
    return [
      .chart(
        PointsChart(
          title: title(plan),
          heading: headings.isEmpty
            ? Phrase("users", "用户") : headings.joined(separator: " · "),
          points: points.map(\.text), rows: rows
        ).draw(on: canvas))
    ]
  }

  /// Stretches of rows with the same dimensions.
  private static func runs(of table: ResultTable, width: Int) -> Runs {
    var runs: Runs = []
    for (row, cells) in table.rows.enumerated() {
      let key = Array(cells.prefix(width))
      if let last = runs.last, last.key == key {
        runs[runs.count - 1].rows = last.rows.lowerBound..<(row + 1)
      } else {
        runs.append((key, row..<(row + 1)))
      }
    }
    return runs
  }

  private static func label(_ key: [Cell], _ plan: Plan, _ canvas: Canvas) -> String {
    key.map { $0.label(labels: plan.valueLabels).text(in: canvas.language) }
      .joined(separator: " · ")
  }
}
