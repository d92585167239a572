import Engine
import Reporting
import TestKit
import Testing

@Suite("feedback nps")
struct FeedbackTests {
  private func world(_ answers: [World.FeedbackAnswer]) -> World {
    World(
      zone: "Asia/Shanghai", asof: "2024-03-20",
      events: [.event("u", "pay", "2024-01-05 00:00")], users: ["u": ["city": "Oslo"], "v": [:]],
      feedback: answers)
  }

  private func scores(_ scores: [Double?]) -> World {
    world(scores.map { .answer($0) })
  }

  @Test("10, 10, 9, 8, 7, 6, 0 are +14.3")
  func seven() throws {
    let answer = try scores([10, 10, 9, 8, 7, 6, 0]).ask("feedback nps")
    let nps = try answer.table(named: "nps")
    #expect(
      nps.columns.map(\.name)
        == ["responses", "promoters", "passives", "detractors", "nps", "low", "high"])
    #expect(nps.rows[0].prefix(4) == [.int(7), .int(3), .int(2), .int(2)])
    #expect(abs((nps.reals("nps")[0] ?? 0) - 100.0 / 7) < 1e-12)
    #expect(answer.warnings.map(\.code) == ["W501"])
    let counted = try answer.table(named: "scores")
    #expect(counted.ints("score") == Array(0...10))
    #expect(counted.ints("answers") == [1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2])
  }

  @Test("50 promoters, 30 passives and 20 detractors of 100 are +30 ± 15.3")
  func hundred() throws {
    let answers =
      Array(repeating: 9.0, count: 50) + Array(repeating: 7, count: 30)
      + Array(repeating: 3, count: 20)
    let answer = try scores(answers).ask("feedback nps")
    let nps = try answer.table(named: "nps")
    #expect(abs((nps.reals("nps")[0] ?? 0) - 30) < 1e-12)
    #expect(abs((nps.reals("high")[0] ?? 0) - 45.3) < 0.05)
    #expect(abs((nps.reals("low")[0] ?? 0) - 14.7) < 0.05)
    #expect(answer.warnings.isEmpty)
  }

  @Test("answers off the scale or without a score are counted in a note, and an even score is 0")
  func offScale() throws {
    let answer = try scores([10, 0, 11, -1, 7.5, nil]).ask("feedback nps")
    let nps = try answer.table(named: "nps")
    #expect(nps.ints("responses") == [2])
    #expect(nps.reals("nps")[0]?.sign == .plus && nps.reals("nps")[0] == 0)
    let notes = answer.notes.map(\.english).joined(separator: "\n")
    #expect(notes.contains("1 of 6 answers have no score"))
    #expect(notes.contains("3 of 6 answers have a score that is no whole number"))
  }

  /// Three answers to nps, one to another question, one of an unknown user, one without a time.
  private var mixed: World {
    world([
      .answer(10, user: "u", time: "2024-01-31 23:00", kind: "NPS", columns: ["source": "mail"]),
      .answer(2, user: "v", time: "2024-02-01 00:30", kind: "NPS", columns: ["source": "site"]),
      .answer(9, user: "v", time: "2024-03-02 10:00", kind: "NPS", columns: ["source": "mail"]),
      .answer(5, user: "u", time: "2024-02-01 10:00", kind: "rating"),
      .answer(8, time: "2024-03-03 10:00", kind: "NPS", columns: ["source": "site"]),
      .answer(0, user: "u", kind: "NPS", columns: ["source": "mail"]),
    ])
  }

  @Test("only answers of kind nps count where the table has kinds")
  func kinds() throws {
    #expect(try mixed.ask("feedback nps").table(named: "nps").ints("responses") == [5])
  }

  @Test("by a period of the dataset's zone; an answer without a time is missing")
  func byMonth() throws {
    let answer = try mixed.ask("feedback nps by month")
    let nps = try answer.table(named: "nps")
    #expect(nps.texts("month") == ["2024-01", "2024-02", "2024-03", nil])
    #expect(nps.ints("responses") == [1, 1, 2, 1])
    #expect(nps.reals("nps") == [100, -100, 50, -100])
    #expect(answer.notes.contains { $0.english.contains("2024-03 is not over") })
    #expect(answer.rule.english.contains("Asia/Shanghai"))
  }

  @Test("by a feedback column and by an attribute of the user; unknown users are missing")
  func byColumns() throws {
    let source = try mixed.ask("feedback nps by source").table(named: "nps")
    #expect(source.texts("source") == ["mail", "site"])
    #expect(source.ints("responses") == [3, 2])
    let both = try mixed.ask("feedback nps by city, did(pay)").table(named: "nps")
    #expect(both.columns.prefix(2).map(\.name) == ["city", "did(pay)"])
    #expect(
      both.rows.map { $0.prefix(3) } == [
        [.text("Oslo"), .bool(true), .int(2)], [.missing, .bool(false), .int(2)],
        [.missing, .missing, .int(1)],
      ])
  }

  @Test("where chooses answers by their columns, else by their users")
  func chosen() throws {
    func responses(_ clauses: String) throws -> [Int] {
      try mixed.ask("feedback nps \(clauses)").table(named: "nps").ints("responses")
    }
    #expect(try responses("where source = 'mail'") == [3])
    #expect(try responses("where score >= 8") == [3])
    #expect(try responses("where time >= 2024-03 and score < 9") == [1])
    #expect(try responses("where city = 'Oslo'") == [2])
    #expect(try responses("where did(pay) and source = 'mail'") == [2])
    #expect(try responses("where not did(pay)") == [3])
    #expect(try responses("during 2024-02") == [1])
    #expect(try responses("since 2024-02-01") == [3])
    #expect(try responses("last 20 days") == [2])
  }

  @Test("from takes the answers of saved users")
  func from() throws {
    var workspace = mixed.workspace()
    _ = try workspace.ask("segment where did(pay) as payers")
    let nps = try workspace.ask("feedback nps from payers").table(named: "nps")
    #expect(nps.ints("responses") == [2])
  }

  @Test("nobody answered: no score, no division by zero")
  func nobody() throws {
    let nps = try mixed.ask("feedback nps where source = 'mail' during 2024-02")
      .table(named: "nps")
    #expect(nps.rows == [[.int(0), .int(0), .int(0), .int(0), .missing, .missing, .missing]])
  }

  @Test(
    "what does not fit is said, never guessed",
    arguments: [
      ("feedback nps by ctiy", "E215"), ("feedback nps where socre > 3", "E215"),
      ("feedback nps chart heat", "E214"), ("feedback nps sort users", "E213"),
      ("feedback", "E205"), ("feedback topics", "E380"), ("feedback search \"a\"", "E380"),
      ("feedback response", "E380"), ("feedback priority", "E380"),
      ("feedback nps by class", "E380"), ("feedback nps within 24h", "E381"),
      ("feedback nps with alert=3", "E381"), ("feedback mentions with alert=3", "E381"),
      ("feedback mentions by day with alert=0", "E382"), ("feedback nps nps", "E383"),
      ("feedback list compare previous", "E385"), ("feedback list compare ours", "E385"),
      ("feedback nps compare previous", "E355"), ("feedback nps compare rest", "E355"),
      ("feedback nps compare before 2024-02-01 as a", "E386"),
      ("feedback nps with topic=payment", "E386"), ("feedback nps where topic = 'x'", "E384"),
    ])
  func refused(query: String, code: String) throws {
    #expect(try mixed.refusal(of: query).code == code)
  }

  @Test("data without answers, kinds or times say so")
  func lacking() throws {
    let events = [World.Event.event("u", "pay", "2024-01-05 00:00")]
    #expect(
      try World(asof: "2024-03-20", events: events).refusal(of: "feedback nps").code == "E405")
    let rating = world([.answer(5, kind: "rating"), .answer(nil, kind: "comment")])
    let refusal = try rating.refusal(of: "feedback nps")
    #expect(refusal.code == "E406")
    #expect(refusal.notes.last?.english.contains("comment, rating") == true)
    #expect(try scores([9]).refusal(of: "feedback nps by month").code == "E407")
    #expect(try scores([9]).refusal(of: "feedback nps last 30 days").code == "E407")
  }

  @Test("every picture fits 80 columns in both languages")
  func pictures() throws {
    for query in ["feedback nps", "feedback nps by month", "feedback nps by source, city"] {
      for language in DisplayLanguage.allCases {
        let shown = try mixed.picture(query, language)
        #expect(!shown.isEmpty)
        #expect(shown.allSatisfy { DisplayWidth().width(of: $0) <= 80 }, "\(query)")
      }
    }
    #expect(try mixed.picture("feedback nps by source").contains { $0.contains("+33.3") })
  }
}
