import Engine
import Reporting
import TestKit
import Testing

@Suite("personal texts")
struct PersonalTextTests {
  private var dataset: Dataset {
    var world = World(asof: "2024-01-31")
    world.users = [
      "user_a7": ["phone": "13812345678", "nick": "Ann"],
      "user_b8": ["phone": "555-0100", "nick": "Bob"],
    ]
    var dataset = world.dataset
    dataset.tables = [
      TableSummary(
        name: "users", role: "users", rows: 2, columns: [], mapping: [:], sources: [],
        personal: ["phone": .phone, "nick": .id])
    ]
    return dataset
  }

  @Test(
    "what tells who someone is goes, all else stays",
    arguments: [
      ("segment where phone = '13812345678'", "segment where phone = '‹phone›'"),
      ("segment where phone = '555-0100'", "segment where phone = '‹phone›'"),
      ("segment where mail = \"ann@example.com\"", "segment where mail = \"‹email›\""),
      ("分群 其中 昵称 = “Ann”", "分群 其中 昵称 = “‹id›”"),
      ("explain user user_a7 funnel a -> b", "explain user ‹id› funnel a -> b"),
      ("x ann@example.com,13912345678", "x ‹email›,‹phone›"),
      ("x '+86 138 1234 5678'", "x '‹phone›'"),
      (
        "funnel a[amount > 100] -> b within 7d since 2024-01-01 limit 10",
        "funnel a[amount > 100] -> b within 7d since 2024-01-01 limit 10"
      ),
      ("it's half 'quoted", "it's half 'quoted"), ("a @ b", "a @ b"), ("", ""),
    ])
  func masked(text: String, expected: String) {
    #expect(PersonalText(dataset).masked(text) == expected)
    #expect(PersonalText(dataset).masked(expected) == expected)
  }

  @Test("a whole number that is an id goes behind 'user' and between quotes only")
  func numbers() {
    var world = World(asof: "2024-01-31")
    world.users = ["10": [:], "11": [:]]
    let text = PersonalText(world.dataset)
    #expect(text.masked("segment by region limit 10") == "segment by region limit 10")
    #expect(text.masked("explain user 10 segment") == "explain user ‹id› segment")
    #expect(text.masked("segment where x = '11'") == "segment where x = '‹id›'")
  }

  @Test("a table's personal columns are replaced, whatever they hold")
  func table() {
    let table = ResultTable(
      "t", columns: [ResultColumn("phone", .int), ResultColumn("users", .int)],
      rows: [[.int(5), .int(5)], [.missing, .int(6)]])
    let told = PersonalText(dataset).masked(table, ids: [], in: dataset)
    #expect(told.rows == [[.text("‹phone›"), .int(5)], [.missing, .int(6)]])
  }
}
