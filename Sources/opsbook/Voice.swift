import Charts
import Engine
import Foundation
import Reporting
import Shell

/// What the program prints: answers to standard output, narration to standard error.
struct Voice {
  let traits: TerminalTraits
  let language: DisplayLanguage
  let isASCII: Bool

  var canvas: Canvas { traits.canvas(language: language, isASCII: isASCII) }

  var printer: OutcomePrinter { OutcomePrinter(canvas: canvas) }

  /// Lines of an answer.
  func say(_ lines: [StyledText]) {
    StandardOutput.write(TerminalPrinter(traits).text(lines))
  }

  /// Lines beside an answer: notices and errors.
  func narrate(_ lines: [StyledText]) {
    let isTerminal = isatty(STDERR_FILENO) != 0
    StandardOutput.narrate(
      TerminalPrinter(color: isTerminal ? traits.color : .none).text(lines))
  }

  func narrate(_ phrases: [Phrase]) {
    narrate(phrases.flatMap { printer.lines($0, .muted) })
  }

  /// A diagnostic of something that was not typed as a statement.
  func complain(_ diagnostic: Diagnostic, in source: String = "") {
    narrate(printer.lines(for: diagnostic, in: source))
  }
}
