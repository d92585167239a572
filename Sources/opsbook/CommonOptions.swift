import ArgumentParser
import Charts
import Reporting
import Shell

/// Options that every command takes.
struct CommonOptions: ParsableArguments {
  @Option(help: "Language of messages, headings and labels: en or zh.")
  var lang: DisplayLanguage?

  @Option(help: "Colours and drawing: auto, always or never.")
  var color: TerminalTraits.ColorChoice = .auto

  @Flag(help: "Draw with ASCII alone.")
  var ascii = false

  func traits(_ surroundings: Surroundings) -> TerminalTraits {
    TerminalTraits.detect(
      environment: surroundings.environment, color: color, isUnicode: EditorLocale.prepare())
  }

  func language(_ surroundings: Surroundings) -> DisplayLanguage {
    lang ?? surroundings.language
  }
}

extension DisplayLanguage: ExpressibleByArgument {}

extension TerminalTraits.ColorChoice: ExpressibleByArgument {}

/// Options that choose the data.
struct DatasetOptions: ParsableArguments {
  @Option(
    name: [.customShort("d"), .long],
    help: "A folder, a CSV, JSON lines or SQLite file, or the name of a bundled dataset.")
  var dataset: String?

  @Option(help: "Roles of columns: user=COL,event=COL,time=COL,session=COL,amount=COL.")
  var map: String?

  @Option(help: "Time zone of times that name none, such as Asia/Shanghai.")
  var zone: String?
}
