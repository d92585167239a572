import Charts
import Engine
import Reporting

extension Cohort {
  public static func render(_ answer: Answer, for plan: Plan, on canvas: Canvas) -> [Block] {
    guard let retention = answer.table("retention"), let average = answer.table("average") else {
      return []
    }
    let picture = RetentionPicture(
      plan: plan, retention: retention, average: average, canvas: canvas)
    return picture.blocks
  }
}

/// What is drawn of a retention table.
struct RetentionPicture {
  let plan: Cohort.Plan
  let retention: ResultTable
  let average: ResultTable
  let canvas: Canvas

  private typealias Group = (key: [Cell], blocks: [RetentionBlocks.Block])

  var blocks: [Block] {
    let groups = RetentionBlocks(
      retention, width: plan.dimensions.count, columns: plan.columns?.count
    ).groups
    let shown = ShownGroups(
      names: groups.map { label($0.key) },
      users: groups.map { $0.blocks.reduce(0) { $0 &+ size($1) } }, isTime: false)
    let drawn = shown.indices.map { groups[$0] }
    var blocks = plan.columns == nil ? drawn.map(triangle) : [points(drawn)]
    if let note = shown.note {
      blocks.append(.lines([StyledText(note.text(in: canvas.language), .muted)]))
    }
    return blocks
  }

  private var title: Phrase { Phrase("Retention  ", "留存  ") + plan.pair }

  private func size(_ block: RetentionBlocks.Block) -> Int {
    retention.cell(block.rows.lowerBound, "size").intValue ?? 0
  }

  private func label(_ key: [Cell]) -> String {
    key.map { $0.label(labels: plan.valueLabels).text(in: canvas.language) }
      .joined(separator: " · ")
  }

  private static let mostRows = 24

  private func triangle(_ group: Group) -> Block {
    let name = label(group.key)
    let width = group.key.count
    let means = average.rows.indices.filter { Array(average.rows[$0].prefix(width)) == group.key }
    let older = max(0, group.blocks.count - Self.mostRows)
    // Of rows that are not drawn only their number is told.
    let rows =
      Array(repeating: TriangleChart.Row(label: "", size: 0, cells: []), count: older)
      + group.blocks.dropFirst(older).map(triangleRow)
    return .chart(
      TriangleChart(
        title: title + Phrase(verbatim: name.isEmpty ? "" : "  \(name)"),
        heading: plan.period?.phrase ?? Phrase("cohort", "同期群"),
        offsetPrefix: plan.period?.letter.uppercased() ?? "", rows: rows,
        average: means.map { row in
          TriangleChart.Average(
            rate: average.cell(row, "rate").realValue,
            cohorts: average.cell(row, "cohorts").intValue ?? 0)
        }, averageName: plan.average.phrase, rowLimit: Self.mostRows
      ).draw(on: canvas))
  }

  private func triangleRow(_ block: RetentionBlocks.Block) -> TriangleChart.Row {
    TriangleChart.Row(
      label: retention.cell(block.rows.lowerBound, "cohort").textValue ?? "", size: size(block),
      cells: block.rows.prefix(Self.mostOffsets).map { row in
        .rate(
          retention.cell(row, "rate").realValue ?? .nan,
          users: retention.cell(row, "users").intValue,
          isComplete: retention.cell(row, "complete") == .bool(true))
      })
  }

  /// No terminal is wide enough for more.
  private static let mostOffsets = 200

  private func points(_ groups: [Group]) -> Block {
    let columns = plan.columns ?? []
    let width = plan.dimensions.count
    var rows: [PointsChart.Row] = []
    for block in groups.flatMap(\.blocks) {
      var names = block.key.map {
        $0.label(labels: plan.valueLabels).text(in: canvas.language)
      }
      let start = block.rows.lowerBound
      if plan.period != nil { names.append(retention.cell(start, "cohort").textValue ?? "") }
      if names.isEmpty { names = [Phrase("all users", "全部用户").text(in: canvas.language)] }
      rows.append(
        PointsChart.Row(
          label: names.joined(separator: " · "),
          points: columns.indices.map { point(retention, start + $0) }))
    }
    if plan.period != nil, width == 0 {
      rows.append(
        PointsChart.Row(
          label: plan.average.phrase.text(in: canvas.language),
          points: columns.indices.map { point(average, $0) }))
    }
    let headings = plan.dimensions.map(\.label) + (plan.period.map { [$0.phrase] } ?? [])
    return .chart(
      PointsChart(
        title: title,
        heading: headings.isEmpty
          ? Phrase("users", "用户") : headings.joined(separator: " · "),
        points: columns.map(\.text), rows: rows
      ).draw(on: canvas))
  }

  private func point(_ table: ResultTable, _ row: Int) -> PointsChart.Point {
    PointsChart.Point(
      rate: table.cell(row, "rate").realValue, base: table.cell(row, "mature").intValue ?? 0)
  }
}
