import Engine
import Reporting

/// What a verb drew, as lines without roles.
public enum BlockText {
  /// All blocks with a blank line between them; no line ends in spaces or holds control characters.
  public static func lines(of blocks: [Block]) -> [String] {
    let parts = blocks.map { block in
      let lines: [StyledText] =
        switch block {
        case .chart(let chart): chart.lines
        case .lines(let lines): lines
        }
      return lines.map { trimmed(Escaping.visible($0.plain)) }
    }
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  /// What each drawing says, in one sentence.
  public static func sentences(of blocks: [Block], in language: DisplayLanguage) -> [String] {
    blocks.compactMap { block in
      guard case .chart(let chart) = block, chart.isDrawing else { return nil }
      return chart.alternative.text(in: language)
    }
  }

  static func trimmed(_ line: String) -> String {
    var end = line.endIndex
    while end > line.startIndex, line[line.index(before: end)] == " " {
      end = line.index(before: end)
    }
    return String(line[..<end])
  }
}
