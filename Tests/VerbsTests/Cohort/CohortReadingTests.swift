import Engine
import TestKit
import Testing

@Suite("readings of retention")
struct CohortReadingTests {
  @Test("a late visit of the same night is day 1 by the calendar and day 0 by elapsed time")
  func elapsed() throws {
    let world = World(
      zone: "Asia/Shanghai", asof: "2024-03-31",
      events: [
        .event("u", "signup", "2024-03-01T15:30:00Z"), .event("u", "visit", "2024-03-01T16:10:00Z"),
      ])
    let calendar = try world.ask("cohort signup -> visit at d0, d1").table(named: "retention")
    #expect(calendar.ints("users") == [0, 1])
    for word in ["elapsed", "hours"] {
      let elapsed = try world.ask("cohort signup -> visit at d0, d1 using \(word)")
      #expect(try elapsed.table(named: "retention").ints("users") == [1, 0])
      #expect(elapsed.rule.english.contains("windows from the user's own start"))
    }
  }

  /// One user who is back on days 1, 2 and 5, twice on day 5.
  private let one = World(
    asof: "2024-01-31",
    events: ["01", "02", "03", "06"].map { .event("a", "open", "2024-01-\($0)T08:00:00Z") } + [
      .event("a", "open", "2024-01-06T09:00:00Z")
    ])

  @Test(
    "the same user by every reading, days 0 to 6",
    arguments: [
      ("exact", [1, 1, 1, 0, 0, 1, 0]), ("rolling", [1, 1, 1, 1, 1, 1, 0]),
      ("range", [1, 1, 1, 1, 1, 1, 1]), ("streak", [1, 1, 1, 0, 0, 0, 0]),
      ("exact with times=2", [0, 0, 0, 0, 0, 1, 0]),
      ("range with times=2", [0, 0, 0, 0, 0, 1, 1]),
    ])
  func readings(using: String, expected: [Int]) throws {
    let points = try one.ask("cohort open -> open at d0, d1, d2, d3, d4, d5, d6 using \(using)")
    #expect(try points.table(named: "retention").ints("users") == expected)
    let triangle = try one.ask("cohort open -> open by day using \(using)")
    #expect(try Array(triangle.table(named: "retention").ints("users").prefix(7)) == expected)
  }

  @Test("the rule line names the reading")
  func rules() throws {
    for (using, words) in [
      ("rolling", "rolling: in period k or later"), ("range", "range: at least once"),
      ("streak", "streak: in every period"), ("all", "immature users included"),
    ] {
      #expect(try one.ask("cohort open -> open using \(using)").rule.english.contains(words))
    }
    #expect(try one.ask("cohort open -> open with times=2").rule.english.contains("2 times"))
  }

  @Test("brackets hold several periods, of the cohort's size or of their own")
  func brackets() throws {
    let days = try one.ask("cohort open -> open with brackets=(1..3, 4..7, 8)")
    let retention = try days.table(named: "retention")
    #expect(retention.ints("users") == [1, 1, 0])
    #expect(retention.texts("point") == ["d1..3", "d4..7", "d8..8"])
    let later = try one.ask("cohort open -> open using rolling with brackets=(1..3, 4..5)")
    #expect(try later.table(named: "retention").ints("users") == [1, 1])
    let weeks = try one.ask("cohort open -> open by week with brackets=(0..1, 2..3)")
    #expect(try weeks.table(named: "retention").texts("point") == ["w0..1", "w2..3"])
    let own = try one.ask("cohort open -> open by week with brackets=(d1..d2)")
    #expect(try own.table(named: "retention").texts("point") == ["d1..2"])
  }

  @Test("within a time the start is no return of itself, and the end belongs to it")
  func within() throws {
    func users(_ clause: String) throws -> [Int] {
      try one.ask("cohort open -> open \(clause)").table(named: "retention").ints("users")
    }
    #expect(try users("within 23h") == [0])
    #expect(try users("within 24h") == [1])
    #expect(try users("within 30d") == [1])
    #expect(try users("within 5d with times=4") == [0])
    #expect(try users("within 6d with times=4") == [1])
    let single = World(asof: "2024-01-31", events: [.event("a", "pay", "2024-01-01T08:00:00Z")])
    let table = try single.ask("cohort pay -> pay within 7d").table(named: "retention")
    #expect(table.ints("users") == [0] && table.ints("mature") == [1])
  }

  /// One pays in January and March, another in February and March.
  private let payers = World(
    asof: "2024-03-31",
    events: [
      .event("u", "pay", "2024-01-10T00:00:00Z"), .event("u", "pay", "2024-03-10T00:00:00Z"),
      .event("v", "pay", "2024-02-10T00:00:00Z"), .event("v", "pay", "2024-03-01T00:00:00Z"),
    ])

  @Test("recurring enters every period, in_range the first inside the range")
  func entries() throws {
    let every = try payers.ask("cohort pay -> pay by month using recurring")
    #expect(try every.table(named: "retention").ints("size") == [1, 1, 1, 1, 1, 2])
    #expect(try every.table(named: "retention").ints("users") == [1, 0, 1, 1, 1, 2])
    let inside = try payers.ask("cohort pay -> pay by month using in_range since 2024-03-01")
    #expect(try inside.table(named: "retention").ints("size") == [2])
    let first = try payers.ask("cohort pay -> pay by month since 2024-03-01")
    #expect(try first.table(named: "retention").rows.isEmpty)
  }

  @Test("E0 and E1 take filters and the first ever")
  func filtered() throws {
    var world = payers
    for index in world.events.indices {
      world.events[index].properties["amount"] = .money(index == 1 ? 50 : 10)
    }
    let filtered = try world.ask("cohort pay -> pay[amount > 20] by month")
    #expect(try filtered.table(named: "retention").ints("users") == [0, 0, 1, 0, 0])
    let first = try world.ask("cohort pay -> first pay by month")
    #expect(try first.table(named: "retention").ints("users") == [1, 0, 0, 1, 0])
  }

  @Test("users whose time is not over stay in where all are asked for")
  func immature() throws {
    var world = one
    world.asof = "2024-01-04"
    for clause in ["using all", "with immature=show"] {
      let answer = try world.ask("cohort open -> open at d2, d3, d7 \(clause)")
      let retention = try answer.table(named: "retention")
      #expect(retention.ints("mature") == [1, 1, 1])
      #expect(retention.ints("users") == [1, 0, 0])
      #expect(answer.notes.contains { $0.english.hasPrefix("d7: 1 of 1") })
    }
    let alone = try world.ask("cohort open -> open at d7").table(named: "retention")
    #expect(alone.ints("mature") == [0] && alone.cell(0, "rate") == .missing)
  }

  @Test(
    "what does not go together is refused",
    arguments: [
      ("cohort using rolling, streak", "E350"), ("cohort using recurring, in_range", "E350"),
      ("cohort using recurring", "E351"), ("cohort using in_range", "E351"),
      ("cohort with times=0", "E352"), ("cohort with times=1.5", "E352"),
      ("cohort with brackets=(3..1)", "E352"), ("cohort with brackets=(d1..w2)", "E352"),
      ("cohort with brackets=5", "E352"), ("cohort with immature=hide", "E352"),
      ("cohort at d1 within 3d", "E353"), ("cohort at d1 with brackets=(1..2)", "E353"),
      ("cohort using range with brackets=(1..2)", "E353"),
      ("cohort within 3d using rolling", "E353"), ("cohort within 3d each", "E353"),
      ("cohort open -> open?", "E354"), ("cohort excluding open", "E205"),
      ("cohort using strict", "E205"), ("cohort by day, week", "E320"),
      ("cohort compare previous", "E355"), ("cohort compare rest", "E355"),
      ("cohort compare control", "E347"), ("cohort compare 2024-02", "E355"),
      ("cohort compare before 2023-01-01 since 2024-01-01", "E355"),
      ("cohort compare nobody", "E211"), ("cohort with retained=d1", "E356"),
      ("cohort with retained=d2 as x", "E356"), ("cohort by week with lost=d2 as x", "E356"),
      ("cohort with retained=d1, lost=d1 as x", "E356"),
      ("cohort with fit=power", "E357"), ("cohort by week with fit=cubic", "E352"),
      ("cohort open -> open using stickiness", "E358"),
      ("cohort using stickiness by week", "E358"), ("cohort using interval by day", "E358"),
      ("cohort using stickiness at d1", "E358"), ("cohort using interval, rolling", "E350"),
      ("cohort by week chart bar", "E214"), ("cohort chart heat", "E214"),
      ("cohort sort d2", "E213"), ("cohort sort rate", "E213"), ("cohort limit 20%", "E317"),
      ("cohort compare ours", "E204"),
    ])
  func refused(query: String, code: String) throws {
    let refusal = try one.refusal(of: query)
    #expect(refusal.code == code, "\(query)")
    #expect(refusal.notes.last != nil, "\(query)")
  }
}
