import Engine
import Reporting
import TestKit
import Testing

@Suite("filters of events")
struct EventConditionTests {
  let shop = World.shop

  @Test(
    "a filter reads properties of the event, else attributes of its user",
    arguments: [
      ("amount > 5", ["ann": 1, "bob": 1]), ("amount = 5", ["ann": 1]),
      ("channel = 'web'", ["bob": 1, "cat": 1]), ("channel is missing", ["ann": 3, "bob": 2]),
      ("not channel = 'web'", ["ann": 3, "bob": 2, "cat": 1]),
      ("channel != 'web'", ["cat": 1]), ("coupon = true", ["ann": 1]),
      ("city = 'Oslo'", ["ann": 3, "cat": 2]), ("age >= 30 and amount > 0", ["ann": 2, "bob": 1]),
      ("channel = city", [:]), ("channel != city", ["bob": 1, "cat": 2]),
      ("channel < city", [:]), ("amount > age", ["bob": 1]), ("amount + age = 50", ["ann": 1]),
      ("due = 2024-03", ["bob": 1]), ("due > joined", ["bob": 1]),
    ] as [(String, [String: Int])])
  func filters(condition: String, counts: [String: Int]) throws {
    #expect(try shop.events(where: condition) == counts)
  }

  @Test("amount names the mapped amount, whatever the column is called")
  func amount() throws {
    var world = World(
      asof: "2024-01-10", events: [.event("u", "buy", "2024-01-01T00:00:00Z", ["price": 7])])
    world.amount = "price"
    #expect(try world.events(where: "amount = 7") == ["u": 1])
    #expect(try world.users(where: "sum(buy.amount) = 7") == ["u"])
  }

  @Test("an event of a user outside the user table has no attributes")
  func strangers() throws {
    let world = World(
      asof: "2024-01-10",
      events: [
        .event("u", "a", "2024-01-01T00:00:00Z"), .event("v", "a", "2024-01-01T00:00:00Z"),
      ], users: ["u": ["city": "Oslo"]])
    #expect(try world.events(where: "city = 'Oslo'") == ["u": 1])
    #expect(try world.events(where: "city is missing") == ["v": 1])
  }

  @Test("a text that never occurs is doubted, not refused")
  func stranger() throws {
    let scope = shop.scope()
    let condition = try scope.eventCondition(try shop.condition("channel = 'webb'"))
    #expect(condition.warnings.map(\.code) == ["W510"])
    #expect(condition.warnings.first?.message.english.contains("'web'") == true)
    #expect(condition.mask(in: scope.dataset).allSatisfy { !$0 })
    let users = try scope.userCondition(try shop.condition("did(visit[channel = 'webb'])"))
    #expect(users.warnings.map(\.code) == ["W510"])
  }

  @Test("a filter of a filter reads as people would say it in both languages")
  func text() throws {
    let scope = shop.scope()
    let condition = try scope.userCondition(
      try shop.condition("count(支付[amount > 5], last 30 days) >= 2 and 城市 is missing"))
    #expect(condition.text.english == "count(pay[amount > 5], last 30d) >= 2 and city is missing")
    #expect(condition.text.chinese == "次数(支付[amount > 5], 最近 30天) >= 2 且 城市 是 缺失")
  }
}
