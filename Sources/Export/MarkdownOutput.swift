import Charts
import Engine
import Reporting

/// An answer for a wiki or a pull request: its drawing in a fence and what it says in a sentence, a
/// table of GitHub Flavored Markdown for each table, the rule, the doubts.
///
/// Values stand as people read them; whatever Markdown or HTML could take for its own is escaped.
public struct MarkdownOutput: Sendable {
  public let language: DisplayLanguage
  /// Cells in a line of the drawing.
  public let width: Int

  public init(language: DisplayLanguage, width: Int = 80) {
    self.language = language
    self.width = width
  }

  /// The parts of one statement with blank lines between them.
  public func text(_ outcome: Outcome, calendar: LocalCalendar = .utc) -> String {
    switch outcome.kind {
    case .answer(let answer, let render):
      let canvas = Canvas(width: width, characters: .unicode, language: language)
      var parts: [String] = []
      let blocks = render(canvas)
      let drawing = BlockText.lines(of: blocks)
      if !drawing.isEmpty { parts.append(Self.fenced(drawing)) }
      parts += BlockText.sentences(of: blocks, in: language).map(Self.escaped)
      for table in answer.tables {
        if answer.tables.count > 1 { parts.append("**\(Self.escaped(table.name))**") }
        parts.append(self.table(table, calendar: calendar))
      }
      let rule = answer.rule.text(in: language)
      if !rule.isEmpty { parts.append("_\(Self.escaped(rule))_") }
      let warnings = answer.warnings.map { "**\($0.code)** " + Self.escaped(text($0.message)) }
      let doubts = warnings + answer.notes.map { Self.escaped(text($0)) }
      if !doubts.isEmpty { parts.append(doubts.map { "- \($0)" }.joined(separator: "\n")) }
      return parts.joined(separator: "\n\n") + "\n"
    case .failure(let diagnostics):
      let printer = DiagnosticPrinter(language: language)
      let lines = diagnostics.flatMap { printer.lines(for: $0, in: outcome.statement) }
      return Self.fenced(lines.map(\.plain)) + "\n"
    case .host: return ""
    }
  }

  /// A table with a line of headings; numbers are set to the right.
  public func table(_ table: ResultTable, calendar: LocalCalendar = .utc) -> String {
    let head = table.columns.map { Self.escaped($0.name) }
    let rule = table.columns.map { $0.type.isNumeric ? "---:" : "---" }
    let rows = table.rows.map { row in
      zip(table.columns, row).map { column, cell in
        Self.escaped(cell.text(as: column.type, in: language, calendar: calendar))
      }
    }
    return ([head, rule] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }

  private func text(_ phrase: Phrase) -> String { phrase.text(in: language) }

  static func fenced(_ lines: [String]) -> String {
    let fence = Fence.around(lines.map { Array($0.utf8) })
    return (["\(fence)text"] + lines + [fence]).joined(separator: "\n")
  }

  /// Plain text that Markdown shows as it is.
  static func escaped(_ text: String) -> String {
    var shown = ""
    let scalars = Array(Escaping.visible(text).unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\\", "`", "*", "[", "]", "<", ">", "&", "|", "~", "#", "!": shown += "\\\(scalar)"
      case "_":
        let before = index > 0 && scalars[index - 1].properties.isAlphabetic
        let after = index + 1 < scalars.count && scalars[index + 1].properties.isAlphabetic
        shown += before && after ? "_" : "\\_"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
