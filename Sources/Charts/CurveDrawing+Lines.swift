import Reporting

/// What is drawn inside the axes, from the back to the front.
extension CurveDrawing {
  mutating func drawBands() {
    for series in shown {
      for (left, right) in zip(series.points, series.points.dropFirst()) {
        guard let a = left.low, let b = right.low, let c = left.high, let d = right.high,
          let lowLeft = place(left.x, a), let lowRight = place(right.x, b),
          let highLeft = place(left.x, c), let highRight = place(right.x, d)
        else { continue }
        let scale = Double(plotColumns - 1) / Double(max(1, plotWidth - 1))
        let (first, last) = (
          Int((lowLeft.x * scale).rounded()), Int((lowRight.x * scale).rounded())
        )
        guard first <= last else { continue }
        for column in first...last {
          let part = last > first ? Double(column - first) / Double(last - first) : 0
          let top = highLeft.y + (highRight.y - highLeft.y) * part
          let bottom = lowLeft.y + (lowRight.y - lowLeft.y) * part
          fillBand(column: column, from: top, to: bottom)
        }
      }
    }
  }

  private mutating func fillBand(column: Int, from top: Double, to bottom: Double) {
    let scale = Double(plot.rows) / Double(plot.height)
    let first = Int(min(max(0, (top * scale).rounded(.down)), Double(plot.rows)))
    let last = Int(min(max(-1, (bottom * scale).rounded(.down)), Double(plot.rows - 1)))
    guard first <= last else { return }
    for row in first...last { plot.put(column: column, row: row, ink.band, role: .band) }
  }

  mutating func drawReferences() {
    var levels = chart.references.map(\.y)
    if yAxis.low < 0, yAxis.high > 0 { levels.append(0) }
    for level in levels {
      guard Axis.isPlottable(level),
        let y = dot(share: 1 - yAxis.share(level), of: plot.height)
      else { continue }
      for column in 0..<plotColumns {
        plot.put(column: column, row: y * plot.rows / plot.height, ink.dashed, role: .axis)
      }
    }
  }

  /// The first series last, so that it lies on top.
  mutating func drawLines() {
    for index in shown.indices.reversed() {
      var pen = Pen(pattern: Self.patterns[index % Self.patterns.count])
      for (left, right) in zip(shown[index].points, shown[index].points.dropFirst()) {
        guard let from = place(left.x, left.y), let to = place(right.x, right.y) else { continue }
        trace(from, to, isForecast: right.isForecast, index: index, pen: &pen)
      }
    }
    for index in shown.indices.reversed() {
      if let only = shown[index].points.first, shown[index].points.count == 1 {
        mark(only, role: .bar(index % 5 + 1))
        continue
      }
      for point in shown[index].points {
        guard let spot = place(point.x, point.y), let x = inside(spot.x, plotWidth),
          let y = inside(spot.y, plot.height)
        else { continue }
        let sign = shown.count > 1 ? Self.letter(index) : point.isForecast ? "o" : "*"
        plot.set(x, y, sign: sign, role: .bar(index % 5 + 1))
      }
    }
  }

  /// Named places, on top of the lines they lie on.
  mutating func drawMarks() {
    for mark in chart.marks {
      guard let spot = place(mark.x, mark.y), let x = inside(spot.x, plotWidth),
        let y = inside(spot.y, plot.height)
      else { continue }
      plot.put(
        column: x * plotColumns / plotWidth, row: y * plot.rows / plot.height, ink.place,
        role: .mark)
    }
  }

  /// A single point, which would be lost as one dot of braille.
  private mutating func mark(_ point: CurveChart.Point, role: Role) {
    guard let spot = place(point.x, point.y), let x = inside(spot.x, plotWidth),
      let y = inside(spot.y, plot.height)
    else { return }
    plot.put(
      column: x * plotColumns / plotWidth, row: y * plot.rows / plot.height, ink.endpoint,
      role: role)
  }

  private func inside(_ place: Double, _ count: Int) -> Int? {
    let rounded = place.rounded()
    return rounded >= 0 && rounded < Double(count) ? Int(rounded) : nil
  }

  /// A straight line, column by column, each step up or down shared by its two columns.
  private mutating func trace(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), isForecast: Bool, index: Int,
    pen: inout Pen
  ) {
    let (first, last) = (Int(from.x.rounded()), Int(to.x.rounded()))
    guard first <= last else { return }
    func level(_ x: Int) -> Int {
      let part = last > first ? Double(x - first) / Double(last - first) : 1
      let y = from.y + (to.y - from.y) * part
      return Int(min(max(-4, y.rounded()), Double(plot.height + 4)))
    }
    let between = shown.count > 1 ? "." : isForecast ? "o" : "*"
    var previous = first == last ? Int(min(max(-4, from.y), Double(plot.height + 4))) : level(first)
    for x in first...last {
      let y = level(x)
      let middle = (previous + y) / 2
      let up = y < previous
      for step in 0...abs(y - previous) {
        let row = up ? previous - step : previous + step
        let isNear = up ? row > middle : row < middle
        let column = isNear && x > first ? x - 1 : x
        guard pen.draws(isForecast: isForecast, isASCII: ink.isASCII) else { continue }
        plot.set(column, row, sign: between, role: .bar(index % 5 + 1))
      }
      previous = y
    }
  }
}
