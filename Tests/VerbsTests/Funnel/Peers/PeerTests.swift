import Engine
import TestKit
import Testing

@Suite("funnels by other products' rules")
struct PeerTests {
  private static let world = World(
    asof: "2024-01-31",
    events: [
      .event("u", "a", "2024-01-01T00:00:00Z", ["p": "1"]),
      .event("u", "x", "2024-01-01T00:10:00Z", ["p": "2"]),
      .event("u", "b", "2024-01-01T00:20:00Z", ["p": "2"]),
      .event("v", "a", "2024-01-02T00:00:00Z", ["p": "1"]),
      .event("v", "a", "2024-01-02T00:50:00Z", ["p": "2"]),
      .event("v", "b", "2024-01-02T01:20:00Z", ["p": "1"]),
      .event("w", "a", "2024-01-03T00:00:00Z", ["p": "1"]),
      .event("w", "b", "2024-01-03T00:20:00Z", ["p": "1"]),
    ])

  @Test(
    "what a product does not have is refused with its reason",
    arguments: [
      ("using posthog, entries", "E336"), ("using posthog, strictly", "E336"),
      ("within 1h each using posthog", "E336"), ("within 1d using posthog, calendar", "E336"),
      ("excluding x using posthog, exclude_user", "E336"), ("using posthog with hold=p", "E336"),
      ("using mixpanel, strict", "E336"), ("using mixpanel, any_order", "E336"),
      ("-> c? using mixpanel", "E336"), ("using amplitude, entries", "E336"),
      ("excluding x using amplitude", "E336"), ("by a.p using amplitude", "E336"),
      ("within 1h excluding x using clickhouse", "E336"),
      ("within 1h using clickhouse, strict", "E336"), ("by a.p within 1h using clickhouse", "E336"),
      ("by day within 1h using clickhouse", "E336"), ("within 1h using kusto, strict", "E336"),
      ("within 1h using kusto with hold=p", "E336"),
      ("within 1h using mixpanel with hold=p, held=(1, 2)", "E336"),
      ("using clickhouse", "E331"), ("using kusto", "E331"), ("using strict_order", "E331"),
      ("using posthog, strict_once", "E331"), ("using posthog, reentry", "E331"),
      ("within 1h using clickhouse, allow_reentry", "E331"), ("using posthog, mixpanel", "E330"),
      ("compare ours", "E337"), ("by a.p using posthog compare ours", "E337"),
      ("excluding x between 1 and 2 using posthog, any_order", ""),
    ])
  func refusals(rest: String, code: String) throws {
    var world = Self.world
    world.declaredNames = ["c"]
    let query = "funnel a -> b \(rest)"
    guard !code.isEmpty else {
      _ = try world.ask(query)
      return
    }
    #expect(try world.refusal(of: query).code == code, "\(query)")
  }

  @Test("an error names the product, its reason and what to type")
  func message() throws {
    let error = try Self.world.refusal(of: "funnel a -> b using mixpanel, strict")
    #expect(error.message.english == "'strict' cannot be counted as Mixpanel does")
    #expect(error.message.chinese == "无法按 Mixpanel 的口径使用“严格”")
    #expect(error.notes[0].english == "it lets other events come between")
    #expect(error.notes[1].english == "leave it out, or leave out 'using mixpanel'")
  }

  @Test(
    "the rule line names the product, what it changes, and its own window",
    arguments: [
      ("posthog", "as PostHog counts: the deepest of all attempts", "window 14d"),
      ("mixpanel", "as Mixpanel counts: the first entry alone", "window 7d"),
      ("amplitude", "as Amplitude counts: the longest attempt", "window 30d"),
    ])
  func ruleLine(peer: String, first: String, window: String) throws {
    let rule = try Self.world.ask("funnel a -> b using \(peer)").rule
    #expect(rule.english.hasPrefix(first))
    #expect(rule.english.contains("· \(window) from the entry, end included ·"))
    #expect(rule.chinese.hasPrefix("按 "))
    #expect(!rule.english.contains("rates over all entrants"))
  }

  @Test("PostHog files a user under one value of any step, or under each at a step")
  func touch() throws {
    func groups(_ settings: String) throws -> [String: [Int]] {
      let table = try Self.world.ask("funnel a -> b by a.p within 1d using posthog\(settings)")
        .table(named: "steps")
      var groups: [String: [Int]] = [:]
      for row in table.rows.indices {
        groups[table.rows[row][0].textValue ?? "-", default: []]
          .append(table.cell(row, "users").intValue ?? -1)
      }
      return groups
    }
    // Ours looks at entries: v stands under 1 and 2.
    #expect(try groups("") == ["1": [3, 3]])
    #expect(try groups(" with touch=last") == ["1": [2, 2], "2": [1, 1]])
    #expect(try groups(" with touch=all") == ["1": [3, 2], "2": [1, 0]])
  }

  @Test("a group of PostHog is what the event carries")
  func group() throws {
    let world = World(events: [
      .event("u", "a", "2024-01-01T00:00:00Z", ["org": "1"]),
      .event("u", "b", "2024-01-01T00:01:00Z"),
      .event("v", "a", "2024-01-01T00:00:00Z", ["org": "2"]),
    ])
    let query = "funnel a -> b within 1d"
    let theirs = try world.ask("\(query) using posthog with unit=org")
    #expect(try theirs.table(named: "steps").ints("users") == [2, 0])
    // Ours takes the user's own organisation.
    #expect(
      try world.ask("\(query) with unit=org").table(named: "steps").ints("users") == [2, 1])
  }

  @Test("compare ours gives both counts, the users who differ and why")
  func compareOurs() throws {
    let answer = try Self.world.ask(
      "funnel a -> b within 1h excluding x using posthog compare ours")
    let steps = try answer.table(named: "steps")
    #expect(steps.texts("population") == ["posthog", "posthog", "ours", "ours"])
    #expect(steps.ints("users") == [2, 2, 3, 2])
    let differing = try answer.table(named: "differing")
    #expect(differing.columns.map(\.name) == ["id", "posthog", "ours", "difference"])
    #expect(differing.rows == [[.text("u"), .int(0), .int(1), .text("left out")]])
    #expect(answer.ids["differing"] == ["id"])
    #expect(answer.notes.contains { $0.english.hasPrefix("1 user is in no step of PostHog's: ") })
    let difference = try answer.table(named: "difference")
    #expect(difference.texts("metric") == ["users", "rate_first", "users", "rate_first"])
    #expect(difference.reals("difference")[0] == -1)
    #expect(difference.reals("p").allSatisfy { $0 == nil })
  }

  @Test("Mixpanel's first entry is the reason where a later one leads further")
  func compareMixpanel() throws {
    let answer = try Self.world.ask("funnel a -> b within 1h using mixpanel compare ours")
    let differing = try answer.table(named: "differing")
    #expect(differing.rows == [[.text("v"), .int(1), .int(2), .text("fewer steps")]])
    #expect(
      answer.notes.contains {
        $0.english
          == "1 user gets less far with Mixpanel: a later entry leads further than the first,"
          + " which alone it counts"
      })
    let same = try Self.world.ask("funnel a -> b within 1d using mixpanel compare ours")
    #expect(try same.table(named: "differing").rows.isEmpty)
    #expect(same.notes.contains { $0.english == "every user counts alike under both rules" })
  }

  @Test("under privacy two counts of the same users are not compared")
  func privacy() throws {
    var workspace = Self.world.workspace()
    workspace.privacy = Privacy(isOn: true)
    let outcome = workspace.run(
      "funnel a -> b using posthog compare ours", interrupt: Interrupt()
    ).last
    #expect(outcome?.diagnostics.first?.code == "E337")
  }

  @Test("several exclusions, each between its own steps")
  func exclusions() throws {
    let world = World(seconds: [
      "u": [("a", 0), ("y", 1), ("b", 2), ("x", 3), ("c", 4)],
      "v": [("a", 0), ("x", 1), ("b", 2), ("c", 4)],
      "w": [("a", 0), ("b", 2), ("y", 3), ("c", 4)],
    ])
    func counts(_ rest: String) throws -> [Int] {
      try world.ask("funnel a -> b -> c within 1h excluding \(rest)").table(named: "steps")
        .ints("users")
    }
    #expect(try counts("x between 1 and 2, y between 2 and 3") == [3, 2, 1])
    #expect(try counts("x between 2 and 3, y between 1 and 2") == [3, 2, 2])
    #expect(try counts("x, y") == [3, 1, 0])
    #expect(try counts("x between 1 and 2, y between 2 and 3 using posthog") == [1, 1, 1])
    #expect(try counts("x between 1 and 2, y between 2 and 3 using exclude_user") == [1, 1, 1])
    #expect(try counts("x between 1 and 2, y between 2 and 3 using entries") == [3, 2, 1])
  }

  @Test("rows in another order give the same answer", arguments: [1, 2, 3])
  func shuffled(seed: UInt64) throws {
    let users = PeerRandomTests.users(60, most: 8, names: "aabbccx", seed: 40 + seed)
    let queries = [
      "using posthog", "excluding x using posthog", "using posthog, any_order",
      "using posthog, strict", "using mixpanel", "using mixpanel, entries",
      "using mixpanel, reentry, entries", "using amplitude", "within 5s using clickhouse",
      "within 5s using clickhouse, strict_once, strict_order", "within 5s using kusto",
    ]
    let world = PeerRandomTests.world(users)
    let other = PeerRandomTests.world(users.map { $0.reversed() })
    for query in queries {
      let text = "funnel a -> b -> (a or c) \(query)"
      #expect(
        try world.ask(text).table(named: "steps").rows
          == other.ask(text).table(named: "steps").rows, "\(text)")
    }
  }
}
