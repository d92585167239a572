import Charts
import Engine
import Reporting

/// What became of a statement as lines for people.
///
/// An answer: its charts and tables, the rule that pins its definition, its notes, its warnings. A
/// failure: each diagnostic with the source and carets. Roles alone, no escape codes.
public struct OutcomePrinter: Sendable {
  public let canvas: Canvas
  private let wrapping: LineWrapping
  private let diagnostics: DiagnosticPrinter

  public init(canvas: Canvas) {
    self.canvas = canvas
    wrapping = LineWrapping(measure: canvas.displayWidth, columns: canvas.width)
    diagnostics = DiagnosticPrinter(
      language: canvas.language, displayWidth: canvas.displayWidth, columns: canvas.width)
  }

  /// - Parameter source: the whole text that was run, in which the spans of diagnostics count.
  public func lines(for outcome: Outcome, in source: String) -> [StyledText] {
    switch outcome.kind {
    case .answer(let answer, let render):
      render(canvas).flatMap(lines(of:)) + remarks(on: answer)
    case .failure(let list): list.flatMap { lines(for: $0, in: source) }
    case .host: []
    }
  }

  /// A diagnostic with its carets; its other lines are wrapped.
  public func lines(for diagnostic: Diagnostic, in source: String) -> [StyledText] {
    diagnostics.lines(for: diagnostic, in: source).flatMap { wrapping.lines($0, indent: 4) }
  }

  /// A text for people, wrapped.
  public func lines(_ phrase: Phrase, _ role: Role = .plain) -> [StyledText] {
    let text = phrase.text(in: canvas.language)
    return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      wrapping.lines(StyledText(Escaping.visible(String($0)), role), indent: 2)
    }
  }

  private func lines(of block: Block) -> [StyledText] {
    switch block {
    case .chart(let chart): chart.lines
    case .lines(let lines): lines.flatMap { wrapping.lines($0, indent: 4) }
    }
  }

  private func remarks(on answer: Answer) -> [StyledText] {
    let rule = answer.rule.text(in: canvas.language).isEmpty ? [] : lines(answer.rule, .muted)
    return rule + answer.notes.flatMap { lines($0, .label) }
      + answer.warnings.flatMap { warning in
        diagnostics.lines(for: warning).flatMap { wrapping.lines($0, indent: 2) }
      }
  }
}
