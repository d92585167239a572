import Charts
import Engine
import Language
import Reporting

/// One text that was entered: run, and turned into lines, all on the worker's thread.
struct Turn: Sendable {
  let host: ReplHost
  let traits: TerminalTraits
  let options: Repl.Options
  let interrupt: Interrupt

  struct Report: Sendable {
    var lines: [StyledText] = []
    var hasFailures = false
    var quits = false
  }

  private static let quitting: Set<String> = ["quit", "exit"]

  func run(_ text: String) -> Report {
    var report = Report()
    for outcome in host.run(text, interrupt) {
      if case .host(let call) = outcome.kind {
        command(call, in: text, &report)
        if report.quits { break }
      } else {
        add(outcome, in: text, &report)
      }
    }
    return report
  }

  /// Anew for each outcome: a statement may have changed the language.
  private var printer: OutcomePrinter {
    OutcomePrinter(
      canvas: traits.canvas(language: host.workspace().language, isASCII: options.isASCII))
  }

  private func add(_ outcome: Outcome, in source: String, _ report: inout Report) {
    report.hasFailures = report.hasFailures || !outcome.diagnostics.isEmpty
    report.lines += printer.lines(for: outcome, in: source)
  }

  private func command(_ call: CommandCall, in source: String, _ report: inout Report) {
    if Self.quitting.contains(call.command.text) {
      report.quits = true
      return
    }
    switch host.command(call, interrupt) {
    case .said(let phrases): report.lines += phrases.flatMap { printer.lines($0) }
    case .ran(let cells, let notices):
      for (source, outcomes) in cells {
        for outcome in outcomes { add(outcome, in: source, &report) }
      }
      report.lines += notices.flatMap { printer.lines($0, .label) }
    case .failed(let diagnostic): fail(diagnostic, in: source, &report)
    case .quit: report.quits = true
    case .unknown:
      fail(
        .noSuchVerbYet(call.command.text, at: call.command.place.span), in: source, &report)
    }
  }

  private func fail(_ diagnostic: Diagnostic, in source: String, _ report: inout Report) {
    report.hasFailures = true
    report.lines += printer.lines(for: diagnostic, in: source)
  }
}
