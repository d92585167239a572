import Engine
import Foundation
import Reporting
import Statistics
import TestKit
import Testing

@testable import Verbs

@Suite("retention by the rules of products")
struct PeerRetentionTests {
  /// Users by cohort, column by column.
  private func matrix(
    _ world: World, _ query: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> [String: [Int]] {
    let table = try world.ask(query, sourceLocation: sourceLocation)
      .table(named: "retention", sourceLocation: sourceLocation)
    var found: [String: [Int]] = [:]
    for row in table.rows.indices {
      found[table.cell(row, "cohort").textValue ?? "", default: []].append(
        table.cell(row, "users").intValue ?? -1)
    }
    return found
  }

  /// Users a (back on day 1), b (day 5) and c (never); peers' worked example.
  private let abc = World(
    asof: "2024-01-07",
    events: [
      .event("a", "x", "2024-01-01 10:00"), .event("a", "x", "2024-01-02 11:00"),
      .event("b", "x", "2024-01-01 10:00"), .event("b", "x", "2024-01-06 11:00"),
      .event("c", "x", "2024-01-01 10:00"),
    ])

  @Test(
    "on, on or after, on or before, streak",
    arguments: [
      ("posthog", [3, 1, 0, 0, 0, 1, 0]), ("posthog, rolling", [3, 2, 1, 1, 1, 1, 0]),
      ("amplitude", [3, 1, 0, 0, 0, 1]), ("clickhouse", [3, 1, 0, 0, 0, 1, 0]),
      ("mixpanel, exact", [0, 1, 0, 0, 0, 1]), ("mixpanel", [2, 2, 1, 1, 1, 1]),
      ("mixpanel, range", [0, 1, 1, 1, 1, 2]), ("mixpanel, streak", [3, 1, 0, 0, 0, 0]),
    ])
  func readings(using: String, expected: [Int]) throws {
    let found = try matrix(abc, "cohort first x -> x by day using \(using)")
    #expect(found["2024-01-01"]?.prefix(expected.count).map { $0 } == expected, "\(using)")
  }

  /// Which day a return falls on: by calendar, by exact windows, by windows cut to the hour.
  @Test(
    "calendar, 24 hours and hours cut",
    arguments: [
      ("2024-01-01 20:00", "2024-01-02 06:00", [1, 0, 0]),
      ("2024-01-01 23:45", "2024-01-02 00:01", [1, 0, 0]),
      ("2024-01-01 12:00", "2024-01-02 13:00", [1, 1, 1]),
      ("2024-01-01 12:30", "2024-01-03 12:10", [2, 1, 2]),
      ("2024-01-01 23:00", "2024-01-02 22:00", [1, 0, 0]),
    ])
  func windows(start: String, back: String, days: [Int]) throws {
    let world = World(
      zone: "Asia/Shanghai", asof: "2024-01-09",
      events: [.event("u", "go", start), .event("u", "back", back)])
    let queries = ["posthog", "mixpanel, exact", "posthog, elapsed", "amplitude"]
    for (using, day) in zip(queries, days + [days[2]]) {
      let row = try #require(
        matrix(world, "cohort go -> back by day using \(using)").values.first)
      let later = row.indices.filter { $0 > 0 && row[$0] > 0 }
      #expect(later == (day == 0 ? [] : [day]), "\(using): \(row)")
    }
  }

  @Test("weeks and months")
  func longPeriods() throws {
    func columns(_ start: String, _ back: String, _ unit: String, _ using: String) throws -> [Int] {
      let world = World(
        asof: "2024-04-30",
        events: [.event("u", "go", start), .event("u", "back", back)])
      let row = try #require(
        matrix(world, "cohort go -> back by \(unit) using \(using)").values.first)
      return row.indices.filter { $0 > 0 && row[$0] > 0 }
    }
    // From Friday to Monday.
    #expect(
      try columns("2024-03-01 10:00", "2024-03-04 10:00", "week", "mixpanel, calendar, exact") == [
        1
      ])
    #expect(try columns("2024-03-01 10:00", "2024-03-04 10:00", "week", "mixpanel, exact") == [])
    #expect(try columns("2024-02-25 10:00", "2024-03-03 10:00", "month", "posthog") == [1])
    #expect(try columns("2024-02-25 10:00", "2024-03-03 10:00", "month", "mixpanel, exact") == [])
    #expect(try columns("2024-01-31 10:00", "2024-03-01 10:00", "month", "posthog") == [2])
    #expect(try columns("2024-01-31 10:00", "2024-03-01 10:00", "month", "amplitude") == [1])
    // From Saturday to Sunday: the week turns on Sunday, unless told otherwise.
    #expect(try columns("2024-03-02 10:00", "2024-03-03 10:00", "week", "posthog") == [1])
    #expect(
      try columns("2024-03-02 10:00", "2024-03-03 10:00", "week", "posthog with week=monday") == [])
  }

  @Test("who is in a cohort: every period, the first matching, the first ever if it matches")
  func entries() throws {
    let world = World(
      asof: "2020-06-15",
      events: [
        .event("u", "target", "2020-06-10 05:00", ["prop": "wrong"]),
        .event("u", "target", "2020-06-11 05:00", ["prop": "correct"]),
        .event("u", "ret", "2020-06-12 05:00"), .event("u", "ret", "2020-06-13 05:00"),
      ])
    let range = "by day using posthog since 2020-06-10"
    let first = try matrix(world, "cohort first target[prop = 'correct'] -> ret \(range)")
    #expect(first["2020-06-11"]?.prefix(3).map { $0 } == [1, 1, 1])
    #expect(first["2020-06-10"]?.first == 0)
    let ever = try world.ask("cohort (first target)[prop = 'correct'] -> ret \(range)")
    #expect(ever.table("retention")?.rows.isEmpty == true)
    let every = try matrix(world, "cohort target -> ret \(range)")
    #expect(every["2020-06-10"]?.prefix(4).map { $0 } == [1, 0, 1, 1])
    #expect(every["2020-06-11"]?.prefix(3).map { $0 } == [1, 1, 1])
  }

  @Test("brackets, cumulative brackets and the least number of returns in a period")
  func brackets() throws {
    let world = World(
      asof: "2020-08-01",
      events: [
        .event("p1", "x", "2020-06-10 05:00"), .event("p1", "x", "2020-06-11 05:00"),
        .event("p1", "x", "2020-06-15 05:00"), .event("p1", "x", "2020-06-26 05:00"),
        .event("p2", "x", "2020-06-10 05:00"), .event("p2", "x", "2020-06-14 05:00"),
        .event("p2", "x", "2020-06-20 05:00"), .event("p3", "x", "2020-06-10 05:00"),
      ])
    func row(_ using: String) throws -> [Int]? {
      try matrix(world, "cohort x -> x by day using posthog\(using) during 2020-06-10")[
        "2020-06-10"]
    }
    #expect(try row(" with brackets=(1..4, 5..14, 15..17)") == [3, 2, 2, 1])
    #expect(try row(", rolling with brackets=(1..4, 5..14, 15..17)") == [3, 2, 2, 1])
    #expect(
      try row(", rolling with brackets=(1..3, 4..4, 5..9, 10..14, 15..17)") == [3, 2, 2, 2, 2, 1])
    #expect(try row(" with brackets=(1..4, 5..14, 15..17), times=2") == [3, 0, 0, 0])
  }

  @Test("a split asks PostHog's return for the cohort's value, Mixpanel's and Amplitude's not")
  func split() throws {
    let world = World(
      asof: "2020-06-15",
      events: [
        .event("a", "signup", "2020-06-10 05:00", ["category": "clothing"]),
        .event("b", "signup", "2020-06-10 05:00", ["category": "clothing"]),
        .event("a", "buy", "2020-06-11 05:00", ["category": "clothing"]),
        .event("a", "buy", "2020-06-12 05:00", ["category": "clothing"]),
        .event("b", "buy", "2020-06-13 06:00"), .event("b", "buy", "2020-06-15 06:00"),
        .event("a", "signup", "2020-06-14 05:00", ["category": "shoes"]),
      ])
    func row(_ using: String) throws -> [Int] {
      let table = try world.ask("cohort signup -> buy by signup.category, day using \(using)")
        .table(named: "retention")
      return table.rows.indices.filter {
        table.rows[$0][0] == .text("clothing") && table.cell($0, "cohort") == .text("2020-06-10")
      }.map { table.cell($0, "users").intValue ?? -1 }
    }
    #expect(try row("posthog") == [2, 1, 1, 0, 0, 0])
    #expect(try row("amplitude").dropFirst().map { $0 } == [1, 1, 1, 0, 1])
  }

  @Test("the mean of rates, the weighted mean and the mean over users old enough")
  func averages() throws {
    var events: [World.Event] = []
    for user in 0..<110 {
      let day = user < 10 ? "2024-01-01" : "2024-01-02"
      events.append(.event("u\(user)", "go", "\(day) 10:00"))
    }
    events.append(.event("u0", "back", "2024-01-02 11:00"))
    events.append(.event("u50", "back", "2024-01-03 11:00"))
    let world = World(asof: "2024-01-05", events: events)
    func mean(_ using: String) throws -> Double? {
      try world.ask("cohort go -> back by day using \(using)").table(named: "average")
        .reals("rate")[1]
    }
    let simple = try #require(try mean("posthog"))
    #expect(abs(simple - 0.055) < 1e-12)
    let weighted = try #require(try mean("posthog with average=weighted"))
    #expect(abs(weighted - 2.0 / 110) < 1e-12)
    // Cohort A 100 users, 40 back on day 7; cohort B 50 users three days old.
    var young: [World.Event] = []
    for user in 0..<150 {
      young.append(.event("v\(user)", "go", user < 100 ? "2024-01-01 10:00" : "2024-01-08 10:00"))
      if user < 40 { young.append(.event("v\(user)", "back", "2024-01-08 10:30")) }
    }
    let average = try World(asof: "2024-01-11", events: young)
      .ask("cohort go -> back by day at d7 using amplitude").table(named: "average")
    #expect(average.reals("rate") == [0.4])
    #expect(average.ints("base") == [100])
  }

  @Test("bits are independent of each other; without the first condition all are 0")
  func bits() {
    #expect(ClickHouseRetention.bits([true, false, true]) == [1, 0, 1])
    #expect(ClickHouseRetention.bits([false, true, true]) == [0, 0, 0])
    #expect(ClickHouseRetention.bits([]) == [])
  }

  @Test(
    "random worlds against a slow reference, seed 31", arguments: SlowPeerCohorts.Product.allCases,
    ["Asia/Shanghai", "America/Sao_Paulo", "Europe/Berlin"])
  func random(product: SlowPeerCohorts.Product, zone: String) throws {
    var random = SplitMix64(seed: 31)
    let from =
      zone == "America/Sao_Paulo"
      ? DateComponents(year: 2018, month: 10, day: 20)
      : DateComponents(year: 2024, month: 3, day: 3)
    for _ in 0..<3 {
      let weekStart: WeekStart = product == .mixpanel ? .monday : .sunday
      var world = try CohortWorld(
        zone: zone, weekStart: weekStart, from: from, asof: 40
      ) { days in
        (0..<25).map { _ in
          (0..<random.below(8)).map { _ in
            let start = Int64(days.starts[8 + random.below(34)] * 1000)
            let moved = random.below(3) == 0 ? 0 : Int64(random.below(95)) * 900_000
            return SlowCohort.Event(name: random.pick(["a", "b", "c"]), instant: start + moved)
          }
        }
      }
      for _ in 0..<5 { try check(Self.question(product, &random), in: &world) }
    }
  }

  private static func question(
    _ product: SlowPeerCohorts.Product, _ random: inout SplitMix64
  ) -> SlowPeerCohorts.Question {
    var question = SlowPeerCohorts.Question(product: product)
    question.unit = random.pick([.day, .day, .week, .month])
    switch product {
    case .posthog:
      question.isCalendar = random.below(3) > 0
      question.reading = question.isCalendar ? random.pick(["exact", "rolling"]) : "exact"
      question.times = 1 + random.below(2)
    case .mixpanel:
      question.isCalendar = random.below(2) == 0
      question.reading = random.pick(["exact", "rolling", "range", "streak"])
    case .amplitude:
      question.isCalendar = random.below(2) == 0
      question.reading = random.pick(["exact", "rolling"])
    case .clickhouse: break
    }
    if product != .clickhouse, random.below(3) == 0 {
      let first = 1 + random.below(3)
      let second = first + 1 + random.below(4)
      question.brackets = [1...first, (first + 1)...second, (second + 2)...(second + 3)]
    }
    return question
  }

  private func check(_ question: SlowPeerCohorts.Question, in world: inout CohortWorld) throws {
    var using = [question.product.rawValue, question.reading]
    switch question.product {
    case .posthog: if !question.isCalendar { using.append("elapsed") }
    case .mixpanel, .amplitude: if question.isCalendar { using.append("calendar") }
    case .clickhouse: break
    }
    var settings: [String] = []
    if question.times > 1 { settings.append("times=\(question.times)") }
    if let brackets = question.brackets {
      let list = brackets.map { "\($0.lowerBound)..\($0.upperBound)" }.joined(separator: ", ")
      settings.append("brackets=(\(list))")
    }
    var query = "cohort (a or c) -> (b or c) by \(question.unit.rawValue)"
    query += " using \(using.joined(separator: ", "))"
    if !settings.isEmpty { query += " with \(settings.joined(separator: ", "))" }
    let expected = SlowPeerCohorts(days: world.days, asof: world.asof, question: question)
      .cells(world.users)
    let table = try world.workspace.ask(query).table(named: "retention")
    var sum = 0
    for row in table.rows.indices {
      let cohort = try #require(table.cell(row, "cohort").textValue)
      let column = try #require(table.cell(row, "offset").intValue)
      let cells = expected[cohort] ?? [:]
      #expect(table.cell(row, "size").intValue == cells[-1] ?? 0, "\(query) \(cohort)")
      #expect(
        table.cell(row, "users").intValue == cells[column] ?? 0, "\(query) \(cohort) \(column)")
      sum += table.cell(row, "users").intValue ?? 0
    }
    // Nothing lies past the columns that are shown, but for what lasts for ever.
    if question.reading != "range" {
      let all = expected.values.flatMap { $0 }.filter { $0.key >= 0 }.reduce(0) { $0 + $1.value }
      #expect(sum == all, "\(query)")
    }
  }
}
