import Charts
import Reporting
import Testing

@Suite struct TableGridTests {
  private let channels = TableGrid(
    columns: [
      .init(Phrase("channel", "渠道")), .init(Phrase("users", "人数"), .right),
      .init(Phrase("share", "占比"), .right),
    ],
    texts: [["微信小程序", "18,432", "38.0%"], ["App Store", "207", "0.4%"], ["(missing)", "1", "–"]])

  @Test("columns line up by display width and headings end where numbers end")
  func alignment() {
    #expect(
      channels.draw(on: Canvas()).plain == """
        channel      users  share
        ─────────────────────────
        微信小程序  18,432  38.0%
        App Store      207   0.4%
        (missing)        1      –
        """)
    #expect(
      channels.draw(on: Canvas(characters: .ascii, language: .chinese)).plain == """
        渠道          人数   占比
        -------------------------
        微信小程序  18,432  38.0%
        App Store      207   0.4%
        (missing)        1      -
        """)
  }

  @Test("a name is cut before a number is")
  func truncation() {
    let table = TableGrid(
      columns: [.init(Phrase("segment", "分群")), .init(Phrase("users", "人数"), .right)],
      texts: [["a long name of a segment", "123,456"]])
    #expect(
      table.draw(on: Canvas(width: 20)).plain == """
        segment        users
        ────────────────────
        a long nam…  123,456
        """)
  }

  @Test("long headings wrap onto the line above")
  func headings() {
    let table = TableGrid(
      columns: [
        .init(Phrase("day", "日")), .init(Phrase("monthly active users", "月活"), .right),
        .init(Phrase("ratio", "比"), .right),
      ], texts: [["03-01", "1,204", "0.31"]])
    #expect(
      table.draw(on: Canvas(width: 24)).plain == """
               monthly
                active
        day      users  ratio
        ─────────────────────
        03-01    1,204   0.31
        """)
  }

  @Test("where a row does not fit it is stacked")
  func stacked() {
    let table = TableGrid(
      columns: [
        .init(Phrase("name", "名称")), .init(Phrase("users", "人数"), .right),
        .init(Phrase("revenue", "收入"), .right),
      ], texts: [["pay", "123,456,789", "98,765,432.10"], ["refund", "1", "2.00"]])
    #expect(
      table.draw(on: Canvas(width: 24)).plain == """
        name     pay
        users    123,456,789
        revenue  98,765,432.10
        ───────
        name     refund
        users    1
        revenue  2.00
        """)
  }

  @Test("line breaks and controls in cells are spelt out")
  func controls() {
    let table = TableGrid(
      columns: [.init(Phrase("text", "文本"))], texts: [["a\nb\u{1B}[31m"]])
    #expect(table.draw(on: Canvas()).lines.last?.plain == #"a\nb\x1B[31m"#)
  }

  @Test("a short row ends in empty cells and a table without rows keeps its headings")
  func ragged() {
    let table = TableGrid(
      columns: [.init(Phrase("a", "甲")), .init(Phrase("b", "乙"), .right)],
      texts: [["x"], [], ["y", "1", "beyond"]])
    #expect(table.draw(on: Canvas()).plain == "a  b\n────\nx\n\ny  1")
    let empty = TableGrid(columns: [.init(Phrase("a", "甲"))], texts: [])
    #expect(empty.draw(on: Canvas()).plain == "a\n─")
    #expect(TableGrid(columns: [], texts: [["x"]]).draw(on: Canvas()).plain.isEmpty)
  }

  @Test("a title, its rules and notes frame a table")
  func framed() {
    let table = TableGrid(
      title: Phrase("Channels", "渠道表"), columns: [.init(Phrase("n", "数"), .right)],
      texts: [["1"]], notes: [Phrase("as of 2024-06-30", "截至 2024-06-30")])
    let chart = table.draw(on: Canvas(width: 20, language: .chinese))
    #expect(
      chart.plain == """
        渠道表
        ────────────────────
        数
        ──
         1
        ────────────────────
        截至 2024-06-30
        """)
    #expect(chart.alternative.english == "Channels: 1 row with n.")
    #expect(chart.alternative.chinese == "渠道表：共 1 行，列为数。")
  }
}
