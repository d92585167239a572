import Engine
import Foundation
import Reporting
import Statistics
import TestKit
import Testing

/// A world of random or enumerated users, known to the slow reference and to the program.
struct CohortWorld {
  typealias Event = SlowCohort.Event

  let days: SlowDays
  let asof: Int
  let users: [[Event]]
  var workspace: Workspace
  /// The same asked of SQL in SQLite.
  private var engines: Engines

  init(
    zone: String, weekStart: WeekStart, from: DateComponents, asof: Int,
    users: (SlowDays) -> [[Event]]
  ) throws {
    let timeZone = try #require(TimeZone(identifier: zone))
    days = SlowDays(
      zone: timeZone, weekday: weekStart == .sunday ? 1 : 2, from: from, days: asof + 400)
    self.asof = asof
    let users = users(days)
    self.users = users
    var world = World(zone: zone, weekStart: weekStart, asof: days.labels[asof])
    world.events = users.enumerated().flatMap { index, events in
      events.map {
        World.Event(
          user: "u\(index)", name: String($0.name), time: .instant($0.instant), properties: [:])
      }
    }
    for index in users.indices { world.users["u\(index)"] = ["uid": .int(index)] }
    workspace = world.workspace()
    engines = try Engines(world.dataset)
  }

  /// The query in words of the language.
  func text(_ question: SlowCohort.Question, by dimension: String? = nil) -> String {
    var query = "cohort (a or c) -> (b or c)"
    let by = [dimension, question.period?.rawValue].compactMap { $0 }
    if !by.isEmpty { query += " by " + by.joined(separator: ", ") }
    var settings = question.times > 1 ? ["times=\(question.times)"] : []
    if let columns = question.columns {
      if columns.contains(where: { $0.last > $0.first }) {
        let items = columns.map {
          "\($0.unit.rawValue.prefix(1))\($0.first)..\($0.unit.rawValue.prefix(1))\($0.last)"
        }
        settings.append("brackets=(\(items.joined(separator: ", ")))")
      } else {
        query +=
          " at "
          + columns.map { "\($0.unit.rawValue.prefix(1))\($0.first)" }.joined(separator: ", ")
      }
    }
    if let within = question.within { query += " within \(within / 3_600_000)h" }
    if let range = question.range {
      query += " since \(days.labels[range.lowerBound]) until \(days.labels[range.upperBound])"
    }
    var using = question.reading == "exact" ? [] : [question.reading]
    if question.entry != "first" { using.append(question.entry) }
    if question.isElapsed { using.append("elapsed") }
    if question.keepsAll { using.append("all") }
    if !using.isEmpty { query += " using " + using.joined(separator: ", ") }
    if !settings.isEmpty { query += " with " + settings.joined(separator: ", ") }
    return query
  }

  /// Asks the program and compares every cell, with the slow reading and with SQL.
  mutating func check(_ question: SlowCohort.Question, bySQL: Bool = true) throws {
    let query = text(question)
    let expected = SlowCohort(days: days, asof: asof, question: question).cells(users)
    let table = try workspace.ask(query).table(named: "retention")
    var found: [String: [SlowCohort.Cell]] = [:]
    for row in table.rows.indices {
      found[table.cell(row, "cohort").textValue ?? "", default: []].append(table.counts(row))
    }
    if question.period == nil, expected.isEmpty { return }
    #expect(found == expected, "\(query)")
    if bySQL { try engines.assertAgree(query) }
  }
}

extension ResultTable {
  fileprivate func counts(_ row: Int) -> SlowCohort.Cell {
    SlowCohort.Cell(
      size: cell(row, "size").intValue ?? -1, mature: cell(row, "mature").intValue ?? -1,
      users: cell(row, "users").intValue ?? -1, isComplete: cell(row, "complete") == .bool(true))
  }
}

@Suite("cohort against a slow reference")
struct CohortReferenceTests {
  static let readings = ["exact", "rolling", "range", "streak"]

  /// Every user with up to three events of three names at four instants round a midnight.
  private static func smallUsers(_ days: SlowDays) -> [[SlowCohort.Event]] {
    let midnight = Int64(days.starts[1] * 1000)
    let instants = [midnight - 60_000, midnight, midnight + 86_340_000, midnight + 86_400_000 * 2]
    let events = "abc".flatMap { name in instants.map { SlowCohort.Event(name: name, instant: $0) }
    }
    var users: [[SlowCohort.Event]] = []
    for first in events.indices {
      users.append([events[first]])
      for second in first..<events.count {
        users.append([events[first], events[second]])
        for third in second..<events.count {
          users.append([events[third], events[first], events[second]])
        }
      }
    }
    return users
  }

  @Test(
    "every small world: each user alone, in every reading",
    arguments: readings, [false, true])
  func small(reading: String, isElapsed: Bool) throws {
    var world = try CohortWorld(
      zone: "Asia/Shanghai", weekStart: .monday,
      from: DateComponents(year: 2024, month: 2, day: 27), asof: 4, users: Self.smallUsers)
    for times in [1, 2] {
      var question = SlowCohort.Question(reading: reading, isElapsed: isElapsed, times: times)
      question.columns = (0...3).map { SlowCohort.Column(unit: .day, first: $0, last: $0) }
      let query = world.text(question, by: "uid")
      let table = try world.workspace.ask(query).table(named: "retention")
      let slow = SlowCohort(days: world.days, asof: world.asof, question: question)
      var row = 0
      for (index, user) in world.users.enumerated() {
        guard let cells = slow.cells([user])["all"] else { continue }
        #expect(table.cell(row, "uid") == .int(index))
        let ours = (row..<(row + 4)).map { table.counts($0) }
        #expect(ours == cells, "\(query) \(user)")
        row += 4
      }
      #expect(row == table.rows.count)
    }
  }

  @Test("every small world within a time of the start", arguments: [0, 24, 47, 48])
  func smallWithin(hours: Int64) throws {
    var world = try CohortWorld(
      zone: "Asia/Shanghai", weekStart: .monday,
      from: DateComponents(year: 2024, month: 2, day: 27), asof: 3, users: Self.smallUsers)
    var question = SlowCohort.Question(within: max(1, hours) * 3_600_000)
    try world.check(question)
    question.times = 2
    try world.check(question)
    question.keepsAll = true
    try world.check(question)
  }

  /// Places and times at which clocks change, months end and a leap day lies.
  struct Setting: Sendable {
    let zone: String
    let weekStart: WeekStart
    let year: Int
    let month: Int
    let day: Int
  }

  static let settings = [
    // Midnight of 4 November 2018 does not exist in São Paulo.
    Setting(zone: "America/Sao_Paulo", weekStart: .sunday, year: 2018, month: 10, day: 20),
    Setting(zone: "America/Sao_Paulo", weekStart: .monday, year: 2018, month: 2, day: 1),
    Setting(zone: "Europe/Berlin", weekStart: .monday, year: 2024, month: 2, day: 20),
    Setting(zone: "Europe/Berlin", weekStart: .sunday, year: 2023, month: 10, day: 10),
    Setting(zone: "Asia/Shanghai", weekStart: .monday, year: 2024, month: 1, day: 28),
  ]

  private static func randomUsers(_ days: SlowDays, _ random: inout SplitMix64) -> [[SlowCohort
    .Event]]
  {
    (0..<40).map { _ in
      (0..<random.below(9)).map { _ in
        // The first days may lie in a week that is not walked from its beginning.
        let day = 7 + random.below(40)
        let start = Int64(days.starts[day] * 1000)
        let end = Int64(days.starts[day + 1] * 1000)
        // Often at midnight or a millisecond before it, and often at the same instant as others.
        let instant: Int64 =
          switch random.below(4) {
          case 0: start
          case 1: end - 1
          default: start + Int64(random.below(22)) * 3_600_000
          }
        return SlowCohort.Event(name: random.pick(["a", "b", "c"]), instant: instant)
      }
    }
  }

  private static func randomQuestion(_ random: inout SplitMix64, zone: String)
    -> SlowCohort.Question
  {
    var question = SlowCohort.Question()
    // Foundation moves a skipped local time its own way, so months are elapsed where none is.
    let units: [SlowDays.Unit] = [.day, .week, .month, .quarter, .year]
    question.reading = random.pick(readings)
    question.isElapsed = random.below(3) == 0
    question.keepsAll = random.below(4) == 0
    question.times = 1 + random.below(2)
    let some = question.isElapsed && zone != "Asia/Shanghai" ? Array(units.prefix(2)) : units
    if random.below(4) > 0 { question.period = random.pick(some) }
    switch random.below(question.period == nil ? 3 : 5) {
    case 0:
      let points: [SlowDays.Unit] =
        question.isElapsed && zone != "Asia/Shanghai" ? [.day, .week] : [.day, .week, .month]
      question.columns = (0...3).map { _ in
        let offset = random.below(9)
        return SlowCohort.Column(unit: random.pick(points), first: offset, last: offset)
      }
    case 1:
      question.reading = random.pick(["exact", "rolling"])
      question.columns = [
        SlowCohort.Column(unit: .day, first: 0, last: 2 + random.below(3)),
        SlowCohort.Column(unit: .day, first: 1 + random.below(8), last: 9),
      ]
    case 2:
      question.reading = "exact"
      question.isElapsed = false
      question.within = Int64(1 + random.below(20 * 24)) * 3_600_000
    default: break
    }
    if random.below(3) == 0 {
      let first = 7 + random.below(20)
      question.range = first...(first + random.below(20))
      if random.below(2) == 0 { question.entry = "in_range" }
    }
    if question.period != nil, random.below(4) == 0 { question.entry = "recurring" }
    return question
  }

  @Test("random worlds and questions, seed 11", arguments: settings.indices)
  func random(index: Int) throws {
    let setting = Self.settings[index]
    var random = SplitMix64(seed: UInt64(11 + index))
    let from = DateComponents(year: setting.year, month: setting.month, day: setting.day)
    for _ in 0..<3 {
      var world = try CohortWorld(
        zone: setting.zone, weekStart: setting.weekStart, from: from, asof: 32 + random.below(15)
      ) { Self.randomUsers($0, &random) }
      for number in 0..<40 {
        try world.check(
          Self.randomQuestion(&random, zone: setting.zone), bySQL: number % 4 == 0)
      }
    }
  }
}
