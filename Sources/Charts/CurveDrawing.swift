import Reporting

/// The plot of a curve chart: axes, lines and the names at their ends.
struct CurveDrawing {
  static let mostSeries = 5
  static let leastPlot = 24
  static let widestPlot = 110
  static let longestMargin = 26

  let chart: CurveChart
  let ink: Ink
  let shown: [CurveChart.Series]
  let yAxis: Axis
  let xAxis: Axis
  let tickTexts: [String]
  let tickWidth: Int
  let plotColumns: Int
  var plot: Plot
  /// Names that found no room in the plot.
  var unplaced: [String] = []

  /// Nil where the canvas is too narrow for a plot.
  init?(_ chart: CurveChart, _ ink: Ink) {
    self.chart = chart
    self.ink = ink
    let shown = chart.series.prefix(Self.mostSeries).map { series in
      CurveChart.Series(
        label: series.label, points: series.points.filter { Axis.isPlottable($0.x) })
    }
    self.shown = shown
    let points = shown.flatMap(\.points)
    let levels = points.flatMap { [$0.y, $0.low ?? $0.y, $0.high ?? $0.y] }
    let known = levels.filter(Axis.isPlottable)
    let references = chart.references.map(\.y).filter(Axis.isPlottable)
    guard !known.isEmpty else { return nil }
    yAxis = Axis(
      values: known + references, startsAtZero: chart.startsAtZero, ceiling: chart.ceiling,
      ticks: max(2, chart.height / 3),
      unit: chart.kind.tickUnit(upTo: known.map(\.magnitude).max() ?? 0))
    tickTexts = yAxis.ticks.map { chart.kind.tick($0, in: ink.language) }
    tickWidth = ink.widest(
      tickTexts + references.map { chart.kind.tick($0, in: ink.language) })
    let names = shown.indices.map { Self.endLabel($0, shown, chart, ink) }
    let margin = min(
      Self.longestMargin, ink.widest(names + chart.references.map { ink.text($0.label) }) + 2)
    plotColumns = min(Self.widestPlot, ink.canvas.width - tickWidth - 2 - margin)
    guard plotColumns >= Self.leastPlot else { return nil }
    let isWhole = points.allSatisfy { $0.x == $0.x.rounded() }
    let widest = ink.widest(points.map { Self.xText($0.x, chart.xAxis, ink) })
    xAxis = Axis(
      spanning: points.map(\.x), ticks: max(2, plotColumns / (widest + 4)), whole: isWhole)
    plot = Plot(columns: plotColumns + margin, rows: chart.height, isASCII: ink.isASCII)
    drawBands()
    drawReferences()
    drawLines()
    drawMarks()
    drawNames()
  }

  func lines() -> [StyledText] {
    var marks: [Int: String] = [:]
    for (tick, text) in zip(yAxis.ticks, tickTexts) {
      guard let y = dot(share: 1 - yAxis.share(tick), of: plot.height) else { continue }
      marks[y * plot.rows / plot.height] = text
    }
    for reference in chart.references {
      // A level shares its row with a number of the axis: its own number is the truer one.
      guard let y = dot(share: 1 - yAxis.share(reference.y), of: plot.height) else { continue }
      let text = chart.kind.tick(reference.y, in: ink.language)
      if ink.width(text) <= tickWidth { marks[y * plot.rows / plot.height] = text }
    }
    var lines = (0..<plot.rows).map { row in
      var line = StyledText(ink.right(marks[row] ?? "", tickWidth) + " ", .label)
      line.append(ink.vertical, .axis)
      return line + plot.line(row)
    }
    let base = ink.corner + ink.repeated(ink.horizontal, plotColumns)
    lines.append(StyledText(ink.repeated(" ", tickWidth + 1) + base, .axis))
    lines.append(StyledText(xTickLine, .label))
    return lines
  }

  /// How many points lie above the end of the axis.
  var clipped: Int {
    shown.flatMap(\.points).filter { Axis.isPlottable($0.y) && $0.y > yAxis.high }.count
  }

  /// The nearest of `count` dots to a share of their whole; nil outside.
  func dot(share: Double, of count: Int) -> Int? {
    let place = (share * Double(count - 1)).rounded()
    guard place.isFinite, place >= 0, place <= Double(count - 1) else { return nil }
    return Int(place)
  }

  var plotWidth: Int { ink.isASCII ? plotColumns : plotColumns * 2 }

  func place(_ x: Double, _ y: Double) -> (x: Double, y: Double)? {
    guard Axis.isPlottable(x), Axis.isPlottable(y) else { return nil }
    return (
      xAxis.share(x) * Double(plotWidth - 1), (1 - yAxis.share(y)) * Double(plot.height - 1)
    )
  }
}
