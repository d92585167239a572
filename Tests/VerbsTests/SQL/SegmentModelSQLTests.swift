import Engine
import Statistics
import TestKit
import Testing

@Suite("models of users by SQL")
struct SegmentModelSQLTests {
  private static let queries = [
    "by rfm", "by rfm with m=median", "by rfm with m=25, r=60d, f=1", "by rfm using quintile",
    "by rfm using quintile with bins=3, window=90d", "by tier",
    "by tier with top=40%, orders=1, window=60d", "by lifecycle",
    "by lifecycle with new=14d, active=20d, dormant=40d", "by lifecycle using acq4",
    "by lifecycle using five", "by lifecycle using six", "by lifecycle using aarrr6",
    "by lifecycle using aarrr6 with invite=visit", "by activity",
    "by activity with of=pay, core=20%, active=30%, window=all", "by frequency",
    "by plan, tier", "by tier, lifecycle", "where did(pay) by lifecycle",
    "by tier since 2024-04-10",
    "where did(visit) by rfm since 2024-04-10", "by quantile(sum(pay.amount), 4)",
    "by quantile(days(visit), 3)", "by plan, value",
  ]

  @Test("both engines count the same classes, seeds 0 to 3", arguments: UInt64(0)..<4)
  func models(seed: UInt64) throws {
    var random = SplitMix64(seed: 600 + seed)
    let zone = ["America/New_York", "Asia/Shanghai"][Int(seed % 2)]
    let world = ModelReferenceTests.world(&random, zone: zone)
    var engines = try Engines(world.dataset)
    for query in Self.queries { try engines.assertAgree("segment \(query)") }
    for query in [
      "funnel visit -> pay within 30d by tier", "funnel visit -> pay by lifecycle since 2024-04-10",
    ] { try engines.assertAgree(query) }
  }

  private static let forms = [
    "by value", "by value using registered", "by value limit 3", "by value limit 20% as best",
    "by value using registered as parts", "where plan = 'pro' by value with window=60d",
    "by value since 2024-04-10", "limit 3", "limit 30% as best", "where did(pay) limit 40%",
    "where plan = 'pro' limit 2 as pros",
    "by lifecycle compare 2024-04-09", "by rfm compare 2024-04-09",
    "by tier, plan compare 2024-03-09 as tiers", "by plan compare 2024-03-09",
    "where count(pay) >= 1 compare 2024-04-09", "where count(pay) >= 1 by plan compare 2024-04-09",
    "where days_since(any) <= 20 by count(pay) compare 2024-04-30",
    "by lifecycle using acq4 compare 2024-02-09", "by value, plan compare 2024-04-09",
    "by quantile(days(visit), 3) compare 2024-04-09",
    "limit 5 compare 2024-03-20", "where did(visit) limit 25% compare 2024-03-20 as some",
    "where did(pay) by plan during 2024-04 compare previous",
    "where did(visit) during 2024-04 compare previous",
    "by last(visit.page) compare 2024-03-20",
    "where did(pay) compare rest", "where plan = 'pro' compare rest as pros",
    "where did(pay) by plan, tier compare rest", "where did(visit) compare rest since 2024-04-01",
    "by visit.page with touch=all", "where did(pay) by visit.page with touch=all",
    "by any.page with touch=all compare 2024-03-20",
    "where did(pay) by visit.page with touch=all since 2024-03-20",
    "by visit.page with touch=first", "by visit.page",
  ]

  @Test("every form of the statement, seeds 0 to 5", arguments: UInt64(0)..<6)
  func forms(seed: UInt64) throws {
    var random = SplitMix64(seed: 610 + seed)
    let zone = ["America/New_York", "Asia/Shanghai"][Int(seed % 2)]
    var world = ModelReferenceTests.world(&random, zone: zone)
    for index in world.events.indices where random.below(4) > 0 {
      world.events[index].properties["page"] = .text(random.pick(["a", "b'", "e\u{301}", "页"]))
    }
    // Without a table of users some are known only later.
    if seed % 3 == 0 { world.users = [:] }
    if seed % 3 == 1 { world.roles.key = nil }
    let dataset = world.dataset
    func some(_ number: Int) -> UserSet {
      UserSet((0..<dataset.users.count).map { $0 % number == 0 })
    }
    var engines = try Engines(
      dataset,
      sets: [
        SavedSet(name: "third", kind: .segment(some(3))),
        SavedSet(name: "half", kind: .segment(some(2))),
      ])
    for query in Self.forms {
      if seed % 3 == 0, query.contains("plan") { continue }
      try engines.assertAgree("segment \(query)")
    }
    for query in [
      "from half by value", "from half limit 3", "from third compare rest",
      "from half where did(pay) compare rest as halves", "compare third, half",
      "where did(pay) compare third, half as payers", "from half compare third",
      "from half by lifecycle compare 2024-04-09", "from half by visit.page with touch=all",
    ] { try engines.assertAgree("segment \(query)") }
  }

  @Test("states of life by period", arguments: UInt64(0)..<4)
  func states(seed: UInt64) throws {
    var random = SplitMix64(seed: 620 + seed)
    let zone = ["America/New_York", "Asia/Shanghai"][Int(seed % 2)]
    let world = ModelReferenceTests.world(&random, zone: zone)
    var engines = try Engines(world.dataset)
    for query in [
      "lifecycle using posthog", "lifecycle, week using posthog",
      "lifecycle, week using posthog with week=monday", "lifecycle, month using posthog",
      "lifecycle, week using posthog with of=pay", "lifecycle, day using posthog with of=any",
      "lifecycle, week using posthog with of=did(pay[amount > 10]) during 2024-03",
      "lifecycle, day using posthog last 30 days",
      "lifecycle, month using posthog since 2024-02-10",
      "lifecycle, week using posthog until 2024-04-20", "lifecycle, hour using posthog last 3 days",
      "lifecycle, quarter using posthog", "lifecycle, year using posthog",
      "lifecycle, week using posthog with of=signup since 2025-01-01",
    ] { try engines.assertAgree("segment by \(query)") }
    try engines.assertAgree("segment where plan = 'pro' by lifecycle, week using posthog")
    try engines.assertAgree("segment where count(pay) > 0 by lifecycle, day using posthog")
  }
}
