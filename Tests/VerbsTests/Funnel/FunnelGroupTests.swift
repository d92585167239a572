import Engine
import TestKit
import Testing

@Suite("funnel by groups")
struct FunnelGroupTests {
  /// `s1 Chrome, s2 Safari, s2 Chrome, s3 Chrome`, one a second.
  private static let browsers = World(
    asof: "2024-02-01",
    events: [
      .event("u", "s1", "2024-01-01T10:00:00Z", ["p": "Chrome"]),
      .event("u", "s2", "2024-01-01T10:00:01Z", ["p": "Safari"]),
      .event("u", "s2", "2024-01-01T10:00:02Z", ["p": "Chrome"]),
      .event("u", "s3", "2024-01-01T10:00:03Z", ["p": "Chrome"]),
      .event("v", "s1", "2024-01-01T10:00:00Z", ["p": "Safari"]),
      .event("v", "s1", "2024-01-01T10:00:01Z"),
    ])

  @Test(
    "a group is chosen by the first or last entry, by a step, or by all steps",
    arguments: [
      ("s1.p", "", ["Chrome", "Safari", nil], [1, 1, 1, 1, 0, 0, 1, 0, 0]),
      ("s1.p", "with touch=first", ["Chrome", "Safari"], [1, 1, 1, 1, 0, 0]),
      ("s1.p", "with touch=last", ["Chrome", nil], [1, 1, 1, 1, 0, 0]),
      ("s1.p", "with touch=step1", ["Chrome", "Safari", nil], [1, 1, 1, 1, 0, 0, 1, 0, 0]),
      ("s2.p", "with touch=step2", ["Chrome", "Safari", nil], [1, 1, 1, 1, 1, 1, 1, 0, 0]),
      ("s1.p", "with touch=all", ["Chrome", "Safari", nil], [1, 1, 1, 1, 0, 0, 1, 0, 0]),
    ] as [(String, String, [String?], [Int])])
  func touch(by: String, setting: String, groups: [String?], users: [Int]) throws {
    let steps = try Self.browsers.ask("funnel s1 -> s2 -> s3 by \(by) \(setting)")
      .table(named: "steps")
    let keys = stride(from: 0, to: steps.rows.count, by: 3).map { steps.rows[$0][0].textValue }
    #expect(keys == groups)
    #expect(steps.ints("users") == users)
  }

  @Test("all steps of one value is narrower than the entry's value")
  func touchAll() throws {
    let world = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z", ["p": "x"]),
        .event("u", "b", "2024-01-01T10:00:01Z", ["p": "y"]),
        .event("u", "a", "2024-01-01T10:00:02Z", ["p": "y"]),
      ])
    #expect(
      try world.ask("funnel a -> b by a.p").table(named: "steps").ints("users") == [1, 1, 1, 0])
    #expect(
      try world.ask("funnel a -> b by a.p with touch=all").table(named: "steps").ints("users")
        == [1, 0, 1, 0])
  }

  @Test("another unit is counted: its users together go through the steps")
  func unit() throws {
    let world = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z", ["org": "n", "k": 1]),
        .event("v", "b", "2024-01-01T11:00:00Z", ["org": "n", "k": 2]),
        .event("w", "a", "2024-01-01T10:00:00Z", ["org": "m", "k": 1]),
        .event("w", "b", "2024-01-01T09:00:00Z", ["org": "m", "k": 2]),
        .event("x", "b", "2024-01-01T12:00:00Z", ["k": 1]),
      ])
    #expect(try world.ask("funnel a -> b").table(named: "steps").ints("users") == [2, 0])
    let answer = try world.ask("funnel a -> b with unit=org")
    #expect(try answer.table(named: "steps").ints("users") == [2, 1])
    #expect(answer.rule.english.contains(" · org · "))
    #expect(
      answer.notes.map(\.english).contains("1 events without a value of org belong to none"))
    // A property of events cuts a user's own events.
    let byEvent = try world.ask("funnel a -> b with unit=k").table(named: "steps")
    #expect(byEvent.ints("users") == [1, 1])
    #expect(
      try world.ask("funnel a -> b with unit=org by org").table(named: "steps").ints("users")
        == [1, 0, 1, 1])
  }

  private static func sized(_ groups: [(String, String, Int, Int)]) -> World {
    var events: [World.Event] = []
    var users: [String: [String: Value]] = [:]
    for (one, other, size, converted) in groups {
      for number in 0..<size {
        let id = "\(one)\(other)\(number)"
        users[id] = ["one": .text(one), "other": .text(other)]
        events.append(.event(id, "a", "2024-01-01T10:00:00Z"))
        if number < converted { events.append(.event(id, "b", "2024-01-01T11:00:00Z")) }
      }
    }
    return World(asof: "2024-02-01", events: events, users: users)
  }

  @Test("each group is compared with all others, and the tests are corrected together")
  func difference() throws {
    let world = Self.sized([("m", "", 50, 16), ("n", "", 150, 24)])
    let answer = try world.ask("funnel a -> b by one")
    let table = try answer.table(named: "difference")
    #expect(
      table.columns.map(\.name) == [
        "one", "metric", "a", "b", "difference", "low", "high", "p", "p_adjusted", "mature_a",
        "mature_b",
      ])
    #expect(table.reals("a") == [0.32, 0.16])
    #expect(table.reals("b") == [0.16, 0.32])
    // z = 2.449 of Mixpanel's example against the rest: p = 0.0143 in both directions.
    for p in table.reals("p") + table.reals("p_adjusted") {
      #expect(abs((p ?? 0) - 0.0143) < 0.0001)
    }
    #expect(table.ints("mature_b") == [150, 50])
    #expect(try world.ask("funnel a -> b by week").table("difference") == nil)
  }

  @Test("the others of a group are users by their best attempt outside it")
  func rest() throws {
    let world = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z", ["p": "x"]),
        .event("u", "b", "2024-01-02T10:00:00Z"),
        .event("u", "a", "2024-01-03T10:00:00Z", ["p": "y"]),
        .event("v", "a", "2024-01-01T10:00:00Z", ["p": "y"]),
        .event("v", "b", "2024-01-03T10:00:00Z"),
      ])
    let table = try world.ask("funnel a -> b by a.p").table(named: "difference")
    #expect(table.reals("a") == [1, 0.5])
    // Outside x: u by the attempt of y, which fails, and v. Outside y: u alone, by that of x.
    #expect(table.reals("b") == [0.5, 1])
    #expect(table.ints("mature_b") == [2, 1])
  }

  @Test("a difference that turns its sign inside the groups is warned of")
  func simpson() throws {
    // Better in both classes, worse in total, for most of its users are in the hard class.
    let world = Self.sized([
      ("m", "easy", 40, 36), ("m", "hard", 160, 64), ("n", "easy", 160, 128), ("n", "hard", 40, 12),
    ])
    let warnings = try world.ask("funnel a -> b by one, other").warnings
    #expect(warnings.map(\.code) == ["W520"])
    #expect(
      warnings.first?.message.english.hasPrefix(
        "m converts worse than the others in total, yet better in each of 2 groups of other")
        == true)
    let fair = Self.sized([
      ("m", "easy", 100, 90), ("m", "hard", 100, 40), ("n", "easy", 100, 80),
      ("n", "hard", 100, 30),
    ])
    #expect(try fair.ask("funnel a -> b by one, other").warnings.isEmpty)
  }

  @Test("groups are sorted and cut as a whole")
  func order() throws {
    let world = Self.sized([("m", "", 3, 3), ("n", "", 5, 1), ("o", "", 4, 2)])
    func groups(_ clauses: String) throws -> [String?] {
      let steps = try world.ask("funnel a -> b by one \(clauses)").table(named: "steps")
      return stride(from: 0, to: steps.rows.count, by: 2).map { steps.rows[$0][0].textValue }
    }
    #expect(try groups("") == ["m", "n", "o"])
    #expect(try groups("sort users") == ["n", "o", "m"])
    #expect(try groups("sort rate_first") == ["m", "o", "n"])
    #expect(try groups("sort rate_first asc limit 2") == ["n", "o"])
    #expect(try groups("sort lost limit 1") == ["n"])
    #expect(try groups("sort one desc") == ["o", "n", "m"])
  }
}
