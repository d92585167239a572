import Engine
import Reporting
import TestKit
import Testing

@Suite("pictures of segment")
struct SegmentPictureTests {
  /// Users in `count` regions, one more in each.
  private func world(regions count: Int) -> World {
    var users: [String: [String: Value]] = [:]
    for region in 0..<count {
      for user in 0...region {
        users["u\(region)-\(user)"] = ["region": .text("r\(region < 10 ? "0" : "")\(region)")]
      }
    }
    return World(
      asof: "2024-01-31", users: users,
      labels: Labels(
        columns: ["region": Phrase("region", "地区")], values: ["r03": Phrase("west", "西部")]))
  }

  @Test("the largest groups come first, under their labels")
  func largest() throws {
    let shown = try world(regions: 4).picture("segment by region")
    let rows = shown.filter { $0.contains("█") }
    #expect(rows.map { $0.prefix { $0 != " " } } == ["west", "r02", "r01", "r00"])
    #expect(try world(regions: 4).picture("分群 按 地区", .chinese).contains { $0.hasPrefix("西部") })
  }

  @Test("ten groups are shown and the others folded, while the table holds all")
  func folded() throws {
    let world = self.world(regions: 14)
    let shown = try world.picture("segment by region")
    let rows = shown.filter { $0.hasPrefix("r") && $0.contains("█") }
    #expect(rows.count == 10)
    // 1 + 2 + 3 + 4 users stand in the four smallest.
    #expect(shown.contains { $0.hasPrefix("(other)") && $0.contains(" 10") })
    #expect(try world.ask("segment by region").table(named: "groups").rows.count == 14)
    let cut = try world.picture("segment by region sort users limit 2")
    #expect(!cut.contains { $0.hasPrefix("(other)") })
  }

  @Test("eleven groups all fit, since folding one saves no line")
  func eleven() throws {
    #expect(
      try !world(regions: 11).picture("segment by region").contains { $0.hasPrefix("(other)") })
  }

  @Test("every line fits 80 columns, in both languages and for every chart")
  func widths() throws {
    for query in [
      "segment", "segment by region", "segment where region != 'r01' by region",
      "segment by region chart share", "segment by region chart none",
    ] {
      for language in DisplayLanguage.allCases {
        let shown = try world(regions: 14).picture(query, language)
        #expect(!shown.isEmpty)
        #expect(shown.allSatisfy { DisplayWidth().width(of: $0) <= 80 }, "\(query)")
      }
    }
  }

  @Test("control characters of the data are spelt out")
  func hostile() throws {
    let world = World(asof: "2024-01-31", users: ["u": ["region": "\u{1B}[31mred"]])
    let shown = try world.picture("segment by region").joined()
    #expect(!shown.unicodeScalars.contains("\u{1B}"))
  }
}
