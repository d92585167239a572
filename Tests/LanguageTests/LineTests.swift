import Language
import Reporting
import Testing

@Suite struct LineTests {
  private func statements(_ text: String, _ mode: Lexer.Mode) -> [String] {
    let parse = parse(text, mode: mode)
    #expect(parse.diagnostics.map(\.message.english) == [], "\(text)")
    return parse.script.statements.map { Formatter(language: .english).format($0) }
  }

  @Test("a statement ends at the line's end or a semicolon")
  func ends() {
    let two = ["segment by a", "segment by b"]
    for text in [
      "segment by a\nsegment by b", "segment by a; segment by b", "segment by a；segment by b",
      "segment by a\r\nsegment by b\r\n", "\n\nsegment by a\n\n# note\n;;segment by b;",
    ] {
      #expect(statements(text, .prompt) == two)
      #expect(statements(text, .file) == two)
    }
  }

  @Test(
    "it goes on after an arrow, a comma, an operator, an open bracket or a backslash",
    arguments: [
      "funnel a ->\nb", "funnel a -> # first\nb", "funnel a \\\n-> b", "funnel (a\n) -> b",
      "funnel a[x\n= 1] -> b", "funnel a -> b by x,\ny", "funnel a -> b where x =\n1",
      "funnel a -> b where x = 1 and\ny = 2", "漏斗 a -> b 其中 x = 1 且\ny = 2",
      "funnel a -> b where x = 1 +\n2", "funnel a -> b with k=(1,\n2)",
      "funnel a -> b where not\nx = 1",
      "funnel a -> b by x、\ny", "funnel a ->\n# a line of its own\nb",
    ])
  func goesOn(_ text: String) {
    #expect(statements(text, .prompt).count == 1)
    let first = String(text.prefix { $0 != "\n" })
    #expect(!Parser(grammar: .planned).isComplete(first), "\(first)")
    #expect(Parser(grammar: .planned).isComplete(text))
  }

  @Test(
    "a complete statement needs no further line",
    arguments: [
      "", "segment", "segment by a", "funnel a -> b?", "segment where x is missing",
      "segment with touch=last", "segment with mode=and", "segment where 'open",
      "note it ends in ,",
      "segment where pay.and = 1 # and", "segment by tiers.and", "funnel a ->\n\n",
    ])
  func complete(_ text: String) { #expect(Parser(grammar: .planned).isComplete(text)) }

  @Test("in files an indented line goes on; at the prompt it does not") func indented() {
    let text = "funnel a -> b\n  by x\n  # why\n  last 7d\nsegment"
    #expect(statements(text, .file) == ["funnel a -> b by x last 7d", "segment"])
    #expect(
      parse(text, mode: .prompt).diagnostics.map(\.code) == ["E202", "E202"])
    #expect(
      statements("  segment\n  segment by a\n    limit 3", .file) == [
        "segment", "segment by a limit 3",
      ])
  }

  @Test("a blank line ends a statement, whatever it ends in") func blank() {
    #expect(parse("funnel a ->\n\nsegment").diagnostics.map(\.code) == ["E108"])
    #expect(parse("funnel a ->\n\nsegment").script.statements.count == 1)
  }

  @Test("a forgotten bracket swallows no statement below it") func forgotten() {
    let parse = parse("segment where (a = 1\nsegment by b\nsegment by c")
    #expect(parse.diagnostics.map(\.code) == ["E112"])
    #expect(parse.script.statements.count == 2)
  }

  @Test("five faults at most, in the order of the text") func five() {
    let parse = parse((1...8).map { "segment by a by b\nsegmnt \($0)" }.joined(separator: "\n"))
    #expect(parse.diagnostics.map(\.code) == ["E113", "E202", "E113", "E202", "E113"])
    #expect(parse.script.statements.isEmpty)
    let starts = parse.diagnostics.compactMap(\.span?.start)
    #expect(starts == starts.sorted())
  }
}
