import Charts
import Engine
import Reporting
import Testing

/// Ten cities whose names take other cells than they have characters.
@Suite("tables of wide characters")
struct WidthMicroTests {
  private static let users = """
    uid,city
    1,北京
    2,乌鲁木齐
    3,Ürümqi
    4,ＦＵＬＬ
    5,ﾊﾝｶｸ
    6,서울
    7,São Paulo
    8,e\u{301}vian
    9,👩‍👩‍👧城
    10,①号
    """

  @Test(
    "every line of a table is as wide as the others, in both languages and on any terminal",
    arguments: DisplayLanguage.allCases, CharacterSetLevel.allCases)
  func aligned(language: DisplayLanguage, characters: CharacterSetLevel) throws {
    let set = try MicroSet([
      "dataset.json": MicroSet.declaration(asof: "2024-01-31"),
      "events.csv": "uid,ts,event\n1,2024-01-01 10:00:00,visit",
      "users.csv": Self.users,
    ])
    var session = try set.session()
    let outcome = try #require(
      session.workspace.run("segment by city chart none", interrupt: Interrupt()).last)
    guard case .answer(_, let render) = outcome.kind else {
      Issue.record("no answer: \(outcome.diagnostics.map(\.message.english))")
      return
    }
    let canvas = Canvas(characters: characters, language: language)
    let lines = render(canvas).flatMap { block in
      switch block {
      case .chart(let chart): chart.lines.map(\.plain)
      case .lines(let lines): lines.map(\.plain)
      }
    }
    // Eleven lines end in the numbers of users and shares, which stand one under the other.
    let rows = lines.filter { $0.contains("10.0%") }
    #expect(rows.count == 10)
    #expect(Set(rows.map { canvas.displayWidth.width(of: $0) }).count == 1, "\(rows)")
  }
}
