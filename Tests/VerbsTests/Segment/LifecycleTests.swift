import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("lifecycle by PostHog's rules")
struct LifecycleTests {
  private func world(_ days: [String: [(Int, String)]], asof: Int) -> World {
    World(
      asof: Self.date(asof),
      events: days.sorted { $0.key < $1.key }.flatMap { user, days in
        days.map { .event(user, $0.1, "\(Self.date($0.0)) 12:00") }
      })
  }

  /// Days of January 2020, from 1.
  private static func date(_ day: Int) -> String { CivilDay(number: 18_261 + day).label }

  private static let columns = ["new", "returning", "resurrecting", "dormant"]

  @Test("the four states day by day; who was active before the range returns in it")
  func worked() throws {
    let world = world(
      [
        "p1": [11, 12, 13, 15, 17, 19].map { ($0, "x") }, "p2": [(9, "x"), (12, "x")],
        "p3": [(12, "x")], "p4": [(15, "x")],
      ], asof: 19)
    let table = try world.ask(
      "segment by lifecycle, day using posthog with of=x during 2020-01-12..2020-01-19"
    ).table(named: "lifecycle")
    #expect(table.ints("new") == [1, 0, 0, 1, 0, 0, 0, 0])
    #expect(table.ints("returning") == [1, 1, 0, 0, 0, 0, 0, 0])
    #expect(table.ints("resurrecting") == [1, 0, 0, 1, 0, 1, 0, 1])
    #expect(table.ints("dormant") == [0, -2, -1, 0, -2, 0, -1, 0])
  }

  @Test("new is the first event of any kind, so a filter may leave nobody new")
  func anyKind() throws {
    let world = world(["u": [(10, "open"), (12, "pay"), (13, "pay")]], asof: 14)
    let table = try world.ask(
      "segment by lifecycle, day using posthog with of=pay during 2020-01-11..2020-01-14"
    ).table(named: "lifecycle")
    #expect(table.ints("new") == [0, 0, 0, 0])
    #expect(table.ints("resurrecting") == [0, 1, 0, 0])
    #expect(table.ints("returning") == [0, 0, 1, 0])
    #expect(table.ints("dormant") == [0, 0, 0, -1])
  }

  @Test("weeks begin on Sunday unless told otherwise")
  func weeks() throws {
    // 2020-01-11 was a Saturday.
    let world = world(["u": [(11, "x"), (12, "x")]], asof: 13)
    let sunday = try world.ask("segment by lifecycle, week using posthog").table(named: "lifecycle")
    #expect(sunday.texts("period") == ["2020-01-05", "2020-01-12"])
    #expect(sunday.ints("returning") == [0, 1])
    let monday = try world.ask("segment by lifecycle, week using posthog with week=monday")
      .table(named: "lifecycle")
    #expect(monday.texts("period") == ["2020-01-06", "2020-01-13"])
    #expect(monday.ints("dormant") == [0, -1])
  }

  @Test("random worlds against a look at every user and day, seed 51")
  func random() throws {
    var random = SplitMix64(seed: 51)
    for _ in 0..<40 {
      var days: [String: [(Int, String)]] = [:]
      for user in 0..<7 {
        days["u\(user)"] = (0..<random.below(8)).map { _ in
          (1 + random.below(20), random.pick(["x", "x", "y"]))
        }
      }
      let shown = (4 + random.below(5))...(13 + random.below(8))
      if !days.values.contains(where: { $0.contains { $0.1 == "x" } }) { continue }
      let query =
        "segment by lifecycle, day using posthog with of=did(x) during "
        + "\(Self.date(shown.lowerBound))..\(Self.date(shown.upperBound))"
      let table = try world(days, asof: 20).ask(query).table(named: "lifecycle")
      for (row, day) in shown.enumerated() {
        let expected = Self.states(days, on: day, isFirst: row == 0)
        let found = Self.columns.map { table.cell(row, $0).intValue ?? 99 }
        #expect(found == expected, "\(query) \(days) \(day)")
      }
    }
  }

  /// Each state read off its sentence, user by user.
  private static func states(
    _ days: [String: [(Int, String)]], on day: Int, isFirst: Bool
  ) -> [Int] {
    var counts = [0, 0, 0, 0]
    for own in days.values {
      let active = Set(own.filter { $0.1 == "x" }.map(\.0))
      if active.contains(day) {
        if own.map(\.0).min() == day {
          counts[0] += 1
        } else if active.contains(day - 1) {
          counts[1] += 1
        } else {
          counts[2] += 1
        }
      } else if active.contains(day - 1), !isFirst {
        counts[3] -= 1
      }
    }
    return counts
  }

  @Test(
    "what it does not take is refused",
    arguments: [
      "segment by lifecycle, day using posthog with of=x compare rest",
      "segment by lifecycle, day using posthog with size=3", "segment where did(x) using posthog",
      "segment by lifecycle, day, week using posthog",
    ])
  func refusals(query: String) throws {
    let code = try world(["u": [(11, "x")]], asof: 13).refusal(of: query).code
    #expect(["E391", "E204", "E205"].contains(code), "\(query): \(code)")
  }

  @Test("an attacker finds no small number in the states")
  func privacy() throws {
    var random = SplitMix64(seed: 52)
    var told = 0
    for _ in 0..<25 {
      var days: [String: [(Int, String)]] = [:]
      for user in 0..<(10 + random.below(50)) {
        days["u\(user)"] = (0..<(1 + random.below(4))).map { _ in (1 + random.below(6), "x") }
      }
      var workspace = world(days, asof: 6).workspace()
      workspace.privacy = Privacy(isOn: true, least: 4)
      let outcome = workspace.run(
        "segment by lifecycle, day using posthog with of=x", interrupt: Interrupt()
      ).last
      guard let answer = outcome?.answer else {
        #expect(outcome?.diagnostics.first?.code == "E341")
        continue
      }
      told += 1
      let table = try answer.table(named: "lifecycle")
      let keys = table.rows.indices.map { String($0) }
      var attack = Attack()
      attack.read(table, ["active", "new", "returning", "resurrecting"], keys: keys)
      for row in table.rows.indices {
        attack.sum(
          ["\(row).active"], of: ["new", "returning", "resurrecting"].map { "\(row).\($0)" })
        guard row > 0 else { continue }
        let gone = "\(row).gone"
        switch table.cell(row, "dormant") {
        case .int(let value): attack.know(gone, -value)
        default: attack.ranges[gone] = Attack.Range(low: 0, high: Attack.open)
        }
        attack.sum(["\(row - 1).active"], of: ["\(row).returning", gone])
      }
      attack.think()
      #expect(attack.found(under: 4).isEmpty, "\(days)")
    }
    #expect(told > 10)
  }
}
