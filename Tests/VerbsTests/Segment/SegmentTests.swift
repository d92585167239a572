import Engine
import Reporting
import TestKit
import Testing

@Suite("segment")
struct SegmentTests {
  /// Six users: three of the south (two bought), two of the north (none bought), one without a
  /// region (bought).
  private let six = World(
    asof: "2024-01-31",
    events: [
      .event("a", "pay", "2024-01-05T00:00:00Z"), .event("b", "pay", "2024-01-20T00:00:00Z"),
      .event("c", "visit", "2024-01-06T00:00:00Z"), .event("f", "pay", "2024-01-07T00:00:00Z"),
    ],
    users: [
      "a": ["region": "south"], "b": ["region": "south"], "c": ["region": "south"],
      "d": ["region": "north"], "e": ["region": "north"], "f": [:],
    ],
    labels: Labels(
      events: ["pay": Phrase("pay", "支付")], columns: ["region": Phrase("region", "地区")],
      values: ["south": Phrase("the south", "南方")]))

  @Test("users of the user table and of events are counted together, each once")
  func everyone() throws {
    let groups = try six.ask("segment").table(named: "groups")
    #expect(groups.columns.map(\.name) == ["users", "share"])
    #expect(groups.ints("users") == [6])
    #expect(groups.reals("share") == [1])
  }

  @Test("the share is of the population before where")
  func share() throws {
    let groups = try six.ask("segment where did(pay)").table(named: "groups")
    #expect(groups.ints("users") == [3])
    #expect(groups.reals("share") == [0.5])
  }

  @Test("by alone gives users and share; a missing value is a group of its own, the last")
  func by() throws {
    let groups = try six.ask("segment by region").table(named: "groups")
    #expect(groups.columns.map(\.name) == ["region", "users", "share"])
    #expect(groups.texts("region") == ["north", "south", nil])
    #expect(groups.ints("users") == [2, 3, 1])
    #expect(groups.reals("share") == [2.0 / 6, 0.5, 1.0 / 6])
  }

  @Test("where and by together give the base, the rate with Wilson's interval, and a test")
  func rates() throws {
    let answer = try six.ask("segment where did(pay) by region")
    let groups = try answer.table(named: "groups")
    #expect(
      groups.columns.map(\.name)
        == ["region", "users", "share", "base", "rate", "low", "high"])
    #expect(groups.ints("users") == [0, 2, 1])
    #expect(groups.ints("base") == [2, 3, 1])
    #expect(groups.reals("rate") == [0, 2.0 / 3, 1])
    #expect(groups.reals("share") == [0, 2.0 / 6, 1.0 / 6])
    // Wilson for 2 of 3: (2/3 + z²/6 ± z √(2/27 + z²/36)) / (1 + z²/3).
    #expect(abs((groups.reals("low")[1] ?? 0) - 0.20765960080) < 1e-9)
    #expect(abs((groups.reals("high")[1] ?? 0) - 0.93850805528) < 1e-9)
    let test = try answer.table(named: "test")
    // Expected 1, 1.5, 0.5 of each kind: 1 + 1 + 1/6 + 1/6 + 1/2 + 1/2 = 10/3.
    #expect(abs((test.reals("chi_square")[0] ?? 0) - 10.0 / 3) < 1e-12)
    #expect(test.ints("df") == [2])
    #expect(abs((test.reals("cramers_v")[0] ?? 0) - (10.0 / 18).squareRoot()) < 1e-12)
    #expect(answer.warnings.map(\.code) == ["W501", "W511"])
  }

  @Test("the range is given to conditions that name none of their own")
  func range() throws {
    #expect(
      try six.ask("segment where did(pay) until 2024-01-10").table(named: "groups").ints("users")
        == [2])
    #expect(
      try six.ask("segment where did(pay, 2024-01-20) until 2024-01-10 by did(pay)")
        .table(named: "groups").ints("users") == [1, 0])
  }

  @Test("a user known by events alone is none before the first of them")
  func comingUsers() throws {
    let events: [World.Event] = [
      .event("a", "pay", "2024-01-05T00:00:00Z"), .event("b", "visit", "2024-01-06T00:00:00Z"),
      .event("c", "pay", "2024-01-20T00:00:00Z"),
    ]
    let early = World(asof: "2024-01-10", events: events)
    let groups = try early.ask("segment where did(pay)").table(named: "groups")
    #expect(groups.ints("users") == [1])
    #expect(groups.reals("share") == [0.5])
    var workspace = early.workspace()
    _ = try workspace.ask("segment where did(pay) as payers")
    let others = try workspace.ask("segment from (not payers)").table(named: "groups")
    #expect(others.ints("users") == [1])
    // One of the user table, without events, is a user all along.
    var named = early
    named.users = ["d": ["region": "south"]]
    #expect(try named.ask("segment").table(named: "groups").ints("users") == [3])
  }

  @Test("a range that bounds nothing is refused, not ignored")
  func uselessRange() throws {
    #expect(try six.refusal(of: "segment by region last 30 days").code == "E316")
    #expect(try six.refusal(of: "segment where first(pay) = 2024-01 last 3 days").code == "E316")
  }

  @Test("as saves a segment, or with by a partition, for from and member")
  func saving() throws {
    var workspace = six.workspace()
    _ = try workspace.ask("segment where did(pay) as payers")
    _ = try workspace.ask("segment by region as regions")
    let south = try workspace.ask("segment from regions.south where member(payers)")
    #expect(try south.table(named: "groups").ints("users") == [2])
    #expect(try south.table(named: "groups").reals("share") == [2.0 / 3])
    #expect(south.rule.english.hasPrefix("users · share of the 3 users from regions.south"))
    let both = try workspace.ask("segment from (payers and not regions.missing) by regions")
    #expect(try both.table(named: "groups").texts("regions") == ["south"])
    #expect(try both.table(named: "groups").ints("users") == [2])
  }

  @Test("sort and limit order and cut the table; the whole is still counted")
  func order() throws {
    let sorted = try six.ask("segment by region sort users").table(named: "groups")
    #expect(sorted.ints("users") == [3, 2, 1])
    let cut = try six.ask("segment where did(pay) by region sort rate asc limit 2")
    #expect(try cut.table(named: "groups").reals("rate") == [0, 2.0 / 3])
    #expect(try cut.table(named: "test").ints("df") == [2])
    let names = try six.ask("分群 按 地区 排序 地区 降序").table(named: "groups")
    #expect(names.texts("region") == ["south", "north", nil])
  }

  @Test(
    "what it does not take yet is said, never guessed",
    arguments: [
      ("segment by rfm", "E360"), ("segment by week", "E315"),
      ("segment by region limit 20%", "E364"), ("segment by region compare rest", "E355"),
      ("segment by region using quintile", "E362"), ("segment by region sort rate", "E213"),
      ("segment by region chart heat", "E214"), ("segment from ghosts", "E211"),
      ("segment at d7", "E205"), ("segment by regoin", "E215"),
    ])
  func refused(query: String, code: String) throws {
    #expect(try six.refusal(of: query).code == code)
  }

  @Test("nobody is no division by zero")
  func nobody() throws {
    let empty = World(asof: "2024-01-31")
    let groups = try empty.ask("segment").table(named: "groups")
    #expect(groups.rows == [[.int(0), .missing]])
    var workspace = six.workspace()
    _ = try workspace.ask("segment where count(any) > 9 as nobody")
    let none = try workspace.ask("segment from nobody where did(pay) by region")
    #expect(try none.table(named: "groups").rows.isEmpty)
    #expect(try none.table(named: "test").rows == [[.missing, .missing, .missing, .missing]])
  }

  @Test("an undeclared today is named")
  func today() throws {
    var world = six
    world.asof = nil
    let answer = try world.ask("segment")
    #expect(answer.rule.english == "users · share of all 6 users · UTC · as of 2024-01-20")
    #expect(answer.notes.first?.english.contains("2024-01-20 00:00:00") == true)
  }
}
