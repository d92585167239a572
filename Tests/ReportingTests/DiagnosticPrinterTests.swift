import Reporting
import Statistics
import Testing

@Suite struct DiagnosticPrinterTests {
  private func print(
    _ diagnostic: Diagnostic, _ source: String, _ language: DisplayLanguage = .english,
    columns: Int? = nil
  ) -> String {
    DiagnosticPrinter(language: language, columns: columns)
      .lines(for: diagnostic, in: source).map(\.plain).joined(separator: "\n")
  }

  private let unknown = Diagnostic(
    "E201", Phrase("unknown event 'pya'", "没有名为 'pya' 的事件"), at: Span(16, 19),
    hint: Phrase("no event has this name", "没有这个事件"),
    notes: [Phrase("to see all events: events", "查看所有事件：事件")], suggestion: "pay")

  @Test("a diagnostic shows its line, carets, hint, suggestion and notes in that order")
  func whole() {
    #expect(
      print(unknown, "funnel visit -> pya within 7d") == """
        error[E201]: unknown event 'pya'
          | funnel visit -> pya within 7d
          |                 ^^^ no event has this name
          = did you mean 'pay'?
          = to see all events: events
        """)
  }

  @Test("it speaks Chinese")
  func chinese() {
    #expect(
      print(unknown, "funnel visit -> pya within 7d", .chinese) == """
        错误[E201]：没有名为 'pya' 的事件
          | funnel visit -> pya within 7d
          |                 ^^^ 没有这个事件
          = 是不是想写 'pay'？
          = 查看所有事件：事件
        """)
  }

  @Test("carets stand under wide characters by cells")
  func wide() {
    let diagnostic = Diagnostic("E201", Phrase("unknown event", "未知事件"), at: Span(9, 11))
    #expect(
      print(diagnostic, "漏斗 注册 -> 支付 按 渠道") == """
        error[E201]: unknown event
          | 漏斗 注册 -> 支付 按 渠道
          |              ^^^^
        """)
  }

  @Test("in a source of several lines the right one is shown with its number")
  func severalLines() {
    let source = "segment by channel\r\nfunnel visit -> pya\nltv"
    let diagnostic = Diagnostic("E201", Phrase("unknown event", "未知事件"), at: Span(36, 39))
    #expect(
      print(diagnostic, source) == """
        error[E201]: unknown event
         2 | funnel visit -> pya
           |                 ^^^
        """)
  }

  @Test("a span over lines has carets on each and its hint on the last")
  func spanOverLines() {
    let diagnostic = Diagnostic(
      "E101", Phrase("unclosed text", "文本未结束"), at: Span(2, 10),
      hint: Phrase("here", "这里"))
    #expect(
      print(diagnostic, "a \"bcd\nefgh\nlast") == """
        error[E101]: unclosed text
         1 | a "bcd
           |   ^^^^
         2 | efgh
           | ^^^ here
        """)
  }

  @Test("a label has dashes on a line of its own below the carets")
  func labels() {
    let diagnostic = Diagnostic(
      "E305", Phrase("'plan' holds text", "'plan' 是文本"), at: Span(10, 14),
      hint: Phrase("text", "文本"),
      labels: [.init(span: Span(6, 9), text: Phrase("sum needs a number", "求和需要数字"))])
    #expect(
      print(diagnostic, "trend sum(plan) by country") == """
        error[E305]: 'plan' holds text
          | trend sum(plan) by country
          |           ^^^^ text
          |       --- sum needs a number
        """)
  }

  @Test("the end of the text has a caret behind it")
  func endOfText() {
    let diagnostic = Diagnostic(
      "E104", Phrase("expected a duration", "缺少时长"), at: Span(6, 6))
    #expect(print(diagnostic, "within").hasSuffix("  | within\n  |       ^"))
    #expect(print(diagnostic, "within\nx").contains(" 1 | within\n   |       ^"))
  }

  @Test("controls in the source are spelt out and carets stay aligned")
  func controls() {
    let diagnostic = Diagnostic("E102", Phrase("unexpected", "意外"), at: Span(4, 7))
    #expect(
      print(diagnostic, "a\u{1B}b\tpya") == #"""
        error[E102]: unexpected
          | a\x1Bb    pya
          |           ^^^
        """#)
  }

  @Test("a warning and a diagnostic without a place are one line")
  func noPlace() {
    let printer = DiagnosticPrinter(language: .english)
    let warning = Warning("W501", Phrase("few answers", "回答太少"))
    #expect(printer.lines(for: warning).map(\.plain) == ["warning[W501]: few answers"])
    let lost = Diagnostic("E502", Phrase("no 'x\ny'", "没有"), at: nil)
    #expect(printer.lines(for: lost, in: "abc").map(\.plain) == [#"error[E502]: no 'x\ny'"#])
  }

  @Test("a line longer than the terminal is shown around its carets")
  func longLine() {
    let source = String(repeating: "支付 ", count: 60) + "pya " + String(repeating: "x", count: 90)
    let diagnostic = Diagnostic("E201", Phrase("unknown", "未知"), at: Span(180, 183))
    let lines = DiagnosticPrinter(language: .english, columns: 60)
      .lines(for: diagnostic, in: source).map(\.plain)
    #expect(lines.count == 3)
    let width = DisplayWidth()
    #expect(lines.allSatisfy { width.width(of: $0) <= 60 })
    let before = lines[1].firstRange(of: "pya").map { lines[1][..<$0.lowerBound] } ?? ""
    let indent = String(repeating: " ", count: width.width(of: String(before)) - 4)
    #expect(lines[2] == "  | " + indent + "^^^")
  }

  @Test("no span traps and carets never leave the line")
  func anySpan() {
    var random = SplitMix64(seed: 7)
    let alphabet: [Character] = ["a", "支", "\n", "\t", "\u{1B}", "🇨🇳", "\u{301}", "\r\n", " "]
    let odd = [Int.min, -1, 0, Int.max, Int.max - 1]
    for _ in 0..<1500 {
      let text = String((0..<random.below(30)).map { _ in alphabet[random.below(alphabet.count)] })
      func place(_ random: inout SplitMix64) -> Int {
        random.below(8) == 0 ? odd[random.below(odd.count)] : random.below(40)
      }
      let diagnostic = Diagnostic(
        "E101", Phrase("x", "x"), at: Span(place(&random), place(&random)),
        labels: [.init(span: Span(place(&random), place(&random)), text: Phrase("y", "y"))])
      let columns = random.below(2) == 0 ? nil : random.below(40)
      let lines = DiagnosticPrinter(language: .english, columns: columns)
        .lines(for: diagnostic, in: text).map(\.plain)
      #expect(lines.count >= 3)
      #expect(lines.allSatisfy { Escaping.visible($0) == $0 })
    }
  }
}
