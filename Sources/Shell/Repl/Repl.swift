import Charts
import Dispatch
import Engine
import Foundation
import Language
import Reporting
import Synchronization

/// The prompt: reads a text, runs it, prints what became of it, until the person leaves.
///
/// Nothing that is typed and no failure ends it but `quit` and Ctrl-D.
public final class Repl {
  public struct Options: Sendable {
    public var historyPath: String?
    /// Whether the time each text took is told on standard error.
    public var showsTime: Bool
    /// Asks for libedit without our own read path.
    public var editsPlainly: Bool
    /// Draws in ASCII, whatever the terminal has.
    public var isASCII: Bool

    public init(
      historyPath: String? = nil, showsTime: Bool = false, editsPlainly: Bool = false,
      isASCII: Bool = false
    ) {
      self.historyPath = historyPath
      self.showsTime = showsTime
      self.editsPlainly = editsPlainly
      self.isASCII = isASCII
    }
  }

  /// How a session went, for the exit code of one that was read from a file.
  public struct Ending: Hashable, Sendable {
    public var hasFailures = false
  }

  private static let prompt = "opsbook> "

  private let host: ReplHost
  private let options: Options
  private var traits: TerminalTraits
  private let editor: LineEditor
  private let interrupt = Interrupt()
  /// Raised when the system asks the program to end.
  private let farewell = Interrupt()
  private let relay: SignalRelay
  private let history: HistoryFile?
  private var lastEntry: String?
  private var ending = Ending()

  public init(host: ReplHost, traits: TerminalTraits, options: Options = Options()) {
    self.host = host
    self.options = options
    let probed = traits.probed()
    self.traits = probed.traits
    let interrupt = interrupt
    let farewell = farewell
    let leave: @Sendable () -> Void = {
      farewell.raise()
      interrupt.raise()
    }
    relay = SignalRelay(
      bell: Bell(),
      [SIGINT: { interrupt.raise() }, SIGWINCH: {}, SIGTERM: leave, SIGHUP: leave])
    editor = LineEditor(
      program: "opsbook", prompt: Self.prompt, traits: probed.traits,
      plainly: options.editsPlainly, typed: probed.typed, bell: relay.bell,
      mustEnd: { farewell.isRaised })
    history = options.historyPath.map(HistoryFile.init(path:))
    editor.language = language()
    if traits.isInteractive, let history {
      let entries = history.load()
      editor.remember(entries)
      lastEntry = entries.last
    }
  }

  private func language() -> LineEditor.Language {
    let host = host
    let highlighter = Highlighter()
    return LineEditor.Language(
      isComplete: { Lexer().isComplete($0) },
      complete: { head in
        Completer(
          workspace: host.workspace(), commands: host.commandNames, datasets: host.datasetNames
        ).completion(of: head)
      },
      highlight: highlighter.roles(of:))
  }

  /// Runs until the person leaves or the input ends.
  public func run() -> Ending {
    if traits.isInteractive {
      print(Greeting(workspace: host.workspace()).lines(outcomePrinter))
      print(host.notices.flatMap { outcomePrinter.lines($0, .label) })
    }
    defer { editor.leave() }
    while !farewell.isRaised {
      switch editor.read() {
      case .end: return ending
      case .cancelled: continue
      case .text(let text):
        if text.allSatisfy(\.isWhitespace) { continue }
        keep(text)
        if !perform(text) { return ending }
      }
    }
    return ending
  }

  private func keep(_ text: String) {
    guard traits.isInteractive, text != lastEntry else { return }
    lastEntry = text
    editor.remember([text])
    let dataset = host.workspace().dataset
    history?.append(PersonalText(dataset).masked(text), dataset: dataset?.name)
  }

  /// Whether the session goes on.
  private func perform(_ text: String) -> Bool {
    if traits.isInteractive { traits.measure() }
    interrupt.lower()
    let start = ContinuousClock.now
    let turn = Turn(host: host, traits: traits, options: options, interrupt: interrupt)
    guard let report = Worker.perform({ turn.run(text) }) else { return true }
    ending.hasFailures = ending.hasFailures || report.hasFailures
    // The terminal has shown ^C where the answer would begin.
    if interrupt.isRaised, traits.isInteractive { StandardOutput.write("\n") }
    print(report.lines)
    if options.showsTime { StandardOutput.narrate(Self.time(since: start)) }
    return !report.quits
  }

  private var outcomePrinter: OutcomePrinter {
    OutcomePrinter(
      canvas: traits.canvas(language: host.workspace().language, isASCII: options.isASCII))
  }

  private func print(_ lines: [StyledText]) {
    if !lines.isEmpty { StandardOutput.write(TerminalPrinter(traits).text(lines)) }
  }

  private static func time(since start: ContinuousClock.Instant) -> String {
    let parts = start.duration(to: .now).components
    let seconds = Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    return "\((seconds * 1000).rounded() / 1000) s\n"
  }
}
