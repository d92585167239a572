import Engine
import Export
import Foundation
import Reporting
import Statistics
import TestKit
import Testing

@Suite("JSON output")
struct JSONOutputTests {
  @Test("an answer is one object with its tables, its rule and its doubts")
  func answer() {
    let expected = #"""
      {"statement":"funnel visit -> pay","verb":"funnel","rule":"ordered · within 7d",\#
      "tables":[{"name":"steps","columns":[{"name":"step","type":"int"},\#
      {"name":"event","type":"text"},{"name":"rate","type":"rate"},\#
      {"name":"median_seconds","type":"duration"}],\#
      "rows":[[1,"visit",1,null],[2,"pay",0.30000000000000004,41112]]},\#
      {"name":"total","columns":[{"name":"users","type":"int"}],"rows":[[7]]}],\#
      "warnings":[{"code":"W501","message":"only 7 users"}],"notes":["2 are open"]}

      """#
    #expect(JSONOutput().ndjson([Samples.funnel]) == expected)
  }

  @Test("an error has its code, message, span and suggestion")
  func error() {
    let expected = #"""
      {"statement":"funnel visit -> pya","error":{"code":"E201","message":"unknown event 'pya'",\#
      "span":[16,19],"suggestion":"pay"}}

      """#
    #expect(JSONOutput().ndjson([Samples.failure]) == expected)
  }

  @Test("a span counts from the start of its own statement")
  func spans() {
    let second = Outcome(
      statement: "漏斗 a -> pya", at: 20, verb: "funnel",
      kind: .failure([
        Diagnostic("E201", Phrase("unknown event 'pya'", "没有事件 'pya'"), at: Span(28, 31))
      ]))
    #expect(
      JSONOutput().object(second)["error"]?["span"] == .list([.int(8), .int(11)]))
  }

  @Test("several errors are listed, the first of them once more as the error")
  func errors() throws {
    let second = Diagnostic("E101", Phrase("expected an event", "此处应为事件"), at: nil)
    let outcome = Outcome(
      statement: "x", verb: nil, kind: .failure([Samples.unknown, second]))
    let object = JSONOutput().object(outcome)
    #expect(object["error"]?["code"] == .text("E201"))
    guard case .list(let errors) = object["errors"] else {
      Issue.record("no list of errors")
      return
    }
    #expect(errors.map { $0["code"] } == [.text("E201"), .text("E101")])
    #expect(errors.last?["span"] == .null)
    #expect(JSONOutput().object(Samples.failure)["errors"] == nil)
  }

  @Test("texts follow the language, names never do")
  func language() {
    let object = JSONOutput(language: .chinese).object(Samples.funnel)
    #expect(object["rule"] == .text("按顺序 · 7 天内"))
    #expect(object["verb"] == .text("funnel"))
  }

  @Test("json is one list, an object a line, and what ndjson has")
  func list() throws {
    let output = JSONOutput()
    let outcomes = [Samples.funnel, Samples.failure]
    let lines = output.ndjson(outcomes).split(separator: "\n").map(String.init)
    #expect(output.json(outcomes) == "[\n\(lines[0]),\n\(lines[1])\n]\n")
    #expect(output.json([]) == "[]\n")
  }

  @Test("Foundation reads what is written, whatever the texts hold")
  func valid() throws {
    var random = SplitMix64(seed: 0x4A50_4F11)
    for _ in 0..<300 {
      let texts = (0..<3).map { _ in random.text() }
      let table = ResultTable(
        texts[0], columns: [ResultColumn(texts[1], .text)], rows: [[.text(texts[2])], [.missing]])
      let outcome = Outcome(
        statement: texts[2], verb: "segment",
        kind: .answer(
          Answer(tables: [table], rule: Phrase(verbatim: texts[0])), render: { _ in [] }))
      let line = JSONOutput().ndjson([outcome])
      #expect(line.split(separator: "\n", omittingEmptySubsequences: true).count == 1)
      let read = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect((read?["statement"] as? String).map { Array($0.utf8) } == Array(texts[2].utf8))
      let tables = read?["tables"] as? [[String: Any]]
      let rows = tables?.first?["rows"] as? [[Any]]
      #expect((rows?.first?.first as? String).map { Array($0.utf8) } == Array(texts[2].utf8))
      #expect(rows?.last?.first is NSNull)
    }
  }
}
