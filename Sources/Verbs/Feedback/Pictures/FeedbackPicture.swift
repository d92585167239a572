import Charts
import Engine
import Reporting

/// What is drawn of an answer: for each facet its chart, then its table where rows are groups.
struct FeedbackPicture {
  let plan: Feedback.Plan
  let answer: Answer
  let canvas: Canvas

  /// Rows of texts and words that the screen shows unless a limit is typed.
  static let mostRows = 10

  var isDrawn: Bool { plan.chart != Feedback.ChartKind.none }
  var isSplit: Bool { plan.isCompared || !plan.breakdown.isEmpty }

  func blocks(of question: Feedback.Facet.Question) -> [Block] {
    switch question {
    case .nps, .csat, .rating: scores(question)
    case .topics: topics
    case .priority: priority
    case .loop:
      grid(
        "loop", Phrase("Loop: what became of each topic", "闭环：各主题的处理状态"),
        columns: [
          "topic", "answers", "raised", "analysed", "acted", "verified", "announced",
        ])
    case .sentiment: sentiment
    case .search: search
    case .response: response
    case .mentions: mentions
    case .terms: terms
    case .list: list
    }
  }

  // MARK: Tables

  /// A table as people read it, cut to the groups that fit.
  func grid(
    _ name: String, _ title: Phrase? = nil, columns: [String]? = nil, most: Int? = nil,
    notes: [Phrase] = []
  ) -> [Block] {
    guard var table = answer.table(name), !table.rows.isEmpty else { return [] }
    var notes = notes
    let shown = shownRows(table, most: most)
    if let note = shown.note { notes.append(note) }
    if let columns {
      let keys = plan.keyColumns.map(\.name)
      let first = table.columns.map(\.name).filter { $0 == "side" && !columns.contains($0) }
      table = table.selecting(keys + first + columns)
    }
    let body = ResultTable(name, columns: table.columns, rows: shown.rows.map { table.rows[$0] })
    return [.chart(grid(body, title, notes).draw(on: canvas))]
  }

  private func shownRows(_ table: ResultTable, most: Int?) -> (rows: [Int], note: Phrase?) {
    let all = Array(table.rows.indices)
    if let most, plan.order.limit == nil, all.count > most {
      let left = all.count - most
      return (
        Array(all.prefix(most)),
        Phrase(
          "\(left) more rows stand in the table \(table.name)", "另有 \(left) 行在表 \(table.name) 中")
      )
    }
    guard plan.breakdown.count == 1, !plan.isCompared, plan.order.limit == nil, most == nil,
      table.columns.first?.name == plan.breakdown[0].column.name
    else { return (all, nil) }
    let count = table.columns.firstIndex { $0.type == .int } ?? 0
    let isGroups = Set(table.rows.map { $0[0] }).count == table.rows.count
    guard isGroups else { return (all, nil) }
    let shown = ShownGroups(
      names: table.rows.map { $0[0].label(labels: [:]).english },
      users: table.rows.map { $0[count].intValue ?? 0 }, isTime: plan.breakdown[0].isPeriod,
      most: plan.breakdown[0].isPeriod ? Self.mostPeriods : ShownGroups.mostGroups)
    return (shown.indices, shown.note)
  }

  private static let mostPeriods = 31

  private func grid(_ table: ResultTable, _ title: Phrase?, _ notes: [Phrase]) -> TableGrid {
    TableGrid(
      title: title,
      columns: table.columns.map { column in
        TableGrid.Column(heading(column.name), column.type.isNumeric ? .right : .left)
      },
      rows: table.rows.indices.map { row in
        table.columns.indices.map { cell(table, row, $0) }
      }, notes: notes)
  }

  private func cell(_ table: ResultTable, _ row: Int, _ column: Int) -> TableGrid.Cell {
    let cell = table.rows[row][column]
    let name = table.columns[column].name
    switch (name, cell) {
    case ("topic", .missing): return TableGrid.Cell(Phrase("(unclassified)", "（未归类）"))
    case ("topic", .text(let id)): return TableGrid.Cell(topicLabel(id))
    case ("population", .text(let text)):
      return TableGrid.Cell(plan.sides.first { $0.text == text }?.label ?? Phrase(verbatim: text))
    case ("side", .text(let text)), ("scored", .text(let text)):
      return TableGrid.Cell(Self.sides[text] ?? Phrase(verbatim: text))
    case ("nps", .real(let value)), ("impact", .real(let value)),
      ("impact_low", .real(let value)), ("impact_high", .real(let value)):
      return TableGrid.Cell(NumberText.signed(value))
    case ("low", .real(let value)) where table.name == "nps",
      ("high", .real(let value)) where table.name == "nps":
      return TableGrid.Cell(NumberText.signed(value))
    case (_, .real(let value)) where table.name == "rating":
      return TableGrid.Cell(
        table.columns[column].type == .rate
          ? NumberText.rate(value) : NumberText.fixed(value, digits: 2))
    case ("score", .real(let value)) where value == value.rounded():
      return TableGrid.Cell(NumberText.fixed(value, digits: 0))
    case ("alert", .bool(true)): return TableGrid.Cell("◆", role: .mark)
    case ("alert", .bool(false)): return TableGrid.Cell("")
    case ("alert", .missing), ("expected", .missing), ("threshold", .missing):
      return TableGrid.Cell("·")
    case ("term", .text(let text)), ("word", .text(let text)):
      return TableGrid.Cell(Escaping.visible(text))
    case (_, .missing) where plan.breakdown.map(\.column.name).contains(name):
      return TableGrid.Cell(cell.label(labels: [:]))
    case (_, .text(let value)):
      return TableGrid.Cell(plan.valueLabels[value] ?? Phrase(verbatim: Escaping.visible(value)))
    default:
      let type = table.columns[column].type
      return TableGrid.Cell(
        Phrase(cell.text(as: type, in: .english), cell.text(as: type, in: .chinese)))
    }
  }

  func topicLabel(_ id: String) -> Phrase {
    plan.lexicon.entries.first { $0.id == id }?.label ?? Phrase(verbatim: id)
  }

  private static let sides = [
    "this": Phrase("this", "本组"), "rest": Phrase("rest", "其余"),
    "positive": Phrase("positive", "正面"), "negative": Phrase("negative", "负面"),
    "neutral": Phrase("neutral", "中性"),
  ]

  private func heading(_ name: String) -> Phrase {
    if let own = plan.breakdown.first(where: { $0.column.name == name }) { return own.label }
    return FeedbackHeadings.all[name] ?? Phrase(verbatim: name)
  }

  // MARK: Small things

  func estimate(
    _ table: ResultTable, _ row: Int, _ value: String, _ low: String = "low",
    _ high: String = "high"
  ) -> Estimate? {
    guard let value = table.cell(row, value).realValue, let low = table.cell(row, low).realValue,
      let high = table.cell(row, high).realValue
    else { return nil }
    return Estimate(value, low: low, high: high)
  }

  func isUntold(_ table: ResultTable) -> Bool { table.rows.joined().contains(where: \.isUntold) }

  /// A figure by the one period that rows are cut by; nil where rows are no times in a row.
  func curve(
    _ table: ResultTable, _ column: String, _ name: Phrase, _ kind: NumberKind,
    hasInterval: Bool = true, startsAtZero: Bool
  ) -> CurveChart? {
    guard let unit = plan.onlyPeriod, !plan.isCompared, plan.order.isNatural,
      plan.chart != .bar, !isUntold(table)
    else { return nil }
    let rows = table.rows.indices.filter { table.rows[$0][0] != .missing }
    guard rows.count > 1 else { return nil }
    let points = rows.enumerated().compactMap { x, row -> CurveChart.Point? in
      guard let value = table.cell(row, column).realValue else { return nil }
      return CurveChart.Point(
        x: Double(x), y: value, low: hasInterval ? table.cell(row, "low").realValue : nil,
        high: hasInterval ? table.cell(row, "high").realValue : nil)
    }
    return CurveChart(
      title: Phrase(
        "\(name.english) by \(unit.phrase.english)", "\(name.chinese) 按\(unit.phrase.chinese)"),
      xAxis: .names(rows.map { table.rows[$0][0].textValue ?? "" }), kind: kind,
      series: [CurveChart.Series(label: name.text(in: canvas.language), points: points)],
      startsAtZero: startsAtZero)
  }
}
