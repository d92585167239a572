import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("funnels by other products' rules, by SQL")
struct PeerFunnelSQLTests {
  /// 2024-01-01 23:59:53 UTC, so that a day begins among the events.
  private static let start: Int64 = 1_704_153_593_000

  private static let rules = [
    "posthog", "posthog, strict", "posthog, any_order", "mixpanel", "mixpanel, reentry",
    "mixpanel, entries", "amplitude", "amplitude, strict", "amplitude, any_order", "kusto",
    "clickhouse", "clickhouse, strict_order", "clickhouse, strict_dedup",
    "clickhouse, strict_increase", "clickhouse, strict_once",
    "clickhouse, strict_order, allow_reentry", "clickhouse, strict_order, strict_dedup",
    "clickhouse, strict_once, strict_dedup", "clickhouse, strict_once, strict_order",
    "clickhouse, strict_once, strict_increase", "clickhouse, strict_dedup, strict_increase",
    "clickhouse, strict_once, strict_dedup, strict_order, strict_increase",
  ]

  /// A user for every multiset of at most four of the twelve events {a, b, c} x {0, 1, W, W + 1 s}.
  private static func smallWorlds() -> World {
    var events: [World.Event] = []
    var users = 0
    func extend(_ own: [(String, Int64)], from first: Int) {
      users += 1
      for (name, seconds) in own {
        events.append(
          World.Event(
            user: "u\(10_000 + users)", name: name, time: .instant(start + seconds * 1000),
            properties: [:]))
      }
      guard own.count < 4 else { return }
      for index in first..<12 {
        extend(own + [(["a", "b", "c"][index / 4], [0, 1, 10, 11][index % 4])], from: index)
      }
    }
    extend([], from: 0)
    return World(asof: "2024-01-03", events: events)
  }

  @Test("every rule set and mode on all users of at most four events")
  func small() throws {
    var engines = try Engines(Self.smallWorlds().dataset)
    for rule in Self.rules {
      let words = rule.contains("entries") ? "" : " as kept"
      try engines.assertAgree("funnel a -> (a or b) -> c within 10s using \(rule)\(words)")
    }
    try engines.assertAgree("funnel a -> b -> c within 10s using mixpanel compare ours")
    try engines.assertAgree("funnel a -> b -> c within 10s excluding c using posthog compare ours")
  }

  private static func world(_ users: Int, seed: UInt64) -> World {
    var random = SplitMix64(seed: seed)
    var events: [World.Event] = []
    var people: [String: [String: Value]] = [:]
    for number in 0..<users {
      let id = "u\(1000 + number)"
      people[id] = ["number": .int(number % 3)]
      if random.below(4) > 0 { people[id]?["firm"] = .text(random.pick(["f1", "f2", "f3"])) }
      for _ in 0..<random.below(9) {
        var values: [String: Value] = [:]
        for property in ["p", "q"] where random.below(4) > 0 {
          values[property] = .text(random.pick(["1", "2"]))
        }
        if random.below(6) > 0 { values["session"] = .text(random.pick(["s1", "s2"])) }
        events.append(
          World.Event(
            user: id, name: random.pick(["a", "a", "b", "b", "c", "x", "y"]),
            time: .instant(start + Int64(random.below(14)) * 1000), properties: values))
      }
    }
    return World(asof: "2024-01-03", events: events, users: people)
  }

  @Test("Mixpanel's values at a later step, which decide the order of one instant")
  func touched() throws {
    for seed in UInt64(0)..<3 {
      var engines = try Engines(Self.world(60, seed: seed + 50).dataset)
      for clauses in [
        "using mixpanel by b.p with touch=step2",
        "using mixpanel by b.p, number with touch=step2 excluding x",
        "using mixpanel, reentry by b.p, b.q with touch=step2, hold=q excluding x between 2 and 3",
      ] {
        try engines.assertAgree("funnel a -> (a or b) -> (b or c) within 6s \(clauses)")
      }
      // The first step is the entry, whose value counts anyway.
      let query = "funnel a -> b within 6s using mixpanel by a.p"
      #expect(
        try engines.assertAgree(query).tables
          == engines.assertAgree(query + " with touch=step1").tables)
      #expect(
        try engines.refusal("funnel a -> b within 6s using mixpanel, reentry, entries") == "E432")
    }
  }

  private static let steps = [
    "a -> b -> c", "a -> a -> b", "a -> (a or b) -> any", "(a or b) -> b -> (a or c)",
    "a -> b? -> c", "a -> (a or b)? -> b? -> c", "a[p = '1'] -> b -> c", "a -> b",
    "a -> b -> a -> c",
  ]

  /// A query put together by chance; some do not fit together and are refused by both.
  private static func query(_ rule: String, _ random: inout SplitMix64) -> String {
    var words = [rule]
    var settings: [String] = []
    var query = "funnel " + random.pick(steps)
    query += random.pick([" within 6s", " within 6s", " within 3s", " within 1d", " within 1mo"])
    if rule == "kusto", random.below(2) == 0 { query += " each" }
    if random.below(2) == 0 {
      query += random.pick([
        " excluding x", " excluding x between 1 and 2", " excluding b",
        " excluding x between 1 and 2, y between 2 and 3", " excluding x, (a or y)",
      ])
    }
    if random.below(4) == 0 { words.append("session") }
    if random.below(4) == 0 { settings.append(random.pick(["hold=p", "hold=p, hold=q"])) }
    if random.below(6) == 0 { settings.append(random.pick(["unit=firm", "unit=p"])) }
    if random.below(2) == 0 {
      let split = random.pick(["firm", "a.p", "a.p, firm", "day", "number", "day, a.q", "b.p"])
      query += " by \(split)"
      if split.contains("."), random.below(3) > 0 {
        settings.append(
          "touch=" + random.pick(["first", "last", "all", "step2", "step1", "step3"]))
      }
    } else if random.below(2) == 0 {
      query += " compare " + random.pick(["ours", "ours", "before 2024-01-02"])
    }
    if random.below(4) == 0 {
      query += " where " + random.pick(["count(any) > 3", "firm != 'f2'"])
    }
    if !query.contains("before"), random.below(3) == 0 {
      query += random.pick([" since 2024-01-02", " until 2024-01-01"])
    }
    query += " using " + words.joined(separator: ", ")
    if random.below(6) == 0, !query.contains(" compare ") {
      let kept = random.pick(["", "lost=2", "reached=2"])
      if !kept.isEmpty { settings.append(kept) }
      return query + (settings.isEmpty ? "" : " with " + settings.joined(separator: ", "))
        + " as kept"
    }
    return query + (settings.isEmpty ? "" : " with " + settings.joined(separator: ", "))
  }

  @Test("random plans of every rule set on random users, seeds 0 to 2", arguments: UInt64(0)..<3)
  func randomPlans(seed: UInt64) throws {
    var random = SplitMix64(seed: seed + 2000)
    var engines = try Engines(Self.world(40, seed: seed).dataset)
    for rule in Self.rules {
      var answered = 0
      for _ in 0..<400 where answered < 4 {
        if try engines.agreeWhereAnswered(Self.query(rule, &random)) { answered += 1 }
      }
      #expect(answered == 4, "\(rule)")
    }
  }
}
