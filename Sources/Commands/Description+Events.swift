import Charts
import Engine
import Reporting

extension Description {
  private struct Tally {
    var events = 0
    var users = 0
    var lastUser = -1
    var first = Int64.max
    var last = Int64.min
  }

  /// Every event with how often and by how many users, the commonest first.
  var events: Section {
    let hasLabels = !dataset.labels.events.isEmpty
    var section = Section(
      "events", title: Phrase("events", "事件"),
      columns: [
        .init("event", .text, Phrase("event", "事件")),
        .init("label", .text, Phrase("label", "标签"), isShown: hasLabels),
        .init("events", .int, Phrase("events", "次数")),
        .init("users", .int, Phrase("users", "用户")),
        .init("per_user", .float, Phrase("per user", "人均")),
        .init("first", .time, Phrase("first", "首次")), .init("last", .time, Phrase("last", "末次")),
      ])
    let names = dataset.events.names
    let tallies = tallies
    let order = tallies.indices.sorted {
      (tallies[$1].events, names[$0]) < (tallies[$0].events, names[$1])
    }
    for code in order where tallies[code].events > 0 {
      let tally = tallies[code]
      let label = Section.Value.text(dataset.labels.events[names[code]]?.chinese)
      guard privacy.tells(tally.users) else {
        // How often and when would tell of the few who did it.
        section.append(
          [
            .text(names[code]), label, Section.Value(.missing),
            Section.Value(.under(privacy.least)),
          ]
            + Array(repeating: Section.Value(.missing), count: 3))
        continue
      }
      let each = Double(tally.events) / Double(max(1, tally.users))
      section.append([
        .text(names[code]), label,
        .count(tally.events), .count(tally.users),
        Section.Value(
          .real(each), Phrase(verbatim: NumberText.fixed(each, digits: 1))),
        .day(tally.first, dataset.calendar), .day(tally.last, dataset.calendar),
      ])
    }
    return section
  }

  private var tallies: [Tally] {
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
    return tallies
  }
}
