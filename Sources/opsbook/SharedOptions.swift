import ArgumentParser
import Charts
import Foundation
import Reporting
import Shell

/// Options that every command takes.
struct SharedOptions: ParsableArguments {
  @Option(help: "Language of messages, headings and labels: en or zh.")
  var lang: DisplayLanguage?

  @Option(help: "Colours and drawing: auto, always or never.")
  var color: ColorChoice = .auto

  @Flag(help: "Draw with ASCII alone.")
  var ascii = false

  @Option(help: ArgumentHelp("Cells in a line; 80 where it is no terminal.", visibility: .hidden))
  var width: Int?
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

extension DisplayLanguage: @retroactive ExpressibleByArgument {}

/// Options that choose the data.
struct DatasetOptions: ParsableArguments {
  @Option(
    name: [.customShort("d"), .long],
    help: "A dataset: a folder, a CSV, JSON lines or SQLite file, or the name of a bundled one.")
  var dataset: String?

  @Option(help: "Roles of columns: user=COL,event=COL,time=COL,session=COL,amount=COL.")
  var map: String?

  @Option(help: "Time zone of times without one, such as Asia/Shanghai.")
  var zone: String?
}
