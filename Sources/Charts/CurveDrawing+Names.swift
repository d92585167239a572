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

  mutating func drawLabels() {
    for reference in chart.references where Axis.isPlottable(reference.y) {
      guard let y = dot(share: 1 - yAxis.share(reference.y), of: plot.height) else { continue }
      write(
        ink.text(reference.label), after: plotColumns - 1, row: y * plot.rows / plot.height,
        role: .axis)
    }
    for index in shown.indices {
      guard let last = shown[index].points.last(where: { Axis.isPlottable($0.y) }),
        let spot = place(last.x, last.y)
      else { continue }
      let level = min(max(0, spot.y), Double(plot.height - 1))
      let column = Int(min(max(0, spot.x), Double(plotWidth - 1))) * plotColumns / plotWidth
      write(
        Self.endLabel(index, shown, chart, ink), after: column,
        row: Int(level) * plot.rows / plot.height, role: .bar(index % 5 + 1))
    }
  }

  /// Writes a name right of a column, on the nearest row where it covers nothing.
  ///
  /// One that finds no place is kept for the legend.
  private mutating func write(_ text: String, after column: Int, row: Int, role: Role) {
    let cells = ink.width(text)
    guard cells > 0 else { return }
    let starts = [column + 2, plotColumns + 1].filter { $0 + cells <= plot.columns }
    for start in starts {
      for distance in 0..<plot.rows {
        for candidate in distance == 0 ? [row] : [row - distance, row + distance] {
          // A name in the middle of the plot must not stray from its line's end.
          let isNear = start > plotColumns || distance <= 2
          guard isNear, plot.isFree(row: candidate, from: start - 1, to: start + cells) else {
            continue
          }
          put(text, column: start, row: candidate, role: role)
          return
        }
      }
    }
    unplaced.append(text)
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
