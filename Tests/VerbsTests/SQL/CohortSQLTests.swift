import Engine
import Statistics
import TestKit
import Testing

@Suite("cohort by SQL")
struct CohortSQLTests {
  /// Users of three regions, some unknown, who sign up, open and pay over four months round a
  /// change of the clocks; many events share an instant.
  private static func world(seed: UInt64) -> World {
    var random = SplitMix64(seed: seed)
    let start: Int64 = 1_704_067_200_000
    var events: [World.Event] = []
    var users: [String: [String: Value]] = [:]
    for number in 0..<60 {
      let id = "u\(number)"
      users[id] = random.below(4) == 0 ? [:] : ["region": .text(random.pick(["n'th", "south"]))]
      users[id]?["age"] = .int(number % 3)
      for _ in 0..<(1 + random.below(9)) {
        events.append(
          World.Event(
            user: id, name: random.pick(["signup", "open", "pay"]),
            time: .instant(start + Int64(random.below(120 * 8)) * 3 * 3_600_000),
            properties: ["amount": .money(Double(random.below(50)))]))
      }
    }
    return World(
      zone: ["America/New_York", "Europe/London"][Int(seed % 2)], asof: "2024-04-28",
      events: events, users: users)
  }

  private static let questions = [
    "cohort", "cohort signup -> open at d1, d7, w2, m1", "cohort signup -> open by region",
    "cohort signup -> any by week", "cohort first signup -> (open or pay) by month, region",
    "cohort pay[amount > 20] -> pay by month using rolling",
    "cohort signup -> open by month using elapsed",
    "cohort signup -> open by month using elapsed, all",
    "cohort signup -> open by week using recurring, streak",
    "cohort open -> open by month using recurring with times=2",
    "cohort signup -> open at d7, d30 using range, all by region",
    "cohort pay -> pay within 30d by month", "cohort pay -> pay within 1mo with times=2",
    "cohort signup -> open with brackets=(1..7, 8..30) by region",
    "cohort signup -> open with brackets=(1..7, 8..30) using rolling",
    "cohort signup -> open by month with fit=sbg", "cohort signup -> open by month with fit=power",
    "cohort signup -> open where region = 'south' by week compare rest",
    "cohort signup -> open at w1, m1 compare before 2024-03-01",
    "cohort signup -> open at d7 by age during 2024-03 compare previous",
    "cohort signup -> open by month compare loyal, tiers.odd",
    "cohort signup -> open by month from tiers.odd",
    "cohort signup -> open by month since 2024-02-10 using in_range",
    "cohort signup -> open by month, region as kept",
    "cohort signup -> open at d7 with retained=d7 as kept",
    "cohort signup -> open by month with lost=m1 as kept",
    "cohort signup -> open where age > 99", "cohort signup -> open by month where age > 99",
    "cohort open -> open by day during 2024-03-01..2024-03-20",
    "cohort using stickiness", "cohort open using stickiness by month, region",
    "cohort open by region using stickiness during 2024-02",
    "cohort where age > 99 using stickiness",
    "cohort (open or pay) by month using stickiness since 2024-02-10",
    "cohort using interval", "cohort open by region using interval last 60 days",
    "cohort where age > 99 using interval", "cohort where age > 99 by region using interval",
    "cohort signup -> open by quarter using range", "cohort signup -> open by year",
  ]

  @Test("every kind of question, seeds 0 to 5", arguments: UInt64(0)..<6)
  func questions(seed: UInt64) throws {
    let dataset = Self.world(seed: seed).dataset
    func users(_ rest: Int) -> UserSet {
      UserSet((0..<dataset.users.count).map { $0 % 2 == rest })
    }
    var engines = try Engines(
      dataset,
      sets: [
        SavedSet(name: "loyal", kind: .segment(UserSet(users(1).flags.map { !$0 }))),
        SavedSet(name: "tiers", kind: .partition([(part: "odd", users: users(1))])),
      ])
    for question in Self.questions { try engines.assertAgree(question) }
  }
}
