import Reporting

/// What stands around every chart: the title above, the legend below, rules between.
struct Frame {
  let ink: Ink
  var title: Phrase?
  var body: [StyledText] = []
  /// Lines of the legend; each wraps where it is too long.
  var legend: [StyledText] = []
  /// Cells of the rules; nil for the whole canvas.
  var ruleWidth: Int?

  func chart(alternative: Phrase, isDrawing: Bool = true) -> Chart {
    var lines: [StyledText] = []
    if let title {
      let text = ink.text(title)
      lines += ink.wrapped(text, to: ink.canvas.width).map { StyledText($0, .title) }
      lines.append(rule)
    }
    lines += body
    if !legend.isEmpty {
      lines.append(rule)
      lines += legend.flatMap { wrapped($0) }
    }
    return Chart(
      lines: lines.map(bounded), alternative: alternative, title: title, isDrawing: isDrawing)
  }

  /// On a very wide canvas a rule is no longer than what it frames.
  private var rule: StyledText {
    let lines = (title.map { [ink.text($0)] } ?? []) + (body + legend).map(\.plain)
    let cells = ruleWidth ?? max(Self.usual, ink.widest(lines))
    return StyledText(ink.repeated(ink.horizontal, min(cells, ink.canvas.width)), .axis)
  }

  /// A legend line that fits keeps its roles; a longer one becomes plain lines of muted text.
  private func wrapped(_ line: StyledText) -> [StyledText] {
    guard ink.width(line.plain) > ink.canvas.width else { return [line] }
    return ink.wrapped(line.plain, to: ink.canvas.width).map { StyledText($0, .label) }
  }

  /// The last guard: no trailing space, no control character, no cell beyond the canvas.
  private func bounded(_ line: StyledText) -> StyledText {
    var pieces = line.pieces.map { piece in
      StyledText.Piece(text: Escaping.visible(piece.text), role: piece.role)
    }
    while let last = pieces.last {
      let trimmed = ink.trimmingEnd(last.text)
      if trimmed == last.text { break }
      pieces.removeLast()
      if !trimmed.isEmpty { pieces.append(StyledText.Piece(text: trimmed, role: last.role)) }
    }
    guard ink.width(StyledText(pieces).plain) > ink.canvas.width else { return StyledText(pieces) }
    return cut(pieces)
  }

  private func cut(_ pieces: [StyledText.Piece]) -> StyledText {
    let sign = ink.isUnicode ? "…" : ".."
    var room = ink.canvas.width - ink.width(sign)
    var line = StyledText()
    for piece in pieces {
      let head = ink.measure.head(of: piece.text, within: room)
      line.append(head, piece.role)
      room -= ink.width(head)
      if head != piece.text {
        line.append(sign, piece.role)
        break
      }
    }
    return line
  }
}

extension Frame {
  /// Below this a chart is shown as its table.
  static let narrowest = 60
  /// A rule spans the canvas up to this.
  static let usual = 80

  /// The table of a chart between its title and its legend.
  static func fallback(
    _ ink: Ink, title: Phrase, table: TableGrid, legend: [StyledText], alternative: Phrase
  ) -> Chart {
    Frame(ink: ink, title: title, body: table.lines(ink), legend: legend)
      .chart(alternative: alternative)
  }
}
