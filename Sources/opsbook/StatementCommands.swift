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

  @ArgumentParser.Argument(help: "A dataset; the bundled one unless given.")
  var dataset: String?

  func run() async throws {
    try QueryJob(dataset: dataset, common: common, format: format).run("describe")
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
