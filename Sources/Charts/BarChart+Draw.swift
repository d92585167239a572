import Reporting

extension BarChart {
  private static let leastBar = 8

  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard !rows.isEmpty else {
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

  /// One sentence: the largest row, and the highest and the lowest rate where there are rates.
  var alternative: Phrase {
    let named = rows.filter { !$0.isOther && $0.untold == nil }
    guard let largest = named.max(by: { $0.users < $1.users }) else {
      return Phrase("No groups.", "没有分组。")
    }
    let count = CountUnit.groups.counted(rows.count)
    let name = largest.label
    let users = unit.counted(largest.users)
    let share = largest.share.map { " (\(NumberText.rate($0)))" } ?? ""
    var english = "\(count.english); the largest is \(name) with \(users.english)\(share)"
    var chinese = "共 \(count.chinese)，最大的是 \(name)，\(users.chinese)\(share)"
    let rated = named.compactMap { row in
      row.rate.flatMap { $0.isFinite ? (row.label, $0) : nil }
    }
    if let best = rated.max(by: { $0.1 < $1.1 }), let worst = rated.min(by: { $0.1 < $1.1 }),
      best.1 > worst.1
    {
      let (high, low) = (NumberText.rate(best.1), NumberText.rate(worst.1))
      english +=
        "; \(rateName.english) is highest in \(best.0) (\(high)), lowest in \(worst.0) (\(low))"
      chinese += "；\(rateName.chinese)最高 \(best.0)（\(high)），最低 \(worst.0)（\(low)）"
    }
    return Phrase(english + ".", chinese + "。")
  }

  private var hasRates: Bool { rows.contains { $0.rate != nil } }

  private var differences: [Difference] {
    rows.map { Difference(value: $0.difference, isSignificant: $0.isSignificant) }
  }

  /// What the bars show: the rate where there are rates, else the share, else the users.
  private func length(_ row: Row) -> Double {
    if row.untold != nil { return 0 }
    if hasRates { return row.rate ?? 0 }
    if rows.allSatisfy({ $0.share != nil || $0.untold != nil }) { return row.share ?? 0 }
    return Double(row.users)
  }

  private var counts: [String] {
    hasRates
      ? SmallSample.marked(rows.map(\.users), untold: rows.map(\.untold))
      : rows.map { $0.untold ?? NumberText.count($0.users) }
  }

  private func columns(_ ink: Ink) -> NumberColumns {
    var columns = NumberColumns(ink)
    if hasRates { columns.add(rateName, rows.map { NumberText.rate($0.rate) }) }
    if differences.contains(where: { $0.value != nil }) {
      columns.add(
        differenceName, differences.map { $0.text(ink) }, roles: differences.map(\.role))
    }
    columns.add(unit.heading, counts)
    if rows.contains(where: { $0.share != nil }) {
      columns.add(Phrase("share", "占比"), rows.map { NumberText.rate($0.share) })
    }
    return columns
  }

  private func body(_ ink: Ink) -> [StyledText]? {
    let name = ink.text(heading)
    let labels = LabelColumn(ink, heading: name, labels: rows.map(\.label))
    let columns = columns(ink)
    let indent = labels.width + 2
    let cells = min(Bar.longest, ink.canvas.width - indent - columns.width)
    guard cells >= Self.leastBar else { return nil }
    let lengths = rows.map(length).filter(\.isFinite)
    let most = max(lengths.max() ?? 0, hasRates ? overall ?? 0 : 0)
    let top = ink.measure.pad(ink.cut(name, to: labels.width), to: indent + cells)
    var lines = [StyledText(top + columns.headings, .label)]
    for (index, row) in rows.enumerated() {
      let names = labels.lines(index)
      let bar = Bar(value: length(row), most: most, cells: cells).text(ink)
      var line = StyledText((names.first ?? "") + "  ", .label)
      line.append(ink.measure.pad(bar, to: cells), row.isOther ? .muted : .bar(1))
      lines.append(line + columns.row(index))
      lines += names.dropFirst().map { StyledText($0, .label) }
    }
    if hasRates, let mark = overallMark(most, indent, cells, ink) { lines.append(mark) }
    return lines
  }

  /// Where the whole would end, under the bars: `┊ 32.0%`.
  private func overallMark(_ most: Double, _ indent: Int, _ cells: Int, _ ink: Ink) -> StyledText? {
    guard let overall, overall.isFinite, overall >= 0, most > 0 else { return nil }
    let column = min(cells - 1, max(0, Int(overall / most * Double(cells))))
    let words = Phrase("all ", "全体 ").text(in: ink.language) + NumberText.rate(overall)
    let end = indent + column + ink.width(ink.marker + " " + words)
    let isLeft = end > ink.canvas.width && column > ink.width(words)
    let text = isLeft ? words + " " + ink.marker : ink.marker + " " + words
    let start = isLeft ? column - ink.width(words) - 1 : column
    return StyledText(ink.repeated(" ", indent + start) + text, .axis)
  }

  private func legend(_ ink: Ink) -> [StyledText] {
    let known = [
      Difference.legend(differences, ink),
      hasRates ? SmallSample.legend(rows.map(\.users), ink) : nil,
    ]
    return ink.flowing(known.compactMap { $0 }) + notes.map { StyledText(ink.text($0), .label) }
  }

  private func table(_ ink: Ink) -> TableGrid {
    let hasShare = rows.contains { $0.share != nil }
    let hasDifference = differences.contains { $0.value != nil }
    var columns = [TableGrid.Column(heading)]
    if hasRates { columns.append(.init(rateName, .right)) }
    if hasDifference { columns.append(.init(differenceName, .right)) }
    columns.append(.init(unit.heading, .right))
    if hasShare { columns.append(.init(Phrase("share", "占比"), .right)) }
    let texts = zip(zip(rows, counts), differences).map { pair, difference in
      let (row, count) = pair
      return [row.label] + (hasRates ? [NumberText.rate(row.rate)] : [])
        + (hasDifference ? [difference.text(ink)] : []) + [count]
        + (hasShare ? [NumberText.rate(row.share)] : [])
    }
    return TableGrid(columns: columns, texts: texts)
  }
}
