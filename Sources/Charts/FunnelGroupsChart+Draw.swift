import Reporting

extension FunnelGroupsChart {
  private static let leastBar = 6
  private static let longestBar = 30

  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    guard !groups.isEmpty, !steps.isEmpty else {
      let empty = StyledText(ink.text(Phrase("no groups", "没有分组")), .muted)
      return Frame(ink: ink, title: title, body: [empty]).chart(alternative: alternative)
    }
    guard canvas.width >= Frame.narrowest, let body = body(ink) else {
      return Frame.fallback(
        ink, title: title, table: table(ink), legend: legend(ink, bars: false),
        alternative: alternative)
    }
    return Frame(ink: ink, title: title, body: body, legend: legend(ink, bars: true))
      .chart(alternative: alternative)
  }

  /// One sentence: the best and the worst group at the last step.
  var alternative: Phrase {
    let last = steps.count - 1
    let stepCount = CountUnit.steps.counted(steps.count)
    let groupCount = CountUnit.groups.counted(groups.count)
    let known = groups.compactMap { group in
      rate(group, last).flatMap { $0.isFinite ? (group.label, $0) : nil }
    }
    guard let best = known.max(by: { $0.1 < $1.1 }), let worst = known.min(by: { $0.1 < $1.1 })
    else {
      return Phrase(
        "A funnel of \(stepCount.english) in \(groupCount.english).",
        "\(stepCount.chinese)漏斗，共 \(groupCount.chinese)。")
    }
    func told(_ found: (String, Double)) -> String {
      let group = groups.first { $0.label == found.0 }
      let users = group?.untold ?? NumberText.count(group?.users.first ?? 0)
      return "\(NumberText.rate(found.1)) (n \(users))"
    }
    let (most, least) = (told(best), told(worst))
    return Phrase(
      "A funnel of \(stepCount.english) in \(groupCount.english): from \(least) in \(worst.0) to"
        + " \(most) in \(best.0) reach the last step.",
      "\(stepCount.chinese)漏斗，共 \(groupCount.chinese)：到达末步的比例从 \(worst.0) 的 \(least) 到"
        + " \(best.0) 的 \(most)。")
  }

  private var shown: [Group] { groups + (total.map { [$0] } ?? []) }

  private var differences: [Difference] {
    shown.map { Difference(value: $0.difference, isSignificant: $0.isSignificant) }
  }

  private var counts: [String] {
    SmallSample.marked(shown.map { $0.users.first ?? 0 }, untold: shown.map(\.untold))
  }

  private func rate(_ group: Group, _ step: Int) -> Double? {
    group.totalRates.indices.contains(step) ? group.totalRates[step] : nil
  }

  private func body(_ ink: Ink) -> [StyledText]? {
    let name = ink.text(heading)
    let labels = LabelColumn(ink, heading: name, labels: shown.map(\.label))
    var columns = NumberColumns(ink)
    columns.add(unit.heading, counts)
    for (index, step) in steps.enumerated().dropFirst() {
      let heading = Phrase(verbatim: "\(index + 1) \(ink.label(step))")
      columns.add(heading, shown.map { NumberText.rate(rate($0, index)) })
    }
    if differences.contains(where: { $0.value != nil }) {
      columns.add(
        differenceName, differences.map { $0.text(ink) }, roles: differences.map(\.role))
    }
    let indent = labels.width + 2
    let cells = min(Self.longestBar, ink.canvas.width - indent - columns.width)
    guard cells >= Self.leastBar else { return nil }
    let last = shown.map { rate($0, steps.count - 1) ?? 0 }
    let most = last.filter(\.isFinite).max() ?? 0
    let top = ink.measure.pad(ink.cut(name, to: labels.width), to: indent + cells)
    var lines = [StyledText(top + columns.headings, .label)]
    for index in shown.indices {
      let names = labels.lines(index)
      let bar = Bar(value: last[index], most: most, cells: cells).text(ink)
      let isTotal = index >= groups.count
      var line = StyledText((names.first ?? "") + "  ", .label)
      line.append(ink.measure.pad(bar, to: cells), isTotal ? .muted : .bar(1))
      lines.append(line + columns.row(index))
      lines += names.dropFirst().map { StyledText($0, .label) }
    }
    return lines
  }

  private func legend(_ ink: Ink, bars: Bool) -> [StyledText] {
    var meaning = Phrase(
      "cells: share of step 1 that reached the step", "单元格：到达该步的人占第 1 步的比例")
    if bars { meaning = meaning + Phrase("; bars: the last step", "；条形：末步") }
    let known = [
      Difference.legend(differences, ink),
      SmallSample.legend(shown.map { $0.users.first ?? 0 }, ink),
    ]
    return [StyledText(ink.text(meaning), .label)] + ink.flowing(known.compactMap { $0 })
      + notes.map { StyledText(ink.text($0), .label) }
  }

  private func table(_ ink: Ink) -> TableGrid {
    let hasDifference = differences.contains { $0.value != nil }
    var columns =
      [TableGrid.Column(heading), TableGrid.Column(unit.heading, .right)]
      + steps.enumerated().dropFirst().map { index, step in
        TableGrid.Column(Phrase(verbatim: "\(index + 1) \(step)"), .right)
      }
    if hasDifference { columns.append(TableGrid.Column(differenceName, .right)) }
    let rows = shown.indices.map { index in
      [shown[index].label, counts[index]]
        + steps.indices.dropFirst().map { NumberText.rate(rate(shown[index], $0)) }
        + (hasDifference ? [differences[index].text(ink)] : [])
    }
    return TableGrid(columns: columns, texts: rows)
  }
}
