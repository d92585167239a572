import Engine
import Reporting

/// Whom `as` keeps, in SQL: rows of a part and a user.
extension FeedbackSQL {
  mutating func saved() throws(Diagnostic) -> [SQLQuery] {
    guard let saving = plan.saving, let facet = plan.facets.first else { return [] }
    let note = Phrase("the users to be saved", "要保存的用户")
    func spoken(_ more: String = "") -> String {
      "SELECT DISTINCT s.topic AS part, a.user\nFROM spoken s\nJOIN answers a ON a.id = s.id"
        + "\nWHERE a.user IS NOT NULL\(more)"
    }
    func all(_ more: String = "") -> String {
      "SELECT DISTINCT 0 AS part, user\nFROM answers\nWHERE user IS NOT NULL\(more)"
    }
    let name = "saved"
    if let topic = saving.topic {
      return [
        try query(
          name, note, 0, facet, parts: try topicParts(), spoken(" AND s.topic = \(topic)"))
      ]
    }
    switch facet.question {
    case .topics, .priority, .terms, .loop:
      return [try query(name, note, 0, facet, parts: try topicParts(), spoken())]
    case .search:
      let phrase = try SQL.text(facet.search?.phrase ?? "")
      return [try query(name, note, 0, facet, all(" AND instr(folded, \(phrase)) > 0"))]
    case .list, .mentions: return [try query(name, note, 0, facet, all())]
    case .nps:
      return [
        try latest(
          facet, "answers", score(from: "BETWEEN 0 AND 10 AND score = round(score)", 9, 7))
      ]
    case .csat, .rating: return [try latest(facet, "answers", score(from: "BETWEEN 1 AND 5", 4, 3))]
    case .sentiment:
      let least = Self.leastTotal
      return [
        try latest(
          facet, "felt",
          "CASE WHEN text IS NULL THEN NULL WHEN total >= \(least) THEN 0"
            + " WHEN total <= -\(least) THEN 2 ELSE 1 END")
      ]
    case .response:
      return [
        try latest(
          facet, "timed",
          "CASE WHEN time IS NULL OR known < time THEN NULL WHEN known <= due THEN 0"
            + " WHEN known IS NOT NULL OR due < \(dataset.end) THEN 1 ELSE 2 END")
      ]
    }
  }

  private func score(from scale: String, _ first: Int, _ second: Int) -> String {
    "CASE WHEN NOT (score \(scale)) THEN NULL WHEN score >= \(first) THEN 0"
      + " WHEN score >= \(second) THEN 1 WHEN score IS NOT NULL THEN 2 END"
  }

  /// Of each user's answers for which a state can be told the last.
  private mutating func latest(
    _ facet: Feedback.Facet, _ source: String, _ state: String
  ) throws(Diagnostic) -> SQLQuery {
    let parts = [
      SQLQuery.Part(
        "told", Phrase("what each answer tells of its user", "每条回答说明的用户状态"),
        "SELECT user, time, id, \(state) AS state\nFROM \(source)\nWHERE user IS NOT NULL"),
      SQLQuery.Part(
        "ranked", Phrase("the answers of each user, the last first", "每个用户的回答，最新在前"),
        """
        SELECT user, state,
          row_number() OVER (PARTITION BY user ORDER BY time DESC, id DESC) AS place
        FROM told
        WHERE state IS NOT NULL
        """),
    ]
    let (name, note) = ("saved", Phrase("the users to be saved", "要保存的用户"))
    let body = "SELECT state AS part, user\nFROM ranked\nWHERE place = 1"
    switch source {
    case "felt": return try feltQuery(name, note, 0, facet, parts: parts, body)
    case "timed": return try query(name, note, 0, facet, parts: [timed()] + parts, body)
    default: return try query(name, note, 0, facet, parts: parts, body)
    }
  }
}
