import Reporting

/// Notes in lines that a viewer shows without scrolling.
enum OutputText {
  /// Cells of a line.
  static let width = 80

  /// A text in lines of at most 80 cells; the second line and those after it are set in.
  static func wrapped(_ text: String) -> [String] {
    let measure = DisplayWidth()
    var lines: [String] = []
    var line = ""
    for piece in pieces(of: Escaping.visible(text)) {
      let joined = line + piece
      if measure.width(of: trimmed(joined)) <= width || trimmed(line).isEmpty {
        line = joined
      } else {
        lines.append(trimmed(line))
        line = "  " + piece
      }
    }
    if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
    return lines
  }

  private static func trimmed(_ line: String) -> String {
    var line = line
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// Words with the spaces after them; a wide character is a word with the punctuation behind it.
  private static func pieces(of text: String) -> [String] {
    let measure = DisplayWidth()
    var pieces: [String] = []
    var mayBreak = true
    var wasWide = false
    for character in text {
      let isWide = measure.width(of: character) > 1
      let breaks = (mayBreak || isWide || wasWide) && character != " "
      if pieces.isEmpty || (breaks && !closing.contains(character)) {
        pieces.append(String(character))
      } else {
        pieces[pieces.count - 1].append(character)
      }
      mayBreak = character == " "
      wasWide = isWide && !opening.contains(character)
    }
    return pieces
  }

  private static let closing: Set<Character> = [
    "，", "。", "、", "；", "：", "！", "？", "）", "」", "』", "”", "》", ",", ".", ")", "]", ";", ":",
  ]
  private static let opening: Set<Character> = ["（", "「", "『", "“", "《"]
}
