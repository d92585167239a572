import Reporting

extension PointsChart {
  private static let gap = 2
  private static let longestBar = 12
  private static let leastBar = 4

  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard !rows.isEmpty, !points.isEmpty else {
      let empty = StyledText(ink.text(Phrase("no groups", "没有分组")), .muted)
      return Frame(ink: ink, title: title, body: [empty]).chart(alternative: alternative)
    }
    guard canvas.width >= Frame.narrowest, let body = body(ink) else {
      return Frame.fallback(
        ink, title: title, table: table(ink), legend: legend(ink), alternative: alternative)
    }
    return Frame(ink: ink, title: title, body: body, legend: legend(ink))
      .chart(alternative: alternative)
  }

  /// One sentence: the first row at every point, or the range over the rows.
  var alternative: Phrase {
    let ranges = points.indices.compactMap { index -> (String, String)? in
      let known = rows.compactMap { point($0, index)?.rate }.filter(\.isFinite)
      guard let low = known.min(), let high = known.max() else { return nil }
      let one = NumberText.rate(low)
      var text = low == high ? one : one + "–" + NumberText.rate(high)
      let bases = rows.compactMap { point($0, index)?.base }
      if let least = bases.min(), let most = bases.max() {
        let few = NumberText.count(least)
        text += least == most ? " (n \(few))" : " (n \(few)–\(NumberText.count(most)))"
      }
      return (points[index], text)
    }
    let listed = ranges.map { "\($0.0) \($0.1)" }
    guard !listed.isEmpty else { return Phrase("Retention without data.", "没有数据的留存。") }
    let count = NumberText.count(rows.count)
    return Phrase(
      "Retention in \(count) " + (rows.count == 1 ? "row: " : "rows: ")
        + listed.joined(separator: ", ") + ".",
      "\(count) 行留存：" + listed.joined(separator: "，") + "。")
  }

  private func point(_ row: Row, _ index: Int) -> Point? {
    row.points.indices.contains(index) ? row.points[index] : nil
  }

  private func rateText(_ point: Point?, _ ink: Ink) -> String {
    guard let point else { return ink.number(NumberText.missing) }
    guard let rate = point.rate else { return ink.unobservable }
    return NumberText.rate(rate)
  }

  private func bases(_ index: Int) -> [String] {
    SmallSample.marked(rows.map { point($0, index)?.base ?? 0 })
  }

  private func body(_ ink: Ink) -> [StyledText]? {
    let name = ink.text(heading)
    let labels = LabelColumn(ink, heading: name, labels: rows.map(\.label))
    let rates = points.indices.map { index in rows.map { rateText(point($0, index), ink) } }
    let bases = points.indices.map(bases)
    let rateWidth = max(6, ink.widest(rates.flatMap { $0 }))
    let baseWidth = max(3, ink.widest(bases.flatMap { $0 }))
    let baseHeading = ink.heading("n", over: bases.flatMap { $0 })
    let room = (ink.canvas.width - labels.width) / points.count
    let cells = min(Self.longestBar, room - Self.gap - rateWidth - 1 - Self.gap - baseWidth)
    guard cells >= Self.leastBar else { return nil }
    let block = cells + 1 + rateWidth
    var top = ink.fit(name, labels.width)
    for point in points {
      let heading = ink.cut(ink.label(point), to: block)
      top += ink.repeated(" ", Self.gap) + ink.right(heading, block)
      top += ink.repeated(" ", Self.gap) + ink.right(baseHeading, baseWidth)
    }
    let all = rows.flatMap { $0.points.compactMap(\.rate) }.filter(\.isFinite)
    let most = all.max() ?? 0
    var lines = [StyledText(top, .label)]
    for (row, content) in rows.enumerated() {
      let names = labels.lines(row)
      var line = StyledText(names.first ?? "", .label)
      for index in points.indices {
        let rate = point(content, index)?.rate ?? 0
        let bar = Bar(value: rate, most: most, cells: cells).text(ink)
        line.append(ink.repeated(" ", Self.gap))
        line.append(ink.measure.pad(bar, to: cells), .bar(1))
        line.append(" " + ink.right(rates[index][row], rateWidth))
        line.append(ink.repeated(" ", Self.gap) + ink.right(bases[index][row], baseWidth), .label)
      }
      lines.append(line)
      lines += names.dropFirst().map { StyledText($0, .label) }
    }
    return lines
  }

  private func legend(_ ink: Ink) -> [StyledText] {
    var lines: [StyledText] = []
    let cells = rows.flatMap(\.points)
    if cells.contains(where: { $0.rate == nil }) {
      let words = Phrase("not observable yet (not 0)", "尚未发生（不是 0）")
      lines.append(StyledText(ink.unobservable + " " + ink.text(words), .label))
    }
    lines.append(StyledText(ink.text(Phrase("n: ", "n：") + baseMeaning), .label))
    if let small = SmallSample.legend(cells.map(\.base), ink) { lines.append(small) }
    return ink.flowing(lines) + notes.map { StyledText(ink.text($0), .label) }
  }

  private func table(_ ink: Ink) -> TableGrid {
    var columns = [TableGrid.Column(heading)]
    for point in points {
      columns.append(TableGrid.Column(Phrase(verbatim: point), .right))
      columns.append(TableGrid.Column(Phrase(verbatim: "n"), .right))
    }
    let bases = points.indices.map(bases)
    let texts = rows.enumerated().map { row, content in
      [content.label]
        + points.indices.flatMap { [rateText(point(content, $0), ink), bases[$0][row]] }
    }
    return TableGrid(columns: columns, texts: texts)
  }
}
