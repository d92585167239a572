import Engine
import TestKit
import Testing

@Suite("zeros that are no finding")
struct EmptinessTests {
  private let world = World(
    asof: "2024-01-31",
    events: [
      .event("u", "visit", "2024-01-05T00:00:00Z"), .event("u", "pay", "2024-01-06T00:00:00Z"),
    ])

  private func hasDoubt(_ query: String, in world: World) throws -> Bool {
    try world.ask(query).warnings.contains { $0.code == "W503" }
  }

  @Test(
    "a range before or after all events is told, one that touches them is not",
    arguments: [
      ("since 2024-02-01", true), ("until 2024-01-04", true), ("since 2024-01-06", false),
      ("until 2024-01-05", false), ("last 2 days", true), ("", false),
    ])
  func ranges(clause: String, isEmpty: Bool) throws {
    #expect(try hasDoubt("funnel visit -> pay \(clause)", in: world) == isEmpty)
    #expect(try hasDoubt("cohort visit -> pay at d1 \(clause)", in: world) == isEmpty)
  }

  @Test("a day before all events is told")
  func beforeAll() throws {
    var early = world
    early.asof = "2024-01-01"
    #expect(try hasDoubt("funnel visit -> pay", in: early))
  }
}
