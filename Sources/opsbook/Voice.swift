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
  func say(_ lines: [StyledText]) { put(TerminalPrinter(traits).text(lines)) }

  /// Text of an answer.
  ///
  /// The program ends where it cannot be written, lest half an answer be taken for a whole one.
  func put(_ text: String) {
    if StandardOutput.write(text) { return }
    complain(.answerLost)
    Foundation.exit(ProgramStatus.usage.rawValue)
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

extension Diagnostic {
  fileprivate static let answerLost = Diagnostic(
    "E527", Phrase("the answer could not be written in full", "结果未能完整写出"), at: nil,
    notes: [
      Phrase(
        "the disk may be full: write to another place, opsbook query … > FILE",
        "磁盘可能已满：请写到别处，opsbook query … > 文件")
    ])
}
