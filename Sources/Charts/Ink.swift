import Reporting

/// What every chart draws with: measuring, padding and the signs of one canvas.
///
/// This is the one place where text from outside enters a chart; it leaves it escaped.
struct Ink {
  let canvas: Canvas
  let measure: DisplayWidth

  init(_ canvas: Canvas) {
    self.canvas = canvas
    measure = canvas.displayWidth
  }

  var language: DisplayLanguage { canvas.language }
  var isASCII: Bool { canvas.characters == .ascii }
  var isUnicode: Bool { canvas.characters == .unicode }

  /// A text of our own, with signs that this canvas has.
  func text(_ phrase: Phrase) -> String {
    let text = Escaping.visible(phrase.text(in: language))
    guard isASCII else { return text }
    return text.reduce(into: "") { plain, character in
      plain += Self.spelling[character] ?? String(character)
    }
  }

  /// A name from the data.
  ///
  /// A mark at its start that would combine with our own sign before it is spelt out too.
  func label(_ name: String) -> String {
    let shown = Escaping.visible(name)
    guard let first = shown.unicodeScalars.first, measure.width(of: first) == 0 else {
      return shown
    }
    let code = String(first.value, radix: 16, uppercase: true)
    return "\\u{" + code + "}" + String(String.UnicodeScalarView(shown.unicodeScalars.dropFirst()))
  }

  /// A number or mark as a cell: the dash of a missing value is one cell on every canvas.
  func number(_ text: String) -> String {
    guard !isUnicode, trimmingEnd(text) == NumberText.missing else { return Escaping.visible(text) }
    return "-" + text.dropFirst()
  }

  func width(_ text: String) -> Int { measure.width(of: text) }

  func cut(_ text: String, to cells: Int) -> String {
    measure.truncate(text, to: cells, plainly: isASCII)
  }

  /// The text in exactly `cells`: cut where too long, padded where too short.
  func fit(_ text: String, _ cells: Int, _ alignment: DisplayWidth.Alignment = .left) -> String {
    measure.pad(cut(text, to: cells), to: cells, alignment: alignment)
  }

  /// Right-aligned in `cells`; a number is never cut, whatever it costs.
  func right(_ text: String, _ cells: Int) -> String {
    measure.pad(text, to: cells, alignment: .right)
  }

  /// A heading moved left by the spaces that stand for absent marks in its column.
  func heading(_ text: String, over cells: [String]) -> String {
    let spaces = cells.map { $0.count - trimmingEnd($0).count }.max() ?? 0
    return text + repeated(" ", spaces)
  }

  /// The widest of some texts.
  func widest(_ texts: some Sequence<String>) -> Int { texts.map(width).max() ?? 0 }

  func repeated(_ sign: String, _ count: Int) -> String {
    String(repeating: sign, count: max(0, count))
  }

  /// ASCII for the signs that our own texts use.
  private static let spelling: [Character: String] = [
    "·": "|", "→": "->", "…": "...", "–": "-", "—": "-", "−": "-", "×": "x", "≥": ">=",
    "≤": "<=", "±": "+/-", "≈": "~", "Δ": "delta", "▲": "+", "▼": "-", "“": "\"", "”": "\"",
  ]
}
