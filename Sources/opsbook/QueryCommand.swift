import ArgumentParser
import Engine
import Export
import Foundation
import Reporting
import Shell

/// `opsbook query`: runs statements and prints their answers.
struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Run statements and print their answers 运行语句并打印结果",
    discussion: "Without statements they are read from standard input.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, markdown, csv, json, ndjson
  }

  enum OnError: String, ExpressibleByArgument, CaseIterable { case stop, `continue` }

  @OptionGroup var data: DatasetOptions
  @OptionGroup var common: CommonOptions

  @Option(help: "table, markdown, csv, json or ndjson.")
  var format: Format = .table

  @Option(help: "Which table csv prints; the first unless named.")
  var table: String?

  @Option(name: [.customShort("f"), .long], help: "Read the statements from a file.")
  var file: String?

  @Option(help: "After a failed statement: stop or continue.")
  var onError: OnError = .stop

  @Argument(help: "Statements, one a line or with ; between them; - reads standard input.")
  var statements: [String] = []

  func run() async throws {
    let surroundings = Surroundings()
    let traits = common.traits(surroundings)
    let isForMachines = [.csv, .json, .ndjson].contains(format)
    let language = isForMachines ? common.lang ?? .english : common.language(surroundings)
    let voice = Voice(traits: traits, language: language, isASCII: common.ascii)
    let text = try source(voice)
    let interrupt = Interrupt()
    let signals = InterruptSignal(interrupt)
    defer { signals.cancel() }
    var session = Session(surroundings, language: language, zone: data.zone)
    do throws(Diagnostic) {
      voice.narrate(
        try session.open(
          data.dataset ?? Session.bundledDataset, map: data.map, interrupt: interrupt))
    } catch {
      voice.complain(error)
      throw error.code == Diagnostic.interrupted.code ? ProgramStatus.interrupted : .usage
    }
    let outcomes = session.workspace.run(
      text, onError: onError == .stop ? .stop : .continue, interrupt: interrupt
    ).map(\.refusingPromptCommands)
    // A statement may have changed the language.
    let speaking = Voice(
      traits: traits, language: isForMachines ? language : session.workspace.language,
      isASCII: common.ascii)
    let printed = OutcomeWriter(format: format, tableName: table, voice: speaking).write(
      outcomes, source: text, calendar: session.workspace.dataset?.calendar ?? .utc)
    let status = max(printed, outcomes.map(\.status).max() ?? .fine)
    if status != .fine { throw status }
  }

  private func source(_ voice: Voice) throws -> String {
    if let file {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        voice.complain(.unreadableText(file))
        throw ProgramStatus.usage
      }
      return text
    }
    if statements.isEmpty || statements == ["-"] {
      return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }
    // `query segment by region` is one statement in words; quoted arguments are a statement each.
    let isInWords = !statements.contains { $0.contains(where: \.isWhitespace) }
    return statements.joined(separator: isInWords ? " " : "\n")
  }
}

extension Outcome {
  /// How the program ends when this was the only statement.
  var status: ProgramStatus {
    if diagnostics.isEmpty { return .fine }
    if diagnostics.contains(where: { $0.code == Diagnostic.interrupted.code }) {
      return .interrupted
    }
    return .statementFailed
  }
}

/// Ctrl-C raises the interrupt of the running query instead of ending the program.
struct InterruptSignal {
  private let source: any DispatchSourceSignal

  init(_ interrupt: Interrupt) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { interrupt.raise() }
    source.resume()
  }

  func cancel() { source.cancel() }
}

extension Diagnostic {
  static func unreadableText(_ path: String) -> Diagnostic {
    Diagnostic(
      "E520", Phrase("cannot read '\(path)' as text", "无法以文本读取 '\(path)'"), at: nil,
      notes: [Phrase("check that the file exists and is UTF-8", "请确认文件存在且为 UTF-8 编码")])
  }
}
