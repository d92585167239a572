import ArgumentParser
import Engine
import Foundation
import Reporting

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
    let job = QueryJob(
      dataset: data.dataset, map: data.map, zone: data.zone, common: common, format: format,
      tableName: table, stopsAtFailure: onError == .stop)
    try job.run(try source(job.voice))
  }

  private func source(_ voice: Voice) throws -> String {
    if let file {
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        voice.complain(.unreadableText(file))
        throw ProgramStatus.usage
      }
      return text
    }
    if statements.isEmpty || statements == ["-"] { return StandardInput.text() }
    return ArgumentText.joined(statements)
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

extension Diagnostic {
  static func unreadableText(_ path: String) -> Diagnostic {
    Diagnostic(
      "E520", Phrase("cannot read '\(path)' as text", "无法以文本读取 '\(path)'"), at: nil,
      notes: [Phrase("check that the file exists and is UTF-8", "请确认文件存在且为 UTF-8 编码")])
  }
}
