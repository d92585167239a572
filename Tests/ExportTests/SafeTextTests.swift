import Engine
import Export
import Testing

@Suite("texts for spreadsheets")
struct SafeTextTests {
  @Test(
    "a text that would be run as a formula is made a text",
    arguments: [
      ("=1+1", "'=1+1"), ("+86", "'+86"), ("-x", "'-x"), ("@SUM(A1)", "'@SUM(A1)"),
      ("\t=1", "'\\t=1"), ("\r=1", "'\\r=1"), ("＝1", "'＝1"), ("a=1", "a=1"), ("", ""),
      ("a\u{1B}[2J", "a\\x1B[2J"),
    ])
  func formula(text: String, expected: String) {
    #expect(SafeText.forSpreadsheets(text) == expected)
  }

  @Test("numbers stay numbers, names of columns are texts")
  func table() {
    let table = ResultTable(
      "t", columns: [ResultColumn("=x", .int), ResultColumn("b", .text)],
      rows: [[.int(-5), .text("-5")], [.under(5), .text("=HYPERLINK(\"a\",\"b\")")]])
    let text = String(decoding: TableFile.csv.bytes(of: table), as: UTF8.self)
    #expect(text == "'=x,b\r\n-5,'-5\r\n<5,\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"\r\n")
  }

  @Test("the end of the path tells the form")
  func forms() {
    #expect(TableFile(path: "a.CSV") == .csv)
    #expect(TableFile(path: "a b.ndjson") == .jsonLines)
    #expect(TableFile(path: "a.xlsx") == nil)
  }
}
