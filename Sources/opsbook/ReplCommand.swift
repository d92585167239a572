import ArgumentParser
import Engine
import Foundation
import Reporting
import Shell

/// `opsbook [PATH]`: the prompt; where nobody can type, what is piped in, or a short tour.
struct ReplCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repl", abstract: "Open the prompt (the default) 打开提示符（默认）")

  @OptionGroup var common: CommonOptions

  @Option(help: "Roles of columns: user=COL,event=COL,time=COL,session=COL,amount=COL.")
  var map: String?

  @Option(help: "Time zone of times that name none, such as Asia/Shanghai.")
  var zone: String?

  @Flag(help: "Tell how long each question took.")
  var time = false

  @Argument(help: "A dataset folder, a CSV, JSON lines or SQLite file, or a notebook.")
  var path: String?

  func run() async throws {
    let surroundings = Surroundings()
    let traits = common.traits(surroundings)
    let language = common.language(surroundings)
    let voice = Voice(traits: traits, language: language, isASCII: common.ascii)
    if let path, path.hasSuffix(".md") {
      return try ReplayJob(notebook: path, common: common).run()
    }
    if !traits.isInteractive {
      let text = StandardInput.text()
      if text.allSatisfy(\.isWhitespace) {
        if path == nil { return try Tour(surroundings, voice).run() }
      } else {
        return try QueryJob(dataset: path, map: map, zone: zone, common: common).run(text)
      }
    }
    var session = Session(surroundings, language: language)
    var notices: [Phrase] = []
    // What was said of the columns belongs into the notebook, so it is entered as a statement.
    let opening = openStatement
    do throws(Diagnostic) {
      if opening == nil { notices = try session.open(path ?? Session.bundledDataset) }
    } catch {
      voice.complain(error)
      throw ProgramStatus.usage
    }
    let prompt = Prompt(session, notices: notices, surroundings: surroundings)
    if let opening {
      for outcome in prompt.begin(with: opening) {
        voice.say(voice.printer.lines(for: outcome, in: opening))
        guard outcome.diagnostics.isEmpty else { throw ProgramStatus.usage }
      }
    }
    let repl = Repl(
      host: prompt.host, traits: traits,
      options: Repl.Options(
        historyPath: surroundings.stateFolder + "/history.ndjson", showsTime: time,
        editsPlainly: surroundings.variable("OPSBOOK_PLAIN_EDIT") == "1",
        isASCII: common.ascii))
    _ = repl.run()
  }

  /// `open "PATH" user=COL … zone=ZONE`; nil where nothing was said of the columns.
  private var openStatement: String? {
    guard map != nil || zone != nil else { return nil }
    // Before the roles: behind `orders role=costs` it would be the zone of that table.
    let words = (zone.map { ["zone=" + $0] } ?? []) + (map.map { [$0] } ?? [])
    return "open \"\(path ?? Session.bundledDataset)\" " + words.joined(separator: " ")
  }
}

enum StandardInput {
  /// All of it; bytes that are no UTF-8 are replaced.
  static func text() -> String {
    String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
  }
}

enum ArgumentText {
  /// `query segment by region` is one statement in words; quoted arguments are a statement each.
  static func joined(_ arguments: [String]) -> String {
    let isInWords = !arguments.contains { $0.contains(where: \.isWhitespace) }
    return arguments.joined(separator: isInWords ? " " : "\n")
  }
}
