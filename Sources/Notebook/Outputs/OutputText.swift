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
    for piece in LineBreak(measure).pieces(of: Escaping.visible(text)) {
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
}
