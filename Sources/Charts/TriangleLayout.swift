import Reporting

/// Where the columns of a retention triangle stand.
struct TriangleLayout {
  private let ink: Ink
  private let labels: LabelColumn
  private let sizes: [String]
  private let sizeHeading: String
  private let sizeWidth: Int
  private let cellWidth: Int
  /// How many offsets fit; 0 where not even one does.
  let offsets: Int

  init(_ chart: TriangleChart, _ shown: [TriangleChart.Row], _ ink: Ink) {
    self.ink = ink
    let names = shown.map(\.label) + (chart.average.isEmpty ? [] : [ink.text(chart.averageName)])
    labels = LabelColumn(ink, heading: ink.text(chart.heading), labels: names)
    sizes = SmallSample.marked(shown.map(\.size), untold: shown.map(\.untold))
    sizeHeading = ink.heading(ink.text(Phrase("n", "人数")), over: sizes)
    sizeWidth = max(ink.widest(sizes), ink.width(sizeHeading))
    let wanted = min(max(1, chart.offsetLimit), chart.offsetCount)
    let cells = shown.flatMap { $0.cells.prefix(wanted) }.map { $0.text(ink) }
    let headings = (0..<wanted).map { chart.offsetName($0) + " " }
    // A gap, the shade, at least `100.0` and a mark.
    cellWidth = 2 + max(6, ink.widest(cells), ink.widest(headings))
    let room = ink.canvas.width - labels.width - 2 - sizeWidth
    // The last mark may stand at the very edge.
    offsets = min(wanted, max(0, room / cellWidth))
  }

  func heading(_ chart: TriangleChart) -> StyledText {
    let name = ink.fit(ink.text(chart.heading), labels.width)
    let size = ink.right(sizeHeading, sizeWidth)
    let cells = (0..<offsets).map { ink.right(chart.offsetName($0) + " ", cellWidth) }
    return StyledText(name + "  " + size + cells.joined(), .label)
  }

  /// A cohort's line, and the rest of its name where that is long.
  func lines(_ row: TriangleChart.Row, index: Int, scale: ShadeScale) -> [StyledText] {
    var line = StyledText((labels.lines(index).first ?? "") + "  ", .label)
    line.append(ink.right(sizes[index], sizeWidth))
    for offset in 0..<offsets {
      let cell = row.cells.indices.contains(offset) ? row.cells[offset] : .unobservable
      line.append(" ")
      let text = ink.right(cell.text(ink), cellWidth - 2)
      guard case .rate(let rate, _, let isComplete) = cell, let level = scale.level(of: rate) else {
        line.append(" " + text, .muted)
        continue
      }
      line.append(ink.shades[level] + text, isComplete ? .heat(level) : .muted)
    }
    return [line] + labels.lines(index).dropFirst().map { StyledText($0, .label) }
  }

  /// The average and, under it, how many cohorts each of its cells rests on.
  func averageLines(_ chart: TriangleChart) -> [StyledText] {
    guard !chart.average.isEmpty else { return [] }
    let known = chart.average.prefix(offsets)
    let rates = known.map { average in
      average.cohorts > 0
        ? average.rate.map { $0.isFinite ? NumberText.percent($0) : NumberText.undefined }
          ?? NumberText.missing : NumberText.missing
    }
    let counts = known.map { NumberText.count($0.cohorts) }
    return [
      (ink.text(chart.averageName), rates, Role.label),
      (ink.text(Phrase("cohorts", "群组数")), counts, Role.muted),
    ].map { name, cells, role in
      let start = ink.fit(name, labels.width) + "  " + ink.repeated(" ", sizeWidth)
      return StyledText(
        start + cells.map { ink.right(ink.number($0) + " ", cellWidth) }.joined(), role)
    }
  }
}
