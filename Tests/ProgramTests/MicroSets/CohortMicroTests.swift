import Engine
import Testing

/// Twenty users over the eight days from Monday 26 February to Monday 4 March 2024, a leap year.
///
/// a4 signs up at 23:50 and is back at 00:10, twenty minutes later and a day after. The cohort of
/// 3 March has seen one day after its own only.
///
/// | cohort | users | day 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 |
/// |---|---|---|---|---|---|---|---|---|---|
/// | 26 Feb, a | 5 | a1 | a1 a2 a4 | | a3 | | | | a1 |
/// | 28 Feb, b | 6 | b4 | b1 b2 | b3 | | | b5 | | |
/// | 29 Feb, c | 4 | c3 | c1 c2 | | | c2 | | | |
/// | 3 Mar, d | 5 | d2 | d1 | | | | | | |
@Suite("a cohort of twenty users over eight days")
struct CohortMicroTests {
  private static let events = """
    uid,ts,event
    a1,2024-02-26 09:00:00,signup
    a2,2024-02-26 10:00:00,signup
    a3,2024-02-26 11:00:00,signup
    a4,2024-02-26 23:50:00,signup
    a5,2024-02-26 12:00:00,signup
    b1,2024-02-28 09:00:00,signup
    b2,2024-02-28 10:00:00,signup
    b3,2024-02-28 11:00:00,signup
    b4,2024-02-28 12:00:00,signup
    b5,2024-02-28 13:00:00,signup
    b6,2024-02-28 14:00:00,signup
    c1,2024-02-29 00:00:00,signup
    c2,2024-02-29 10:00:00,signup
    c3,2024-02-29 11:00:00,signup
    c4,2024-02-29 23:59:59,signup
    d1,2024-03-03 09:00:00,signup
    d2,2024-03-03 10:00:00,signup
    d3,2024-03-03 11:00:00,signup
    d4,2024-03-03 12:00:00,signup
    d5,2024-03-03 13:00:00,signup
    a1,2024-02-26 18:00:00,visit
    a1,2024-02-27 08:00:00,visit
    a1,2024-03-04 23:59:59,visit
    a2,2024-02-27 08:00:00,visit
    a3,2024-02-29 08:00:00,visit
    a4,2024-02-27 00:10:00,visit
    b1,2024-02-29 08:00:00,visit
    b2,2024-02-29 23:00:00,visit
    b3,2024-03-01 00:00:00,visit
    b4,2024-02-28 13:00:00,visit
    b5,2024-03-04 08:00:00,visit
    c1,2024-03-01 08:00:00,visit
    c2,2024-03-01 09:00:00,visit
    c2,2024-03-04 09:00:00,visit
    c3,2024-02-29 12:00:00,visit
    d1,2024-03-04 08:00:00,visit
    d2,2024-03-03 23:59:59,visit
    """

  private func ask(_ clauses: String) throws -> Answer {
    let set = try MicroSet([
      "dataset.json": MicroSet.declaration(asof: "2024-03-04"), "events.csv": Self.events,
    ])
    var session = try set.session()
    return try session.ask("cohort signup -> visit \(clauses)")
  }

  @Test("the triangle of days is the table above")
  func triangle() throws {
    let retention = try #require(ask("by day").table("retention"))
    let groups = retention.grouped(by: "cohort")
    let kept = groups.filter { !$0.rows.isEmpty && retention.cell($0.rows[0], "size") != .int(0) }
    #expect(kept.map(\.key) == ["2024-02-26", "2024-02-28", "2024-02-29", "2024-03-03"])
    #expect(kept.map { retention.cell($0.rows[0], "size").intValue } == [5, 6, 4, 5])
    #expect(
      kept.map { group in group.rows.map { retention.cell($0, "users").intValue ?? -1 } } == [
        [1, 3, 0, 1, 0, 0, 0, 1], [1, 2, 1, 0, 0, 1], [1, 2, 0, 0, 1], [1, 1],
      ])
  }

  /// Day 1: 3 + 2 + 2 + 1 of 20. Day 4 has come for a, b and c: c2 of 15. Day 7 for a: a1 of 5.
  @Test("points: 8 of 20 on day 1, 1 of 15 on day 4, 1 of 5 on day 7")
  func points() throws {
    let retention = try #require(ask("at d1, d4, d7").table("retention"))
    #expect(retention.ints("mature") == [20, 15, 5])
    #expect(retention.ints("users") == [8, 1, 1])
  }

  /// From day 1 on: a1 a2 a3 a4, b1 b2 b3 b5, c1 c2, d1. From day 4 on: a1, b5, c2. From 7 on: a1.
  @Test("on the day or later: 11 of 20, 3 of 15, 1 of 5")
  func rolling() throws {
    let retention = try #require(ask("at d1, d4, d7 using rolling").table("retention"))
    #expect(retention.ints("users") == [11, 3, 1])
  }
}
