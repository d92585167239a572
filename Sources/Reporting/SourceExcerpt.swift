/// The lines of a source that a diagnostic speaks of, with carets and labels under them.
struct SourceExcerpt {
  /// A stretch of one line, in scalars from the line's start.
  private struct Mark {
    let line: Int
    let start: Int
    let end: Int
    let isPrimary: Bool
    let text: String
  }

  /// A longer span shows its first lines and its last.
  private static let mostLines = 4

  private let printer: DiagnosticPrinter
  private let sourceLines: [SourceLine]
  private var marks: [Mark] = []

  init(_ diagnostic: Diagnostic, source: String, printer: DiagnosticPrinter) {
    self.printer = printer
    sourceLines = SourceLine.all(of: source)
    if let span = diagnostic.span {
      marks += pieces(of: span, isPrimary: true, diagnostic.hint.map(printer.text) ?? "")
    }
    for label in diagnostic.labels {
      marks += pieces(of: label.span, isPrimary: false, printer.text(label.text))
    }
  }

  /// Empty where there is no place to show.
  var lines: [StyledText] {
    var shown: [StyledText] = []
    var previous: Int?
    for line in Set(marks.map(\.line)).sorted() {
      if let previous, line > previous + 1 { shown.append(StyledText("...", .muted)) }
      previous = line
      shown += excerpt(line)
    }
    return shown
  }

  /// One mark for each line that a span touches, its text at the last.
  private func pieces(of span: Span, isPrimary: Bool, _ text: String) -> [Mark] {
    let last = sourceLines.last?.end ?? 0
    let start = min(max(0, span.start), last)
    let end = min(max(start, span.end), last)
    let touched = sourceLines.indices.filter { index in
      let line = sourceLines[index]
      let next = index + 1 < sourceLines.count ? sourceLines[index + 1].start : Int.max
      return line.start < max(end, start + 1) && next > start
    }
    let kept =
      touched.count > Self.mostLines
      ? touched.prefix(Self.mostLines - 1) + touched.suffix(1) : touched[...]
    return kept.map { index in
      let line = sourceLines[index]
      let length = line.end - line.start
      return Mark(
        line: index, start: min(max(0, start - line.start), length),
        end: min(max(0, end - line.start), length), isPrimary: isPrimary,
        text: index == touched.last ? text : "")
    }
  }

  private func gutter(_ line: Int?) -> StyledText {
    guard sourceLines.count > 1 else { return StyledText("  | ", .muted) }
    let digits = max(2, String(sourceLines.count).count)
    let number = line.map { String($0 + 1) } ?? ""
    let spaces = String(repeating: " ", count: max(0, digits - number.count))
    return StyledText(spaces + number + " | ", .muted)
  }

  private func excerpt(_ index: Int) -> [StyledText] {
    let line = sourceLines[index]
    let here = marks.filter { $0.line == index }
    let places = here.map { mark in
      let start = width(line.shown(to: mark.start))
      return (mark: mark, start: start, end: max(start + 1, width(line.shown(to: mark.end))))
    }
    let window = window(over: line.shown(), first: places.map(\.start).min() ?? 0)
    var lines = [gutter(index) + StyledText(window.text, .code)]
    let ordered = places.sorted {
      ($0.mark.isPrimary ? 0 : 1, $0.start) < ($1.mark.isPrimary ? 0 : 1, $1.start)
    }
    for place in ordered {
      let start = min(max(0, place.start - window.dropped), window.width)
      let end = min(max(start + 1, place.end - window.dropped), max(start + 1, window.width + 1))
      let sign = place.mark.isPrimary ? "^" : "-"
      let role: Role = place.mark.isPrimary ? .error : .mark
      var under = gutter(nil) + StyledText(String(repeating: " ", count: start))
      under.append(String(repeating: sign, count: end - start), role)
      if !place.mark.text.isEmpty { under.append(" " + place.mark.text, role) }
      lines.append(under)
    }
    return lines
  }

  private func width(_ text: String) -> Int { printer.displayWidth.width(of: text) }

  /// The part of a line that fits around its first mark.
  ///
  /// `dropped` is what to take from a column of the whole line to get one of the part.
  private func window(over text: String, first: Int) -> (text: String, dropped: Int, width: Int) {
    let whole = width(text)
    let room = max(20, (printer.columns ?? Int.max) - width(gutter(nil).plain))
    guard whole > room else { return (text, 0, whole) }
    let lead = max(0, min(first - room / 3, whole - room + 2))
    let head = lead == 0 ? "" : printer.displayWidth.head(of: text, within: lead)
    let dropped = width(head)
    let sign = dropped == 0 ? "" : ".."
    let tail = sign + String(text.dropFirst(head.count))
    let shown = printer.displayWidth.truncate(tail, to: room, plainly: true)
    return (shown, dropped - sign.count, width(shown))
  }
}

/// One line of a source, in scalars of the whole.
struct SourceLine {
  let start: Int
  let end: Int
  private let scalars: ArraySlice<Unicode.Scalar>

  /// Lines end at a line feed, with or without a carriage return before it.
  static func all(of source: String) -> [SourceLine] {
    let scalars = Array(source.unicodeScalars)
    var lines: [SourceLine] = []
    var start = 0
    for index in 0...scalars.count where index == scalars.count || scalars[index] == "\n" {
      let hasReturn = index > start && index < scalars.count && scalars[index - 1] == "\r"
      let end = hasReturn ? index - 1 : index
      lines.append(SourceLine(start: start, end: end, scalars: scalars[start..<end]))
      start = index + 1
    }
    return lines
  }

  /// The line, or so many of its first scalars, as it is printed.
  func shown(to count: Int? = nil) -> String {
    let part = scalars.prefix(count ?? scalars.count)
    let text = String(String.UnicodeScalarView(part))
    return Escaping.visible(text.replacingTabs())
  }
}

extension String {
  /// Four spaces for each tab: enough to see it, and the same wherever it stands.
  fileprivate func replacingTabs() -> String {
    guard utf8.contains(0x09) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar == "\t" { text += "    " } else { text.unicodeScalars.append(scalar) }
    }
  }
}
