import ArgumentParser
import Engine
import Reporting
import Store

/// `opsbook import`: loads CSV or JSON lines into a dataset of one's own.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Load CSV or JSON lines into a dataset 导入 CSV 或 JSON lines")

  @OptionGroup var common: CommonOptions

  @Argument(help: "CSV or JSON lines files, .gz too.")
  var files: [String]

  @Option(name: [.customShort("o"), .long], help: "The folder to write dataset.sqlite into.")
  var output: String

  @Option(name: .customLong("as"), help: "events, users, feedback, costs, or a table's name.")
  var table: String?

  @Option(help: "Roles of columns: user=COL,event=COL,time=COL,… ; event:=NAME is a constant.")
  var map: String?

  @Option(help: "Time zone of times that name none, such as Asia/Shanghai.")
  var zone: String?

  func run() async throws {
    let surroundings = Surroundings()
    let voice = Voice(
      traits: common.traits(surroundings), language: common.language(surroundings),
      isASCII: common.ascii)
    let interrupt = Interrupt()
    let signals = InterruptSignal(interrupt)
    defer { signals.cancel() }
    let progress = ProgressLine(surroundings, language: voice.language)
    do throws(Diagnostic) {
      let mapping = try map.map { text throws(Diagnostic) in try ColumnMapping(parsing: text) }
      let report = try DatasetStore(cacheFolder: surroundings.cacheFolder).import(
        ImportRequest(
          files: files, table: table, mapping: mapping ?? ColumnMapping(), zone: zone),
        into: output, interrupt: interrupt, progress: { progress.show($0) })
      progress.clear()
      voice.say(report.lines.flatMap { voice.printer.lines($0) })
    } catch {
      progress.clear()
      voice.complain(error)
      throw error.code == Diagnostic.interrupted.code
        ? ProgramStatus.interrupted : .statementFailed
    }
  }
}
