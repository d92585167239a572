import Charts
import Engine
import Reporting

/// What is drawn of a retention table.
struct RetentionPicture {
  let plan: Cohort.Plan
  let retention: ResultTable
  let average: ResultTable
  let canvas: Canvas

  private typealias Group = (key: [Cell], blocks: [RetentionBlocks.Block])

  private var width: Int { plan.keyColumns.count }

  private var groups: [Group] {
    RetentionBlocks(retention, width: width, columns: plan.columns?.count).groups
  }

  /// Triangles, or a chart of points.
  var blocks: [Block] {
    let groups = groups
    let shown = ShownGroups(
      names: groups.map { plan.label($0.key, in: canvas.language) },
      users: groups.map { $0.blocks.reduce(0) { $0 &+ size($1) } }, isTime: false)
    // A typed order decides what comes first, and a typed limit how much is shown.
    let order = plan.order.isNatural ? shown.indices : Array(groups.indices.prefix(60))
    let drawn = order.map { groups[$0] }
    var blocks = plan.columns == nil ? drawn.map(triangle) : [points(drawn)]
    if plan.order.isNatural, let note = shown.note { blocks.append(line(note)) }
    return blocks
  }

  private func line(_ note: Phrase) -> Block {
    .lines([StyledText(note.text(in: canvas.language), .muted)])
  }

  private func size(_ block: RetentionBlocks.Block) -> Int {
    retention.cell(block.rows.lowerBound, "size").intValue ?? 0
  }

  private static let mostRows = 24

  private func triangle(_ group: Group) -> Block {
    let name = plan.label(group.key, in: canvas.language)
    let means = means(group.key)
    // Times are cut to the newest; a typed order begins at its beginning.
    let older =
      plan.order.key == nil ? max(0, group.blocks.count - Self.mostRows) : 0
    let drawn =
      plan.order.key == nil
      ? group.blocks.dropFirst(older) : group.blocks.prefix(Self.mostRows)
    // Of rows that are not drawn only their number is told.
    let rows =
      Array(repeating: TriangleChart.Row(label: "", size: 0, cells: []), count: older)
      + drawn.map(triangleRow)
    let left = plan.order.key == nil ? 0 : group.blocks.count - drawn.count
    return .chart(
      TriangleChart(
        title: plan.title + Phrase(verbatim: name.isEmpty ? "" : "  \(name)"),
        heading: plan.period?.phrase ?? Phrase("cohort", "同期群"),
        offsetPrefix: prefix, rows: rows,
        average: means.map { row in
          TriangleChart.Average(
            rate: average.cell(row, "rate").realValue,
            cohorts: average.cell(row, "cohorts").intValue ?? 0)
        }, averageName: plan.average.phrase, cellMeaning: cellMeaning,
        averagesIncomplete: plan.keepsImmature || plan.average == .observed,
        rowLimit: Self.mostRows,
        notes: left > 0
          ? [Phrase("\(left) more cohorts stand in the table", "另有 \(left) 个群组在表中")] : []
      ).draw(on: canvas))
  }

  private var cellMeaning: Phrase {
    plan.isElapsed && !plan.keepsImmature
      ? Phrase("% of the users whose window is over", "占窗口已满用户的 %")
      : Phrase("% of the cohort", "占该群组的 %")
  }

  private var prefix: String { plan.period?.letter.uppercased() ?? "" }

  private func means(_ key: [Cell]) -> [Int] {
    average.rows.indices.filter { Array(average.rows[$0].prefix(width)) == key }
  }

  private func triangleRow(_ block: RetentionBlocks.Block) -> TriangleChart.Row {
    TriangleChart.Row(
      label: cohort(block), size: size(block),
      cells: block.rows.prefix(Self.mostOffsets).map { row in
        retention.untold(row, "users") != nil
          ? .inapplicable
          : .rate(
            retention.cell(row, "rate").realValue ?? .nan,
            users: retention.cell(row, "users").intValue, isComplete: isComplete(row))
      }, untold: retention.untold(block.rows.lowerBound, "size"))
  }

  private func cohort(_ block: RetentionBlocks.Block) -> String {
    retention.cell(block.rows.lowerBound, "cohort").textValue ?? ""
  }

  private func isComplete(_ row: Int) -> Bool { retention.cell(row, "complete") == .bool(true) }

  /// No terminal is wide enough for more.
  private static let mostOffsets = 200

  private func points(_ groups: [Group]) -> Block {
    let columns = plan.columns ?? []
    let blocks = groups.flatMap(\.blocks)
    // Rows of periods are times, of which the newest are shown.
    let left = max(0, blocks.count - Self.mostPoints)
    let drawn = plan.order.key == nil ? blocks.dropFirst(left) : blocks.dropLast(left)
    var rows = drawn.map { block in
      var names = [plan.label(block.key, in: canvas.language)].filter { !$0.isEmpty }
      if plan.period != nil { names.append(cohort(block)) }
      if names.isEmpty { names = [Phrase("all users", "全部用户").text(in: canvas.language)] }
      return PointsChart.Row(
        label: names.joined(separator: " · "),
        points: columns.indices.map { point(retention, block.rows.lowerBound + $0) })
    }
    if plan.period != nil, width == 0 {
      rows.append(
        PointsChart.Row(
          label: plan.average.phrase.text(in: canvas.language),
          points: columns.indices.map { point(average, $0) }))
    }
    let population = plan.comparison == nil ? [] : [Phrase("population", "人群")]
    let headings =
      population + plan.dimensions.map(\.label) + (plan.period.map { [$0.phrase] } ?? [])
    return .chart(
      PointsChart(
        title: plan.title,
        heading: headings.isEmpty
          ? Phrase("users", "用户") : headings.joined(separator: " · "),
        points: columns.map(\.text), rows: rows,
        baseMeaning: plan.keepsImmature
          ? Phrase("all users, old enough or not", "全部用户，含未到时点的")
          : Phrase("users old enough for the point", "已到该时点的用户"),
        notes: left > 0
          ? [Phrase("\(left) more rows stand in the table", "另有 \(left) 行在表中")] : []
      ).draw(on: canvas))
  }

  private static let mostPoints = 60

  private func point(_ table: ResultTable, _ row: Int) -> PointsChart.Point {
    PointsChart.Point(
      rate: table.cell(row, "rate").realValue, base: table.cell(row, "mature").intValue ?? 0)
  }

  // MARK: Lines and tables

  /// The averages of all groups as curves; of a single group also its three newest cohorts.
  var lines: [Block] {
    let groups = groups
    var series = groups.map { group in
      let name = plan.label(group.key, in: canvas.language)
      return CurveChart.Series(
        label: name.isEmpty ? plan.average.phrase.text(in: canvas.language) : name,
        points: means(group.key).filter { average.cell($0, "cohorts").intValue ?? 0 > 0 }
          .map { curvePoint(average, $0, isComplete: true) })
    }
    var notes: [Phrase] = []
    if let only = groups.first, groups.count == 1, plan.comparison == nil {
      let newest = only.blocks.suffix(3).reversed()
      series += newest.map { block in
        CurveChart.Series(
          label: cohort(block),
          points: block.rows.prefix(Self.mostOffsets).map {
            curvePoint(retention, $0, isComplete: isComplete($0))
          })
      }
      let left = only.blocks.count - newest.count
      if left > 0 {
        notes.append(Phrase("\(left) older cohorts not drawn", "其余 \(left) 个较早的群组未画"))
      }
    }
    return [
      .chart(
        CurveChart(
          title: plan.title, xAxis: .numbers(prefix: prefix), xName: plan.period?.phrase,
          kind: .rate, series: series, notes: notes
        ).draw(on: canvas))
    ]
  }

  private func curvePoint(
    _ table: ResultTable, _ row: Int, isComplete: Bool
  ) -> CurveChart.Point {
    CurveChart.Point(
      x: Double(table.cell(row, "offset").intValue ?? 0),
      y: table.cell(row, "rate").realValue ?? .nan, isForecast: !isComplete)
  }

  /// The last rows of the table as they are.
  var grid: [Block] {
    let most = 40
    let left = max(0, retention.rows.count - most)
    let rows = plan.order.isNatural ? retention.rows.suffix(most) : retention.rows.prefix(most)
    let shown = ResultTable(retention.name, columns: retention.columns, rows: Array(rows))
    var headings: [String: Phrase] = [
      "cohort": plan.period?.phrase ?? Phrase("cohort", "同期群"), "size": Phrase("size", "人数"),
      "mature": Phrase("mature", "成熟"), "offset": Phrase("offset", "期次"),
      "users": Phrase("users", "留存"), "rate": Phrase("rate", "比率"),
      "complete": Phrase("complete", "已完成"), "low": Phrase("95% low", "95% 下限"),
      "high": Phrase("95% high", "95% 上限"), "point": Phrase("point", "时点"),
      "population": Phrase("population", "人群"),
    ]
    for dimension in plan.dimensions { headings[dimension.name] = dimension.label }
    return [
      .chart(
        shown.grid(
          headings: headings, labels: plan.valueLabels, language: canvas.language,
          notes: left > 0
            ? [Phrase("\(left) more rows stand in the table", "另有 \(left) 行在表中")] : []
        ).draw(on: canvas))
    ]
  }
}
