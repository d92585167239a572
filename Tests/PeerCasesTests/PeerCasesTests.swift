import Foundation
import PeerCases
import Store
import Testing

/// The cases of `Tests/Fixtures/peer_cases.jsonl`: figures of other products' own tests and
/// documents, each with its source in the line.
@Suite("cases of other products")
struct PeerCasesTests {
  static let report = PeerReport(cases: fixture)

  static let fixture: String = {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Fixtures/peer_cases.jsonl")
    return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  }()

  @Test("no case fails")
  func cases() {
    #expect(Self.report.lines.count == 132)
    for line in Self.report.lines where line.verdict == .fail {
      Issue.record("\(line.text)")
    }
  }

  @Test("SQL gives every funnel, retention and stickiness what the columns in memory give")
  func bySQL() {
    let report = PeerReport(cases: Self.fixture, engine: { SQLMirror().engine })
    #expect(report.lines.count == Self.report.lines.count)
    // Segments that follow users from period to period are not said in SQL.
    for (found, expected) in zip(report.lines, Self.report.lines)
    where expected.analysis != "lifecycle" {
      #expect(found.text == expected.text)
    }
  }

  @Test("every funnel is answered, but for the correlations of a verb that comes later")
  func funnels() {
    let funnels = Self.report.lines.filter { $0.analysis == "funnel" }
    #expect(funnels.count == 67)
    #expect(funnels.count { $0.verdict == .pass } == 65)
    #expect(
      funnels.filter { $0.verdict == .pending }.allSatisfy { $0.text.contains("correlation") })
  }

  @Test(
    "a line that is no case is told by its number, and the others are run",
    arguments: [
      "{", "[]", "7", "{\"id\": \"x\"}",
      "{\"id\": \"x\", \"analysis\": \"funnel\", \"events\": 3, \"params\": {}, \"expected\": {}}",
    ])
  func malformed(line: String) {
    let report = PeerReport(cases: "\n" + line + "\n" + Self.smallest(expected: "[1, 1]") + "\n")
    #expect(report.lines.map(\.verdict) == [.fail, .pass])
    #expect(report.lines[0].text.hasPrefix("fail line 2: "))
    #expect(report.summary == "1 passed, 1 failed, 0 pending")
  }

  @Test("a wrong figure fails with both figures and the query")
  func wrong() {
    let report = PeerReport(cases: Self.smallest(expected: "[1, 0]"))
    #expect(report.lines.count == 1)
    #expect(
      report.lines[0].text
        == "fail small: expected step_counts [1, 0], got [1, 1]"
        + "  | funnel `a` -> `b` within 60s using posthog")
  }

  @Test(
    "params that no analysis knows fail with the word, whatever their form",
    arguments: [
      "{\"steps\": 3}", "{\"steps\": []}", "{\"steps\": [{\"event\": \"a\"}, {\"event\": []}]}",
      "{\"steps\": [{\"event\": \"a\"}, {\"event\": \"b\"}], \"order\": \"sideways\"}",
      "{\"steps\": [{\"event\": \"a\"}, {\"event\": \"b\"}], \"window_seconds\": \"long\"}",
      "{\"steps\": [{\"event\": \"a\"}, {\"event\": \"b\"}], \"window_seconds\": -1}",
      "{\"steps\": [{\"event\": \"a\"}, {\"event\": \"b\"}], \"kind\": \"other\"}",
      "{\"steps\": [{\"event\": \"a\"}, {\"event\": \"b\"}], \"kind\": \"slots\"}",
      "{\"steps\": [{\"event\": \"a\"}, {\"event\": \"b\"}], \"kind\": \"trend\", \"periods\": 9}",
    ])
  func strange(params: String) {
    let line = Self.smallest(expected: "[9, 9]", params: params)
    let report = PeerReport(cases: line)
    #expect(report.count(.fail) == 1)
  }

  static func smallest(
    expected: String,
    params: String =
      "{\"steps\": [{\"event\": \"a\"}, {\"event\": \"b\"}], \"window_seconds\": 60}"
  ) -> String {
    """
    {"id": "small", "source": {"repo": "PostHog/posthog"}, "analysis": "funnel", "events": [\
    {"user": "u", "event": "a", "ts": "2024-01-01T00:00:00Z"}, \
    {"user": "u", "event": "b", "ts": "2024-01-01T00:00:30Z"}], "params": \(params), \
    "expected": {"step_counts": \(expected)}}
    """
  }
}
