import Export
import Notebook
import Reporting
import Testing

@Suite("errors in outputs")
struct ErrorLineTests {
  @Test("an error is its code, its place, its first words and what it quotes")
  func line() {
    let diagnostic = Diagnostic(
      "E201", Phrase("unknown event 'pya'", "没有事件 'pya'"), at: Span(19, 22), suggestion: "pay")
    let line = ErrorLine(diagnostic, in: "funnel 访问\n  -> a\n->pya")
    #expect(line.text == #"E201 3:3-3:6 unknown-event {"got":"pya","near":["pay"]}"#)
    #expect(ErrorLine(parsing: line.text) == line)
  }

  @Test("an error without a place has a dash, one without words too")
  func placeless() {
    let diagnostic = Diagnostic("E402", Phrase("'x'", "'x'"), at: nil)
    #expect(ErrorLine(diagnostic, in: "").text == #"E402 - - {"got":"x"}"#)
    #expect(ErrorLine(parsing: #"E402 - - {"got":"x"}"#) == ErrorLine(diagnostic, in: ""))
  }

  @Test("an apostrophe inside a word quotes nothing, a place beyond the text is its end")
  func apostrophes() {
    let diagnostic = Diagnostic(
      "E309", Phrase("it doesn't take 'a b', only 'c'", "不接受"), at: Span(5, 99))
    #expect(
      ErrorLine(diagnostic, in: "abc").text == #"E309 1:4-1:4 it-doesn-t-take-only {"got":"a b"}"#)
  }

  @Test(
    "other lines are no errors",
    arguments: ["", "E201", "E20 - a {}", "E201 1:2 a {}", "E201 - a []", "E201 x-y a {}"])
  func others(text: String) { #expect(ErrorLine(parsing: text) == nil) }
}
