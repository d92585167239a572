import Engine
import Foundation
import Notebook
import Reporting
import Shell

/// A notebook to be replayed and printed, or written, by whichever command it was given.
struct ReplayJob {
  let notebook: String
  let common: CommonOptions
  /// Each `name=value`.
  var parameters: [String] = []
  var output: String?

  func run() throws {
    let surroundings = Surroundings()
    let traits = common.traits(surroundings)
    let voice = Voice(
      traits: traits, language: common.language(surroundings), isASCII: common.ascii)
    let interrupt = Interrupt()
    let signals = InterruptSignal(interrupt)
    defer { signals.cancel() }
    let replay: Replaying
    do throws(Diagnostic) {
      replay = try Replaying(notebook, surroundings, language: voice.language)
    } catch {
      voice.complain(error)
      throw ProgramStatus.usage
    }
    let overrides = try values(voice)
    if !overrides.isEmpty, let output, replay.isAt(output) {
      voice.complain(.inPlace)
      throw ProgramStatus.usage
    }
    let result = replay.run(overrides: overrides, interrupt: interrupt) { source, outcomes in
      if output == nil { show(source, outcomes, voice) }
    }
    for problem in result.problems {
      voice.complain(Diagnostic(problem.code, problem.phrase, at: nil))
    }
    if result.file.cells.isEmpty {
      voice.narrate([Phrase("'\(notebook)' holds no opsbook cells", "'\(notebook)' 中没有 opsbook 单元")]
      )
    }
    if interrupt.isRaised { throw ProgramStatus.interrupted }
    // Of a notebook that was not run nothing is written either.
    if result.problems.contains(where: { $0.code == "E535" }) { throw ProgramStatus.usage }
    if result.cells.isEmpty, result.isFailure { throw ProgramStatus.statementFailed }
    try write(result.file, voice)
    if result.isFailure { throw ProgramStatus.statementFailed }
  }

  private func values(_ voice: Voice) throws -> [String: String] {
    var values: [String: String] = [:]
    for parameter in parameters {
      guard let equals = parameter.firstIndex(of: "="), equals != parameter.startIndex else {
        voice.complain(
          Diagnostic(
            "E521",
            Phrase("expected name=value, found '\(parameter)'", "应为 名称=值，却是 '\(parameter)'"),
            at: nil, notes: [Phrase("for example -P window=7d", "例如 -P window=7d")]))
        throw ProgramStatus.usage
      }
      values[String(parameter[..<equals])] = String(parameter[parameter.index(after: equals)...])
    }
    return values
  }

  private func show(_ source: String, _ outcomes: [Outcome], _ voice: Voice) {
    voice.say(
      source.split(separator: "\n").map {
        StyledText("> ", .muted) + StyledText(Escaping.visible(String($0)), .keyword)
      })
    for outcome in outcomes.map(\.refusingPromptCommands) {
      voice.say(voice.printer.lines(for: outcome, in: source))
    }
    voice.say([StyledText()])
  }

  private func write(_ file: NotebookFile, _ voice: Voice) throws {
    guard let output else { return }
    if output == "-" {
      voice.put(String(decoding: file.bytes(), as: UTF8.self))
      return
    }
    do throws(Diagnostic) {
      try AtomicFile.write(file.bytes(), to: output)
    } catch {
      voice.complain(error)
      throw ProgramStatus.usage
    }
  }
}

/// A notebook read from a file, ready to be run in a session of its own.
struct Replaying {
  static let stamp = NotebookStamp(tool: Version.text, engine: Version.engine)

  private let path: String
  private let file: NotebookFile
  private let runner: (_ overrides: [String: String]) -> NotebookRunner

  /// Looks for the path itself, with `.md`, then among the bundled notebooks.
  ///
  /// Throws E526.
  init(_ path: String, _ surroundings: Surroundings, language: DisplayLanguage) throws(Diagnostic) {
    let found = surroundings.notebookPath(path)
    guard let found, let bytes = FileManager.default.contents(atPath: found) else {
      throw .noNotebook(path)
    }
    self.path = found
    file = NotebookFile(parsing: Array(bytes))
    let folder = (found as NSString).deletingLastPathComponent
    let session = Session(surroundings, language: language, besides: folder.isEmpty ? "." : folder)
    runner = { overrides in
      NotebookRunner(workspace: session.workspace, stamp: Self.stamp, overrides: overrides)
    }
  }

  /// Whether a path leads to the notebook itself.
  func isAt(_ other: String) -> Bool {
    URL(fileURLWithPath: path).resolvingSymlinksInPath()
      == URL(fileURLWithPath: other).resolvingSymlinksInPath()
  }

  func run(
    overrides: [String: String] = [:], interrupt: Interrupt,
    each: (String, [Outcome]) -> Void = { _, _ in }
  ) -> NotebookRun {
    runner(overrides).run(file, interrupt: interrupt) { each($0.text, $0.outcomes) }
  }
}

extension Diagnostic {
  fileprivate static let inPlace = Diagnostic(
    "E528",
    Phrase("a run with -P does not write over its own notebook", "带 -P 的重放不会覆盖笔记本自身"), at: nil,
    notes: [Phrase("write a copy: -o copy.md", "另存一份：-o 副本.md")])

  fileprivate static func noNotebook(_ path: String) -> Diagnostic {
    Diagnostic(
      "E526", Phrase("cannot read the notebook '\(path)'", "无法读取笔记本 '\(path)'"), at: nil,
      notes: [Phrase("give the path of a Markdown file", "请给出 Markdown 文件的路径")])
  }
}
