import Engine
import Statistics
import TestKit
import Testing

@Suite("feedback by SQL")
struct FeedbackSQLTests {
  private static let queries = [
    "nps", "nps by source, month", "csat rating by week", "nps by plan", "nps by did(pay)",
    "topics", "topics by source", "topics by class", "topics by month where source = 'mail'",
    "topics where topic = 'bug'", "topics where topic != 'bug' and not topic in ('payment')",
    "topics compare before 2024-03-10", "priority by source", "priority with impact=revenue",
    "loop", "search \"PAY\" by source", "search \"支付\"", "response within 24h by source",
    "response within 5h", "response within 1mo since 2024-03-05", "list where score > 3 limit 5",
    "nps where plan = 'pro' compare rest", "nps since 2024-03-05 until 2024-03-20 compare previous",
    "nps topics response", "topics sort share asc limit 2",
  ]

  @Test("both engines agree on every facet that SQL can count", arguments: UInt64(0)..<4)
  func agree(seed: UInt64) throws {
    var random = SplitMix64(seed: 3_900 + seed)
    let zones = ["Europe/Berlin", "Asia/Shanghai", "America/New_York", "UTC"]
    var world = FeedbackWorlds.world(&random, zone: zones[Int(seed)])
    // So that a query about replies always has one.
    world.feedback?.append(
      .answer(
        nil, time: "2024-03-01 10:00", kind: "ticket",
        columns: ["first_reply_at": .time(.written("2024-03-02 10:00"))]))
    var engines = try Engines(world.dataset)
    for query in Self.queries { try engines.assertAgree("feedback \(query)") }
  }

  @Test("mentions with their alerts")
  func mentions() throws {
    var random = SplitMix64(seed: 3_910)
    var world = World(zone: "Europe/Berlin", asof: "2024-04-20")
    world.feedback = (0..<300).map { _ in
      .answer(
        random.below(3) == 0 ? -1 : 1,
        time: "2024-03-\(10 + random.below(20)) \(10 + random.below(13)):00", kind: "mention",
        columns: ["source": random.below(2) == 0 ? "a" : "b"])
    }
    var engines = try Engines(world.dataset)
    for query in [
      "mentions", "mentions by day with alert=2", "mentions by source, day with alert=1",
      "mentions by day with alert=2 since 2024-03-20", "mentions by week",
    ] { try engines.assertAgree("feedback \(query)") }
  }

  @Test("what SQL cannot say is refused with the reason")
  func refused() throws {
    var random = SplitMix64(seed: 3_920)
    var world = FeedbackWorlds.world(&random)
    var engines = try Engines(world.dataset)
    for query in ["terms", "sentiment", "nps as voices", "mentions", "search \"É\""] {
      #expect(try engines.refusal("feedback \(query)") == "E432", "\(query)")
    }
    world.feedback?.append(.answer(1, kind: "nps", text: "pay\0crash"))
    engines = try Engines(world.dataset)
    #expect(try engines.refusal("feedback topics") == "E432")
  }
}
