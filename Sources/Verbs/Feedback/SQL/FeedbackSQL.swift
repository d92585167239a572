import Engine
import Language
import Reporting

/// The SQL that counts answers: for every facet and population one query or more.
///
/// SQLite's `lower` knows ASCII alone and its texts end at NUL; where either matters texts are read
/// in lower case from a table of their own, as are the words that a dictionary cuts.
struct FeedbackSQL {
  let plan: Feedback.Plan
  let dataset: Dataset
  var conditions: SQLConditions
  /// Texts in lower case; nil where SQLite can lower them.
  private let texts: SQLTable?

  init(_ plan: Feedback.Plan, _ dataset: Dataset) {
    self.plan = plan
    self.dataset = dataset
    conditions = SQLConditions(dataset)
    texts = Self.texts(plan, dataset)
  }

  private static func texts(_ plan: Feedback.Plan, _ dataset: Dataset) -> SQLTable? {
    guard let answers = dataset.feedback,
      plan.facets.contains(where: \.question.looksIntoTexts) || !plan.topicTests.isEmpty
    else { return nil }
    let words = plan.lexicon.entries.flatMap(\.words) + plan.facets.compactMap(\.search?.phrase)
    let isCased = words.contains { word in
      word.unicodeScalars.contains { !$0.isASCII && $0.properties.isCased }
    }
    // The sign of the kelvin and the dotted capital I become ASCII letters.
    let isOdd = answers.codedTexts.dictionary.contains { text in
      text.unicodeScalars.contains { $0 == "\0" || $0 == "\u{212A}" || $0 == "\u{130}" }
    }
    return isCased || isOdd ? FeedbackTables.texts(answers, for: words) : nil
  }

  // MARK: Queries

  static func name(_ facet: Int, _ side: Int, _ what: String) -> String {
    "\(what)_\(facet + 1)_\(side + 1)"
  }

  mutating func queries() throws(Diagnostic) -> [SQLQuery] {
    var queries: [SQLQuery] = []
    for side in plan.sides.indices {
      queries.append(
        try query(
          Self.name(0, side, "untimed"), Phrase("answers without a time", "没有时间的回答"), side, nil,
          ranged: false, "SELECT count(*) FROM answers WHERE time IS NULL"))
      for (index, facet) in plan.facets.enumerated() {
        queries += try self.queries(facet, index, side)
      }
    }
    queries += try saved()
    if plan.weighsRevenue, let amount = dataset.events.amountIndex {
      let column = conditions.property(amount, of: "e")
      queries.append(
        SQLQuery(
          "revenue", Phrase("what each user has paid", "每个用户的支付"),
          "SELECT e.user, sum(\(SQLConditions.exact(column)))\nFROM events e\nWHERE \(column) > 0"
            + "\nGROUP BY e.user"))
    }
    return queries
  }

  private var groups: [String] { plan.breakdown.indices.map { "group_\($0 + 1)" } }

  /// `SELECT` of the groups and more, grouped by them.
  func grouped(_ columns: [String], _ source: String, also: [String] = []) -> String {
    let keys = groups + also
    let by = keys.isEmpty ? "" : "\nGROUP BY " + keys.joined(separator: ", ")
    return "SELECT \((keys + columns).joined(separator: ", "))\n\(source)\(by)"
  }

  /// A query over the answers of one side that a facet reads.
  mutating func query(
    _ name: String, _ note: Phrase, _ side: Int, _ facet: Feedback.Facet?, ranged: Bool = true,
    tables: [SQLTable] = [], parts: [SQLQuery.Part] = [], _ body: String
  ) throws(Diagnostic) -> SQLQuery {
    conditions = SQLConditions(dataset)
    let answers = try answers(side, facet, ranged: ranged)
    let folded = readsFolded(facet) ? [texts].compactMap { $0 } : []
    return SQLQuery(
      name, note, tables: folded + tables, parts: conditions.lists + [answers] + parts, body)
  }

  private func readsFolded(_ facet: Feedback.Facet?) -> Bool {
    !plan.topicTests.isEmpty || facet?.question.looksIntoTexts == true
  }

  /// The text of an answer in lower case.
  private var folded: String { texts == nil ? "lower(f.text)" : "t.folded" }

  private mutating func answers(
    _ number: Int, _ facet: Feedback.Facet?, ranged: Bool
  ) throws(Diagnostic) -> SQLQuery.Part {
    let side = plan.sides[number]
    var columns = ["f.id", "f.user", "f.time", "f.kind", "f.score", "f.text"]
    for (name, index) in [
      ("reply", plan.roles.reply), ("resolved", plan.roles.resolved),
      ("severity", plan.roles.severity),
    ] {
      columns.append("\(index.map { conditions.answer($0, of: "f") } ?? "NULL") AS \(name)")
    }
    for (index, breakdown) in plan.breakdown.enumerated() {
      let value =
        switch breakdown {
        case .answer(let dimension): try conditions.value(of: dimension, "f")
        case .period(let unit): conditions.calendar.label("f.time", unit)
        }
      columns.append("\(value) AS \(groups[index])")
    }
    if facet?.question.looksIntoTexts == true { columns.append("\(folded) AS folded") }
    if facet?.question.judgesTexts == true { columns.append("\(try label("f")) AS label") }
    var tests: [String] = []
    var isChosen: [String] = []
    if let condition = plan.condition {
      isChosen.append("coalesce(\(SQL.parenthesized(try conditions.test(condition, "f"))), FALSE)")
    }
    for test in plan.topicTests {
      let words = test.topics.sorted().flatMap { plan.lexicon.entries[$0].words }
      var patterns: [String] = []
      for word in words {
        patterns.append("\(Self.padded(folded)) GLOB \(try Self.pattern(word))")
      }
      let any = patterns.isEmpty ? "FALSE" : patterns.joined(separator: " OR ")
      isChosen.append("\(test.isNegated ? "NOT " : "")coalesce(\(any), FALSE)")
    }
    if side.isRest {
      tests.append("NOT (\(SQL.all(isChosen)))")
    } else {
      tests += isChosen
    }
    if let users = side.users { tests.append(try conditions.isMember("f.user", of: users)) }
    if let kinds = facet?.kinds { tests.append("f.kind IN (\(try SQL.list(kinds.sorted())))") }
    if ranged, let lies = SQLConditions.lies("f.time", in: side.range) { tests.append(lies) }
    let filter = tests.isEmpty ? "" : "\nWHERE \(SQL.all(tests))"
    let join =
      texts != nil && readsFolded(facet) ? "\nLEFT JOIN answer_texts t ON t.answer = f.id" : ""
    return SQLQuery.Part(
      "answers", Phrase("the answers asked about, with their groups", "所问的回答及其分组"),
      "SELECT\n\(SQL.indented(columns.joined(separator: ",\n")))\nFROM feedback f"
        + "\(join)\(filter)")
  }

  // MARK: Texts

  /// A text with a space on either side, so that words at its ends have neighbours.
  private static func padded(_ text: String) -> String { "' ' || \(text) || ' '" }

  /// A pattern that a word stands in, apart from Latin letters and digits where it is Latin itself.
  private static func pattern(_ word: String) throws(Diagnostic) -> String {
    let bytes = Array(word.utf8)
    let starts = bytes.first.map(TopicLexicon.isLatin) ?? false
    let ends = bytes.last.map(TopicLexicon.isLatin) ?? false
    var escaped = ""
    for scalar in word.unicodeScalars {
      if ["*", "?", "["].contains(scalar) {
        escaped += "[\(scalar)]"
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return try SQL.text(
      "*" + (starts ? "[^a-z0-9]" : "") + escaped + (ends ? "[^a-z0-9]" : "") + "*")
  }

  func topicParts() throws(Diagnostic) -> [SQLQuery.Part] {
    var rows: [String] = []
    for (topic, entry) in plan.lexicon.entries.enumerated() {
      for (word, text) in entry.words.enumerated() {
        rows.append("(\(topic), \(word), \(try Self.pattern(text)))")
      }
    }
    let values =
      rows.isEmpty
      ? "SELECT NULL, NULL, NULL WHERE FALSE"
      : "VALUES\n" + SQL.indented(rows.joined(separator: ",\n"))
    return [
      SQLQuery.Part(
        "words(topic, word, pattern)", Phrase("the lexicon", "词表"),
        folded: Phrase("VALUES … \(rows.count) words", "VALUES … \(rows.count) 个词"), values),
      SQLQuery.Part(
        "hits", Phrase("words found in texts", "原话中出现的词"),
        "SELECT a.id, w.topic, w.word\nFROM answers a\nJOIN words w"
          + " ON \(Self.padded("a.folded")) GLOB w.pattern"
      ),
      SQLQuery.Part(
        "spoken", Phrase("topics of texts", "原话的主题"), "SELECT DISTINCT id, topic FROM hits"),
    ]
  }

  // MARK: Facets

  private mutating func queries(
    _ facet: Feedback.Facet, _ index: Int, _ side: Int
  ) throws(Diagnostic) -> [SQLQuery] {
    func name(_ what: String) -> String { Self.name(index, side, what) }
    switch facet.question {
    case .nps, .csat, .rating:
      return [
        try query(
          name("scores"), Phrase("answers by score", "按分数的回答数"), side, facet,
          grouped(
            ["count(*) AS answers"], "FROM answers", also: ["score", "text IS NOT NULL"]))
      ]
    case .topics, .priority, .loop: return try topics(facet, index, side)
    case .search:
      let phrase = try SQL.text(facet.search?.phrase ?? "")
      let places =
        "(length(folded) - length(replace(folded, \(phrase), ''))) / length(\(phrase))"
      return [
        try query(
          name("search"), Phrase("texts that hold the phrase", "含该文字的原话"), side, facet,
          grouped(
            [
              "count(text) AS texts", "sum(instr(folded, \(phrase)) > 0) AS matches",
              "sum(\(places)) AS places",
            ], "FROM answers")),
        try query(
          name("matches"), Phrase("which they are", "具体是哪些"), side, facet,
          "SELECT \((groups + ["id"]).joined(separator: ", "))\nFROM answers"
            + "\nWHERE instr(folded, \(phrase)) > 0\nORDER BY id"),
      ]
    case .response: return try response(facet, index, side)
    case .mentions: return [try mentions(facet, index, side)]
    case .sentiment: return try sentiment(facet, index, side)
    case .terms: return try terms(facet, index, side)
    case .list:
      return [
        try query(
          name("list"), Phrase("the answers", "各条回答"), side, facet,
          "SELECT \((groups + ["id"]).joined(separator: ", "))\nFROM answers\nORDER BY id")
      ]
    }
  }

  /// Promoters, passives and detractors among rows.
  private func classes(_ alias: String) -> [String] {
    let hasKinds = dataset.feedback?.kinds != nil
    let kind = hasKinds ? "lower(\(alias).kind) = 'nps' AND " : ""
    let whole = "\(alias).score = round(\(alias).score)"
    return ["BETWEEN 9 AND 10", "BETWEEN 7 AND 8", "BETWEEN 0 AND 6"].map {
      "sum(coalesce(\(kind)\(whole) AND \(alias).score \($0), FALSE))"
    }
  }

  private mutating func topics(
    _ facet: Feedback.Facet, _ index: Int, _ side: Int
  ) throws(Diagnostic) -> [SQLQuery] {
    func name(_ what: String) -> String { Self.name(index, side, what) }
    let parts = try topicParts()
    let spoken = "(SELECT count(*) FROM spoken s WHERE s.id = a.id)"
    func number(_ column: String) -> [String] {
      [
        "sum(abs(\(column)) <= 100000000)",
        "sum(CASE WHEN abs(\(column)) <= 100000000"
          + " THEN CAST(round(\(column) * 10000) AS INTEGER) END)",
      ]
    }
    var queries = [
      try query(
        name("texts"), Phrase("texts of each group", "各组的原话数"), side, facet, parts: parts,
        grouped(
          [
            "count(a.text) AS texts", "sum(a.text IS NOT NULL AND \(spoken) = 0) AS unclassified",
            "sum(a.text IS NOT NULL AND \(spoken) > 1) AS multiple",
          ] + classes("a"), "FROM answers a")),
      try query(
        name("topics"), Phrase("texts of each topic", "各主题的原话数"), side, facet, parts: parts,
        grouped(
          ["count(*) AS answers"] + number("a.score") + number("a.severity") + classes("a") + [
            "min(a.time)", "max(a.time)",
          ], "FROM spoken s\nJOIN answers a ON a.id = s.id", also: ["s.topic"])),
    ]
    if facet.question == .topics {
      queries.append(
        try query(
          name("words"), Phrase("texts of each word", "各词的原话数"), side, facet, parts: parts,
          grouped(
            ["count(*) AS texts"], "FROM hits h\nJOIN answers a ON a.id = h.id",
            also: ["h.topic", "h.word"])))
    }
    if facet.question == .priority, plan.weighsRevenue {
      queries.append(
        try query(
          name("speakers"), Phrase("who speaks of each topic", "谁提到各主题"), side, facet,
          parts: parts,
          "SELECT DISTINCT \((groups + ["s.topic", "a.user"]).joined(separator: ", "))"
            + "\nFROM spoken s\nJOIN answers a ON a.id = s.id\nWHERE a.user IS NOT NULL"))
    }
    if facet.question == .topics, side == 0, dataset.feedback?.hasTimes == true {
      for unit in [CalendarUnit.month, .week, .day] {
        let period = conditions.calendar.number("a.time", unit)
        queries.append(
          try query(
            name("trend_\(unit.rawValue)"), Phrase("texts and topics by period", "各期原话与主题"),
            side, facet, parts: parts,
            """
            SELECT \(period) AS period, s.topic, count(*)
            FROM answers a
            JOIN spoken s ON s.id = a.id
            WHERE a.time IS NOT NULL
            GROUP BY period, s.topic
            UNION ALL
            SELECT \(period) AS period, NULL, count(*)
            FROM answers a
            WHERE a.time IS NOT NULL AND a.text IS NOT NULL
            GROUP BY period
            """))
      }
    }
    return queries
  }

  /// When each answer is due.
  func timed() -> SQLQuery.Part {
    let due = conditions.calendar.instant("time", plus: plan.within.calendarSpan ?? .elapsed(0))
    return SQLQuery.Part(
      "timed", Phrase("when each is due; a reply after today has not come", "各自的期限；今天之后的回复视为未到"),
      """
      SELECT *, \(due) AS due, CASE WHEN reply < \(dataset.end) THEN reply END AS known
      FROM answers
      """)
  }

  private mutating func response(
    _ facet: Feedback.Facet, _ index: Int, _ side: Int
  ) throws(Diagnostic) -> [SQLQuery] {
    let judged = timed()
    let forward = "time IS NOT NULL AND (known IS NULL OR known >= time)"
    let old = "due < \(dataset.end)"
    return [
      try query(
        Self.name(index, side, "response"), Phrase("replies in time", "按时回复"), side, facet,
        parts: [judged],
        grouped(
          [
            "count(*) AS answers", "sum(time IS NULL) AS untimed",
            "sum(coalesce(known < time, FALSE)) AS backwards",
            "sum(\(forward) AND (known IS NOT NULL OR \(old))) AS judged",
            "sum(coalesce(\(forward) AND known <= due, FALSE)) AS in_time",
            "sum(\(forward) AND \(old)) AS opened",
            "sum(coalesce(\(forward) AND \(old) AND resolved BETWEEN time AND due, FALSE))"
              + " AS resolved",
          ], "FROM timed")),
      try query(
        Self.name(index, side, "waits"), Phrase("how long each reply took", "各回复用时"), side, facet,
        parts: [judged],
        "SELECT \((groups + ["known - time AS wait"]).joined(separator: ", "))\nFROM timed"
          + "\nWHERE known >= time\nORDER BY wait"),
    ]
  }
}
