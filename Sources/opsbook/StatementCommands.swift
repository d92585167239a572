import ArgumentParser
import Language
import Reporting
import Shell

/// `opsbook describe`: what a dataset holds.
struct DescribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "What a dataset holds 查看数据集内容")

  @OptionGroup var common: CommonOptions

  @Option(help: "table, markdown, csv, json or ndjson.")
  var format: QueryCommand.Format = .table

  @Option(help: "Roles of columns: user=COL,event=COL,time=COL,session=COL,amount=COL.")
  var map: String?

  @Option(help: "Time zone of times that name none, such as Asia/Shanghai.")
  var zone: String?

  @ArgumentParser.Argument(help: "A dataset; the bundled one unless given.")
  var dataset: String?

  @ArgumentParser.Argument(help: "A part of it: users, events, sources, columns, or a table.")
  var part: String?

  func run() async throws {
    let parts = ["users", "events", "sources", "columns", "用户", "事件", "来源", "列"]
    let words = part.map { parts.contains($0) ? " " + $0 : " \"\($0)\"" } ?? ""
    try QueryJob(dataset: dataset, map: map, zone: zone, common: common, format: format)
      .run("describe" + words)
  }
}

/// `opsbook fmt`: the canonical form of statements.
struct FormatCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt", abstract: "Print statements in their canonical form 以规范写法打印语句")

  @OptionGroup var common: CommonOptions

  @ArgumentParser.Argument(help: "Statements; standard input unless given.")
  var statements: [String] = []

  func run() async throws {
    let surroundings = Surroundings()
    let language = common.language(surroundings)
    let voice = Voice(
      traits: common.traits(surroundings), language: language, isASCII: common.ascii)
    let text =
      statements.isEmpty || statements == ["-"]
      ? StandardInput.text() : ArgumentText.joined(statements)
    let parse = Parser(grammar: Session.catalogue.grammar).parse(text, mode: .file)
    guard parse.diagnostics.isEmpty else {
      for diagnostic in parse.diagnostics { voice.complain(diagnostic, in: text) }
      throw ProgramStatus.statementFailed
    }
    voice.put(Formatter(language: language).format(parse.script) + "\n")
  }
}
