import Engine
import Export
import Reporting
import Shell

/// Prints outcomes in the format that was asked for.
struct OutcomeWriter {
  let format: QueryCommand.Format
  let tableName: String?
  let voice: Voice

  /// Returns how the printing went.
  func write(_ outcomes: [Outcome], source: String, calendar: LocalCalendar) -> ProgramStatus {
    switch format {
    case .json: voice.put(JSONOutput(language: voice.language).json(outcomes))
    case .ndjson: voice.put(JSONOutput(language: voice.language).ndjson(outcomes))
    case .csv: return csv(outcomes, source: source)
    case .markdown, .table:
      for (index, outcome) in outcomes.enumerated() {
        guard outcome.diagnostics.isEmpty else {
          voice.narrate(voice.printer.lines(for: outcome, in: source))
          continue
        }
        if index > 0 { voice.put("\n") }
        if format == .table {
          voice.say(voice.printer.lines(for: outcome, in: source))
        } else {
          voice.put(
            MarkdownOutput(language: voice.language).text(outcome, calendar: calendar))
        }
      }
    }
    return .fine
  }

  private func csv(_ outcomes: [Outcome], source: String) -> ProgramStatus {
    var status = ProgramStatus.fine
    for outcome in outcomes {
      guard let answer = outcome.answer else {
        voice.narrate(voice.printer.lines(for: outcome, in: source))
        continue
      }
      do throws(Diagnostic) {
        voice.put(try CSVOutput(tableName: tableName).text(answer))
      } catch {
        voice.complain(error)
        status = .usage
      }
    }
    return status
  }
}
