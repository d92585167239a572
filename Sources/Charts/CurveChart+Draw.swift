import Reporting

extension CurveChart {
  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard series.contains(where: { $0.points.contains(where: \.isPlottable) }) else {
      let empty = StyledText(ink.text(Phrase("no points", "没有数据点")), .muted)
      return Frame(ink: ink, title: title, body: [empty]).chart(alternative: alternative)
    }
    guard canvas.width >= Frame.narrowest, let drawing = CurveDrawing(self, ink) else {
      let (table, left) = table(ink)
      var legend = notes.map { StyledText(ink.text($0), .label) }
      if left > 0 {
        let words = Phrase("the \(left) earlier rows are not shown", "较早的 \(left) 行未显示")
        legend.insert(StyledText(ink.text(words), .label), at: 0)
      }
      return Frame.fallback(
        ink, title: title, table: table, legend: legend, alternative: alternative)
    }
    return Frame(ink: ink, title: title, body: drawing.lines(), legend: legend(ink, drawing))
      .chart(alternative: alternative)
  }

  /// One sentence: where each line ends.
  var alternative: Phrase {
    let ends = series.prefix(CurveDrawing.mostSeries).compactMap { series -> (Series, Point)? in
      series.points.last(where: \.isPlottable).map { (series, $0) }
    }
    guard !ends.isEmpty else { return Phrase("Curves without data.", "没有数据的曲线。") }
    func listed(_ language: DisplayLanguage, _ separator: String) -> String {
      let ink = Ink(Canvas(language: language))
      return ends.map { series, point in
        let value = kind.text(of: point.y, in: language)
        let place = CurveDrawing.xText(point.x, xAxis, ink)
        let at = place.isEmpty ? "" : " (\(place))"
        return "\(ink.label(series.label)) \(value)\(at)"
      }.joined(separator: separator)
    }
    let count = CountUnit.curves.counted(series.count)
    let named = (references.map(\.label) + marks.map(\.label)).reduce(Phrase("", "")) {
      $0 + Phrase("; ", "；") + $1
    }
    return Phrase(
      "\(count.english), ending at \(listed(.english, ", "))\(named.english).",
      "\(count.chinese)，终点：\(listed(.chinese, "，"))\(named.chinese)。")
  }

  private func legend(_ ink: Ink, _ drawing: CurveDrawing) -> [StyledText] {
    var lines: [StyledText] = []
    var words: [Phrase] = []
    if series.count > 1, !ink.isASCII {
      var line = StyledText()
      for (index, series) in series.prefix(CurveDrawing.mostSeries).enumerated() {
        let name = ink.text(CurveDrawing.patternNames[index % CurveDrawing.patternNames.count])
        line.append((index > 0 ? "   " : "") + name + " ", .label)
        line.append(ink.label(series.label), .bar(index % 5 + 1))
      }
      lines.append(line)
    }
    let hidden = series.count - CurveDrawing.mostSeries
    if hidden > 0 {
      words.append(Phrase("\(hidden) more not drawn", "其余 \(hidden) 条未画"))
    }
    if !drawing.showsXName, let xName { words.append(Phrase("x = ", "x = ") + xName) }
    if drawing.yAxis.low > 0 || drawing.yAxis.high < 0 {
      words.append(Phrase("axis does not start at 0", "y 轴不从 0 开始"))
    }
    if drawing.clipped > 0 {
      let top = kind.tick(drawing.yAxis.high, in: ink.language)
      words.append(Phrase("cut off at \(top)", "\(top) 以上截去"))
    }
    words += marks.map { Phrase(verbatim: ink.place + " ") + $0.label }
    words += drawing.unplaced.map { Phrase(verbatim: $0) }
    let points = series.prefix(CurveDrawing.mostSeries).flatMap(\.points)
    if points.contains(where: \.isForecast) {
      words.append(
        ink.isASCII && series.count == 1
          ? Phrase("o forecast or incomplete", "o 预测或未满")
          : Phrase("finely dotted: forecast or incomplete", "细点：预测或未满"))
    }
    if points.contains(where: { $0.low != nil && $0.high != nil }) {
      words.append(Phrase("\(ink.band) 95% interval", "\(ink.band) 95% 置信区间"))
    }
    lines += ink.flowing(words.map { StyledText($0.text(in: ink.language), .label) })
    return lines + notes.map { StyledText(ink.text($0), .label) }
  }

  /// The last two dozen x with the value of every series, and how many x come before them.
  private func table(_ ink: Ink) -> (TableGrid, Int) {
    let shown = series.prefix(CurveDrawing.mostSeries)
    let all = Set(shown.flatMap { $0.points.filter(\.isPlottable).map(\.x) }).sorted()
    let places = all.suffix(24)
    let values = shown.map { series in
      Dictionary(series.points.map { ($0.x, $0.y) }, uniquingKeysWith: { _, last in last })
    }
    let columns =
      [TableGrid.Column(xName ?? Phrase(verbatim: "x"))]
      + shown.map { TableGrid.Column(Phrase(verbatim: $0.label), .right) }
    let texts = places.map { x in
      [CurveDrawing.xText(x, xAxis, ink)]
        + values.map { kind.text(of: $0[x], in: ink.language) }
    }
    return (TableGrid(columns: columns, texts: texts), all.count - places.count)
  }
}

extension CurveChart.Point {
  var isPlottable: Bool { Axis.isPlottable(x) && Axis.isPlottable(y) }
}
