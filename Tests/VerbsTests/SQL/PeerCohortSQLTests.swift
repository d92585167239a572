import Engine
import Statistics
import TestKit
import Testing

@Suite("cohorts by other products' rules, by SQL")
struct PeerCohortSQLTests {
  /// Users who begin, come back and pay over ten weeks round a change of the clocks; many events
  /// share an instant, and some begin at the turn of an hour.
  private static func world(_ users: Int, seed: UInt64) -> World {
    var random = SplitMix64(seed: seed)
    // 2024-02-05 00:00 UTC.
    let start: Int64 = 1_707_091_200_000
    var events: [World.Event] = []
    var people: [String: [String: Value]] = [:]
    for number in 0..<users {
      let id = "u\(1000 + number)"
      people[id] = random.below(4) == 0 ? [:] : ["region": .text(random.pick(["n'th", "south"]))]
      let spread = random.pick([30, 200, 560])
      for _ in 0..<(1 + random.below(10)) {
        events.append(
          World.Event(
            user: id, name: random.pick(["signup", "signup", "open", "open", "pay"]),
            time: .instant(
              start + Int64(random.below(spread) * 60 + random.below(3) * 25) * 180_000),
            properties: random.below(3) == 0 ? [:] : ["plan": .text(random.pick(["x", "y"]))]))
      }
    }
    return World(
      zone: ["America/New_York", "Asia/Shanghai", "Europe/London"][Int(seed % 3)],
      asof: "2024-04-14", events: events, users: people)
  }

  private static let questions = [
    "cohort signup -> open by day using posthog", "cohort signup -> open by week using posthog",
    "cohort signup -> open using posthog", "cohort signup -> any using posthog, rolling",
    "cohort signup -> open at d1, d3, d7 using posthog, elapsed",
    "cohort signup -> open by hour using posthog, elapsed since 2024-04-13",
    "cohort signup -> open by month using posthog, elapsed",
    "cohort signup -> open by week using posthog with times=2, week=wednesday",
    "cohort signup -> open by day using posthog with brackets=(1..3, 4..10)",
    "cohort signup -> open using posthog, rolling with brackets=(1..3, 4..9), average=weighted",
    "cohort signup -> open by week, signup.plan using posthog",
    "cohort signup -> open by week, signup.plan using posthog, elapsed",
    "cohort first signup -> open by week, region using posthog",
    "cohort signup -> open by week using posthog compare ours",
    "cohort signup -> open by week using posthog, elapsed compare ours",
    "cohort signup -> open by week using posthog since 2024-02-19 until 2024-03-24",
    "cohort signup -> open where region = 'south' by week using posthog",
    "cohort signup -> signup by day using mixpanel during 2024-03",
    "cohort signup -> any by week using mixpanel", "cohort signup -> open using mixpanel, exact",
    "cohort (signup or open) -> open by week using mixpanel, streak",
    "cohort open -> any by day using mixpanel, streak, calendar since 2024-03-09",
    "cohort signup -> open by month using mixpanel, range",
    "cohort signup -> any by day using mixpanel, range with brackets=(1..3, 4..10)",
    "cohort signup -> open by week, signup.plan using mixpanel",
    "cohort signup -> any by week using mixpanel compare ours",
    "cohort open -> open by week using mixpanel, streak compare ours",
    "cohort signup -> open by day using amplitude", "cohort open -> open by week using amplitude",
    "cohort signup -> any by month using amplitude",
    "cohort signup -> open by hour using amplitude since 2024-04-13",
    "cohort signup -> open by day using amplitude, rolling with brackets=(1..3, 5..10)",
    "cohort signup -> open by week using amplitude, calendar compare ours",
    "cohort signup -> open by week, region using amplitude",
    "cohort signup -> open by day using amplitude with brackets=(1..3, 5..10) compare ours",
    "cohort signup -> open by week using clickhouse", "cohort signup -> signup using clickhouse",
    "cohort signup -> open by month using clickhouse compare ours",
    "cohort signup by day using kusto since 2024-03-01", "cohort signup by week using kusto",
    "cohort using posthog, stickiness", "cohort open using posthog, stickiness with times=2",
    "cohort open by day using posthog, stickiness with times=(1..1), every=3",
    "cohort open by week using mixpanel, stickiness since 2024-02-19",
    "cohort open by month using mixpanel, stickiness where region = 'south'",
    "cohort by day within 7d using kusto, stickiness", "cohort by week using kusto, stickiness",
    "cohort open by day within 8d using kusto, stickiness with days=3",
    "cohort by week within 8d using kusto, stickiness with days=2",
    "cohort where region = 'west' by day using posthog",
    "cohort where region = 'west' using posthog, stickiness",
    "cohort signup where region = 'west' by day using kusto",
    "cohort where region = 'west' by day using kusto, stickiness",
  ]

  @Test("every kind of question, seeds 0 to 2", arguments: UInt64(0)..<3)
  func questions(seed: UInt64) throws {
    var engines = try Engines(Self.world(50, seed: seed).dataset)
    for question in Self.questions { try engines.assertAgree(question) }
  }

  @Test("what is printed tells the columns, and no user")
  func printed() throws {
    var engines = try Engines(Self.world(5, seed: 1).dataset)
    let text = try engines.explained("cohort signup -> open by week using posthog with times=2")
    #expect(text.contains("HAVING k > 0 AND count(*) >= 2"))
    #expect(text.contains("-- their columns; the start holds the first"))
    #expect(!text.contains("u1000"))
  }
}
