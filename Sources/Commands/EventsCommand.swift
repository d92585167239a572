import Engine
import Language
import Reporting

/// `events`: every event with how often and by how many users, the commonest first.
enum EventsCommand {
  static let events = Command(
    names: ["events"], usage: "events",
    summary: Phrase("the events with their counts", "全部事件及次数")
  ) { call, workspace, _ throws(Diagnostic) in
    let dataset = try workspace.scope(at: call.command.place.span).dataset
    return .tables(
      [(table(of: dataset), nil)],
      headings: [
        "event": Phrase("event", "事件"), "label": Phrase("label", "标签"),
        "events": Phrase("events", "次数"), "users": Phrase("users", "用户"),
        "first": Phrase("first", "首次"), "last": Phrase("last", "末次"),
      ], calendar: dataset.calendar)
  }

  private struct Tally {
    var events = 0
    var users = 0
    var lastUser = -1
    var first = Int64.max
    var last = Int64.min
  }

  private static func table(of dataset: Dataset) -> ResultTable {
    let log = dataset.events
    var tallies = [Tally](repeating: Tally(), count: log.names.count)
    for user in 0..<log.userCount {
      for row in log.rows(of: user) where Int(log.codes[row]) < tallies.count {
        let code = Int(log.codes[row])
        tallies[code].events += 1
        if tallies[code].lastUser != user {
          tallies[code].lastUser = user
          tallies[code].users += 1
        }
        tallies[code].first = min(tallies[code].first, log.times[row])
        tallies[code].last = max(tallies[code].last, log.times[row])
      }
    }
    var table = ResultTable(
      "events",
      columns: [
        ResultColumn("event", .text), ResultColumn("label", .text), ResultColumn("events", .int),
        ResultColumn("users", .int), ResultColumn("first", .date), ResultColumn("last", .date),
      ])
    func day(_ instant: Int64) -> Cell { .text(dataset.calendar.day(of: instant).label) }
    let order = tallies.indices.sorted {
      (tallies[$1].events, log.names[$0]) < (tallies[$0].events, log.names[$1])
    }
    for code in order where tallies[code].events > 0 {
      let name = log.names[code]
      let tally = tallies[code]
      table.append([
        .text(name), dataset.labels.events[name].map { .text($0.chinese) } ?? .missing,
        .int(tally.events), .int(tally.users), day(tally.first), day(tally.last),
      ])
    }
    return table
  }
}
