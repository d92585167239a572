import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("feedback under privacy")
struct FeedbackPrivacyTests {
  private static let counts: Set = [
    "responses", "promoters", "passives", "detractors", "satisfied", "answers", "texts", "scored",
    "nps_answers", "classified", "unclassified", "multiple", "positive", "neutral", "negative",
    "matches", "replied", "waiting", "judged", "in_time", "opened", "resolved", "mentions",
    "users", "rated", "other_count",
  ]

  @Test(
    "no facet tells a count of fewer people than it may",
    arguments: [
      "nps by source", "csat by plan", "rating by month", "topics", "topics by month",
      "topics by class", "terms by source", "sentiment by plan", "search \"pay\" by source",
      "response within 24h", "response within 24h by source", "mentions by day with alert=3",
      "mentions by week", "priority", "priority with impact=revenue", "loop",
      "topics compare before 2024-03-10", "nps where plan = 'pro' compare rest",
      "rating compare before 2024-03-10", "mentions by day with alert=3 since 2024-03-10",
    ])
  func counts(query: String) throws {
    var random = SplitMix64(seed: 391)
    var answered = 0
    for _ in 0..<8 {
      var workspace = FeedbackWorlds.world(&random).workspace()
      workspace.privacy = Privacy(isOn: true, least: 5)
      let outcome = try #require(workspace.run("feedback \(query)", interrupt: Interrupt()).last)
      guard let answer = outcome.answer else {
        let code = outcome.diagnostics.first?.code ?? ""
        #expect(["E341", "E380"].contains(code), "\(query)")
        continue
      }
      answered += 1
      for table in answer.tables {
        for column in table.columns where Self.counts.contains(column.name) {
          for row in table.rows.indices {
            if let count = table.cell(row, column.name).intValue {
              #expect(!(1..<5).contains(count), "\(query): \(table.name).\(column.name)")
            }
          }
        }
        expectBlank(table, "\(query)")
      }
    }
    #expect(answered > 0)
  }

  /// Figures stand only where the counts that they are computed from do.
  private func expectBlank(_ table: ResultTable, _ query: String) {
    let sources: [String: [String: [String]]] = [
      "topics": ["share": ["answers", "texts"], "impact": ["nps_answers"], "score": ["scored"]],
      "search": ["share": ["texts", "matches"], "occurrences": ["matches"]],
      "response": ["share": ["judged", "in_time"], "median": ["replied"]],
      "mentions": ["negative_share": ["mentions", "negative"], "expected": ["mentions"]],
      "sentiment": ["negative_share": ["texts", "negative"], "score": ["texts"]],
      "csat": ["csat": ["responses", "satisfied"]], "rating": ["rating": ["responses"]],
      "priority": ["share": ["answers"], "priority": ["answers"]],
    ]
    for (figure, counts) in sources[table.name] ?? [:] {
      for row in table.rows.indices where table.cell(row, figure) != .missing {
        #expect(
          counts.allSatisfy { table.cell(row, $0).intValue != nil },
          "\(query): \(figure) in row \(row)")
      }
    }
  }

  @Test(
    "no small number of people can be worked out",
    arguments: ["topics", "topics by source", "search \"pay\" by source", "csat by source"])
  func attack(query: String) throws {
    var random = SplitMix64(seed: 392)
    for number in 0..<25 {
      var workspace = FeedbackWorlds.world(&random).workspace()
      let least = 3 + random.below(4)
      workspace.privacy = Privacy(isOn: true, least: least)
      let outcome = workspace.run("feedback \(query)", interrupt: Interrupt()).last
      guard let answer = outcome?.answer else { continue }
      var attack = Attack()
      read(answer, &attack)
      attack.think()
      #expect(attack.found(under: least).isEmpty, "\(query) in world \(number)")
    }
  }

  private func read(_ answer: Answer, _ attack: inout Attack) {
    if let search = answer.table("search") {
      let keys = search.rows.indices.map { "search \($0)" }
      attack.read(search, ["texts", "matches"], keys: keys)
      for key in keys { attack.sum([key + ".texts"], of: [key + ".matches"], hasRest: true) }
    }
    if let csat = answer.table("csat"), let scores = answer.table("csat_scores") {
      let keys = csat.rows.indices.map { "csat \($0)" }
      let stars = scores.rows.indices.map { "star \($0)" }
      attack.read(csat, ["responses", "satisfied"], keys: keys)
      attack.read(scores, ["answers"], keys: stars)
      for key in keys { attack.sum([key + ".responses"], of: [key + ".satisfied"], hasRest: true) }
      attack.sum(stars.map { $0 + ".answers" }, of: keys.map { $0 + ".responses" })
      let high = scores.rows.indices.filter { (scores.cell($0, "score").realValue ?? 0) >= 4 }
      attack.sum(high.map { "star \($0).answers" }, of: keys.map { $0 + ".satisfied" })
    }
    guard let topics = answer.table("topics"), let texts = answer.table("texts") else { return }
    let keys = texts.rows.indices.map { "texts \($0)" }
    attack.read(texts, ["texts", "classified", "unclassified"], keys: keys)
    let rows = topics.rows.indices.map { "topic \($0)" }
    attack.read(topics, ["answers", "scored", "nps_answers"], keys: rows)
    for key in keys {
      attack.sum([key + ".texts"], of: [key + ".classified", key + ".unclassified"])
    }
    for row in rows {
      attack.sum([row + ".answers"], of: [row + ".scored"], hasRest: true)
      attack.sum([row + ".answers"], of: [row + ".nps_answers"], hasRest: true)
    }
  }

  @Test("nobody's words are told")
  func words() throws {
    var random = SplitMix64(seed: 393)
    var workspace = FeedbackWorlds.world(&random).workspace()
    workspace.privacy = Privacy(isOn: true, least: 5)
    let list = workspace.run("feedback list", interrupt: Interrupt()).last
    #expect(list?.diagnostics.first?.code == "E387")
    let search = try workspace.ask("feedback search \"pay\"")
    #expect(search.table("matches") == nil)
    let sentiment = try workspace.ask("feedback sentiment topics")
    #expect(sentiment.table("deciding") == nil)
    #expect(sentiment.table("words") == nil)
  }
}
