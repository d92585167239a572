import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("feedback against a slow reading of its definitions")
struct FeedbackReferenceTests {
  private static let worlds = 25

  private func eachWorld(
    _ seed: UInt64, _ check: (World, SlowFeedback) throws -> Void
  ) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Self.worlds {
      let world = FeedbackWorlds.world(&random)
      try check(world, SlowFeedback(world))
    }
  }

  @Test("classes of the NPS, stars and satisfaction by month")
  func scores() throws {
    try eachWorld(381) { world, slow in
      let nps = try world.ask("feedback nps by month").table(named: "nps")
      let answers = slow.answers("nps")
      let months = slow.months(answers).filter { month in
        let counts = slow.classes(answers.filter { $0.month == month })
        return counts.p + counts.n + counts.d > 0
      }
      #expect(nps.texts("month") == months)
      for (row, month) in months.enumerated() {
        let counts = slow.classes(answers.filter { $0.month == month })
        #expect(nps.cell(row, "promoters") == .int(counts.p))
        #expect(nps.cell(row, "passives") == .int(counts.n))
        #expect(nps.cell(row, "detractors") == .int(counts.d))
        let points = 100 * Double(counts.p - counts.d) / Double(counts.p + counts.n + counts.d)
        #expect(abs((nps.cell(row, "nps").realValue ?? 999) - points) < 1e-9)
      }
      let both = try world.ask("feedback csat rating")
      let stars = slow.stars(slow.answers("rating"))
      let csat = try both.table(named: "csat")
      #expect(csat.ints("responses") == [stars.count])
      #expect(csat.ints("satisfied") == [stars.count { $0 >= 4 }])
      let rating = try both.table(named: "rating")
      if !stars.isEmpty {
        let mean = stars.reduce(0, +) / Double(stars.count)
        #expect(abs((rating.cell(0, "rating").realValue ?? 999) - mean) < 1e-12)
      }
      #expect(try both.table(named: "ratings").ints("answers").reduce(0, +) == stars.count)
    }
  }

  @Test("topics, their scores, severities and words")
  func topics() throws {
    try eachWorld(382) { world, slow in
      let answer = try world.ask("feedback topics priority")
      let topics = try answer.table(named: "topics")
      let priority = try answer.table(named: "priority")
      let answers = slow.answers().filter { $0.source.text != nil }
      let found = answers.map { slow.topics($0.source.text ?? "") }
      let texts = try answer.table(named: "texts")
      #expect(texts.ints("texts") == [answers.count])
      #expect(texts.ints("unclassified") == [found.count { $0.isEmpty }])
      #expect(texts.ints("multiple") == [found.count { $0.count > 1 }])
      for row in topics.rows.indices {
        let id = topics.cell(row, "topic").textValue ?? ""
        let own = zip(answers, found).filter { $0.1.contains(id) }.map(\.0)
        #expect(topics.cell(row, "answers") == .int(own.count))
        let scores = own.compactMap(\.source.score)
        let mean = scores.isEmpty ? nil : scores.reduce(0, +) / Double(scores.count)
        #expect(topics.cell(row, "scored") == .int(scores.count))
        if let mean { #expect(abs((topics.cell(row, "score").realValue ?? 999) - mean) < 1e-9) }
        // The NPS of all minus that of all others.
        let all = slow.classes(slow.answers("nps"))
        let part = slow.classes(own.filter { $0.source.kind == "nps" })
        let (n, m) = (all.p + all.n + all.d, part.p + part.n + part.d)
        if m > 0, n > m {
          let whole = 100 * Double(all.p - all.d) / Double(n)
          let without = 100 * Double(all.p - part.p - all.d + part.d) / Double(n - m)
          #expect(abs((topics.cell(row, "impact").realValue ?? 999) - (whole - without)) < 1e-9)
        } else {
          #expect(topics.cell(row, "impact") == .missing)
        }
        let at = try #require(
          priority.rows.indices.first { priority.cell($0, "topic") == .text(id) })
        let severities = own.compactMap { answer -> Double? in
          if case .float(let value)? = answer.source.columns["severity"] { value } else { nil }
        }
        #expect(priority.cell(at, "rated") == .int(severities.count))
        if !severities.isEmpty {
          let severity = severities.reduce(0, +) / Double(severities.count)
          let value = severity * Double(own.count) / Double(answers.count)
          #expect(abs((priority.cell(at, "priority").realValue ?? 999) - value) < 1e-9)
        }
      }
    }
  }

  @Test("revenue of those who speak of a topic, each once, without refunds")
  func revenue() throws {
    try eachWorld(383) { world, slow in
      let table = try world.ask("feedback priority with impact=revenue").table(named: "priority")
      func paid(_ user: String?) -> Double {
        world.events.filter { $0.name == "pay" && (user == nil || $0.user == user) }
          .reduce(0) { sum, event in
            if case .money(let amount)? = event.properties["amount"] { return sum + max(0, amount) }
            return sum
          }
      }
      for row in table.rows.indices {
        let id = table.cell(row, "topic").textValue ?? ""
        let own = slow.answers().filter { slow.topics($0.source.text ?? "").contains(id) }
        let users = Set(own.compactMap(\.source.user))
        #expect(table.cell(row, "users") == .int(users.count))
        let sum = users.reduce(0) { $0 + paid($1) }
        #expect(abs((table.cell(row, "revenue").realValue ?? 999) - sum) < 1e-9)
      }
    }
  }

  @Test("replies in time, the end included; replies after today are not known yet")
  func response() throws {
    try eachWorld(384) { world, slow in
      for hours in [5, 24, 40] as [Int64] {
        let tickets = slow.answers("ticket")
        let hasReplies = tickets.contains { $0.source.columns["first_reply_at"] != nil }
        guard hasReplies else { continue }
        let table = try world.ask("feedback response within \(hours)h").table(named: "response")
        let expected = slow.response(tickets, hours: hours)
        #expect(table.ints("answers") == [expected.answers])
        #expect(table.ints("judged") == [expected.judged])
        #expect(table.ints("in_time") == [expected.inTime])
        #expect(table.ints("replied") == [expected.waits.count])
        #expect(table.reals("median") == [SlowFeedback.median(expected.waits)])
      }
    }
  }

  @Test("places of a phrase", arguments: ["pay", "支付", "bug", "OK", "好"])
  func search(phrase: String) throws {
    try eachWorld(385) { world, slow in
      let table = try world.ask("feedback search \"\(phrase)\"").table(named: "search")
      let counts = slow.answers().compactMap(\.source.text).map { slow.count(phrase, in: $0) }
      #expect(table.ints("texts") == [counts.count])
      #expect(table.ints("matches") == [counts.count { $0 > 0 }])
      #expect(table.ints("occurrences") == [counts.reduce(0, +)])
    }
  }

  @Test(
    "rows in another order give the same answer",
    arguments: [
      "nps by source, month", "csat by plan", "topics by month", "terms by source", "sentiment",
      "search \"pay\" by plan", "response within 24h by source", "mentions by day with alert=2",
      "priority with impact=revenue", "loop", "topics compare before 2024-03-10",
      "nps where plan = 'pro' compare rest", "terms compare before 2024-03-10",
    ])
  func shuffled(query: String) throws {
    var random = SplitMix64(seed: 386)
    for _ in 0..<6 {
      var world = FeedbackWorlds.world(&random)
      world.feedback?.append(.answer(nil, kind: "ticket", columns: ["first_reply_at": .missing]))
      let before = try world.ask("feedback \(query)")
      world.feedback?.shuffle(using: &random)
      let after = try world.ask("feedback \(query)")
      // The list of matches is of rows, and rows of one instant have no order.
      #expect(
        before.tables.filter { $0.name != "matches" }
          == after.tables.filter { $0.name != "matches" },
        "\(query)")
    }
  }

  @Test("groups add up to the whole, and both sides of a date to everything")
  func additive() throws {
    try eachWorld(387) { world, _ in
      let whole = try world.ask("feedback topics").table(named: "texts")
      for split in ["source", "month", "plan"] {
        let parts = try world.ask("feedback topics by \(split)").table(named: "texts")
        for column in ["texts", "unclassified", "multiple"] {
          #expect(parts.ints(column).reduce(0, +) == whole.ints(column)[0], "\(split) \(column)")
        }
      }
      let sides = try world.ask("feedback nps where source = 'mail' compare rest")
        .table(named: "nps")
      let all = try world.ask("feedback nps").table(named: "nps")
      #expect(sides.ints("responses").reduce(0, +) == all.ints("responses")[0])
    }
  }
}
