import Engine
import Statistics
import TestKit
import Testing

@Suite("ltv by SQL")
struct LTVSQLTests {
  private static let questions = [
    "ltv within 7d", "ltv by plan within 20d using net", "ltv by month within 1mo",
    "ltv by week, plan within 10d using all", "ltv within 2mo with age=month",
    "ltv by plan within 1q using all with discount=1%, trim=2%", "ltv within 0d",
    "ltv within 14d with margin=40%, cac=3", "ltv by plan within 10d sort ltv desc limit 2",
    "ltv within 10d where plan = 'a' compare rest", "ltv by plan within 10d compare a, b",
    "ltv within 10d during 2024-03-01..2024-03-10 compare previous",
    "ltv by month within 10d where did(pay) compare before 2024-03-01",
    "ltv by did(pay) within 10d as kept", "ltv within 10d as kept",
    "ltv from a within 1y using all",
    "ltv by plan within 10d where plan = 'none'", "ltv within 10d where plan = 'none'",
    "ltv using projected", "ltv by plan using projected, net with margin=50%",
    "ltv using projected during 2024-03 with cap=12mo",
    "ltv using projected with arpa=20, margin=80%, churn=5%",
    "ltv by hour within 3d", "ltv by quarter within 3w with age=week",
  ]

  private static let zones = ["America/New_York", "America/Santiago", "Asia/Shanghai"]

  private static func sets(_ dataset: Dataset) -> [SavedSet] {
    ["a", "b"].enumerated().map { place, name in
      SavedSet(
        name: name,
        kind: .segment(UserSet((0..<dataset.users.count).map { $0 % 3 == place })))
    }
  }

  @Test("every kind of question, seed 51", arguments: 0..<3)
  func questions(part: Int) throws {
    var random = SplitMix64(seed: 51, part: UInt64(part))
    let made = LTVWorld(
      &random, zone: Self.zones[part], from: 19_750, days: 45, asof: "2024-04-12", users: 80)
    let dataset = made.world.dataset
    var engines = try Engines(dataset, sets: Self.sets(dataset))
    for question in Self.questions { try engines.assertAgree(question) }
  }

  @Test("costs beside payments, seed 52", arguments: 0..<2)
  func costs(part: Int) throws {
    var random = SplitMix64(seed: 52, part: UInt64(part))
    let made = LTVWorld(
      &random, zone: Self.zones[part], from: 19_750, days: 45, asof: "2024-04-12", users: 80,
      hasCosts: true)
    var dataset = made.world.dataset
    dataset.tables = [
      TableSummary(
        name: "events", role: "events", rows: made.events.count, columns: [],
        mapping: ["user": "user", "time": "time", "amount": "amount", "cost": "cost"], sources: [])
    ]
    var engines = try Engines(dataset)
    for question in [
      "ltv within 20d", "ltv by plan within 20d with cac=2", "ltv by month within 7d using net",
      "ltv using projected", "ltv within 20d using revenue",
    ] {
      try engines.assertAgree(question)
    }
  }
}
