import Engine
import Reporting
import Shell

/// Statements to be run on a dataset and printed, by whichever command they were given.
struct QueryJob {
  let dataset: String?
  var map: String?
  var zone: String?
  let common: CommonOptions
  var format: QueryCommand.Format = .table
  var tableName: String?
  var stopsAtFailure = true
  private let surroundings = Surroundings()

  private var isForMachines: Bool { [.csv, .json, .ndjson].contains(format) }

  private var language: DisplayLanguage {
    isForMachines ? common.lang ?? .english : common.language(surroundings)
  }

  var voice: Voice { voice(language) }

  private func voice(_ language: DisplayLanguage) -> Voice {
    Voice(traits: common.traits(surroundings), language: language, isASCII: common.ascii)
  }

  func run(_ text: String) throws {
    let interrupt = Interrupt()
    let signals = InterruptSignal(interrupt)
    defer { signals.cancel() }
    var session = Session(surroundings, language: language, zone: zone)
    session.workspace.files = ExportedFiles().writing
    do throws(Diagnostic) {
      voice.narrate(
        try session.open(dataset ?? Session.bundledDataset, map: map, interrupt: interrupt))
    } catch {
      voice.complain(error)
      throw error.code == Diagnostic.interrupted.code ? ProgramStatus.interrupted : .usage
    }
    let outcomes = session.workspace.run(
      text, onError: stopsAtFailure ? .stop : .continue, interrupt: interrupt
    ).map(\.refusingPromptCommands)
    // A statement may have changed the language.
    let speaking = isForMachines ? voice : voice(session.workspace.language)
    let printed = OutcomeWriter(format: format, tableName: tableName, voice: speaking).write(
      outcomes, source: text, calendar: session.workspace.dataset?.calendar ?? .utc)
    let status = max(printed, outcomes.map(\.status).max() ?? .fine)
    if status != .fine { throw status }
  }
}
