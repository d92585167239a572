import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("audits of random data")
struct AuditPropertyTests {
  private typealias Fixture = AuditFixture

  /// Orders of a plausible shop: amounts of a long-tailed kind, times in order.
  private func clean(_ random: inout SplitMix64) -> AuditFixture {
    var fixture = Fixture()
    let users = (0..<Int.random(in: 5...40, using: &random)).map { "u\($0)" }
    let count = Int.random(in: 1...400, using: &random)
    fixture.add("users", role: "users", mapping: ["user": "uid"], [Fixture.text("uid", users)])
    let days = (0..<count).map { _ in Double.random(in: 0..<14.9, using: &random) }.sorted()
    let amounts = (0..<count).map { _ in
      // A product of uniform numbers has a long tail to both sides.
      (0..<3).reduce(10.0) { value, _ in value * Double.random(in: 0.5...2.5, using: &random) }
    }
    fixture.add(
      "orders", role: "orders", mapping: ["user": "uid", "time": "ts", "amount": "amount"],
      [
        Fixture.text("order_no", (0..<count).map { "n\($0)" }),
        Fixture.text(
          "uid", (0..<count).map { _ in users[Int.random(in: 0..<users.count, using: &random)] }),
        Fixture.time("ts", days: days), Fixture.money("amount", amounts),
      ])
    return fixture
  }

  /// Checks that a table can fail by chance alone say how usual it is, not what is broken.
  private static let chance: Set = ["empty_days", "thin_days", "idle_users"]

  @Test("an audit of clean data finds nothing", arguments: 0..<60)
  func cleanData(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let audit = try clean(&random).audit()
    let found = audit.findings.filter { $0.count > 0 && !Self.chance.contains($0.check.name) }
    #expect(found.map(\.words.english) == [])
    #expect(audit.usable.allSatisfy { $0.usable == $0.rows })
  }

  @Test("every planted copy is found, wherever it stands", arguments: 0..<40)
  func planted(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed) &+ 7000)
    let fixture = clean(&random)
    let orders = try #require(fixture.tables.last)
    var rows = Array(0..<orders.count)
    let copies = Int.random(in: 1...20, using: &random)
    for _ in 0..<copies {
      let row = rows[Int.random(in: 0..<rows.count, using: &random)]
      rows.insert(row, at: Int.random(in: 0...rows.count, using: &random))
    }
    var planted = Fixture()
    planted.add("t", orders.columns.map { $0.selecting(rows) })
    // The rows that repeat an earlier one, by plain comparison of the original's place.
    var seen: Set<Int> = []
    let expected = rows.enumerated().filter { !seen.insert($0.element).inserted }.map {
      $0.offset + 2
    }
    let found = try #require(try planted.finding("duplicates"))
    #expect(found.count == copies)
    #expect(found.lines == Array(expected.prefix(5)))
  }

  @Test("an audit of nothing, and of tables that are not there, says nothing")
  func nothing() throws {
    var fixture = Fixture()
    #expect(try fixture.audit().findings.isEmpty)
    fixture.add("t", [])
    #expect(try fixture.audit().findings.allSatisfy { $0.count == 0 })
    #expect(try Audit(of: ["gone"], in: fixture.dataset).usable.isEmpty)
  }

  @Test("what stands in files is shown without control characters, personal values masked")
  func hostile() throws {
    var fixture = Fixture()
    let hostile = "=cmd()\u{1B}[31m\u{202E}\nx"
    let rejected = RejectedRow(
      table: "t", file: "\u{1B}.csv", line: 3, reason: Phrase("bad \u{7}", "坏 \u{7}"),
      content: "\u{1B}]0;x\u{7}")
    fixture.add(
      "t",
      [
        Fixture.text("a\u{1B}", [hostile, hostile]),
        Fixture.text("phone", ["13800138000", "13800138000"]),
      ],
      rejected: [rejected], personal: ["phone": .phone])
    let audit = try fixture.audit()
    let contents = audit.findings.flatMap(\.examples).map(\.content)
    #expect(contents.contains("a\\x1B==cmd()\\x1B[31m\\u{202E}\\nx phone=13***"))
    #expect(contents.allSatisfy { !$0.contains("13800") && Escaping.visible($0) == $0 })
    // The text of a rejected row is one piece: with a personal column none of it is shown.
    #expect(contents.contains("bad \\x07: ***"))
  }
}
