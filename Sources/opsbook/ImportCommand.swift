import ArgumentParser
import Engine
import Foundation
import Reporting
import Store

/// `opsbook import`: loads CSV or JSON lines into a dataset of one's own.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Load CSV or JSON lines into a dataset 导入 CSV 或 JSON lines")

  @OptionGroup var common: CommonOptions

  @Argument(help: "CSV or JSON lines files, .gz too; none to change roles or the zone.")
  var files: [String] = []

  @Option(name: [.customShort("o"), .long], help: "The folder to write dataset.sqlite into.")
  var output: String

  @Option(name: .customLong("as"), help: "events, users, feedback, costs, or a table's name.")
  var table: String?

  @Option(
    help:
      "Roles: user=COL,event=COL,time=COL,… ; event:=NAME is a constant; TABLE role=ROLE."
  )
  var map: String?

  @Option(help: "Time zone of times that name none, such as Asia/Shanghai.")
  var zone: String?

  @Flag(help: "Add the rows of a file once more that is there already.")
  var again = false

  @Flag(help: "Put the rows of a file in the place of those of the file with its name.")
  var replace = false

  func validate() throws {
    if files.isEmpty, map == nil, zone == nil {
      throw ValidationError(
        "Nothing to import: name a FILE, or what to change with --map or --zone.\n"
          + "没有要导入的内容：请给出文件，或用 --map、--zone 说明要改什么。")
    }
    if again, replace {
      throw ValidationError("--again and --replace exclude each other 两者不能同时使用")
    }
  }

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
      var change = try SchemaChange(parsing: map ?? "")
      if let zone { change.zone = zone }
      let report = try DatasetStore(cacheFolder: surroundings.cacheFolder).import(
        ImportRequest(
          files: files, table: table, change: change,
          repetition: again ? .again : replace ? .replacing : .refused,
          time: Int64(Date().timeIntervalSince1970 * 1000)),
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
