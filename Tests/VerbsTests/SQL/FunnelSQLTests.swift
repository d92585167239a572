import Engine
import Language
import Reporting
import Statistics
import TestKit
import Testing

@Suite("funnel by SQL")
struct FunnelSQLTests {
  private static let hour: Int64 = 3_600_000
  /// 2024-03-08 00:00 in New York; on the 10th its clocks go forward.
  private static let start: Int64 = 1_709_874_000_000

  /// Users of two companies, some of neither, with tied events over a change of the clocks.
  private static func world(_ users: Int, seed: UInt64, hasSessions: Bool = true) -> World {
    var random = SplitMix64(seed: seed)
    var events: [World.Event] = []
    var people: [String: [String: Value]] = [:]
    for number in 0..<users {
      let id = "u\(number)"
      people[id] = ["number": .int(number % 3)]
      if random.below(4) > 0 { people[id]?["firm"] = .text(random.pick(["f'1", "f2", "f3"])) }
      for _ in 0..<random.below(9) {
        var values: [String: Value] = [:]
        for property in ["p", "q"] where random.below(4) > 0 {
          values[property] = .text(random.pick(["1", "2"]))
        }
        if random.below(4) > 0 { values["size"] = .int(random.below(3)) }
        if hasSessions, random.below(6) > 0 {
          values["session"] = .text(random.pick(["s1", "s2"]))
        }
        events.append(
          World.Event(
            user: id, name: random.pick(["a", "a", "b", "b", "c", "x"]),
            time: .instant(start + Int64(random.below(32)) * 3 * hour / 2), properties: values))
      }
    }
    return World(zone: "America/New_York", asof: "2024-03-10", events: events, users: people)
  }

  private static let steps = [
    "a -> b -> c", "a -> a -> b", "a -> (a or b) -> any", "a -> b? -> c",
    "a -> (a or b)? -> b? -> c",
    "a[p = '1'] -> b -> c", "first a -> b -> c", "a -> b",
  ]

  private static let windows = [
    "", " within 9h", " within 1d", " within 30h with each=6h", " within 6h each", " within 1mo",
    " within 1mo each", " within 1d using calendar", " within 2d each using calendar",
  ]

  /// A query put together by chance; some do not fit together and are refused by both.
  private static func query(_ random: inout SplitMix64) -> String {
    var words: [String] = []
    var settings: [String] = []
    var query = "funnel " + random.pick(steps)
    if random.below(4) == 0 {
      query += random.pick([
        " excluding x", " excluding x between 1 and 2", " excluding b",
        " excluding x, (b or x) between 1 and 2", " excluding x between 1 and 2, c",
      ])
      if random.below(2) == 0 { words.append("exclude_user") }
    }
    let window = random.pick(windows).split(separator: " using ").map(String.init)
    let limits = (window.first ?? "").split(separator: " with ").map(String.init)
    query += limits.first.map { $0.isEmpty || $0.hasPrefix(" ") ? $0 : " " + $0 } ?? ""
    if limits.count > 1 { settings.append(limits[1]) }
    if window.count > 1 { words.append(window[1]) }
    if random.below(3) == 0 { words.append(random.pick(["strict", "any_order"])) }
    if random.below(4) == 0 { words.append("strictly") }
    if random.below(3) == 0 { words.append(random.pick(["session", "entries", "all"])) }
    if random.below(5) == 0 { settings.append(random.pick(["hold=p", "hold=q"])) }
    if random.below(8) == 0 {
      settings.append(random.pick(["hold=p, held=(1, 2)", "hold=p, hold=q, held=(2, 3)"]))
    }
    if random.below(8) == 0 { settings.append("timed=(2..3)") }
    if random.below(6) == 0 { settings.append(random.pick(["unit=firm", "unit=p"])) }
    if random.below(2) == 0 {
      let split = random.pick([
        "firm", "a.p", "a.p, firm", "day", "number", "a.size", "day, a.q", "count(b)",
      ])
      query += " by \(split)"
      if split.contains("a."), random.below(2) == 0 {
        settings.append(
          "touch=" + random.pick(["first", "last", "all", "step2", "step1", "step3"]))
      }
    }
    if random.below(3) == 0 {
      query += " where " + random.pick(["count(any) > 3", "firm != 'f2'"])
    }
    if random.below(4) == 0 { query += random.pick([" since 2024-03-09", " until 2024-03-09"]) }
    if !words.isEmpty { query += " using " + words.joined(separator: ", ") }
    if random.below(6) == 0 {
      let kept = random.pick(["", "lost=2", "reached=2"])
      if !kept.isEmpty { settings.append(kept) }
      query += settings.isEmpty ? "" : " with " + settings.joined(separator: ", ")
      return query + " as kept"
    }
    return query + (settings.isEmpty ? "" : " with " + settings.joined(separator: ", "))
  }

  @Test("random plans on random worlds, seeds 0 to 3", arguments: UInt64(0)..<4)
  func randomPlans(seed: UInt64) throws {
    var random = SplitMix64(seed: seed + 1000)
    let world = Self.world(40, seed: seed, hasSessions: seed % 3 > 0)
    var engines = try Engines(world.dataset)
    var answered = 0
    for _ in 0..<200 where answered < 25 {
      if try engines.agreeWhereAnswered(Self.query(&random)) { answered += 1 }
    }
    #expect(answered == 25)
  }

  /// 70 events of 70 values at one instant for one user, and 90 of three kinds for another.
  private static let crowd: World = {
    var events: [World.Event] = []
    func add(_ user: String, _ name: String, _ hours: Int64, _ value: String) {
      events.append(
        World.Event(
          user: user, name: name, time: .instant(start + hours * hour),
          properties: ["p": .text(value)]))
    }
    for number in 0..<70 { add("u1", number % 2 == 0 ? "a" : "b", 1, "v\(number / 2)") }
    for number in 0..<90 { add("u2", ["a", "b", "c"][number % 3], 1, "1") }
    for user in ["u1", "u2", "u3"] {
      add(user, "a", 1, "v1")
      add(user, "c", 2, "v1")
      add(user, "b", 3, "v1")
    }
    return World(asof: "2024-03-10", events: events)
  }()

  @Test("more events of one instant than a whole number has bits")
  func crowded() throws {
    var engines = try Engines(Self.crowd.dataset)
    for query in [
      "funnel a -> (a or b) -> any within 1d", "funnel a -> b -> c using strict",
      "funnel a -> any -> c using strict with hold=p", "funnel a -> (a or b) -> c by a.p",
      "funnel a -> (b or c) -> any using any_order with hold=p",
      "funnel a -> (a or b) -> c by a.p with touch=step2",
      "funnel a -> any -> b within 1d using posthog, strict by a.p with touch=all",
      "funnel a -> (a or b) -> any within 1d using clickhouse, strict_once, strict_dedup",
    ] {
      try engines.assertAgree(query)
    }
  }
}
