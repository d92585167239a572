import Reporting

extension TriangleChart {
  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard !rows.isEmpty else {
      let empty = StyledText(ink.text(Phrase("no cohorts", "没有群组")), .muted)
      return Frame(ink: ink, title: title, body: [empty]).chart(alternative: alternative)
    }
    let shown = Array(rows.suffix(max(1, rowLimit)))
    let layout = TriangleLayout(self, shown, ink)
    let scale = ShadeScale(shown.flatMap { $0.cells.prefix(layout.offsets) })
    guard canvas.width >= Frame.narrowest, layout.offsets > 0 else {
      let offsets = tableOffsets(shown, ink)
      return Frame.fallback(
        ink, title: title, table: table(shown, offsets, ink),
        legend: legend(ink, shown: shown, offsets: offsets, scale: nil),
        alternative: alternative)
    }
    var body = [layout.heading(self)]
    body += shown.indices.flatMap { layout.lines(shown[$0], index: $0, scale: scale) }
    body += layout.averageLines(self)
    return Frame(
      ink: ink, title: title, body: body,
      legend: legend(ink, shown: shown, offsets: layout.offsets, scale: scale)
    ).chart(alternative: alternative)
  }

  /// How many offsets there are in the data.
  var offsetCount: Int { max(rows.map(\.cells.count).max() ?? 0, average.count) }

  /// As many offsets as leave a row on one line, at least one.
  private func tableOffsets(_ shown: [Row], _ ink: Ink) -> Int {
    let most = min(max(1, offsetLimit), offsetCount, ink.canvas.width / 6)
    return stride(from: most, to: 1, by: -1).first { table(shown, $0, ink).fits(ink) } ?? 1
  }

  /// One sentence: how many cohorts, and the average at the first and the last known offset.
  var alternative: Phrase {
    // What privacy does not tell cannot be added up.
    let all =
      rows.contains { $0.untold != nil }
      ? "" : " (n \(NumberText.count(rows.reduce(0) { $0 &+ $1.size })))"
    let count = CountUnit.cohorts.counted(rows.count) + Phrase(verbatim: all)
    let known = average.indices.filter { average[$0].rate?.isFinite == true }
    let after = known.filter { offset($0) > 0 }
    guard let first = after.first, let last = after.last else {
      return Phrase(
        "Retention of \(count.english).",
        "\(count.chinese)的留存。")
    }
    func at(_ index: Int) -> (String, String) {
      (NumberText.rate(average[index].rate), offsetName(index))
    }
    let (early, start) = at(first)
    let (late, end) = at(last)
    return Phrase(
      "Retention of \(count.english): on average \(early) at \(start)"
        + (first == last ? "." : " and \(late) at \(end)."),
      "\(count.chinese)的留存：平均 \(start) 为 \(early)"
        + (first == last ? "。" : "，\(end) 为 \(late)。"))
  }

  private func offset(_ index: Int) -> Int { firstOffset &+ index }

  func offsetName(_ index: Int) -> String { offsetPrefix + String(offset(index)) }

  private func legend(
    _ ink: Ink, shown: [Row], offsets: Int, scale: ShadeScale?
  ) -> [StyledText] {
    let meaning = ink.text(Phrase("cells: ", "单元格：") + cellMeaning)
    let shades = StyledText(meaning + "   ", .label) + (scale?.legend(ink) ?? StyledText())
    let cells = shown.flatMap { $0.cells.prefix(offsets) }
    var marks: [StyledText] = []
    func mark(_ sign: String, _ words: Phrase) {
      marks.append(StyledText(sign + ink.text(words), .label))
    }
    if cells.contains(where: \.isRunning) {
      mark(
        "~",
        averagesIncomplete
          ? Phrase(" incomplete", " 周期未满") : Phrase(" incomplete, not in the average", " 周期未满，不计均值")
      )
    }
    if cells.contains(.unobservable) || shown.contains(where: { $0.cells.count < offsets }) {
      mark(ink.unobservable, Phrase(" not observable yet (not 0)", " 尚未发生（不是 0）"))
    }
    if let small = SmallSample.legend(shown.map(\.size), ink) { marks.append(small) }
    if shown.count < rows.count {
      let (part, all) = (NumberText.count(shown.count), NumberText.count(rows.count))
      mark("", Phrase("the newest \(part) of \(all) cohorts", "共 \(all) 个群组，只显示最新 \(part) 个"))
    }
    if offsets < offsetCount {
      let (first, end) = (offsetName(0), offsetName(offsetCount - 1))
      let shown = offsetName(max(0, offsets - 1))
      mark(
        "",
        Phrase("\(first) to \(shown) of \(first) to \(end)", "共 \(first)–\(end)，只显示到 \(shown)"))
    }
    return [shades] + ink.flowing(marks) + notes.map { StyledText(ink.text($0), .label) }
  }

  private func table(_ shown: [Row], _ offsets: Int, _ ink: Ink) -> TableGrid {
    var columns = [TableGrid.Column(heading), TableGrid.Column(Phrase("n", "人数"), .right)]
    columns += (0..<offsets).map {
      TableGrid.Column(Phrase(verbatim: offsetName($0)), .right)
    }
    let sizes = SmallSample.marked(shown.map(\.size), untold: shown.map(\.untold))
    var texts = zip(shown, sizes).map { row, size in
      [row.label, size]
        + (0..<offsets).map { row.cells.indices.contains($0) ? row.cells[$0].text(ink) : "" }
    }
    if !average.isEmpty {
      texts.append(
        [averageName.text(in: ink.language), ""]
          + average.prefix(offsets).map { ($0.rate.map { NumberText.percent($0) } ?? "") + " " })
    }
    return TableGrid(columns: columns, texts: texts)
  }
}

extension TriangleChart.Cell {
  /// Whether its period is still running.
  var isRunning: Bool {
    if case .rate(_, _, isComplete: false) = self { return true }
    return false
  }

  /// Percent without the sign, with its mark behind it.
  func text(_ ink: Ink) -> String {
    switch self {
    case .rate(let rate, _, let isComplete):
      (rate.isFinite ? NumberText.percent(rate) : NumberText.undefined) + (isComplete ? " " : "~")
    case .unobservable: ink.unobservable + " "
    case .inapplicable: ink.number(NumberText.missing) + " "
    }
  }
}
