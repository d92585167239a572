import Engine
import Reporting
import TestKit
import Testing

@Suite("groups that are drawn")
struct ShownGroupsTests {
  @Test("of more groups than fit the largest are drawn, ties in the order of their names")
  func largest() {
    let shown = ShownGroups(
      names: ["b", "a", "d", "c"], users: [2, 2, 9, 1], isTime: false, most: 3)
    #expect(shown.indices == [2, 1, 0])
    #expect(shown.note?.english == "the largest 3; 1 more stand in the table")
  }

  @Test("of more periods than fit the newest are drawn, in order; as many as fit stay as they are")
  func newest() {
    let months = ["2024-01", "2024-02", "2024-03"]
    let shown = ShownGroups(names: months, users: [9, 1, 5], isTime: true, most: 2)
    #expect(shown.indices == [1, 2])
    let all = ShownGroups(names: months, users: [1, 9, 5], isTime: false, most: 3)
    #expect(all.indices == [0, 1, 2])
    #expect(all.note == nil)
  }

  /// Users of twelve plans, one more in each, who sign up and pay.
  private var world: World {
    var users: [String: [String: Value]] = [:]
    var events: [World.Event] = []
    for plan in 10..<22 {
      for user in 10...plan {
        let name = "u\(plan)-\(user)"
        users[name] = ["plan": .text("plan\(plan)")]
        events.append(.event(name, "signup", "2024-01-01T08:00:00Z"))
        events.append(.event(name, "pay", "2024-01-02T08:00:00Z", ["amount": .money(10)]))
      }
    }
    return World(asof: "2024-02-01", events: events, users: users)
  }

  @Test(
    "ten groups are drawn and the rest told, while the table holds all",
    arguments: [
      ("ltv by plan within 7d", "value"), ("cohort signup -> pay by plan at d1", "retention"),
    ])
  func ten(query: String, table: String) throws {
    let shown = try world.picture(query)
    let headings = shown.lastIndex { $0.hasPrefix("plan ") } ?? 0
    let names = shown[headings...].filter { $0.hasPrefix("plan1") || $0.hasPrefix("plan2") }
      .map { String($0.prefix { $0 != " " }) }
    #expect(names == (12..<22).reversed().map { "plan\($0)" })
    #expect(shown.contains("the largest 10; 2 more stand in the table"))
    #expect(try world.ask(query).table(named: table).rows.count == 12)
  }
}
