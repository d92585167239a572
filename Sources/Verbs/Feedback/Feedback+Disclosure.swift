import Engine

extension Feedback {
  /// An answer is a person's; what rows count of them, and how the counts add up.
  public static func disclosure(of answer: Answer, for plan: Plan) -> Disclosure? {
    var disclosure = Disclosure(
      tables(plan), collective: ["trend", "accuracy", "waits", "test", "difference"])
    for facet in plan.facets {
      switch facet.question {
      case .nps:
        scores(&disclosure, answer, plan, table: "nps", scores: "scores")
        for row in rows(of: "nps", in: answer) {
          disclosure.sum(
            [row("responses")], of: ["promoters", "passives", "detractors"].map { row($0) })
        }
      case .csat:
        scores(&disclosure, answer, plan, table: "csat", scores: "csat_scores")
        parts(&disclosure, answer, "csat", ["satisfied"], of: "responses")
      case .rating: scores(&disclosure, answer, plan, table: "rating", scores: "ratings")
      case .topics: topics(&disclosure, answer, plan)
      case .priority: priority(&disclosure, answer)
      case .sentiment:
        for row in rows(of: "sentiment", in: answer) {
          disclosure.sum(
            [row("texts")], of: ["positive", "neutral", "negative"].map { row($0) })
        }
      case .search: parts(&disclosure, answer, "search", ["matches"], of: "texts")
      case .response:
        for row in rows(of: "response", in: answer) {
          disclosure.sum([row("answers")], of: [row("judged"), row("waiting")], hasRest: true)
          disclosure.sum([row("judged")], of: [row("in_time")], hasRest: true)
          disclosure.sum([row("judged")], of: [row("replied")], hasRest: true)
          disclosure.sum([row("opened")], of: [row("resolved")], hasRest: true)
        }
      case .mentions: mentions(&disclosure, answer)
      case .terms, .loop, .list: break
      }
    }
    return disclosure
  }

  private static func tables(_ plan: Plan) -> [Disclosure.Table] {
    let isSorted = !plan.order.isNatural
    return scoreTables(isSorted) + textTables(isSorted)
  }

  private static let limits = ["low", "high"]

  private static func scoreTables(_ isSorted: Bool) -> [Disclosure.Table] {
    [
      Disclosure.Table(
        "nps", group: "responses", counts: ["promoters", "passives", "detractors"],
        figures: [
          (["nps"] + limits, ["responses", "promoters", "passives", "detractors"]),
          (["asked", "response_rate"], ["responses"]),
        ], isSorted: isSorted),
      Disclosure.Table(
        "csat", group: "responses", counts: ["satisfied"],
        figures: [
          (["csat"] + limits, ["responses", "satisfied"]),
          (["asked", "response_rate"], ["responses"]),
        ], isSorted: isSorted),
      Disclosure.Table(
        "rating", group: "responses",
        figures: [
          (["rating"] + limits, ["responses"]), (["asked", "response_rate"], ["responses"]),
        ], isSorted: isSorted),
      Disclosure.Table("scores", counts: ["answers"]),
      Disclosure.Table("csat_scores", counts: ["answers"]),
      Disclosure.Table("ratings", counts: ["answers"]),
    ]
  }

  private static func textTables(_ isSorted: Bool) -> [Disclosure.Table] {
    [
      Disclosure.Table(
        "topics", counts: ["answers", "texts", "scored", "nps_answers"],
        figures: [
          (["share"] + limits, ["answers", "texts"]), (["score"], ["scored"]),
          (["impact", "impact_low", "impact_high"], ["answers", "nps_answers"]),
        ], isSorted: true),
      Disclosure.Table(
        "texts", group: "texts", counts: ["classified", "unclassified", "multiple"]),
      Disclosure.Table(
        "trend", counts: ["answers", "texts"], figures: [(["share"], ["answers", "texts"])]),
      Disclosure.Table(
        "terms", counts: ["texts", "other_count"],
        figures: [(["count", "log_odds", "z"], ["texts", "other_count"])], isSorted: true),
      Disclosure.Table(
        "sentiment", group: "texts", counts: ["positive", "neutral", "negative"],
        figures: [
          (["negative_share"] + limits, ["texts", "negative"]),
          (["score"], ["texts", "positive", "neutral", "negative"]),
        ], isSorted: isSorted),
      Disclosure.Table("accuracy", counts: ["texts", "positive", "neutral", "negative"]),
      Disclosure.Table(
        "search", group: "texts", counts: ["matches"],
        figures: [(["share", "occurrences"] + limits, ["texts", "matches"])], isSorted: isSorted),
      Disclosure.Table(
        "response", group: "answers",
        counts: ["replied", "waiting", "judged", "in_time", "opened", "resolved"],
        figures: [
          (["share"] + limits, ["judged", "in_time"]), (["median", "p90"], ["replied"]),
          (["resolution_rate"], ["opened", "resolved"]),
        ], isSorted: isSorted),
      Disclosure.Table("waits", counts: ["answers"]),
      Disclosure.Table(
        "mentions", group: "mentions", counts: ["negative"],
        figures: [
          (["negative_share"] + limits, ["mentions", "negative"]),
          (["expected", "threshold", "alert"], ["mentions"]),
        ], isSorted: isSorted),
      Disclosure.Table(
        "priority", counts: ["answers", "rated", "users"],
        figures: [
          (["share"], ["answers"]), (["severity"], ["answers", "rated"]),
          (["revenue", "revenue_share"], ["answers", "users"]),
          (["priority"], ["answers", "rated", "users"]),
        ], isSorted: true),
      // Under privacy there is no such list; its ids are kept out of notebooks all the same.
      Disclosure.Table("list", ids: ["user"]),
      Disclosure.Table(
        "loop", counts: ["answers"], figures: [(["first", "last"], ["answers"])], isSorted: true),
    ]
  }

  /// For each row of a table its places by column.
  private static func rows(
    of table: String, in answer: Answer
  ) -> [(String) -> Disclosure.Place] {
    (answer.table(table)?.rows.indices ?? 0..<0).map { row in
      { Disclosure.Place(table, row, $0) }
    }
  }

  /// Some people of a row are told, so the others of it are known as well.
  private static func parts(
    _ disclosure: inout Disclosure, _ answer: Answer, _ table: String, _ parts: [String],
    of whole: String
  ) {
    for row in rows(of: table, in: answer) {
      disclosure.sum([row(whole)], of: parts.map { row($0) }, hasRest: true)
    }
  }

  /// The distribution of scores counts the people of the rows once more.
  private static func scores(
    _ disclosure: inout Disclosure, _ answer: Answer, _ plan: Plan, table: String, scores: String
  ) {
    guard let rows = answer.table(table), let counted = answer.table(scores) else { return }
    let classes: [(column: String, range: ClosedRange<Double>)] =
      switch table {
      case "nps": [("promoters", 9...10), ("passives", 7...8.9), ("detractors", 0...6.9)]
      case "csat": [("satisfied", 4...5), ("responses", 1...5)]
      default: [("responses", 1...5)]
      }
    for side in plan.sides {
      func isOf(_ table: ResultTable, _ row: Int) -> Bool {
        !plan.isCompared || table.cell(row, "population") == .text(side.text)
      }
      for (column, range) in classes {
        let wholes = rows.rows.indices.filter { isOf(rows, $0) }
        let parts = counted.rows.indices.filter { row in
          isOf(counted, row) && range.contains(counted.cell(row, "score").realValue ?? -1)
        }
        disclosure.sum(
          parts.map { Disclosure.Place(scores, $0, "answers") },
          of: wholes.map { Disclosure.Place(table, $0, column) })
      }
    }
  }

  private static func topics(
    _ disclosure: inout Disclosure, _ answer: Answer, _ plan: Plan
  ) {
    guard let topics = answer.table("topics"), let texts = answer.table("texts") else { return }
    let width = plan.keyColumns.count
    for row in texts.rows.indices {
      let place = { Disclosure.Place("texts", row, $0) }
      disclosure.sum([place("texts")], of: [place("classified"), place("unclassified")])
      disclosure.sum([place("classified")], of: [place("multiple")], hasRest: true)
      let own = topics.rows.indices.filter {
        topics.rows[$0].prefix(width) == texts.rows[row].prefix(width)
      }
      for topic in own {
        disclosure.same(place("texts"), Disclosure.Place("topics", topic, "texts"))
        disclosure.sum(
          [place("texts")], of: [Disclosure.Place("topics", topic, "answers")], hasRest: true)
        for part in ["scored", "nps_answers"] {
          disclosure.sum(
            [Disclosure.Place("topics", topic, "answers")],
            of: [Disclosure.Place("topics", topic, part)], hasRest: true)
        }
      }
      if own.count == plan.lexicon.entries.count {
        disclosure.sum(
          [place("classified")], of: own.map { Disclosure.Place("topics", $0, "answers") })
      }
    }
  }

  /// All texts follow from a topic's answers and its share, and so do those about other things.
  private static func priority(_ disclosure: inout Disclosure, _ answer: Answer) {
    guard let table = answer.table("priority") else { return }
    for row in table.rows.indices {
      let answers = Disclosure.Place("priority", row, "answers")
      if let count = table.cell(row, "answers").intValue,
        let share = table.cell(row, "share").realValue, share > 0,
        let texts = Int(exactly: (Double(count) / share).rounded())
      {
        disclosure.sum(texts, of: [answers], hasRest: true)
      }
      for part in ["rated", "users"] where table.index(of: part) != nil {
        disclosure.sum([answers], of: [Disclosure.Place("priority", row, part)], hasRest: true)
      }
    }
  }

  /// A trailing mean is computed from the days before.
  private static func mentions(_ disclosure: inout Disclosure, _ answer: Answer) {
    parts(&disclosure, answer, "mentions", ["negative"], of: "mentions")
    guard let table = answer.table("mentions"), table.index(of: "expected") != nil else { return }
    let all = table.rows.indices.map { Disclosure.Place("mentions", $0, "mentions") }
    for row in table.rows.indices where table.cell(row, "expected") != .missing {
      for column in ["expected", "threshold", "alert"] {
        disclosure.figure(Disclosure.Place("mentions", row, column), from: all)
      }
    }
  }
}
