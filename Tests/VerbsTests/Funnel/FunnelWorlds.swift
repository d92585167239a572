import Engine
import Reporting
import Statistics
import TestKit
import Testing
import Verbs

/// One dataset with a user for each little world, asked again and again: the columnar engine, the
/// SQL and the slow reading must say the same.
struct FunnelWorlds {
  typealias Event = SlowFunnel.Event

  let worlds: [[Event]]
  private var engines: Engines
  private let ids: [String]

  init(_ worlds: [[Event]], zone: String = "UTC", asof: String = "2024-12-31") throws {
    self.worlds = worlds
    ids = worlds.indices.map { "u\(10_000 + $0)" }
    var events: [World.Event] = []
    for (id, world) in zip(ids, worlds) {
      for event in world {
        events.append(
          World.Event(
            user: id, name: event.name, time: .instant(event.instant),
            properties: event.values.mapValues { .text($0) }))
      }
    }
    // So that all names exist, and no property is constant within every user.
    for name in ["a", "b", "c", "x"] {
      for value in ["1", "2"] {
        events.append(
          World.Event(
            user: "all", name: name, time: .instant(1_700_000_000_000),
            properties: ["p": .text(value), "q": .text(value)]))
      }
    }
    let users = Dictionary(uniqueKeysWithValues: ids.map { ($0, ["id": Value.text($0)]) })
    engines = try Engines(World(zone: zone, asof: asof, events: events, users: users).dataset)
  }

  /// The counts over all users, and every time, must be as the slow reading has them.
  ///
  /// Where they are not, the first user who differs is told.
  mutating func check(
    _ query: String, _ slow: SlowFunnel, bySQL: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let units = worlds.map { slow.unit($0) }
    let asked = query + " where id is not missing"
    let answer =
      try bySQL
      ? engines.assertAgree(asked, sourceLocation: sourceLocation)
      : engines.ask(asked, sourceLocation: sourceLocation)
    let table = try answer.table(named: "steps", sourceLocation: sourceLocation)
    let found = table.rows.indices.map { Row(table, $0) }
    let expected = slow.steps.indices.map { Row(units, $0, slow) }
    let hanging = units.count { $0.hangsOnTies }
    let note = "the depth of \(hanging) users hangs on events of the same instant"
    #expect(
      answer.notes.contains { $0.english == note } == (hanging > 0), "\(query): \(note)",
      sourceLocation: sourceLocation)
    guard found != expected else { return }
    Issue.record("\(query) gives \(found), not \(expected)", sourceLocation: sourceLocation)
    try findUser(query, slow, units, sourceLocation: sourceLocation)
  }

  /// The same where every entry counts by itself.
  mutating func checkEntries(
    _ query: String, _ slow: SlowFunnel, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let units = worlds.flatMap { slow.entries($0) }
    let table = try engines.ask(
      query + " using entries where id is not missing", sourceLocation: sourceLocation
    ).table(named: "steps", sourceLocation: sourceLocation)
    for step in table.rows.indices {
      var found = Row(table, step)
      // How many entries an exclusion cost is no question of this reading.
      found.excluded = 0
      #expect(
        found == Row(units, step, slow), "\(query), step \(step + 1)",
        sourceLocation: sourceLocation)
    }
  }

  private mutating func findUser(
    _ query: String, _ slow: SlowFunnel, _ units: [SlowFunnel.Unit],
    sourceLocation: SourceLocation
  ) throws {
    let table = try engines.assertAgree(query + " by id", sourceLocation: sourceLocation)
      .table(named: "steps", sourceLocation: sourceLocation)
    var rows: [String: [Row]] = [:]
    for row in table.rows.indices {
      rows[table.cell(row, "id").textValue ?? "", default: []].append(Row(table, row))
    }
    for (index, unit) in units.enumerated() {
      let expected = unit.entered ? slow.steps.indices.map { Row([unit], $0, slow) } : nil
      guard rows[ids[index]] != expected else { continue }
      let events = worlds[index].map { "\($0.name)@\($0.instant) \($0.values)" }
      Issue.record(
        "\(events) gives \(rows[ids[index]] ?? []), not \(expected ?? [])",
        sourceLocation: sourceLocation)
      return
    }
  }

  /// One row of the table of steps.
  struct Row: Equatable, CustomStringConvertible {
    var users: Int
    var mature: Int
    var lost: Int
    var open: Int
    var excluded: Int
    /// Quartiles.
    var seconds: [Double?]

    var description: String {
      "[\(users) mature \(mature) lost \(lost) open \(open) excluded \(excluded) "
        + "\(seconds.map { $0.map { "\($0)" } ?? "-" }.joined(separator: "|"))]"
    }

    init(_ table: ResultTable, _ row: Int) {
      users = table.cell(row, "users").intValue ?? -1
      mature = table.cell(row, "mature").intValue ?? -1
      lost = table.cell(row, "lost").intValue ?? -1
      open = table.cell(row, "open").intValue ?? -1
      excluded = table.cell(row, "excluded").intValue ?? 0
      seconds = ["lower_quartile_seconds", "median_seconds", "upper_quartile_seconds"].map {
        table.cell(row, $0).realValue
      }
    }

    init(_ units: [SlowFunnel.Unit], _ step: Int, _ slow: SlowFunnel) {
      users = units.count { $0.reached[step] }
      mature = units.count { $0.mature[step] }
      excluded = units.count { $0.excluded[step] }
      let times = units.compactMap { $0.seconds[step] }.sorted()
      seconds = [0.25, 0.5, 0.75].map { Self.quantile($0, times) }
      let before = (0..<step).last { !slow.steps[$0].isOptional }
      if let before, !slow.steps[step].isOptional {
        let missed = units.filter { $0.reached[before] && !$0.reached[step] }
        open = missed.count { $0.isOpen }
        lost = missed.count - open
      } else {
        lost = -1
        open = -1
      }
    }

    /// Type 7: linear between the values nearest to the place (n-1)p.
    private static func quantile(_ p: Double, _ sorted: [Double]) -> Double? {
      guard let last = sorted.last else { return nil }
      let place = p * Double(sorted.count - 1)
      let low = Int(place)
      let high = low + 1 < sorted.count ? sorted[low + 1] : last
      return sorted[low] + (place - Double(low)) * (high - sorted[low])
    }
  }
}
