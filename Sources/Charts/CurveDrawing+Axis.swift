import Reporting

/// The numbers or names under the plot.
extension CurveDrawing {
  static func xText(_ x: Double, _ axis: CurveChart.HorizontalAxis, _ ink: Ink) -> String {
    switch axis {
    case .numbers(let prefix): return ink.label(prefix) + NumberText.trimmed(x)
    case .names(let names):
      guard let index = Int(exactly: x), names.indices.contains(index) else { return "" }
      return ink.label(names[index])
    }
  }

  var xTickLine: String {
    var line = ink.repeated(" ", tickWidth + 2)
    let room = ink.canvas.width
    for tick in xAxis.ticks {
      guard let x = dot(share: xAxis.share(tick), of: plotColumns) else { continue }
      let text = Self.xText(tick, chart.xAxis, ink)
      let start = tickWidth + 2 + x
      let isFirst = ink.trimmingEnd(line).isEmpty
      guard !text.isEmpty, start + ink.width(text) <= room,
        isFirst || start >= ink.width(line) + 2
      else { continue }
      line = ink.measure.pad(line, to: start) + text
    }
    if let name = chart.xName.map(ink.text), ink.width(line) + 2 + ink.width(name) <= room {
      line += "  " + name
    }
    return line
  }

  /// Whether the name of x has room beside its numbers; else the legend says it.
  var showsXName: Bool {
    guard let name = chart.xName.map(ink.text) else { return true }
    return xTickLine.hasSuffix("  " + name)
  }
}
