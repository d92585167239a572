import Reporting

extension DifferenceChart {
  private static let leastPlot = 17
  private static let widestPlot = 41

  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard !rows.isEmpty else {
      let empty = StyledText(ink.text(Phrase("no groups", "没有分组")), .muted)
      return Frame(ink: ink, title: title, body: [empty]).chart(alternative: alternative)
    }
    guard canvas.width >= Frame.narrowest, let body = body(ink) else {
      return Frame.fallback(
        ink, title: title, table: table(ink), legend: legend(ink), alternative: alternative)
    }
    return Frame(ink: ink, title: title, body: body, legend: legend(ink))
      .chart(alternative: alternative)
  }

  /// One sentence: how many differ, and the largest difference.
  var alternative: Phrase {
    let count = CountUnit.groups.counted(rows.count)
    let known = rows.compactMap { row in
      row.difference.flatMap { $0.value.isFinite ? (row.label, $0) : nil }
    }
    guard let largest = known.max(by: { $0.1.value.magnitude < $1.1.value.magnitude }) else {
      return Phrase("Two populations in \(count.english).", "两个人群，共 \(count.chinese)。")
    }
    let holding = rows.filter { $0.isSignificant == true }.count
    let text = signed(largest.1.value) + " " + interval(largest.1)
    return Phrase(
      "Two populations in \(count.english), \(holding) with a significant difference; the largest"
        + " difference is \(text) in \(largest.0).",
      "两个人群，共 \(count.chinese)，其中 \(holding) 组差异显著；最大差异为 \(largest.0) 的 \(text)。")
  }

  private func signed(_ value: Double) -> String {
    switch kind {
    case .rate: NumberText.points(value)
    case .decimal(let digits): NumberText.signed(value, digits: digits)
    case .amount: NumberText.signed(value, digits: value.magnitude < 1000 ? 2 : 0)
    case .count, .seconds: NumberText.signed(value, digits: 0)
    }
  }

  private func interval(_ estimate: Estimate) -> String {
    let ends = [estimate.low, estimate.high].map { end in
      let text = signed(end)
      return text.hasSuffix("pt") ? String(text.dropLast(2)) : text
    }
    return "[" + ends.joined(separator: ", ") + "]"
  }

  private func differenceText(_ row: Row, isMarked: Bool) -> String {
    guard let difference = row.difference else {
      return NumberText.missing + (isMarked ? "  " : "")
    }
    let mark = isMarked ? (row.isSignificant == true ? " *" : "  ") : ""
    return signed(difference.value) + " " + interval(difference) + mark
  }

  private func columns(_ ink: Ink) -> (before: NumberColumns, after: NumberColumns) {
    let isMarked = rows.contains { $0.isSignificant == true }
    var before = NumberColumns(ink)
    before.add(names[0], rows.map { kind.text(of: $0.a, in: ink.language) })
    before.add(names[1], rows.map { kind.text(of: $0.b, in: ink.language) })
    var after = NumberColumns(ink)
    after.add(
      Phrase("B - A, 95% CI", "差异，95% 区间"), rows.map { differenceText($0, isMarked: isMarked) },
      roles: rows.map { row in
        guard row.isSignificant == true, let value = row.difference?.value else { return .plain }
        return value > 0 ? .good : .bad
      })
    return (before, after)
  }

  private func body(_ ink: Ink) -> [StyledText]? {
    let name = ink.text(heading)
    let labels = LabelColumn(ink, heading: name, labels: rows.map(\.label))
    let (before, after) = columns(ink)
    let room = ink.canvas.width - labels.width - before.width - after.width - 2
    // An odd number of cells, so that zero has one of its own.
    let cells = min(Self.widestPlot, (room - 1) / 2 * 2 + 1)
    let ends = rows.compactMap(\.difference).flatMap { [$0.low, $0.value, $0.high] }
    let reach = ends.filter(Axis.isPlottable).map(\.magnitude).max() ?? 0
    guard cells >= Self.leastPlot, reach > 0 else { return nil }
    let whole = Axis.roundStep(reach)
    var lines = [
      StyledText(
        ink.fit(name, labels.width) + before.headings + "  " + scale(whole, cells, ink)
          + after.headings, .label)
    ]
    for (index, row) in rows.enumerated() {
      let names = labels.lines(index)
      let start = StyledText(names.first ?? "", .label) + before.row(index)
      lines.append(
        start + StyledText("  ") + interval(row, whole, cells, ink) + after.row(index))
      lines += names.dropFirst().map { StyledText($0, .label) }
    }
    return lines
  }

  /// The ends of the scale and its zero: `-8pt        0        +8pt`.
  private func scale(_ whole: Double, _ cells: Int, _ ink: Ink) -> String {
    let (left, right) = (tick(-whole), tick(whole))
    let half = cells / 2
    return ink.measure.pad(left, to: half) + "0" + ink.right(right, half)
  }

  private func tick(_ value: Double) -> String {
    let sign = value < 0 ? "-" : "+"
    return kind == .rate
      ? sign + NumberText.trimmed(value.magnitude * 100) + "pt"
      : sign + NumberText.compact(value.magnitude, in: .english)
  }

  /// The interval as a stroke with its value on it, zero as a line behind.
  private func interval(_ row: Row, _ whole: Double, _ cells: Int, _ ink: Ink) -> StyledText {
    var signs = Array(repeating: " ", count: cells)
    let half = Double(cells / 2)
    func place(_ value: Double) -> Int? {
      guard Axis.isPlottable(value) else { return nil }
      return Int(min(max(0, (half + value / whole * half).rounded()), half * 2))
    }
    signs[cells / 2] = ink.isUnicode ? "┊" : ":"
    if let difference = row.difference, let middle = place(difference.value) {
      if let low = place(difference.low), let high = place(difference.high), low <= high {
        for index in low...high { signs[index] = ink.horizontal }
      }
      signs[middle] = ink.isUnicode ? "●" : "o"
    }
    return StyledText(signs.joined(), row.isSignificant == true ? .bar(1) : .label)
  }

  private func legend(_ ink: Ink) -> [StyledText] {
    var lines: [StyledText] = []
    if rows.contains(where: { $0.isSignificant == true }) {
      lines.append(StyledText(ink.text(Phrase("* significant difference", "* 差异显著")), .label))
    }
    return lines + notes.map { StyledText(ink.text($0), .label) }
  }

  private func table(_ ink: Ink) -> TableGrid {
    let isMarked = rows.contains { $0.isSignificant == true }
    return TableGrid(
      columns: [
        .init(heading), .init(names[0], .right), .init(names[1], .right),
        .init(Phrase("B - A, 95% CI", "差异，95% 区间"), .right),
      ],
      texts: rows.map { row in
        [
          row.label, kind.text(of: row.a, in: ink.language),
          kind.text(of: row.b, in: ink.language), differenceText(row, isMarked: isMarked),
        ]
      })
  }
}
