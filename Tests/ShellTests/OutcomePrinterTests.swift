import Charts
import Commands
import Engine
import Language
import Reporting
import Shell
import TestKit
import Testing
import Verbs

@Suite("printed outcomes")
struct OutcomePrinterTests {
  private func outcome(_ answer: Answer, _ blocks: [Block]) -> Outcome {
    Outcome(statement: "x", verb: "segment", kind: .answer(answer, render: { _ in blocks }))
  }

  @Test("charts come first, then the rule, notes and warnings, each in its role")
  func order() {
    let answer = Answer(
      tables: [], rule: Phrase("ordered", "有序"), warnings: [Warning("W501", Phrase("few", "太少"))],
      notes: [Phrase("a note", "一条说明")])
    let outcome = outcome(answer, [.lines([StyledText("table")])])
    let english = OutcomePrinter(canvas: Canvas()).lines(for: outcome, in: "x")
    #expect(english.map(\.plain) == ["table", "ordered", "a note", "warning[W501]: few"])
    #expect(english[1].pieces.map(\.role) == [.muted])
    let chinese = OutcomePrinter(canvas: Canvas(language: .chinese)).lines(for: outcome, in: "x")
    #expect(chinese.map(\.plain) == ["table", "有序", "一条说明", "警告[W501]：太少"])
  }

  @Test("long texts are wrapped at the canvas, by display width")
  func wrapping() {
    let long = String(repeating: "很长的口径说明 ", count: 30)
    let answer = Answer(
      tables: [], rule: Phrase(verbatim: long), warnings: [Warning("W502", Phrase(verbatim: long))],
      notes: [Phrase(verbatim: long)])
    for width in [20, 40, 80] {
      let printer = OutcomePrinter(canvas: Canvas(width: width, language: .chinese))
      let lines = printer.lines(for: outcome(answer, []), in: "x")
      #expect(lines.allSatisfy { DisplayWidth().width(of: $0.plain) <= width })
      #expect(lines.count > 3)
    }
  }

  @Test("a failure shows the source with carets and what to type")
  func failure() {
    let diagnostic = Diagnostic(
      "E201", Phrase("unknown event 'pya'", "未知事件 'pya'"), at: Span(16, 19), suggestion: "pay")
    let outcome = Outcome(
      statement: "funnel visit -> pya", verb: "funnel", kind: .failure([diagnostic]))
    let lines = OutcomePrinter(canvas: Canvas()).lines(for: outcome, in: "funnel visit -> pya")
    #expect(lines[0].plain == "error[E201]: unknown event 'pya'")
    #expect(lines.contains { $0.plain == "  | funnel visit -> pya" })
    #expect(lines.contains { $0.plain == "  |                 ^^^" })
    #expect(lines.contains { $0.plain.contains("did you mean 'pay'?") })
  }

  @Test("hostile names reach neither screen nor file as they are, in any verb's answer")
  func hostile() {
    let label = "\u{1B}[2J\u{9B}31m\u{202E}\r\n\u{7}"
    let world = World(
      asof: "2024-01-31",
      events: [
        .event("u1", label, "2024-01-01", ["p": .init(stringLiteral: label)]),
        .event("u1", "pay", "2024-01-02", ["amount": 5]),
        .event("u2", label, "2024-01-03"),
      ], users: ["u1": ["city": .init(stringLiteral: label)]],
      feedback: [.answer(9, user: "u1", kind: "nps", text: label)],
      labels: Labels(events: [label: Phrase(label, label)]))
    var workspace = Workspace(
      catalogue: Catalogue(verbs: StandardVerbs.all, commands: StandardCommands.all),
      access: DatasetAccess { _, _ throws(Diagnostic) in throw .interrupted })
    workspace.use(world.dataset)
    let queries = [
      "segment by city", "segment by p", "funnel any -> pay by p", "cohort by week", "ltv by city",
      "feedback nps by city", "events", "describe", "tables", "funnel \(label) -> pay",
      "explain segment where city = '\(label)'", "help \(label)", "segment where city = 'x",
    ]
    for level in [TerminalTraits.ColorLevel.none, .palette] {
      for query in queries {
        for outcome in workspace.run(query, interrupt: Interrupt()) {
          let lines = OutcomePrinter(canvas: Canvas()).lines(for: outcome, in: query)
          let text = TerminalPrinter(color: level).text(lines)
          let own = level == .none ? text : text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
          for scalar in own.unicodeScalars where scalar != "\n" {
            #expect(Escaping.spelling(of: scalar) == nil, "\(query): \(scalar.value)")
          }
        }
      }
    }
  }
}
