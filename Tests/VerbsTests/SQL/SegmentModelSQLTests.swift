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

  @Test("what ranks or follows single users is refused by name")
  func refused() throws {
    var random = SplitMix64(seed: 610)
    var engines = try Engines(ModelReferenceTests.world(&random, zone: "Asia/Shanghai").dataset)
    for query in [
      "by value", "limit 3", "by lifecycle compare 2024-04-09", "where did(pay) compare rest",
    ] { #expect(try engines.refusal("segment \(query)") == "E432") }
  }
}
