import Engine
import Testing

/// Ten buyers with ties in days since the last purchase, purchases and money, and one visitor.
///
/// | buyer | days since | days of purchase | purchases | money |
/// |---|---|---|---|---|
/// | b01 | 1 | 2 | 2 | 200 |
/// | b02 | 1 | 1 | 2 | 100 |
/// | b03 | 21 | 1 | 1 | 200 |
/// | b04 | 21 | 1 | 1 | 100 |
/// | b05 | 28 | 3 | 3 | 100 |
/// | b06 | 0 | 1 | 1 | 10 |
/// | b07 | 0 | 1 | 1 | 10 |
/// | b08 | 6 | 2 | 2 | 120 |
/// | b09 | 26 | 1 | 1 | 100 |
/// | b10 | 26 | 1 | 1 | 100 |
@Suite("segments of ten buyers")
struct SegmentMicroTests {
  private static let events = """
    uid,ts,event,amount
    b01,2024-01-20 09:00:00,pay,100
    b01,2024-01-30 09:00:00,pay,100
    b02,2024-01-30 09:00:00,pay,50
    b02,2024-01-30 21:00:00,pay,50
    b03,2024-01-10 09:00:00,pay,200
    b04,2024-01-10 09:00:00,pay,100
    b05,2024-01-01 09:00:00,pay,40
    b05,2024-01-02 09:00:00,pay,30
    b05,2024-01-03 09:00:00,pay,30
    b06,2024-01-31 09:00:00,pay,10
    b07,2024-01-31 09:00:00,pay,10
    b08,2024-01-15 09:00:00,pay,60
    b08,2024-01-25 09:00:00,pay,60
    b09,2024-01-05 09:00:00,pay,100
    b10,2024-01-05 09:00:00,pay,100
    v01,2024-01-08 09:00:00,visit,
    """

  private func groups(_ query: String) throws -> ResultTable {
    let set = try MicroSet([
      "dataset.json": MicroSet.declaration(asof: "2024-01-31"), "events.csv": Self.events,
    ])
    var session = try set.session()
    return try #require(session.ask("segment \(query)").table("groups"))
  }

  @Test(
    "a threshold takes all who tie on it",
    arguments: [
      ("did(pay)", 10), ("count(pay) >= 2", 4), ("days(pay) >= 2", 3),
      ("sum(pay.amount) >= 100", 8), ("sum(pay.amount) > 100", 3),
      // b06 and b07 paid on the last day, b01 and b02 the day before, b08 on the sixth before.
      ("days_since(pay) <= 0", 2), ("days_since(pay) <= 1", 4), ("days_since(pay) <= 21", 7),
      // The mean is 1,040 ÷ 10 = 104: b01, b03 and b08 lie above it.
      ("sum(pay.amount) >= 104", 3),
      ("days_since(pay) <= 21 and days(pay) >= 2 and sum(pay.amount) >= 104", 2),
    ])
  func thresholds(condition: String, users: Int) throws {
    let groups = try groups("where \(condition)")
    #expect(groups.ints("users") == [users])
    #expect(groups.cell(0, "share").realValue == Double(users) / 11)
  }

  @Test("by purchases: one of none, six of 1, three of 2, one of 3")
  func byCount() throws {
    let groups = try groups("by count(pay)")
    #expect(groups.ints("count(pay)") == [0, 1, 2, 3])
    #expect(groups.ints("users") == [1, 6, 3, 1])
  }
}
