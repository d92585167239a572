import Reporting
import Testing

@testable import Engine

@Suite("checks of rows")
struct AuditCheckTests {
  private typealias Fixture = AuditFixture

  @Test("a row is a duplicate where every column equals an earlier row's, missing values too")
  func duplicates() throws {
    var fixture = Fixture()
    fixture.add(
      "t",
      [
        Fixture.text("a", ["x", "x", "x", "", "", "y"]),
        Fixture.money("amount", [1, 1, 2, 3, 3, 3]),
      ])
    let found = try #require(try fixture.finding("duplicates"))
    #expect(found.fraction == "2/6")
    #expect(found.lines == [3, 6])
    #expect(found.examples.first?.content == "a=x amount=1")
    #expect(found.next != nil)
    #expect(try fixture.audit().usable == [UsableRows(table: "t", rows: 6, usable: 4)])
  }

  @Test("an id that repeats with other content is told apart from a copy; a category is no id")
  func repeatedIDs() throws {
    var fixture = Fixture()
    fixture.add(
      "t",
      [
        Fixture.text("order_no", ["1", "2", "3", "4", "5", "5", "1"]),
        Fixture.text("plan_id", ["p", "p", "p", "q", "q", "q", "p"]),
        Fixture.text("x", ["a", "a", "a", "a", "a", "b", "a"]),
      ])
    // Line 8 is line 2 again; of the six others line 7 repeats the number of line 6.
    let found = try #require(try fixture.finding("repeated_ids"))
    #expect(found.fraction == "1/7")
    #expect(found.lines == [7])
    #expect(found.words.english.contains("(order_no)"))
    #expect(try fixture.finding("duplicates")?.lines == [8])
  }

  @Test("blank users, words for nothing and rows rejected for want of a user are missing ids")
  func missingIDs() throws {
    var fixture = Fixture()
    let rejected = RejectedRow(
      table: "t", file: "t.csv", line: 9, reason: RejectedRow.noUser, content: ",x")
    let other = RejectedRow(
      table: "t", file: "t.csv", line: 10, reason: Phrase("no time", "缺少时间"), content: "u,")
    fixture.add(
      "t", [Fixture.text("uid", ["u1", "", " ", "NULL", "n/a", "nano", "u2"])],
      rejected: [rejected, other])
    let found = try #require(try fixture.finding("missing_ids"))
    #expect(found.fraction == "5/9")
    #expect(found.lines == [9, 3, 4, 5, 6])
    #expect(try fixture.finding("rejected")?.fraction == "2/9")
    #expect(try fixture.finding("rejected")?.words.english.contains("no user × 1") == true)
    #expect(try fixture.audit().usable == [UsableRows(table: "t", rows: 9, usable: 3)])
  }

  @Test("values in other formats than the usual one are counted, and stay usable")
  func formats() throws {
    var fixture = Fixture()
    let dates = ColumnFormats(
      column: "paid_on", kind: .date,
      formats: [
        ColumnFormats.Format("9999-99-99", rows: 4), ColumnFormats.Format("99/99/9999", rows: 2),
        ColumnFormats.Format("9999年9月", rows: 1),
      ],
      unusual: [ColumnFormats.Unusual(file: "t.csv", line: 4, text: "01/02/2024")])
    let numbers = ColumnFormats(
      column: "order_no", kind: .number,
      formats: [ColumnFormats.Format("9", rows: 6), ColumnFormats.Format("C9", rows: 1)],
      unusual: [])
    fixture.add(
      "t",
      [
        Fixture.text("paid_on", (0..<7).map { "2024-01-0\($0 + 1)" }),
        Fixture.text("order_no", (0..<7).map { "\($0)" }),
      ], formats: [dates, numbers])
    let found = try #require(try fixture.finding("date_formats"))
    #expect(found.fraction == "3/7")
    #expect(found.words.english.contains("9999-99-99 × 4, 99/99/9999 × 2, 9999年9月 × 1"))
    #expect(found.examples.map(\.content) == ["paid_on=01/02/2024"])
    // The digits of an order's number are a name.
    #expect(try fixture.finding("number_formats") == nil)
    #expect(try fixture.audit().usable.map(\.usable) == [7])
  }

  @Test("amounts a hundred or a thousand times too large are found where nothing lies in between")
  func unitOutliers() throws {
    let usual = (1...18).map { Double($0) * 10 }  // 10 … 180, the 90th percentile 160 or so
    #expect(AuditCheck.unitOutliers.title.english == "unit outliers")
    #expect(UnitOutliers.places(in: usual) == [])
    #expect(UnitOutliers.places(in: usual + [9_000, 90_000]) == [18, 19])
    // 300 is no hundredfold of anything here.
    #expect(UnitOutliers.places(in: usual + [300]) == [])
    // A long tail: as many between twice and three times the top as beyond.
    #expect(UnitOutliers.places(in: usual + [400, 9_000]) == [])
    #expect(UnitOutliers.places(in: [1, 100, 1, 1]) == [])
    #expect(UnitOutliers.places(in: usual + [.nan, .infinity, -9_000, 9_000]) == [21])
  }

  @Test("amounts below zero are negatives, not refunds, zeros or other numbers")
  func negatives() throws {
    var fixture = Fixture()
    fixture.add(
      "t",
      [
        Fixture.money("amount", [1, -1, 0, 5]), Fixture.money("refund_amount", [-1, -1, -1, -1]),
        PropertyColumn(name: "score", type: .float, storage: .number([-1, -2, -3, .nan])),
      ])
    let found = try #require(try fixture.finding("negatives"))
    #expect(found.fraction == "1/4")
    #expect(found.lines == [3])
  }

  @Test("a time at the end of the last day is no future one, the next instant is")
  func future() throws {
    var fixture = Fixture()
    fixture.add(
      "t", [Fixture.time("paid_on", days: [0, 14.999, 15, 400])])
    let found = try #require(try fixture.finding("future"))
    #expect(found.fraction == "2/4")
    #expect(found.lines == [4, 5])
    #expect(found.examples.map(\.content) == ["paid_on=2024-01-16", "paid_on=2025-02-04"])
  }

  @Test("dates that stayed text because of their formats are looked at too")
  func futureText() throws {
    var fixture = Fixture()
    let formats = ColumnFormats(column: "paid_on", kind: .date, formats: [], unusual: [])
    fixture.add(
      "t", [Fixture.text("paid_on", ["2024-01-02", "2/1/2024", "2031-01-01", "2024/1/9", ""])],
      formats: [formats])
    #expect(try fixture.finding("future")?.lines == [4])
  }
}
