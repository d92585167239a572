import Engine
import TestKit
import Testing

/// Small examples on which the products differ; the figures are those of their engines, documents
/// and test suites.
@Suite("where other products differ")
struct PeerWorkedTests {
  private static func steps(_ query: String, _ events: [(String, Double)]) throws -> [Int] {
    try World(seconds: ["u": events]).ask(query).table(named: "steps").ints("users")
  }

  private static func stream(_ text: String, every seconds: Double = 60) -> [(String, Double)] {
    text.split(separator: " ").enumerated().map { (String($1), Double($0) * seconds) }
  }

  @Test("an hour from the first step or from step to step")
  func window() throws {
    let events: [(String, Double)] = [("a", 0), ("b", 2400), ("c", 4800)]
    for peer in ["posthog", "mixpanel", "amplitude", "clickhouse", "kusto"] {
      #expect(
        try Self.steps("funnel a -> b -> c within 1h using \(peer)", events) == [1, 1, 0], "\(peer)"
      )
    }
    #expect(
      try Self.steps("funnel a -> b -> c within 1h each using kusto", events) == [1, 1, 1])
  }

  /// Mixpanel's own example of its conversion window.
  @Test(
    "which entry starts the clock: A 13:00, A 13:30, B 13:45, C 14:15",
    arguments: [
      ("mixpanel", [1, 1, 0], 45.0), ("mixpanel, reentry", [1, 1, 1], 15),
      ("posthog", [1, 1, 1], 15), ("amplitude", [1, 1, 1], 15),
    ])
  func entry(peer: String, counts: [Int], minutes: Double) throws {
    let world = World(seconds: ["u": [("a", 0), ("a", 1800), ("b", 2700), ("c", 4500)]])
    let answer = try world.ask("funnel a -> b -> c within 1h using \(peer)")
    #expect(try answer.table(named: "steps").ints("users") == counts)
    #expect(try answer.table(named: "steps").reals("median_seconds")[1] == minutes * 60)
    #expect(try answer.table(named: "steps").ints("lost").last == counts[1] - counts[2])
  }

  @Test("after the first window an entry counts for everyone but Mixpanel")
  func expired() throws {
    let events: [(String, Double)] = [("a", 0), ("a", 5400), ("b", 6000)]
    for (peer, counts) in [
      ("mixpanel", [1, 0]), ("mixpanel, reentry", [1, 1]), ("posthog", [1, 1]),
      ("clickhouse", [1, 1]), ("mixpanel, reentry, entries", [2, 1]),
      ("mixpanel, entries", [2, 1]),
    ] {
      #expect(try Self.steps("funnel a -> b within 1h using \(peer)", events) == counts, "\(peer)")
    }
  }

  /// The table "strict means four different things": PostHog by its test suite, ClickHouse 26.9.
  @Test(
    "strict means four different things",
    arguments: [
      ("a a b c", [3, 3, 3, 3, 3, 3, 3, 3]), ("a b b c", [3, 2, 3, 3, 2, 2, 3, 3]),
      ("a d b c", [3, 1, 3, 1, 3, 1, 1, 3]), ("a a b b c c", [3, 2, 3, 3, 2, 2, 3, 3]),
      ("a c b", [2, 1, 2, 1, 2, 1, 2, 3]), ("a b a c", [3, 2, 3, 3, 3, 3, 3, 3]),
    ])
  func strict(stream: String, depths: [Int]) throws {
    let rules = [
      "posthog", "posthog, strict", "clickhouse", "clickhouse, strict_order",
      "clickhouse, strict_dedup", "clickhouse, strict_order, strict_dedup",
      "clickhouse, strict_order, allow_reentry", "posthog, any_order",
    ]
    for (rule, depth) in zip(rules, depths) {
      let counts = try Self.steps(
        "funnel a -> b -> c within 1d using \(rule)", Self.stream(stream))
      #expect(counts.count { $0 == 1 } == depth, "\(stream): \(rule)")
    }
  }

  @Test("begin, view, begin, pay stops at 1, as ClickHouse answers, and not at 2, as its page says")
  func documentedReentry() throws {
    let events = Self.stream("begin view begin pay", every: 1)
    let query = "funnel begin -> view -> begin -> pay within 1h using clickhouse, strict_order"
    #expect(try Self.steps(query, events) == [1, 0, 0, 0])
    #expect(try Self.steps(query + ", allow_reentry", events) == [1, 1, 1, 1])
  }

  @Test("one event and three steps")
  func oneEvent() throws {
    for (peer, depth) in [
      ("clickhouse", 3), ("clickhouse, strict_once", 1), ("clickhouse, strict_increase", 1),
      ("posthog", 1), ("mixpanel", 1), ("amplitude", 1),
    ] {
      let counts = try Self.steps("funnel a -> a -> a within 1h using \(peer)", [("a", 0)])
      #expect(counts.count { $0 == 1 } == depth, "\(peer)")
    }
  }

  @Test("events of one instant")
  func ties() throws {
    let events: [(String, Double)] = [("a", 0), ("b", 1), ("c", 1), ("d", 1), ("e", 2)]
    let query = "funnel a -> b -> c -> d -> e within 1h using clickhouse"
    #expect(try Self.steps(query, events).reduce(0, +) == 5)
    #expect(try Self.steps(query + ", strict_increase", events).reduce(0, +) == 2)
    let lost: [(String, Double)] = [("a", 0), ("a", 1), ("b", 1)]
    let pair = "funnel a -> b within 100s using"
    #expect(try Self.steps("\(pair) clickhouse, strict_increase", lost) == [1, 0])
    #expect(try Self.steps("\(pair) clickhouse, strict_increase, strict_once", lost) == [1, 1])
    // Mixpanel takes steps within two seconds in either order, and no others.
    #expect(try Self.steps("\(pair) mixpanel", [("b", 0), ("a", 2)]) == [1, 1])
    #expect(try Self.steps("\(pair) mixpanel", [("b", 0), ("a", 2.001)]) == [1, 0])
    #expect(try Self.steps("\(pair) posthog", [("b", 0), ("a", 1)]) == [1, 0])
    let early = try World(seconds: ["u": [("b", 0), ("a", 2)]]).ask("\(pair) mixpanel")
    let bins = try early.table(named: "histogram")
    #expect(bins.reals("from_seconds").first == -2)
    #expect(bins.ints("users").reduce(0, +) == 1)
  }

  @Test("an excluded event on the way: signup 3:00, x 3:30, paid 4:00")
  func excluded() throws {
    let events: [(String, Double)] = [("signup", 0), ("x", 1800), ("paid", 3600)]
    let query = "funnel signup -> paid within 1d excluding x"
    #expect(try Self.steps("\(query) using posthog", events) == [0, 0])
    #expect(try Self.steps("\(query) using posthog, any_order", events) == [1, 0])
    #expect(try Self.steps("\(query) using mixpanel", events) == [1, 0])
    #expect(try Self.steps(query, events) == [1, 0])
    let again: [(String, Double)] = [("a", 0), ("a", 60), ("a", 120), ("b", 180)]
    #expect(
      try Self.steps("funnel a -> b within 1d excluding a using mixpanel, entries", again)
        == [2, 1])
  }

  @Test("the deepest attempt is tainted: a clean shallower one does not save the user")
  func taintedDeepest() throws {
    let events: [(String, Double)] = [("a", 0), ("x", 10), ("b", 20), ("a", 5000)]
    #expect(
      try Self.steps("funnel a -> b within 60s excluding x using posthog", events) == [0, 0])
    // After the window, and at the very instant of a step, x is harmless.
    #expect(
      try Self.steps(
        "funnel a -> b within 10s excluding x using posthog", [("a", 0), ("x", 11), ("b", 12)])
        == [1, 0])
    #expect(
      try Self.steps(
        "funnel a -> b within 10s excluding x using posthog",
        [("a", 0), ("x", 0), ("x", 5), ("b", 5)]) == [1, 1])
    #expect(
      try Self.steps(
        "funnel a -> b within 10s excluding x using posthog", [("a", 0), ("x", 10), ("b", 30)])
        == [0, 0])
  }

  @Test("unordered bars count steps, whichever: insight, pv of signup, pv, insight")
  func unordered() throws {
    #expect(
      try Self.steps(
        "funnel signup -> pv -> insight within 1d using posthog, any_order",
        [("insight", 0), ("pv", 60), ("signup", 90_000)]) == [1, 1, 0])
  }

  @Test("totals: S1, S1, S2")
  func totals() throws {
    let events = Self.stream("s1 s1 s2")
    #expect(try Self.steps("funnel s1 -> s2 within 7d using mixpanel, entries", events) == [1, 1])
    #expect(
      try Self.steps("funnel s1 -> s2 within 7d using mixpanel, reentry, entries", events)
        == [2, 1])
    #expect(try Self.steps("funnel s1 -> s2 within 7d using entries", events) == [2, 1])
  }

  /// ByConity's test of held properties, from the first entry.
  @Test(
    "a property held over some steps",
    arguments: [
      ("", 4), (" with hold=prop, held=(1, 2, 3)", 2), (" with hold=prop, held=(1, 3)", 3),
      (" with hold=prop, held=(2, 3)", 3), (" with hold=prop, held=(2, 4)", 4),
      (" with hold=prop, held=(2, 3, 4)", 3),
    ])
  func held(setting: String, depth: Int) throws {
    let rows: [(String, Int, String)] = [
      ("s1", 0, "a"), ("s2", 1, "b"), ("s1", 2, "b"), ("s3", 3, "b"), ("s1", 4, "a"),
      ("s1", 5, "d"), ("s2", 6, "d"), ("s3", 7, "b"), ("s4", 8, "d"), ("s3", 10, "f"),
      ("s1", 13, "w"),
    ]
    let world = World(
      events: rows.map { name, second, value in
        .event(
          "u", name, "1970-01-02T00:00:\(second < 10 ? "0" : "")\(second)Z", ["prop": .text(value)])
      })
    let counts = try world.ask("funnel s1 -> s2 -> s3 -> s4 within 5s\(setting)")
      .table(named: "steps").ints("users")
    #expect(counts.count { $0 == 1 } == depth)
  }

  @Test("a held step without a value is shared with none")
  func heldMissing() throws {
    let world = World(events: [
      .event("u", "a", "2024-01-01T00:00:00Z", ["p": "1"]),
      .event("u", "b", "2024-01-01T00:00:01Z"),
      .event("u", "c", "2024-01-01T00:00:02Z"),
      .event("v", "a", "2024-01-01T00:00:00Z", ["p": "2"]),
    ])
    func counts(_ held: String) throws -> [Int] {
      try world.ask("funnel a -> b -> c within 1h with hold=p, held=(\(held))")
        .table(named: "steps").ints("users")
    }
    #expect(try counts("2") == [2, 1, 1])
    #expect(try counts("2, 3") == [2, 1, 0])
    #expect(try counts("1, 3") == [2, 1, 0])
  }

  @Test("ten entered on day 0, ten on day 6 of a window of 7 days: PostHog says 4 of 20")
  func immature() throws {
    var events: [World.Event] = []
    for user in 0..<20 {
      let day = user < 10 ? "01" : "07"
      events.append(.event("u\(user)", "a", "2024-01-\(day)T00:00:00Z"))
      if [0, 1, 2, 10].contains(user) {
        events.append(.event("u\(user)", "b", "2024-01-\(day)T12:00:00Z"))
      }
    }
    let world = World(asof: "2024-01-08", events: events)
    let answer = try world.ask("funnel a -> b within 7d using posthog")
    let steps = try answer.table(named: "steps")
    #expect(steps.ints("users") == [20, 4])
    #expect(steps.reals("rate_first")[1] == 0.2)
    #expect(steps.ints("open") == [-1, 0])
    #expect(steps.ints("lost") == [-1, 16])
    let warning = try #require(answer.warnings.first { $0.code == "W555" })
    #expect(warning.message.english.hasPrefix("9 of 20 users still have time, and PostHog"))
    let ours = try world.ask("funnel a -> b within 7d").table(named: "steps")
    #expect(ours.reals("rate_first")[1] == 0.3)
    #expect(ours.ints("open") == [-1, 9])
  }

  @Test("times in bins: 37 minutes, one hour and 23 hours")
  func bins() throws {
    let world = World(seconds: [
      "a": [("s", 0), ("t", 3600), ("v", 4000)], "b": [("s", 0), ("t", 2220)],
      "c": [("s", 0), ("t", 82_800)],
    ])
    func bins(_ settings: String) throws -> [[Double?]] {
      let table = try world.ask("funnel s -> t -> v within 7d using posthog with \(settings)")
        .table(named: "histogram")
      return zip(table.reals("from_seconds"), table.ints("users")).map { [$0, Double($1)] }
    }
    #expect(
      try bins("timed=(1..2), bins=3") == [[2220, 2], [29_080, 0], [55_940, 0], [82_800, 1]])
    #expect(try bins("timed=(1..2)") == [[2220, 2], [42_510, 0], [82_800, 1]])
    #expect(try bins("timed=(2..3)") == [[400, 1], [460, 0]])
  }
}
