import Engine
import Reporting

/// How texts feel, in SQL: the rules of `SentimentReader` over the words of `answer_words`.
extension FeedbackSQL {
  /// A query over the words of texts and how the texts feel; with `felt`, a row for each answer.
  mutating func feltQuery(
    _ name: String, _ note: Phrase, _ side: Int, _ facet: Feedback.Facet?, ranged: Bool = true,
    tables: [SQLTable] = [], parts: [SQLQuery.Part] = [], _ body: String
  ) throws(Diagnostic) -> SQLQuery {
    guard readsFeelings else {
      let felt = SQLQuery.Part(
        "felt", Phrase("what the score says of each answer", "每条回答的分数倾向"),
        "SELECT *, label AS mood\nFROM answers")
      return try query(
        name, note, side, facet, ranged: ranged, tables: tables, parts: [felt] + parts, body)
    }
    guard let answers = dataset.feedback else { return SQLQuery(name, note, body) }
    return try query(
      name, note, side, facet, ranged: ranged, tables: [FeedbackTables.words(answers)] + tables,
      parts: try Self.feelings() + [Self.felt] + parts, body)
  }

  /// Whether the words of some text decide.
  var readsFeelings: Bool {
    if plan.facets.contains(where: { $0.question == .sentiment }) { return true }
    guard let answers = dataset.feedback else { return false }
    let labels = ScoreLabels(answers)
    let codes = answers.codedTexts.codes
    return (0..<answers.count).contains { codes[$0] >= 0 && labels.label($0) == nil }
  }

  /// What the score says of an answer: -1 unhappy, 0 neither, 1 happy.
  func label(_ alias: String) throws(Diagnostic) -> String {
    guard let answers = dataset.feedback else { return "NULL" }
    var cases = ""
    for (kind, under, from) in ScoreLabels(answers).scales {
      let isKind =
        kind == nil ? "\(alias).kind IS NULL" : "\(alias).kind = \(try SQL.text(kind ?? ""))"
      // Anything above zero is happy on a scale around it.
      let isHappy = from < 1 ? "> 0" : ">= \(SQL.number(from))"
      cases += """

          WHEN \(isKind) THEN CASE
            WHEN \(alias).score < \(SQL.number(under)) THEN -1
            WHEN \(alias).score \(isHappy) THEN 1
            ELSE 0
          END
        """
    }
    if cases.isEmpty { return "NULL" }
    return
      "CASE\n  WHEN \(alias).score IS NULL OR abs(\(alias).score) = 9e999 THEN NULL\(cases)\nEND"
  }

  // MARK: Parts

  /// `moods` with the sum of strengths of each text with a word that says something, and
  /// `decisions` with those words.
  private static func feelings() throws(Diagnostic) -> [SQLQuery.Part] {
    try lexicon() + [placed, near, turned, decisions, moods]
  }

  private static func lexicon() throws(Diagnostic) -> [SQLQuery.Part] {
    var strengths: [String] = []
    for (word, strength) in SentimentLexicon.strengths.sorted(by: { $0.key < $1.key }) {
      strengths.append("(\(try SQL.text(word)), \(strength))")
    }
    var roles: [String] = []
    for (word, role) in SentimentLexicon.roles.sorted(by: { $0.key < $1.key }) {
      roles.append("(\(try SQL.text(word)), '\(role)')")
    }
    func folded(_ count: Int) -> Phrase {
      Phrase("VALUES … \(count) words", "VALUES … \(count) 个词")
    }
    return [
      SQLQuery.Part(
        "feelings(word, strength)", Phrase("words of feeling, 1 mild to 3 strong", "情感词，1 弱 3 强"),
        folded: folded(strengths.count), "VALUES " + strengths.joined(separator: ", ")),
      SQLQuery.Part(
        "roles(word, role)",
        Phrase("words that turn, raise or lower the next, and a but", "反转、加强、减弱后词的词与转折词"),
        folded: folded(roles.count), "VALUES " + roles.joined(separator: ", ")),
    ]
  }

  private static let placed = SQLQuery.Part(
    "placed", Phrase("each word with its clause, strength and role", "每个词的分句、强度与作用"),
    """
    SELECT w.answer, w.position, w.word, f.strength * 100 AS strength,
      sum(w.begins_clause) OVER (PARTITION BY w.answer ORDER BY w.position) AS clause,
      CASE WHEN substr(w.word, -3) = 'n''t' THEN 'not' ELSE r.role END AS role
    FROM answers a
    JOIN answer_words w ON w.answer = a.id
    LEFT JOIN feelings f ON f.word = w.word
    LEFT JOIN roles r ON r.word = w.word
    """)

  private static let near = SQLQuery.Part(
    "near",
    Phrase(
      "the words before it in its clause; one that raises a feeling is none itself",
      "同一分句中前面的词；加强情感的词自身不算"),
    """
    SELECT *,
      lag(word, 1) OVER clauses AS word_1, lag(role, 1) OVER clauses AS role_1,
      lag(word, 2) OVER clauses AS word_2, lag(role, 2) OVER clauses AS role_2,
      lag(word, 3) OVER clauses AS word_3, lag(role, 3) OVER clauses AS role_3,
      strength IS NOT NULL
        AND NOT (role IS 'more' AND lead(strength) OVER clauses IS NOT NULL) AS is_felt
    FROM placed
    WINDOW clauses AS (PARTITION BY answer, clause ORDER BY position)
    """)

  private static let turned = SQLQuery.Part(
    "turned", Phrase("the strength after a degree word right before it", "紧邻程度词之后的强度"),
    """
    SELECT *,
      CASE role_1 WHEN 'more' THEN strength * 3 / 2 WHEN 'less' THEN strength / 2
        ELSE strength END AS degree,
      (role_1 IS 'not') + (role_2 IS 'not') + (role_3 IS 'not') AS negations,
      max(is_felt) OVER (
        PARTITION BY answer, clause ORDER BY position
        ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING
      ) AS is_used
    FROM near
    """)

  private static let decisions = SQLQuery.Part(
    "decisions",
    Phrase(
      "what decides: words of feeling with what turns them, and negations that turn none",
      "起作用的词：情感词及修饰它的词，以及没有修饰对象的否定词"),
    """
    SELECT answer, position,
      CASE WHEN role_3 = 'not' THEN word_3 || ' ' ELSE '' END
        || CASE WHEN role_2 IN ('not', 'more', 'less') THEN word_2 || ' ' ELSE '' END
        || CASE WHEN role_1 IN ('not', 'more', 'less') THEN word_1 || ' ' ELSE '' END
        || word AS text,
      CASE role_2 WHEN 'more' THEN degree * 3 / 2 WHEN 'less' THEN degree / 2 ELSE degree END
        * CASE WHEN negations % 2 = 1 THEN -3 ELSE 4 END / 4 AS strength
    FROM turned
    WHERE is_felt
    UNION ALL
    SELECT answer, position, word, -50
    FROM turned
    WHERE role = 'not' AND NOT coalesce(is_used, FALSE)
    """)

  private static let moods = SQLQuery.Part(
    "moods", Phrase("the sum of each text; what follows a but counts more", "每条原话的合计；转折之后权重更大"),
    """
    SELECT d.answer,
      sum(CASE
        WHEN b.position IS NULL THEN d.strength
        WHEN d.position > b.position THEN d.strength * 3 / 2
        ELSE d.strength / 2
      END) AS total
    FROM decisions d
    LEFT JOIN (
      SELECT answer, max(position) AS position FROM placed WHERE role = 'but' GROUP BY answer) b
      ON b.answer = d.answer
    GROUP BY d.answer
    """)

  /// The least sum that makes a text happy.
  static let leastTotal = (1...1000).first { SentimentReading.side(ofTotal: $0) > 0 } ?? 1

  private static let felt = SQLQuery.Part(
    "felt", Phrase("each answer by its score, else by its words", "每条回答按分数，没有分数时按用词"),
    """
    SELECT a.*, m.total, coalesce(a.label, CASE
      WHEN a.text IS NULL THEN NULL
      WHEN m.total >= \(leastTotal) THEN 1
      WHEN m.total <= -\(leastTotal) THEN -1
      ELSE 0
    END) AS mood
    FROM answers a LEFT JOIN moods m ON m.answer = a.id
    """)

  // MARK: Facets

  mutating func sentiment(
    _ facet: Feedback.Facet, _ index: Int, _ side: Int
  ) throws(Diagnostic) -> [SQLQuery] {
    [
      try feltQuery(
        Self.name(index, side, "sentiment"), Phrase("texts by how they feel", "按情感的原话数"), side,
        facet,
        grouped(
          ["count(*) AS texts"], "FROM felt\nWHERE text IS NOT NULL", also: ["total", "label"])),
      try feltQuery(
        Self.name(index, side, "deciding"), Phrase("texts of each deciding word", "各决定词的原话数"),
        side, facet,
        grouped(
          ["count(DISTINCT d.answer) AS texts"],
          "FROM decisions d\nJOIN answers a ON a.id = d.answer",
          also: ["d.text", "d.strength > 0"])),
    ]
  }

  mutating func mentions(
    _ facet: Feedback.Facet, _ index: Int, _ side: Int
  ) throws(Diagnostic) -> SQLQuery {
    let end = plan.sides[side].range.end
    let filter =
      plan.alert == nil
      ? "" : "\nWHERE time IS NOT NULL" + (end.map { " AND time < \($0)" } ?? "")
    return try feltQuery(
      Self.name(index, side, "mentions"), Phrase("mentions and unhappy ones", "声量与负面"), side,
      facet, ranged: plan.alert == nil,
      grouped(
        [
          "count(*) AS mentions", "sum(coalesce(mood < 0, FALSE)) AS negative",
          "sum(mood IS NULL) AS unjudged",
        ], "FROM felt\(filter)"))
  }

  /// Words of each group, or of what is chosen and of the rest, or of unhappy and happy texts.
  mutating func terms(
    _ facet: Feedback.Facet, _ index: Int, _ side: Int
  ) throws(Diagnostic) -> [SQLQuery] {
    guard let answers = dataset.feedback else { return [] }
    let cut = FeedbackTables.terms(answers, plan.lexicon)
    let (texts, words) = (
      (Self.name(index, side, "term_texts"), Phrase("texts of each group", "各组的原话数")),
      (Self.name(index, side, "terms"), Phrase("words of each group", "各组的用词"))
    )
    let counts = ["count(*) AS places", "count(DISTINCT t.answer) AS texts"]
    if plan.isCompared || !plan.breakdown.isEmpty {
      return [
        try query(
          texts.0, texts.1, side, facet, grouped(["count(text) AS texts"], "FROM answers")),
        try query(
          words.0, words.1, side, facet, tables: [cut],
          grouped(
            counts, "FROM answers a\nJOIN answer_terms t ON t.answer = a.id", also: ["t.word"])),
      ]
    }
    if plan.contrastsChosen {
      let isChosen = "id IN (SELECT id FROM answers)"
      return [
        try query(
          texts.0, texts.1, side, facet,
          "SELECT \(isChosen) AS side, count(text) AS texts\nFROM feedback\nGROUP BY 1"),
        try query(
          words.0, words.1, side, facet, tables: [cut],
          "SELECT t.answer IN (SELECT id FROM answers) AS side, t.word, "
            + counts.joined(separator: ", ") + "\nFROM answer_terms t\nGROUP BY 1, t.word"),
      ]
    }
    return [
      try feltQuery(
        texts.0, texts.1, side, facet,
        "SELECT mood AS side, count(text) AS texts\nFROM felt\nWHERE mood <> 0\nGROUP BY mood"),
      try feltQuery(
        words.0, words.1, side, facet, tables: [cut],
        "SELECT f.mood AS side, t.word, \(counts.joined(separator: ", "))\nFROM felt f"
          + "\nJOIN answer_terms t ON t.answer = f.id\nWHERE f.mood <> 0\nGROUP BY f.mood, t.word"),
    ]
  }
}
