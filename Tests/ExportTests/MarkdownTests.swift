import Engine
import Export
import Reporting
import Testing

@Suite("Markdown output")
struct MarkdownTests {
  @Test("an answer is its drawing, its tables, its rule and its doubts")
  func answer() {
    let expected = """
      ```text
      Funnel

      visit ██ 7
      pay `x`
      ```

      **steps**

      | step | event | rate | median_seconds |
      | ---: | --- | ---: | ---: |
      """
    let text = MarkdownOutput(language: .english).text(Samples.funnel)
    #expect(text.hasPrefix(expected))
    #expect(text.contains("\n\n_ordered · within 7d_\n\n- **W501** only 7 users\n- 2 are open\n"))
  }

  @Test("what Markdown, HTML or a terminal would take for its own is escaped")
  func hostile() {
    let table = ResultTable(
      "groups", columns: [ResultColumn("a|b", .text)],
      rows: [[.text("<img src=x>|`*\u{1B}[31m\n_x_ user_id")]])
    let text = MarkdownOutput(language: .english).table(table)
    #expect(
      text == #"""
        | a\|b |
        | --- |
        | \<img src=x\>\|\`\*\\x1B\[31m\\n_x\_ user_id |
        """#)
  }

  @Test("a fence is longer than any run of backticks inside")
  func fence() {
    #expect(Fence.around([Array("a ``` b".utf8)]) == "````")
    #expect(Fence.around([]) == "```")
  }

  @Test("an error is shown with its carets")
  func error() {
    let text = MarkdownOutput(language: .chinese).text(Samples.failure)
    #expect(text.hasPrefix("```text\n"))
    #expect(text.contains("没有事件 'pya'") && text.contains("^^^"))
  }
}
