import Reporting

extension ShareChart {
  public func draw(on canvas: Canvas) -> Chart {
    let ink = Ink(canvas)
    let total = total
    guard total > 0 else {
      let empty = StyledText(ink.text(Phrase("nothing to share out", "没有可分的整体")), .muted)
      return Frame(ink: ink, title: title, body: [empty]).chart(alternative: alternative)
    }
    let signs = Self.signs(ink)
    let cells = min(Bar.longest, canvas.width)
    let lengths = Strip(counts: parts.map(\.users), cells: cells).lengths
    var strip = StyledText()
    for (index, length) in lengths.enumerated() {
      strip.append(ink.repeated(signs[index % signs.count], length), .bar(index % 5 + 1))
    }
    var columns = NumberColumns(ink)
    columns.add(unit.heading, parts.map { NumberText.count($0.users) })
    columns.add(
      Phrase("share", "占比"), parts.map { NumberText.rate(Double(max(0, $0.users)) / total) })
    let room = max(4, canvas.width - 2 - columns.width)
    let labels = parts.map { ink.label($0.label) }
    let width = min(room, max(4, ink.widest(labels)))
    var lines = [strip, StyledText(ink.repeated(" ", width + 2) + columns.headings, .label)]
    for (index, label) in labels.enumerated() {
      var line = StyledText(signs[index % signs.count], .bar(index % 5 + 1))
      line.append(" " + ink.fit(label, width), .label)
      lines.append(line + columns.row(index))
    }
    let legend = notes.map { StyledText(ink.text($0), .label) }
    return Frame(ink: ink, title: title, body: lines, legend: legend)
      .chart(alternative: alternative)
  }

  /// One sentence: every part with its share, the first five by name.
  var alternative: Phrase {
    let total = total
    guard total > 0 else { return Phrase("No parts.", "没有组成部分。") }
    let listed = parts.prefix(5).map {
      $0.label + " " + NumberText.rate(Double(max(0, $0.users)) / total)
    }
    let more = parts.count - listed.count
    let whole = unit.counted(Int(exactly: total) ?? .max)
    return Phrase(
      whole.english + ": " + listed.joined(separator: ", ")
        + (more > 0 ? " and \(more) more." : "."),
      whole.chinese + "：" + listed.joined(separator: "，") + (more > 0 ? "，另有 \(more) 项。" : "。"))
  }

  private var total: Double { parts.reduce(0) { $0 + Double(max(0, $1.users)) } }

  private static func signs(_ ink: Ink) -> [String] {
    switch ink.canvas.characters {
    case .unicode: ["█", "▒", "▓", "░", "▞"]
    case .cjkWide: ["⣿", ":", "⣤", ".", "#"]
    case .ascii: ["#", ":", "=", ".", "%"]
    }
  }
}
