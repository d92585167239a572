import Reporting

/// The names at the ends of lines.
extension CurveDrawing {
  static func letter(_ index: Int) -> String {
    ["a", "b", "c", "d", "e"][index % 5]
  }

  static func endLabel(
    _ index: Int, _ shown: [CurveChart.Series], _ chart: CurveChart, _ ink: Ink
  ) -> String {
    guard let last = shown[index].points.last(where: { Axis.isPlottable($0.y) }) else { return "" }
    let sign =
      ink.isASCII && shown.count > 1 ? letter(index) + "=" : ink.isASCII ? "" : ink.endpoint
    let value = " " + chart.kind.brief(last.y, in: ink.language)
    var interval = ""
    if let low = last.low, let high = last.high, Axis.isPlottable(low), Axis.isPlottable(high) {
      interval = " " + chart.kind.interval(low, high, in: ink.language)
    }
    let name = ink.label(shown[index].label)
    let room = longestMargin - 2 - ink.width(sign + value)
    let isTight = ink.width(name + interval) > room
    return sign + ink.cut(name, to: max(4, room)) + value + (isTight ? "" : interval)
  }

  /// A name to be written beside the end of a line.
  private struct Name {
    let text: String
    let column: Int
    let row: Int
    /// From the top in dots: the order from top to bottom.
    let level: Double
    let role: Role
  }

  /// Names of lines that reach the right edge stand beside it in the order of their ends; the
  /// others beside their ends where there is room, else beside the edge too.
  mutating func drawNames() {
    var beside: [Name] = []
    var inside: [Name] = []
    for name in names {
      if name.column >= plotColumns - 3 || freeRow(for: name) == nil {
        beside.append(name)
      } else {
        inside.append(name)
      }
    }
    writeBeside(beside)
    for name in inside where !writeInside(name) { unplaced.append(name.text) }
  }

  private var names: [Name] {
    func name(_ text: String, _ spot: (x: Double, y: Double), _ role: Role) -> Name {
      let level = min(max(0, spot.y), Double(plot.height - 1))
      let column = Int(min(max(0, spot.x), Double(plotWidth - 1))) * plotColumns / plotWidth
      let row = Int(level.rounded()) * plot.rows / plot.height
      return Name(text: text, column: column, row: row, level: level, role: role)
    }
    let ends = shown.indices.compactMap { index -> Name? in
      guard let last = shown[index].points.last(where: { Axis.isPlottable($0.y) }),
        let spot = place(last.x, last.y)
      else { return nil }
      return name(Self.endLabel(index, shown, chart, ink), spot, .bar(index % 5 + 1))
    }
    let levels = chart.references.compactMap { reference -> Name? in
      guard let spot = place(xAxis.high, reference.y) else { return nil }
      return name(ink.text(reference.label), spot, .axis)
    }
    return (ends + levels).filter { ink.width($0.text) > 0 }
  }

  /// One name a row from top to bottom, each as near to its end as those above and below allow.
  private mutating func writeBeside(_ names: [Name]) {
    let ordered = names.sorted { $0.level < $1.level }
    let kept = ordered.prefix(plot.rows)
    unplaced += ordered.dropFirst(plot.rows).map(\.text)
    var rows: [Int] = []
    for name in kept { rows.append(max(name.row, (rows.last ?? -1) + 1)) }
    var limit = plot.rows - 1
    for index in rows.indices.reversed() {
      rows[index] = min(rows[index], limit)
      limit = rows[index] - 1
    }
    for (name, row) in zip(kept, rows) {
      if plotColumns + 1 + ink.width(name.text) <= plot.columns {
        put(name.text, column: plotColumns + 1, row: row, role: name.role)
      } else {
        unplaced.append(name.text)
      }
    }
  }

  /// The nearest row within two where a name covers nothing right of its line's end.
  private func freeRow(for name: Name) -> Int? {
    let (from, to) = (name.column + 1, name.column + 2 + ink.width(name.text))
    return [0, -1, 1, -2, 2].map { name.row + $0 }
      .first { plot.isFree(row: $0, from: from, to: to) }
  }

  private mutating func writeInside(_ name: Name) -> Bool {
    guard let row = freeRow(for: name) else { return false }
    put(name.text, column: name.column + 2, row: row, role: name.role)
    return true
  }

  private mutating func put(_ text: String, column: Int, row: Int, role: Role) {
    var column = column
    for character in text {
      let cells = ink.width(String(character))
      guard cells > 0 else { continue }
      plot.put(column: column, row: row, String(character), role: role)
      for offset in 1..<max(1, cells) {
        plot.put(column: column + offset, row: row, "", role: role)
      }
      column += cells
    }
  }
}
