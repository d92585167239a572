import Reporting

extension ScoreChart {
  private static let leastBar = 8

  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard total > 0 else {
      let empty = StyledText(ink.text(Phrase("no answers", "没有回答")), .muted)
      return Frame(ink: ink, title: title, body: [empty], legend: legend(ink, strip: nil))
        .chart(alternative: alternative)
    }
    guard canvas.width >= Frame.narrowest, let body = body(ink) else {
      return Frame.fallback(
        ink, title: title, table: table(ink), legend: legend(ink, strip: nil),
        alternative: alternative)
    }
    let strip = strip(ink, body.cells)
    return Frame(
      ink: ink, title: title, body: body.lines,
      legend: legend(ink, strip: ink.measure.pad("", to: body.indent), cells: strip)
    ).chart(alternative: alternative)
  }

  /// One sentence: the result with its interval and the three shares.
  var alternative: Phrase {
    guard total > 0 else { return Phrase("No answers.", "没有回答。") }
    let parts = zip(Scale.Class.allCases, classCounts).map { kind, count in
      (scale.name(of: kind), NumberText.rate(Double(count) / total))
    }
    let english = parts.map { "\($0.0.english) \($0.1)" }.joined(separator: ", ")
    let chinese = parts.map { "\($0.0.chinese) \($0.1)" }.joined(separator: "、")
    let value = resultText
    return Phrase(
      "\(value.english), from \(answers.english): \(english).",
      "\(value.chinese)，共 \(answers.chinese)：\(chinese)。")
  }

  private var classCounts: [Int] { [classes.high, classes.middle, classes.low].map { max(0, $0) } }
  private var total: Double { classCounts.reduce(0) { $0 + Double($1) } }
  private var answers: Phrase { CountUnit.answers.counted(Int(exactly: total) ?? .max) }

  /// `NPS +32.0, 95% CI [+28.0, +35.0]`.
  private var resultText: Phrase {
    let name = scale.resultName
    guard let result else { return Phrase("\(name.english) n/a", "\(name.chinese) n/a") }
    let value = scale.text(result.value)
    guard result.low.isFinite, result.high.isFinite else {
      return Phrase("\(name.english) \(value)", "\(name.chinese) \(value)")
    }
    let interval = "[\(scale.text(result.low)), \(scale.text(result.high))]"
    return Phrase(
      "\(name.english) \(value), 95% CI \(interval)",
      "\(name.chinese) \(value)，95% 置信区间 \(interval)")
  }

  /// A line of the distribution: its class where that begins, its score, its answers.
  private var distribution: [(name: Phrase?, score: String, kind: Scale.Class, answers: Int)] {
    guard !scores.isEmpty else {
      return zip(Scale.Class.allCases, classCounts).map { (scale.name(of: $0), "", $0, $1) }
    }
    var previous: Scale.Class?
    return scale.scores.map { score in
      let kind = scale.class(of: score)
      let count = scores.filter { $0.score == score }.reduce(0) { $0 &+ max(0, $1.answers) }
      defer { previous = kind }
      return (kind == previous ? nil : scale.name(of: kind), String(score), kind, count)
    }
  }

  private func body(_ ink: Ink) -> (lines: [StyledText], indent: Int, cells: Int)? {
    let rows = distribution
    var columns = NumberColumns(ink)
    columns.add(CountUnit.answers.heading, rows.map { NumberText.count($0.answers) })
    columns.add(
      Phrase("share", "占比"), rows.map { NumberText.rate(Double($0.answers) / total) })
    let names = rows.map { $0.name.map(ink.text) ?? "" }
    let nameWidth = ink.widest(names)
    let scoreWidth = ink.widest(rows.map(\.score))
    let indent = nameWidth + (scoreWidth > 0 ? scoreWidth + 1 : 0) + 2
    let cells = min(Bar.longest, ink.canvas.width - indent - columns.width)
    guard cells >= Self.leastBar else { return nil }
    let most = Double(rows.map(\.answers).max() ?? 0)
    let top = ink.repeated(" ", indent + cells) + columns.headings
    var lines = [StyledText(top, .label)]
    for (index, row) in rows.enumerated() {
      var start = ink.fit(names[index], nameWidth)
      if scoreWidth > 0 { start += " " + ink.right(row.score, scoreWidth) }
      var line = StyledText(start + " ", .label)
      line.append(ink.vertical, .axis)
      let bar = Bar(value: Double(row.answers), most: most, cells: cells).text(ink)
      line.append(ink.measure.pad(bar, to: cells), row.kind.role)
      lines.append(line + columns.row(index))
    }
    return (lines, indent, cells)
  }

  /// The three classes side by side, the worst first.
  private func strip(_ ink: Ink, _ cells: Int) -> StyledText {
    let order = Array(zip(Scale.Class.allCases, classCounts).reversed())
    let lengths = Strip(counts: order.map(\.1), cells: cells).lengths
    var line = StyledText()
    for ((kind, _), length) in zip(order, lengths) {
      line.append(ink.repeated(scale.sign(of: kind, ink), length), kind.role)
    }
    return line
  }

  private func legend(_ ink: Ink, strip indent: String?, cells: StyledText? = nil) -> [StyledText] {
    var lines: [StyledText] = []
    if let indent, let cells {
      lines.append(StyledText(indent) + cells)
      let names = zip(Scale.Class.allCases, classCounts).reversed().map { kind, count in
        var name = StyledText(scale.sign(of: kind, ink), kind.role)
        let share = NumberText.rate(Double(count) / total)
        name.append(" \(ink.text(scale.name(of: kind))) \(share)", .label)
        return name
      }
      let flowing = ink.flowing(names)
      let isShort = flowing.count == 1 && flowing[0].plain.count + indent.count <= ink.canvas.width
      lines += isShort ? [StyledText(indent) + flowing[0]] : flowing
    }
    var outcome = [StyledText(ink.text(resultText), .title)]
    if let previous {
      let words = ink.text(Phrase("last ", "上期 "))
      outcome.append(StyledText(words + scale.text(previous), .label))
    }
    if let change { outcome.append(changeText(change, ink)) }
    return lines + ink.flowing(outcome) + notes.map { StyledText(ink.text($0), .label) }
  }

  /// `Δ +6.0 [+1.0, +11.0]`, and whether zero lies outside that interval.
  private func changeText(_ change: Estimate, _ ink: Ink) -> StyledText {
    let sign = ink.isUnicode ? "Δ" : ink.text(Phrase("change", "变化"))
    let interval = "[\(scale.difference(change.low)), \(scale.difference(change.high))]"
    var text = StyledText("\(sign) \(scale.difference(change.value)) \(interval)", .label)
    let isSignificant = change.low > 0 || change.high < 0
    let words =
      isSignificant ? Phrase("  significant", "  显著") : Phrase("  not significant", "  不显著")
    text.append(ink.text(words), isSignificant ? (change.value > 0 ? .good : .bad) : .label)
    return text
  }

  private func table(_ ink: Ink) -> TableGrid {
    let columns = [
      scores.isEmpty
        ? TableGrid.Column(Phrase("class", "类别"))
        : TableGrid.Column(Phrase("score", "分数"), .right),
      TableGrid.Column(CountUnit.answers.heading, .right),
      TableGrid.Column(Phrase("share", "占比"), .right),
    ]
    let texts = distribution.map { row in
      [
        row.score.isEmpty ? row.name.map(ink.text) ?? "" : row.score,
        NumberText.count(row.answers), NumberText.rate(Double(row.answers) / total),
      ]
    }
    return TableGrid(columns: columns, texts: texts)
  }
}
