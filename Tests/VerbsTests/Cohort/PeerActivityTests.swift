import Engine
import Reporting
import Statistics
import TestKit
import Testing

@testable import Verbs

@Suite("activity by the rules of products")
struct PeerActivityTests {
  /// Who was seen on which days from 2024-01-01 on.
  private func world(_ days: [String: [Int]], asof: Int) -> World {
    World(
      asof: Self.date(asof),
      events: days.sorted { $0.key < $1.key }.flatMap { user, days in
        days.map { .event(user, "seen", "\(Self.date($0)) 12:00") }
      })
  }

  private static func date(_ day: Int) -> String { CivilDay(number: 19_723 + day).label }

  /// p1 one day, p2 two (twice on one of them), p3 three, p4 one.
  private var four: World {
    world(["p1": [0], "p2": [0, 1, 1], "p3": [0, 1, 2], "p4": [4]], asof: 7)
  }

  @Test("users by number of active days, exactly and at least")
  func stickiness() throws {
    let table = try four.ask("cohort seen by day using posthog, stickiness since 2024-01-01")
      .table(named: "days")
    #expect(table.ints("users") == [2, 1, 1, 0, 0, 0, 0, 0])
    #expect(table.ints("at_least") == [4, 2, 1, 0, 0, 0, 0, 0])
    let frequency = try four.ask("cohort seen by day using mixpanel, stickiness since 2024-01-01")
      .table(named: "days")
    #expect(frequency.ints("users") == table.ints("users"))
  }

  @Test(
    "the criterion of an active day",
    arguments: [("2", [1, 0, 0]), ("(1..1)", [2, 0, 1]), ("(2..2)", [1, 0, 0])])
  func criterion(times: String, expected: [Int]) throws {
    let table = try four.ask(
      "cohort seen by day using posthog, stickiness with times=\(times) during "
        + "2024-01-01..2024-01-03"
    ).table(named: "days")
    #expect(table.ints("users") == expected)
  }

  @Test("nine days in intervals of two are five intervals")
  func intervals() throws {
    let table = try world(["u": Array(0..<9), "v": [0, 1]], asof: 8)
      .ask("cohort seen by day using posthog, stickiness with every=2 since 2024-01-01")
      .table(named: "days")
    #expect(table.ints("users") == [1, 0, 0, 0, 1])
  }

  @Test("new, retained and churned users of each pair of periods")
  func newActivity() throws {
    // Microsoft's worked example of new_activity_metrics, its first three days.
    let world = world(
      ["0": [0, 1, 2], "2": [0, 2], "3": [0, 1], "4": [0, 1, 2], "1": [1], "5": [1, 2]], asof: 2)
    let answer = try world.ask("cohort seen by day using kusto since 2024-01-01")
    let table = try answer.table(named: "new_activity")
    let rows = table.rows.indices.map { row in
      ["size", "offset", "new", "retained", "churned"].map { table.cell(row, $0).intValue ?? -1 }
    }
    #expect(
      rows == [
        [4, 0, 4, 4, 0], [4, 1, 2, 3, 1], [4, 2, 1, 3, 1], [2, 0, 2, 2, 0], [2, 1, 0, 1, 1],
      ])
    let activity = try answer.table(named: "activity")
    #expect(activity.ints("users") == [4, 5, 4])
    #expect(activity.ints("new") == [4, 2, 0])
    #expect(activity.ints("running") == [4, 6, 6])
  }

  @Test("engagement: the day's users of those of the window")
  func engagement() throws {
    let table = try four.ask(
      "cohort seen by day within 8d using kusto, stickiness since 2024-01-01"
    ).table(named: "windows")
    #expect(table.ints("inner") == [3, 2, 1, 0, 1, 0, 0, 0])
    #expect(table.ints("outer") == [3, 3, 3, 3, 4, 4, 4, 4])
    #expect(table.ints("events") == [3, 6, 7, 7, 8, 8, 8, 8])
    // Average users a day over those of the eight days.
    let mean = Double(table.ints("inner").reduce(0, +)) / 8
    #expect(abs(mean / 4 - 0.21875) < 1e-12)
  }

  @Test("active on three days of eight: the day exactly eight days ago is out")
  func activeUsers() throws {
    // Microsoft's worked example of active_users_count; day 0 is 2018-06-29 there.
    let world = World(
      asof: "2018-07-31",
      events: [
        ("B", "06-29"), ("B", "06-30"), ("A", "07-02"), ("B", "07-04"), ("B", "07-08"),
        ("A", "07-10"), ("A", "07-14"), ("A", "07-17"), ("A", "07-20"), ("B", "07-24"),
      ].map { .event($0.0, "seen", "2018-\($0.1)") })
    let table = try world.ask(
      "cohort seen by week within 8d using kusto, stickiness with days=3 "
        + "during 2018-07-01..2018-07-31"
    ).table(named: "active")
    #expect(table.texts("period") == ["2018-07-01", "2018-07-15"])
    #expect(table.ints("users") == [1, 1])
  }

  @Test("random worlds against a look at every user and day, seed 41")
  func random() throws {
    var random = SplitMix64(seed: 41)
    for _ in 0..<30 {
      var days: [String: [Int]] = [:]
      for user in 0..<8 {
        days["u\(user)"] = (0..<random.below(9)).map { _ in random.below(20) }
      }
      let (first, last) = (3 + random.below(4), 14 + random.below(6))
      let world = world(days, asof: 19)
      if days.values.allSatisfy(\.isEmpty) { continue }
      let range = "during \(Self.date(first))..\(Self.date(last))"
      let window = 1 + random.below(9)
      try checkWindows(days, world, range, first...last, window: window)
      try checkActive(
        days, world, range, first...last, window: window, least: 1 + random.below(4))
      try checkPairs(days, world, range, first...last)
      try checkIntervals(days, world, range, first...last, every: 1 + random.below(3))
    }
  }

  private func checkWindows(
    _ days: [String: [Int]], _ world: World, _ range: String, _ shown: ClosedRange<Int>,
    window: Int
  ) throws {
    let query = "cohort seen by day within \(window)d using kusto, stickiness \(range)"
    let table = try world.ask(query).table(named: "windows")
    for (row, day) in shown.enumerated() {
      let inside = (day - window + 1)...day
      #expect(
        table.cell(row, "outer").intValue
          == days.values.count { $0.contains(where: inside.contains) }, "\(query) \(days) \(day)")
      #expect(
        table.cell(row, "events").intValue
          == days.values.reduce(0) { $0 + $1.count(where: inside.contains) }, "\(query) \(day)")
      #expect(table.cell(row, "inner").intValue == days.values.count { $0.contains(day) })
    }
  }

  private func checkActive(
    _ days: [String: [Int]], _ world: World, _ range: String, _ shown: ClosedRange<Int>,
    window: Int, least: Int
  ) throws {
    let query =
      "cohort seen by week within \(window)d using kusto, stickiness with days=\(least) \(range)"
    let table = try world.ask(query).table(named: "active")
    var expected: [String: Int] = [:]
    for (bin, first) in stride(from: shown.lowerBound, through: shown.upperBound, by: 7)
      .enumerated()
    {
      let users = days.values.count { own in
        (first..<(first + 7)).contains { day in
          shown.contains(day) && own.contains(day)
            && Set(own).count(where: ((day - window + 1)...day).contains) >= least
        }
      }
      if users > 0 { expected[Self.date(shown.lowerBound + bin * 7)] = users }
    }
    let found = Dictionary(
      uniqueKeysWithValues: zip(table.texts("period").map { $0 ?? "" }, table.ints("users")))
    #expect(found == expected, "\(query) \(days)")
  }

  private func checkPairs(
    _ days: [String: [Int]], _ world: World, _ range: String, _ shown: ClosedRange<Int>
  ) throws {
    let table = try world.ask("cohort seen by day using kusto \(range)")
      .table(named: "new_activity")
    let inside = days.values.map { Set($0).intersection(shown) }
    for row in table.rows.indices {
      let cohort = try #require(shown.first { .text(Self.date($0)) == table.cell(row, "cohort") })
      let period = try #require(shown.first { .text(Self.date($0)) == table.cell(row, "period") })
      let began = inside.filter { $0.min() == cohort }
      #expect(table.cell(row, "size").intValue == began.count)
      #expect(table.cell(row, "retained").intValue == began.count { $0.contains(period) })
      // Seen now, and neither in the cohort's period nor before it.
      let new = inside.count { own in
        own.contains(period)
          && (period == cohort ? own.min() == cohort : !own.contains { $0 <= cohort })
      }
      #expect(table.cell(row, "new").intValue == new, "\(days) \(range) \(cohort) \(period)")
    }
  }

  private func checkIntervals(
    _ days: [String: [Int]], _ world: World, _ range: String, _ shown: ClosedRange<Int>, every: Int
  ) throws {
    let query = "cohort seen by day using posthog, stickiness with every=\(every) \(range)"
    let table = try world.ask(query).table(named: "days")
    let numbers = days.values.map { own in
      Set(own.filter(shown.contains).map { ($0 - shown.lowerBound) / every }).count
    }
    for (row, users) in table.ints("users").enumerated() {
      #expect(users == numbers.count { $0 == row + 1 }, "\(query) \(days)")
    }
    #expect(table.rows.count == (shown.count + every - 1) / every)
  }
}
