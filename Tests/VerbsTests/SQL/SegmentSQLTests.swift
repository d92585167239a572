import Engine
import Language
import Reporting
import Statistics
import TestKit
import Testing

@Suite("segment by SQL")
struct SegmentSQLTests {
  private static let zones = ["Asia/Shanghai", "America/New_York", "Europe/London"]

  /// Users with missing attributes, tied events, events around a change of the clocks.
  private static func world(seed: UInt64) -> World {
    var random = SplitMix64(seed: seed)
    let start: Int64 = 1_709_874_000_000
    var events: [World.Event] = []
    var users: [String: [String: Value]] = [:]
    for number in 0..<40 {
      let id = "u'\(number)"
      var attributes: [String: Value] = ["age": .int(number % 7)]
      if random.below(3) > 0 {
        attributes["region"] = .text(random.pick(["north", "so\"uth", "x\n"]))
      }
      if random.below(3) > 0 { attributes["member"] = .bool(random.below(2) == 0) }
      users[id] = attributes
      for _ in 0..<random.below(9) {
        var values: [String: Value] = [
          "channel": .text(random.pick(["ad", "e\u{301}t\u{e9}", "搜索"]))
        ]
        if random.below(3) > 0 { values["amount"] = .money(Double(random.below(900)) / 100) }
        if random.below(3) > 0 { values["weight"] = .float(Double(random.below(64)) / 8) }
        events.append(
          World.Event(
            user: id, name: random.pick(["visit", "pay", "pay's"]),
            time: .instant(start + Int64(random.below(60)) * 3 * 3_600_000), properties: values))
      }
    }
    return World(
      zone: zones[Int(seed % 3)], asof: "2024-03-14", events: events, users: users)
  }

  private static let conditions = [
    "count(pay) >= 2", "not (count(pay) >= 2 or region = 'north')", "not region = 'north'",
    "region != 'north'", "region in ('north', 'x')", "region not in ('north', 'x')",
    "region is missing", "region is not missing and age between 2 and 4", "region contains 'o'",
    "region > 'o'", "sum(pay.amount) > 5.5", "not sum(pay.amount) / count(pay) > 3",
    "avg(any.amount) <= 4.2", "min(visit.weight) < max(any.weight) - 2",
    "avg(any.weight) > 3.5", "days(any) >= 3", "days_since(any) <= 2", "did(pay)", "not did(pay)",
    "first(visit.channel) = 'ad'", "last(any.channel) = '\u{e9}t\u{e9}'",
    "first(any.channel) = last(any.channel)", "visit.channel contains '\u{e9}'",
    "first(any) < 2024-03-09", "first(pay) - first(visit) < 2d", "last(any) >= 2024-03-10",
    "count(pay[amount > 3 and age >= 2]) >= 1", "count(pay[not amount > 3]) >= 1",
    "count(first pay) >= 1", "count(visit or pay[weight > 2]) > 2",
    "count(pay, last 3 days) >= 1", "did(pay, within 2d of first visit)",
    "count(any, within 1mo of visit) > 4", "member = 'true'", "not member = 'true'",
    "age * 2 + 1 > 7",
    "-age < -3", "count(`pay's`) > 0", "did(any, 2024-03-10)",
  ]

  @Test("conditions and dimensions of every kind, seeds 0 to 5", arguments: UInt64(0)..<6)
  func conditions(seed: UInt64) throws {
    var engines = try Engines(Self.world(seed: seed).dataset)
    for condition in Self.conditions {
      try engines.assertAgree("segment where \(condition)")
      try engines.assertAgree("segment where \(condition) by region")
    }
    for dimension in [
      "region", "age", "member", "count(pay)", "sum(pay.amount)", "avg(pay.amount)",
      "avg(any.weight)", "first(any)", "last(visit.channel)", "first(pay.amount)", "days(any)",
      "days_since(any)", "region, last(any.channel)", "min(any.amount), did(pay)",
    ] {
      try engines.assertAgree("segment by \(dimension)")
      try engines.assertAgree("segment where count(any) > 3 by \(dimension)")
    }
  }

  @Test("saved segments and partitions are lists of users")
  func saved() throws {
    let world = Self.world(seed: 7)
    let dataset = world.dataset
    func users(_ number: Int) -> UserSet {
      UserSet((0..<dataset.users.count).map { $0 % number == 0 })
    }
    var engines = try Engines(
      dataset,
      sets: [
        SavedSet(name: "loyal", kind: .segment(users(3))),
        SavedSet(name: "empty", kind: .segment(UserSet(all: false, count: dataset.users.count))),
        SavedSet(
          name: "tiers",
          kind: .partition([
            (part: "zz'top", users: users(4)), (part: "aa", users: users(2)),
          ])),
      ])
    for query in [
      "segment from loyal", "segment where member(loyal) or member(empty)",
      "segment where member(loyal)",
      "segment where not member(loyal) by tiers",
      "segment from loyal where count(pay) > 1 by tiers",
      "segment by loyal",
    ] { try engines.assertAgree(query) }
  }

  @Test(
    "names and values that SQL could read as its own",
    arguments: [
      "a'b", "a\"b", "a\nb\n", "'; DROP TABLE users; --", "select", "用户 名", "\u{e9}", "a\u{301}\"",
      "\"\u{301}", "'\u{301}", "--", "/*", "\\", "%_", "\u{7f}\t",
    ])
  func hostile(text: String) throws {
    let world = World(
      asof: "2024-01-10",
      events: [
        .event("u1", text, "2024-01-01", [text: .text(text), "id": .text(text)]),
        .event(text, "b", "2024-01-02", [text: .text("other")]),
        .event(text, text, "2024-01-02", [text: .text("")]),
      ], users: ["u1": [text + "2": .text(text)], text: [text + "2": .text("x")]])
    var workspace = world.workspace()
    workspace.use(world.dataset)
    var engines = try Engines(world.dataset)
    let schema = SQLSchema(world.dataset)
    #expect(Set(schema.properties.map { $0.lowercased() }).count == schema.properties.count)
    try engines.assertAgree("segment where count(any) > 0")
    let dataset = world.dataset
    var conditions = SQLConditions(dataset)
    let codes = dataset.events.names.firstIndex(of: text).map { [UInt16($0)] } ?? []
    let query = SQLQuery(
      "rows", Phrase(text, text),
      "SELECT e.user, e.id FROM events e WHERE \(try conditions.selects(.codes(codes), "e"))"
        + " AND \(conditions.property(0, of: "e")) IS NOT NULL"
        + " AND e.user <> \(try SQL.text(text)) OR e.event = \(try SQL.text(text)) ORDER BY e.id")
    let rows = try #require(engines.engine).run(query, dataset, Interrupt())
    #expect(rows.count == dataset.events.codes.count { [$0] == codes })
  }

  @Test("a text with NUL is refused, never cut")
  func nul() throws {
    let world = World(
      asof: "2024-01-10", events: [.event("u1", "a", "2024-01-01")],
      users: ["u1": ["name": "a\0b"], "u2": ["name": "a"]])
    var engines = try Engines(world.dataset)
    try engines.assertAgree("segment by name")
    #expect(throws: Diagnostic.self) { try SQL.text("a\0b") }
  }

  @Test("users are saved by either engine", arguments: UInt64(8)..<11)
  func saving(seed: UInt64) throws {
    var engines = try Engines(Self.world(seed: seed).dataset)
    for query in [
      "where count(pay) > 1", "by region", "where did(pay) by age, region", "where age > 99",
      "by lifecycle",
    ] { try engines.assertAgree("segment \(query) as kept") }
  }

  @Test("a workspace without an engine is refused")
  func refused() throws {
    var workspace = Self.world(seed: 8).workspace()
    #expect(throws: Diagnostic.noSQLEngine) { try workspace.use(.sql) }
  }

  @Test("a raised interrupt stops a query")
  func interrupted() throws {
    let interrupt = Interrupt()
    let world = Self.world(seed: 9)
    let engine = try #require(try Engines(world.dataset).engine)
    let endless = SQLQuery(
      "endless", Phrase("counts for ever", "无穷计数"),
      parts: [
        SQLQuery.Part("n(i)", nil, "SELECT 1 UNION ALL SELECT i + 1 FROM n")
      ], isRecursive: true, "SELECT max(i) FROM n")
    _ = try engine.run(
      SQLQuery("one", Phrase("one", "一"), "SELECT 1"), world.dataset, interrupt)
    Task.detached {
      try await Task.sleep(for: .milliseconds(100))
      interrupt.raise()
    }
    #expect(throws: Diagnostic.interrupted) {
      _ = try engine.run(endless, world.dataset, interrupt)
    }
    let writing = SQLQuery("write", Phrase("writes", "写入"), "DELETE FROM users")
    #expect(throws: Diagnostic.self) {
      _ = try engine.run(writing, world.dataset, Interrupt())
    }
  }
}
