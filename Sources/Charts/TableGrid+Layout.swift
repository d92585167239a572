import Reporting

extension TableGrid {
  private static let gap = 2
  /// A text column is not cut below this before headings wrap and rows stack.
  private static let leastText = 8

  /// Whether every row stands on one line of its own.
  func fits(_ ink: Ink) -> Bool {
    let texts = texts(ink)
    return widths(headings(over: texts, ink), texts, ink) != nil
  }

  /// The table without title and notes.
  func lines(_ ink: Ink) -> [StyledText] {
    guard !columns.isEmpty else { return [] }
    let texts = texts(ink)
    let headings = headings(over: texts, ink)
    guard let widths = widths(headings, texts, ink) else { return stacked(headings, texts, ink) }
    return headingLines(headings, widths, ink)
      + zip(rows, texts).map { row, texts in line(row, texts, widths, ink) }
  }

  private func texts(_ ink: Ink) -> [[String]] {
    rows.map { row in
      columns.indices.map { $0 < row.count ? cellText(row[$0], columns[$0], ink) : "" }
    }
  }

  private func headings(over texts: [[String]], _ ink: Ink) -> [String] {
    columns.indices.map { index in
      let name = ink.label(ink.text(columns[index].heading))
      let isRight = columns[index].alignment == .right
      return isRight ? ink.heading(name, over: texts.map { $0[index] }) : name
    }
  }

  /// Cells of each column; nil where the rows must be stacked.
  private func widths(_ headings: [String], _ texts: [[String]], _ ink: Ink) -> [Int]? {
    let cells = columns.indices.map { column in ink.widest(texts.map { $0[column] }) }
    var widths = zip(headings, cells).map { max(ink.width($0), $1) }
    let room = ink.canvas.width - Self.gap * (columns.count - 1)
    shrinkText(&widths, to: room)
    if widths.reduce(0, +) > room {
      widths = columns.indices.map { column in
        let word = ink.widest(headings[column].split(separator: " ").map(String.init))
        return columns[column].alignment == .left
          ? min(widths[column], max(cells[column], word)) : max(cells[column], word)
      }
      shrinkText(&widths, to: room)
    }
    return widths.reduce(0, +) <= room ? widths : nil
  }

  private func cellText(_ cell: Cell, _ column: Column, _ ink: Ink) -> String {
    let text = cell.text.text(in: ink.language)
    return column.alignment == .right ? ink.number(text) : ink.label(text)
  }

  /// Takes cells from the widest text columns, one at a time, until all fit.
  private func shrinkText(_ widths: inout [Int], to room: Int) {
    var excess = widths.reduce(0, +) - room
    while excess > 0 {
      let candidates = columns.indices.filter {
        columns[$0].alignment == .left && widths[$0] > Self.leastText
      }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }

  private func headingLines(_ headings: [String], _ widths: [Int], _ ink: Ink) -> [StyledText] {
    let wrapped = zip(headings, widths).map { heading, width in
      ink.width(heading) <= width ? [heading] : ink.wrapped(heading, to: width)
    }
    let height = wrapped.map(\.count).max() ?? 1
    var lines = (0..<height).map { row in
      let cells = columns.indices.map { column in
        // Headings stand on the rule: the last of their lines is always filled.
        let index = row - (height - wrapped[column].count)
        let text = index >= 0 ? wrapped[column][index] : ""
        return padded(text, columns[column], widths[column], ink)
      }
      return StyledText(cells.joined(separator: ink.repeated(" ", Self.gap)), .label)
    }
    let total = widths.reduce(0, +) + Self.gap * (widths.count - 1)
    lines.append(StyledText(ink.repeated(ink.horizontal, total), .axis))
    return lines
  }

  private func line(_ row: [Cell], _ texts: [String], _ widths: [Int], _ ink: Ink) -> StyledText {
    var line = StyledText()
    for column in columns.indices {
      if column > 0 { line.append(ink.repeated(" ", Self.gap)) }
      let role = column < row.count ? row[column].role : .plain
      line.append(padded(texts[column], columns[column], widths[column], ink), role)
    }
    return line
  }

  private func padded(_ text: String, _ column: Column, _ cells: Int, _ ink: Ink) -> String {
    switch column.alignment {
    case .left: ink.fit(text, cells)
    case .right: ink.right(text, cells)
    }
  }

  /// One small block for each row, its first value on the first line.
  private func stacked(_ headings: [String], _ texts: [[String]], _ ink: Ink) -> [StyledText] {
    let canvas = ink.canvas.width
    let names = min(ink.widest(headings), canvas / 2 - Self.gap)
    let room = canvas - names - Self.gap
    var lines: [StyledText] = []
    for (index, row) in texts.enumerated() {
      if index > 0 { lines.append(StyledText(ink.repeated(ink.horizontal, names), .axis)) }
      for (heading, text) in zip(headings, row) {
        let values = ink.wrapped(text, to: room)
        for (offset, value) in values.enumerated() {
          var line = StyledText(ink.fit(offset == 0 ? heading : "", names), .label)
          line.append(ink.repeated(" ", Self.gap) + value)
          lines.append(line)
        }
      }
    }
    return lines
  }
}
