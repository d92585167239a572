import Engine
import Export
import Notebook
import TestKit
import Testing

@Suite("tables in outputs")
struct StoredTableTests {
  static let table = ResultTable(
    "groups",
    columns: [
      ResultColumn("first(visit.channel)", .text), ResultColumn("a,b:c", .date),
      ResultColumn("users", .int), ResultColumn("rate", .rate), ResultColumn("sum", .money),
    ],
    rows: [
      [
        .text("wechat"), .text("2024-01"), .int(2), .real(0.5),
        .money(Money(tenThousandths: 25_000)),
      ],
      [.text(""), .missing, .int(1), .missing, .real(1.0 / 3)],
    ])

  @Test("headings carry the types, values are exact, missing is not empty")
  func body() {
    #expect(
      StoredTable(Self.table).text
        == """
        first(visit.channel):text,"a,b:c:date",users:int,rate:rate,sum:money
        wechat,2024-01,2,0.5,2.5
        "",,1,,0.3333333333333333

        """)
  }

  @Test("a table reads back as it was")
  func readBack() throws {
    let read = try StoredTable(parsing: StoredTable(Self.table).text, name: "groups")
    #expect(read.table == Self.table)
    #expect(read.more == nil)
  }

  @Test("200 rows stand there; of 201 the first 20, with the hash and the sums of all")
  func cut() throws {
    func table(_ rows: Int) -> ResultTable {
      ResultTable(
        "t", columns: [ResultColumn("i", .int), ResultColumn("name", .text)],
        rows: (1...rows).map { [.int($0), .text("n\($0)")] })
    }
    #expect(StoredTable(table(200)).more == nil)
    let stored = StoredTable(table(201))
    #expect(stored.table.rows.count == 20)
    #expect(stored.rowCount == 201)
    let last = try #require(stored.text.split(separator: "\n").last)
    // 1 + 2 + … + 201 = 20301
    #expect(last == "@more rows=181 sha256=\(StoredTable.hash(of: table(201))) sums={\"i\":20301}")
    #expect(try StoredTable(parsing: stored.text, name: "t") == stored)
  }

  @Test("sums of money stay decimal, sums past an integer become floating")
  func sums() {
    let rows = (0..<201).map { row -> [Cell] in
      [.money(Money(tenThousandths: 1)), row < 2 ? .int(.max) : .missing, .real(0.5)]
    }
    let table = ResultTable(
      "t",
      columns: [
        ResultColumn("m", .money), ResultColumn("i", .int), ResultColumn("r", .float),
      ], rows: rows)
    let sums = StoredTable(table).more?.sums.map { $0.value.written() }
    #expect(sums == ["0.0201", "1.8446744073709552e+19", "100.5"])
  }

  @Test("a line break in a value is read back as LF, whatever the file's line ends")
  func lineBreaks() throws {
    let table = ResultTable(
      "t", columns: [ResultColumn("a", .text)], rows: [[.text("x\n  y")], [.text("```")]])
    for source in ["  ```opsbook\r\n  x\r\n  ```\r\n", "```opsbook\nx\n```\n"] {
      var file = NotebookFile(parsing: Array(source.utf8))
      file.setOutputs([NotebookOutput(.table, text: StoredTable(table).text)], of: 0)
      let read = NotebookFile(parsing: file.bytes()).outputs(of: 0)
      #expect(try read.first?.storedTable()?.table.rows == table.rows)
    }
  }

  @Test("a row that looks like the line of a cut table is a row")
  func disguised() throws {
    let text = "@more rows=1 sha256=0 sums={}"
    let table = ResultTable(
      "t", columns: [ResultColumn("a", .text)], rows: [[.text(text)], [.missing], [.text("@")]])
    #expect(try StoredTable(parsing: StoredTable(table).text, name: "t").table == table)
  }

  @Test(
    "what is no table is refused at its line",
    arguments: [
      ("", 1), ("a\n", 1), ("a:int\nx\n", 2), ("a:int,b:int\n1,2\n3\n", 3), ("a:text\n\"x\n", 2),
      ("a:number\n", 1), ("a:int\n@more rows=x\n", 2), (":int\n", 1), ("a:bool\n\"\n\n", 2),
    ])
  func unreadable(text: String, line: Int) {
    let error = #expect(throws: StoredTable.Unreadable.self) {
      try StoredTable(parsing: text, name: "t")
    }
    #expect(error?.line == line)
  }
}
