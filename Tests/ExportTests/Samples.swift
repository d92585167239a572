import Charts
import Engine
import Reporting

/// Answers small enough to check by hand.
enum Samples {
  static let steps = ResultTable(
    "steps",
    columns: [
      ResultColumn("step", .int), ResultColumn("event", .text), ResultColumn("rate", .rate),
      ResultColumn("median_seconds", .duration),
    ],
    rows: [
      [.int(1), .text("visit"), .real(1), .missing],
      [.int(2), .text("pay"), .real(0.1 + 0.2), .real(41112)],
    ])

  static let total = ResultTable(
    "total", columns: [ResultColumn("users", .int)], rows: [[.int(7)]])

  static let answer = Answer(
    tables: [steps, total], rule: Phrase("ordered · within 7d", "按顺序 · 7 天内"),
    warnings: [Warning("W501", Phrase("only 7 users", "只有 7 名用户"))],
    notes: [Phrase("2 are open", "2 名未满期")])

  static let funnel = Outcome(
    statement: "funnel visit -> pay", verb: "funnel",
    kind: .answer(
      answer,
      render: { canvas in
        [
          .lines([StyledText(Phrase("Funnel", "漏斗").text(in: canvas.language), .title)]),
          .lines([StyledText("visit ██ 7  "), StyledText("pay `x`")]),
        ]
      }))

  static let unknown = Diagnostic(
    "E201", Phrase("unknown event 'pya'", "没有事件 'pya'"), at: Span(16, 19), suggestion: "pay")

  static let failure = Outcome(
    statement: "funnel visit -> pya", verb: "funnel", kind: .failure([unknown]))
}
