import Reporting

extension FunnelChart {
  private static let leastBar = 10

  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard !steps.isEmpty else {
      let empty = StyledText(ink.text(Phrase("no steps", "没有步骤")), .muted)
      return Frame(ink: ink, title: title, body: [empty]).chart(alternative: alternative)
    }
    guard canvas.width >= Frame.narrowest,
      let body = body(ink, hasTimes: true) ?? body(ink, hasTimes: false)
    else {
      return Frame.fallback(
        ink, title: title, table: table(ink.language), legend: legend(ink, hatched: false),
        alternative: alternative)
    }
    return Frame(ink: ink, title: title, body: body, legend: legend(ink, hatched: true))
      .chart(alternative: alternative)
  }

  /// One sentence: the way from the first step to the last and where most are lost.
  var alternative: Phrase {
    guard let first = steps.first, let last = steps.last(where: { !$0.isOptional }) else {
      return Phrase("A funnel without steps.", "没有步骤的漏斗。")
    }
    let entered = unit.counted(first)
    let rate = NumberText.rate(last.totalRate)
    let count = CountUnit.steps.counted(steps.count)
    var english =
      "A funnel of \(count.english): \(entered.english) at \(first.label), "
      + "\(last.count) (\(rate)) at \(last.label)"
    var chinese =
      "\(count.chinese)漏斗：\(first.label) \(entered.chinese)，"
      + "\(last.label) \(unit.counted(last).chinese)（\(rate)）"
    let optional = steps.count { $0.isOptional }
    if optional > 0 {
      english += "; \(optional) of the steps may be passed over"
      chinese += "；其中 \(optional) 步可跳过"
    }
    let excluded = steps.compactMap(\.excluded).reduce(0.0) { $0 + Double($1) }
    if excluded > 0 {
      let counted = unit.counted(Int(exactly: excluded) ?? Int.max)
      english += "; an excluded event stops \(counted.english)"
      chinese += "；因排除事件止步 \(counted.chinese)"
    }
    if let worst = biggestDrop {
      let from = steps[before(worst)].label
      let to = steps[worst].label
      let share = NumberText.rate(lostShare(worst))
      english += "; the biggest drop is \(from) → \(to) (\(share))"
      chinese += "；最大流失在 \(from) → \(to)（\(share)）"
    }
    return Phrase(english + ".", chinese + "。")
  }

  /// Lost on the way to a step ÷ users of the step before.
  private func lostShare(_ index: Int) -> Double? {
    guard index > 0, steps.indices.contains(index), let lost = steps[index].lost else { return nil }
    return Double(lost) / Double(steps[before(index)].users)
  }

  /// The step that a later one is measured from: optional ones are passed over.
  private func before(_ index: Int) -> Int {
    steps[..<index].lastIndex { !$0.isOptional } ?? 0
  }

  /// The step on whose way the greatest share is lost; nil where there is nothing to compare.
  private var biggestDrop: Int? {
    let shares = steps.indices.compactMap { index in
      lostShare(index).flatMap { $0.isFinite ? (index, $0) : nil }
    }
    guard shares.count > 1, let most = shares.map(\.1).max(), most > 0 else { return nil }
    return shares.first { $0.1 == most }?.0
  }

  /// Nil where no room is left for bars; the times go first.
  private func body(_ ink: Ink, hasTimes: Bool) -> [StyledText]? {
    let heading = ink.text(Phrase("step", "步骤"))
    let labels = LabelColumn(ink, heading: heading, labels: steps.map(\.label))
    let digits = String(steps.count).count
    let columns = columns(ink, hasTimes: hasTimes)
    let indent = digits + 1 + labels.width + 2
    let cells = min(Bar.longest, ink.canvas.width - indent - columns.width)
    guard cells >= Self.leastBar else { return nil }
    let top = ink.measure.pad(ink.repeated(" ", digits + 1) + heading, to: indent + cells)
    var lines = [StyledText(top + columns.headings, .label)]
    for index in steps.indices {
      let names = labels.lines(index)
      var line = StyledText(ink.right(String(index + 1), digits) + " ", .label)
      line.append((names.first ?? "") + "  ", .label)
      line = line + bar(index, cells, ink) + columns.row(index)
      lines.append(line)
      let next = dropLine(index + 1, ink)
      if names.count > 1 || next != nil {
        let name = names.count > 1 ? names[1] : ""
        let under = StyledText(
          ink.repeated(" ", digits + 1) + ink.measure.pad(name, to: labels.width + 2), .label)
        lines.append(under + (next ?? StyledText()))
      }
    }
    return lines
  }

  private func columns(_ ink: Ink, hasTimes: Bool) -> NumberColumns {
    var columns = NumberColumns(ink)
    columns.add(unit.heading, steps.map(\.count))
    columns.add(Phrase("step", "步转化"), steps.map { NumberText.rate($0.stepRate) })
    columns.add(Phrase("total", "总转化"), steps.map { NumberText.rate($0.totalRate) })
    if hasTimes, steps.contains(where: { $0.medianSeconds != nil }) {
      columns.add(
        Phrase("median", "中位耗时"),
        steps.map { NumberText.duration(seconds: $0.medianSeconds, in: ink.language) })
    }
    return columns
  }

  private func bar(_ index: Int, _ cells: Int, _ ink: Ink) -> StyledText {
    let step = steps[index]
    let most = Double(steps.map(\.users).max() ?? 0)
    let solid = Bar(value: Double(step.users), most: most, cells: cells).text(ink)
    var line = StyledText(solid, step.isOptional ? .bar(2) : .bar(1))
    let used = ink.width(solid)
    var hatched = 0
    if let open = step.open, open > 0, most > 0 {
      let end = (Double(step.users) + Double(open)) / most * Double(cells)
      hatched = min(max(1, Int(min(end, Double(cells)).rounded()) - used), cells - used)
      line.append(ink.repeated(ink.hatch, hatched), .muted)
    }
    line.append(ink.repeated(" ", cells - used - max(0, hatched)))
    return line
  }

  private func dropLine(_ index: Int, _ ink: Ink) -> StyledText? {
    guard steps.indices.contains(index), let lost = steps[index].lost else { return nil }
    let share = NumberText.rate(lostShare(index))
    let words = Phrase("lost ", "流失 ")
    var line = StyledText(
      "\(ink.drop)\(ink.text(words))\(NumberText.count(lost)) (\(share))", .muted)
    if let open = steps[index].open, open > 0 {
      line.append(ink.text(Phrase("  open ", "  未满 ")) + NumberText.count(open), .muted)
    }
    if let excluded = steps[index].excluded, excluded > 0 {
      line.append(ink.text(Phrase("  excluded ", "  排除 ")) + NumberText.count(excluded), .muted)
    }
    if biggestDrop == index {
      line.append("   " + ink.biggest + ink.text(Phrase("biggest drop", "最大流失")), .mark)
    }
    return line
  }

  private func legend(_ ink: Ink, hatched: Bool) -> [StyledText] {
    var lines: [StyledText] = []
    let open = steps.compactMap(\.open).reduce(0.0) { $0 + Double($1) }
    if open > 0, steps.first?.untold == nil, let entered = steps.first?.users {
      let counted = unit.counted(Int(exactly: open) ?? Int.max)
      let share = NumberText.rate(open / Double(entered))
      var line = StyledText()
      if hatched {
        line.append(ink.fullBar, .bar(1))
        line.append(ink.text(Phrase(" converted   ", " 已转化   ")), .label)
        line.append(ink.hatch, .muted)
        line.append(" ")
      }
      line.append(
        ink.text(
          Phrase(
            "window still open: \(counted.english) (\(share)), may still rise",
            "窗口未满：\(counted.chinese)（\(share)），仍可能上升")), .label)
      lines.append(line)
    }
    if steps.contains(where: \.isOptional) {
      lines.append(
        StyledText(
          ink.text(
            Phrase(
              "?: an optional step, whose rate is of the required step before",
              "?：可选步骤，其转化率相对前一个必经步骤")), .label))
    }
    if let overall {
      let interval = NumberText.rateInterval(overall.low, overall.high)
      let rate = NumberText.rate(overall.value)
      lines.append(
        StyledText(
          ink.text(
            Phrase("overall \(rate), 95% CI \(interval)", "总转化 \(rate)，95% 置信区间 \(interval)")),
          .label))
    }
    return lines + notes.map { StyledText(ink.text($0), .label) }
  }

  private func table(_ language: DisplayLanguage) -> TableGrid {
    let hasLost = steps.contains { $0.lost != nil }
    var columns = [
      TableGrid.Column(Phrase("step", "步骤")), .init(unit.heading, .right),
      .init(Phrase("step rate", "步转化"), .right),
      .init(Phrase("total rate", "总转化"), .right),
    ]
    if hasLost { columns.append(.init(Phrase("lost", "流失"), .right)) }
    let rows = steps.enumerated().map { index, step in
      var row = [
        "\(index + 1) \(step.label)", step.count,
        NumberText.rate(step.stepRate), NumberText.rate(step.totalRate),
      ]
      if hasLost { row.append(step.lost.map(NumberText.count) ?? NumberText.missing) }
      return row
    }
    return TableGrid(columns: columns, texts: rows)
  }
}

extension CountUnit {
  fileprivate func counted(_ step: FunnelChart.Step) -> Phrase {
    guard let untold = step.untold else { return counted(step.users) }
    return Phrase(verbatim: untold + " ") + heading
  }
}
