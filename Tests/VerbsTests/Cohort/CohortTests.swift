import Engine
import TestKit
import Testing

@Suite("cohort")
struct CohortTests {
  /// Users a (back on day 1), b (day 5), c (never).
  private let three = World(
    asof: "2024-01-31",
    events: [
      .event("a", "signup", "2024-01-01T08:00:00Z"), .event("a", "open", "2024-01-02T08:00:00Z"),
      .event("b", "signup", "2024-01-01T08:00:00Z"), .event("b", "open", "2024-01-06T08:00:00Z"),
      .event("c", "signup", "2024-01-01T08:00:00Z"),
    ])

  @Test("exact counts the very day, rolling that day or later")
  func readings() throws {
    let points = "at d1, d2, d3, d4, d5, d6"
    let exact = try three.ask("cohort signup -> open \(points)").table(named: "retention")
    #expect(exact.ints("users") == [1, 0, 0, 0, 1, 0])
    #expect(exact.ints("mature") == [3, 3, 3, 3, 3, 3])
    let rolling = try three.ask("cohort signup -> open \(points) using rolling")
    #expect(try rolling.table(named: "retention").ints("users") == [2, 1, 1, 1, 1, 0])
  }

  @Test("days are days of the dataset's zone")
  func zones() throws {
    let world = World(
      zone: "Asia/Shanghai", asof: "2024-03-31",
      events: [
        .event("u", "signup", "2024-03-01T15:30:00Z"), .event("u", "visit", "2024-03-01T16:10:00Z"),
      ])
    let retention = try world.ask("cohort signup -> visit at d0, d1").table(named: "retention")
    #expect(retention.ints("users") == [0, 1])
  }

  /// Cohorts of 10 and 100 users with 1 retained each.
  private var unequal: World {
    var events: [World.Event] = []
    for user in 0..<110 {
      let month = user < 10 ? "01" : "02"
      events.append(.event("u\(user)", "signup", "2024-\(month)-05T00:00:00Z"))
    }
    events.append(.event("u0", "open", "2024-02-05T00:00:00Z"))
    events.append(.event("u10", "open", "2024-03-05T00:00:00Z"))
    return World(asof: "2024-03-31", events: events)
  }

  @Test("the average is weighted by size; the simple one is not")
  func averages() throws {
    let weighted = try unequal.ask("cohort signup -> open by month").table(named: "average")
    #expect(weighted.ints("cohorts") == [2, 2, 1])
    #expect(weighted.cell(1, "rate").realValue == 2.0 / 110)
    let simple = try unequal.ask("cohort signup -> open by month with average=simple")
    let rate = try #require(simple.table(named: "average").cell(1, "rate").realValue)
    #expect(abs(rate - 0.055) < 1e-12)
  }

  @Test("a running period is marked and kept out of the average, unless asked for")
  func incomplete() throws {
    var world = unequal
    world.asof = "2024-03-13"
    let answer = try world.ask("cohort signup -> open by month")
    let retention = try answer.table(named: "retention")
    #expect(
      retention.rows.indices.map { retention.cell($0, "complete") }
        == [true, true, false, true, false].map { .bool($0) })
    #expect(try answer.table(named: "average").ints("cohorts") == [2, 1, 0])
    let observed = try world.ask("cohort signup -> open by month with average=observed")
    #expect(try observed.table(named: "average").ints("cohorts") == [2, 2, 1])
  }

  @Test("a week seen until Wednesday is incomplete, not 0%")
  func incompleteWeek() throws {
    let world = World(
      asof: "2024-03-13", events: [.event("u", "signup", "2024-03-04T00:00:00Z")])
    let retention = try world.ask("cohort signup -> any by week").table(named: "retention")
    #expect(retention.texts("cohort") == ["2024-03-04", "2024-03-04"])
    #expect(retention.cell(1, "complete") == .bool(false))
  }

  @Test("the same event for both is 100% at offset 0")
  func sameEvent() throws {
    let world = World(
      asof: "2024-03-31",
      events: [
        .event("u", "pay", "2024-01-05T00:00:00Z"), .event("u", "pay", "2024-03-05T00:00:00Z"),
        .event("v", "pay", "2024-01-06T00:00:00Z"),
      ])
    let retention = try world.ask("cohort pay -> pay by month").table(named: "retention")
    #expect(retention.ints("size") == [2, 2, 2])
    #expect(retention.ints("users") == [2, 0, 1])
  }

  @Test("a return before the start does not count")
  func returnsFollowTheStart() throws {
    let world = World(
      asof: "2024-01-31",
      events: [
        .event("u", "open", "2024-01-01T07:00:00Z"), .event("u", "signup", "2024-01-01T08:00:00Z"),
      ])
    let retention = try world.ask("cohort signup -> open at d0").table(named: "retention")
    #expect(retention.ints("users") == [0])
  }

  @Test("a point's denominator holds only users old enough for it")
  func maturePoints() throws {
    var world = three
    world.events.append(.event("d", "signup", "2024-01-28T08:00:00Z"))
    let answer = try world.ask("cohort signup -> open at d3, d4")
    let retention = try answer.table(named: "retention")
    #expect(retention.ints("size") == [4, 4])
    #expect(retention.ints("mature") == [4, 3])
    #expect(answer.notes.contains { $0.english.hasPrefix("d4: 1 of 4") })
  }

  @Test("a warning names the users behind a rate, not those of the cohort")
  func smallBase() throws {
    let days = Array(repeating: "2024-01-01", count: 3) + Array(repeating: "2024-01-09", count: 30)
    let world = World(
      asof: "2024-01-10",
      events: days.enumerated().map { .event("u\($0)", "signup", "\($1)T08:00:00Z") })
    #expect(try world.ask("cohort at d1").warnings.isEmpty)
    let warnings = try world.ask("cohort at d1, d7").warnings
    #expect(warnings.map(\.code) == ["W501"])
    #expect(warnings.first?.message.english.hasPrefix("only 3 users") == true)
  }

  @Test("the range bounds the start, which is the first ever")
  func firstEver() throws {
    let world = World(
      asof: "2024-03-31",
      events: [
        .event("u", "pay", "2024-01-05T00:00:00Z"), .event("u", "pay", "2024-02-05T00:00:00Z"),
        .event("v", "pay", "2024-02-06T00:00:00Z"),
      ])
    let retention = try world.ask("cohort pay -> pay by month since 2024-02-01")
    #expect(try retention.table(named: "retention").ints("size") == [1, 1])
  }

  @Test("the range bounds the start, not what a condition counts")
  func rangeOfConditions() throws {
    let world = World(
      asof: "2024-03-31",
      events: [
        .event("u", "x", "2024-01-05T00:00:00Z"), .event("u", "pay", "2024-02-05T00:00:00Z"),
        .event("v", "pay", "2024-02-06T00:00:00Z"),
      ])
    let query = "cohort pay -> pay at d1 where did(x) since 2024-02-01"
    #expect(try world.ask(query).table(named: "retention").ints("size") == [1])
    let split = try world.ask("cohort pay -> pay at d1 by did(x) since 2024-02-01")
    #expect(try split.table(named: "retention").ints("size") == [1, 1])
  }

  @Test("one date in a far future makes no triangle that no memory holds")
  func farFuture() throws {
    var world = World(
      asof: "9999-12-31",
      events: [
        .event("a", "signup", "2024-01-01T08:00:00Z"),
        .event("b", "signup", "2024-01-02T08:00:00Z"),
      ])
    world.events.append(.event("b", "open", "9999-12-31T08:00:00Z"))
    #expect(try world.refusal(of: "cohort signup -> open by day").code == "E408")
    #expect(try world.refusal(of: "cohort signup -> open by day").message.english.contains("9999"))
    let years = try world.ask("cohort signup -> open by year").table(named: "retention")
    #expect(years.ints("users").suffix(1) == [1])
  }

  @Test("an interrupt stops the counting")
  func interrupted() throws {
    let interrupt = Interrupt()
    interrupt.raise()
    var workspace = three.workspace()
    let outcome = try #require(
      workspace.run("cohort signup -> open by day", interrupt: interrupt).last)
    #expect(outcome.diagnostics.map(\.code) == ["E590"])
  }

  @Test("without a period and points: day 1, 7 and 30")
  func defaults() throws {
    let retention = try three.ask("cohort").table(named: "retention")
    #expect(retention.texts("point") == ["d1", "d7", "d30"])
  }
}
