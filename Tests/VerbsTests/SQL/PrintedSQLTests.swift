import Engine
import Foundation
import Reporting
import TestKit
import Testing

@Suite("printed SQL")
struct PrintedSQLTests {
  private static let world = World(
    zone: "Asia/Shanghai", asof: "2024-01-10",
    events: [
      .event("u1", "visit", "2024-01-01 10:00"), .event("u1", "cart", "2024-01-01 10:05"),
      .event("u1", "pay", "2024-01-09 10:00"), .event("u2", "visit", "2024-01-02 10:00"),
      .event("u2", "cart", "2024-01-03 10:00"), .event("u2", "pay", "2024-01-03 10:00"),
      .event("u3", "visit", "2024-01-08 10:00"),
    ])

  private static let document = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/SQL.md")

  /// The first query of a funnel, as the program prints it.
  private static func printed(_ language: DisplayLanguage) throws -> String {
    var workspace = world.workspace()
    workspace.language = language
    let table = try #require(
      try workspace.ask("explain sql funnel visit -> cart -> pay within 7d").tables.first)
    return table.rows.filter { $0.first == .text("sql · steps") }
      .compactMap { $0.last?.textValue }.joined(separator: "\n")
  }

  @Test("the page on SQL shows what is printed, in both languages")
  func page() throws {
    let page = try String(contentsOf: Self.document, encoding: .utf8)
    for language in DisplayLanguage.allCases {
      let printed = try Self.printed(language)
      #expect(page.contains("```sql\n\(printed)\n```"), "\(printed)")
    }
  }

  @Test("a funnel by hand: three enter, two reach step 2, one pays in time, one has time left")
  func byHand() throws {
    var engines = try Engines(Self.world.dataset)
    let steps = try engines.assertAgree("funnel visit -> cart -> pay within 7d").table(
      named: "steps")
    #expect(steps.ints("users") == [3, 2, 1])
    #expect(steps.ints("mature") == [2, 2, 1])
    #expect(steps.ints("open") == [-1, 1, 0])
  }

  @Test("under privacy no list of users is printed")
  func privacy() throws {
    var workspace = Self.world.workspace()
    let set = SavedSet(name: "few", kind: .segment(UserSet([true, false, false])))
    try workspace.keep(set, at: Span(0, 0))
    func printed() throws -> String {
      var copy = workspace
      let answer = try copy.ask("explain sql segment where member(few)")
      return answer.tables.flatMap(\.rows).compactMap { $0.last?.textValue }.joined()
    }
    #expect(try printed().contains("'u1'"))
    workspace.privacy = Privacy(isOn: true)
    #expect(try !printed().contains("'u1'"))
  }
}
