import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("one user in a cohort")
struct CohortLadderTests {
  private let world = World(
    asof: "2024-03-20",
    events: [
      .event("u", "signup", "2024-03-01 10:00"), .event("u", "visit", "2024-03-02 09:00"),
      .event("u", "visit", "2024-03-08 09:00"), .event("u", "visit", "2024-03-08 10:00"),
      .event("u", "help", "2024-03-09 10:00"), .event("v", "visit", "2024-03-09 10:00"),
    ])

  private func findings(_ query: String) throws -> [(String, String)] {
    let table = try world.ask(query).table(named: "findings")
    return table.rows.indices.map {
      (table.cell($0, "kind").textValue ?? "", table.cell($0, "text").textValue ?? "")
    }
  }

  @Test("points: retained by which event, not retained, not over yet")
  func points() throws {
    let found = try findings("explain user u cohort signup -> visit at d1, d3, d7, d30")
    let texts = found.map(\.1)
    #expect(texts.contains("Entered by signup on 2024-03-01 10:00:00."))
    #expect(texts.contains("d1: retained, visit on 2024-03-02 09:00:00"))
    #expect(texts.contains("d3: not retained"))
    #expect(texts.contains("d7: retained, visit on 2024-03-08 09:00:00 and 1 more"))
    #expect(texts.contains("d30: not over yet"))
    #expect(found.first?.1 == "2")
    let ladder = try world.ask("explain user u cohort signup -> visit at d1, d3, d7, d30")
      .table(named: "ladder")
    #expect(
      ladder.texts("note").map { $0 ?? "" } == [
        "enters", "return at d1", "return at d7", "return at d7",
      ])
  }

  @Test("the triangle: offsets with nothing in them stand together; the running one is marked")
  func triangle() throws {
    let texts = try findings("explain user u cohort signup -> visit by week").map(\.1)
    #expect(texts.contains("Entered by signup on 2024-03-01 10:00:00, cohort 2024-02-26."))
    #expect(texts.contains("w0 (2024-02-26): retained, visit on 2024-03-02 09:00:00"))
    #expect(texts.contains("w1 (2024-03-04): retained, visit on 2024-03-08 09:00:00 and 1 more"))
    #expect(texts.contains("w2 (2024-03-11): not retained"))
    #expect(texts.contains("w3 (2024-03-18): not over yet"))
  }

  @Test("who never began is in no cohort")
  func noEntry() throws {
    let texts = try findings("explain user v cohort signup -> visit at d1").map(\.1)
    #expect(texts.contains("In no cohort: the user never did signup."))
    let outside = try findings("explain user u cohort signup -> visit at d1 since 2024-03-05")
      .map(\.1)
    #expect(outside.contains { $0.contains("lies outside the range") })
  }

  @Test(
    "what the ladder says is what the cohort counts, seed 72",
    arguments: ["", " using rolling", " using range", " using streak", " using elapsed"])
  func agrees(using: String) throws {
    var random = SplitMix64(seed: 72)
    for _ in 0..<6 {
      var events: [World.Event] = []
      for user in 0..<10 {
        for _ in 0..<(1 + random.below(7)) {
          events.append(
            .event(
              "u\(user)", random.pick(["go", "back", "back"]),
              "2024-01-0\(1 + random.below(9)) 1\(random.below(9)):00"))
        }
      }
      events.append(.event("u0", "go", "2024-01-01"))
      events.append(.event("u0", "back", "2024-01-02"))
      let world = World(asof: "2024-01-12", events: events)
      for form in ["at d0, d1, d3, d5", "by day"] {
        let query = "cohort go -> back \(form)\(using)"
        let table = try world.ask(query).table(named: "retention")
        let users = table.ints("users").reduce(0, +)
        var depth = 0
        for user in 0..<10 {
          let found = try world.ask("explain user u\(user) \(query)").table(named: "findings")
          depth += Int(found.cell(0, "text").textValue ?? "") ?? -1
        }
        #expect(depth == users, "\(query)")
      }
    }
  }
}
