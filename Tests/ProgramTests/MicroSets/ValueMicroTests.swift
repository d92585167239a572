import Engine
import Testing

/// Five users; p4 never pays, p5 is 21 days old on the last day.
///
/// | user | channel | signs up | pays at age |
/// |---|---|---|---|
/// | p1 | ads | 1 Jan | 100 at 0, 50 at 5 |
/// | p2 | ads | 2 Jan | 30 at 7 |
/// | p3 | seo | 2 Jan | 20 at 8 |
/// | p4 | seo | 5 Jan | |
/// | p5 | seo | 20 Jan | 200 at 0 |
@Suite("the value of five users")
struct ValueMicroTests {
  private static let events = """
    uid,ts,event,amount,channel
    p1,2024-01-01 10:00:00,signup,,ads
    p1,2024-01-01 12:00:00,pay,100,
    p1,2024-01-06 12:00:00,pay,50,
    p2,2024-01-02 23:30:00,signup,,ads
    p2,2024-01-09 23:59:00,pay,30,
    p3,2024-01-02 10:00:00,signup,,seo
    p3,2024-01-10 00:00:00,pay,20,
    p4,2024-01-05 10:00:00,signup,,seo
    p4,2024-01-06 10:00:00,visit,,
    p5,2024-01-20 10:00:00,signup,,seo
    p5,2024-01-20 11:00:00,pay,200,
    """

  private func ask(_ query: String) throws -> Answer {
    let set = try MicroSet([
      "dataset.json": MicroSet.declaration(asof: "2024-02-10"), "events.csv": Self.events,
    ])
    var session = try set.session()
    return try session.ask(query)
  }

  /// 150 of p1, 30 of p2 at age 7, nothing of p3 at age 8, 200 of p5: 380 ÷ 5 = 76.
  @Test("within a week 380 of five users is 76 a user, of three payers 126.67")
  func week() throws {
    let answer = try ask("ltv within 7d")
    let value = try #require(answer.table("value"))
    #expect(value.ints("users") == [5])
    #expect(value.ints("mature") == [5])
    #expect(value.ints("payers") == [3])
    #expect(value.cell(0, "ltv").realValue == 76)
    #expect(value.cell(0, "arppu").realValue == 380.0 / 3)
    // Day 0: 100 + 200; day 5: 50 more; day 7: 30 more; each over five users.
    let curve = try #require(answer.table("curve"))
    #expect(
      curve.rows.indices.map { curve.cell($0, "ltv").realValue } == [
        60, 60, 60, 60, 60, 70, 70, 76,
      ]
    )
  }

  /// p5 is not 30 days old: 150 + 30 + 20 of four users, three of whom paid.
  @Test("within 30 days 200 of four users is 50 a user")
  func month() throws {
    let value = try #require(ask("ltv within 30d").table("value"))
    #expect(value.ints("users") == [5])
    #expect(value.ints("mature") == [4])
    #expect(value.ints("payers") == [3])
    #expect(value.cell(0, "ltv").realValue == 50)
  }

  /// ads: 180 of two. seo: 20 of p3 and p4.
  @Test("by channel 90 and 10 a user")
  func byChannel() throws {
    let value = try #require(ask("ltv by channel within 30d").table("value"))
    #expect(value.grouped(by: "channel").map(\.key).sorted() == ["ads", "seo"])
    for (channel, rows) in value.grouped(by: "channel") {
      #expect(value.cell(rows[0], "mature").intValue == 2)
      #expect(value.cell(rows[0], "ltv").realValue == (channel == "ads" ? 90 : 10))
    }
  }
}
