import ArgumentParser

/// `opsbook run`: replays a notebook and prints it, or writes the replayed copy.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Replay a notebook 重放笔记本")

  @OptionGroup var common: CommonOptions

  @Option(
    name: [.customShort("P"), .customLong("param")],
    help: "A parameter of the notebook: name=value.")
  var parameters: [String] = []

  @Option(
    name: [.customShort("o"), .long],
    help: "Write the replayed notebook here; - prints it as Markdown.")
  var output: String?

  @Argument(help: "A Markdown file with opsbook cells.")
  var notebook: String

  func run() async throws {
    try ReplayJob(notebook: notebook, common: common, parameters: parameters, output: output)
      .run()
  }
}
