import Reporting

/// The one place where names and values of the data become SQL text.
///
/// The dialect is SQLite's, from version 3.31 on.
public enum SQL {
  /// An identifier: as it is where SQL reads it so, else in double quotes.
  ///
  /// SQLite ends a statement at NUL, so a visible sign stands for it; the same name comes out
  /// wherever it is written.
  public static func name(_ name: String) -> String {
    let isPlain =
      name.unicodeScalars.first.map { $0 == "_" || isLetter($0) } ?? false
      && name.unicodeScalars.allSatisfy { $0 == "_" || isLetter($0) || ("0"..."9").contains($0) }
      && !keywords.contains(name.uppercased())
    if isPlain { return name }
    // By scalars: to Swift a quote with an accent upon it is one character and no quote.
    var quoted = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in name.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar == "\0" ? "\u{FFFD}" : scalar)
    }
    quoted.append("\"")
    return String(quoted)
  }

  /// A text literal: in single quotes, control characters as `char(10)`, so that it stands in one
  /// line and no layout changes it.
  ///
  /// Throws E434 for a text that holds NUL: SQLite's functions end there.
  public static func text(_ text: String) throws(Diagnostic) -> String {
    if text.unicodeScalars.contains("\0") { throw .unsayable(text) }
    var pieces: [String] = []
    var run = String.UnicodeScalarView()
    func quoted() -> String { "'\(String(run))'" }
    for scalar in text.unicodeScalars {
      if scalar.value < 0x20 || scalar.value == 0x7f {
        if !run.isEmpty { pieces.append(quoted()) }
        run.removeAll()
        pieces.append("char(\(scalar.value))")
      } else {
        if scalar == "'" { run.append(scalar) }
        run.append(scalar)
      }
    }
    if !run.isEmpty || pieces.isEmpty { pieces.append(quoted()) }
    return pieces.count == 1 ? pieces[0] : "(\(pieces.joined(separator: " || ")))"
  }

  /// Some text literals between commas.
  public static func list(_ texts: [String]) throws(Diagnostic) -> String {
    var written: [String] = []
    for text in texts { written.append(try self.text(text)) }
    return written.joined(separator: ", ")
  }

  /// A number that reads back as itself; NULL for what is missing.
  public static func number(_ value: Double) -> String {
    if value.isNaN { return "NULL" }
    if value.isInfinite { return value > 0 ? "9e999" : "-9e999" }
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
    return value.description
  }

  /// Conditions that all hold; `TRUE` where there are none.
  public static func all(_ conditions: [String]) -> String {
    conditions.isEmpty ? "TRUE" : conditions.joined(separator: "\nAND ")
  }

  /// The lines of a text moved to the right.
  public static func indented(_ text: String, by spaces: Int = 2) -> String {
    let margin = String(repeating: " ", count: spaces)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }

  /// Text between parentheses on lines of its own where it has several.
  public static func parenthesized(_ text: String) -> String {
    text.contains("\n") ? "(\n\(indented(text))\n)" : "(\(text))"
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  /// Words that SQLite may read as its own: https://sqlite.org/lang_keywords.html.
  private static let keywords: Set<String> = Set(
    """
    ABORT ACTION ADD AFTER ALL ALTER ALWAYS ANALYZE AND AS ASC ATTACH AUTOINCREMENT BEFORE BEGIN
    BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMIT CONFLICT CONSTRAINT CREATE CROSS
    CURRENT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP DATABASE DEFAULT DEFERRABLE DEFERRED DELETE
    DESC DETACH DISTINCT DO DROP EACH ELSE END ESCAPE EXCEPT EXCLUDE EXCLUSIVE EXISTS EXPLAIN FAIL
    FALSE FILTER FIRST FOLLOWING FOR FOREIGN FROM FULL GENERATED GLOB GROUP GROUPS HAVING IF IGNORE
    IMMEDIATE IN INDEX INDEXED INITIALLY INNER INSERT INSTEAD INTERSECT INTO IS ISNULL JOIN KEY
    LAST LEFT LIKE LIMIT MATCH MATERIALIZED NATURAL NO NOT NOTHING NOTNULL NULL NULLS OF OFFSET ON
    OR ORDER OTHERS OUTER OVER PARTITION PLAN PRAGMA PRECEDING PRIMARY QUERY RAISE RANGE RECURSIVE
    REFERENCES REGEXP REINDEX RELEASE RENAME REPLACE RESTRICT RETURNING RIGHT ROLLBACK ROW ROWID
    ROWS SAVEPOINT SELECT SET TABLE TEMP TEMPORARY THEN TIES TO TRANSACTION TRIGGER TRUE UNBOUNDED
    UNION UNIQUE UPDATE USING VACUUM VALUES VIEW VIRTUAL WHEN WHERE WINDOW WITH WITHOUT
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}

extension Diagnostic {
  /// E430: a verb whose SQL is not written yet.
  public static func noSQL(of verb: String) -> Diagnostic {
    let word = Phrase.word(verb)
    return Diagnostic(
      "E430",
      Phrase("the SQL of \(verb) is not in this version yet", "\(word.chinese) 的 SQL 本版本尚未支持"),
      at: nil,
      notes: [
        Phrase(
          "to compute it without SQL: set backend = columnar", "不用 SQL 计算：设置 后端 = columnar")
      ])
  }

  /// E431: nothing here runs SQL.
  public static let noSQLEngine = Diagnostic(
    "E431", Phrase("SQL cannot be run here", "此处无法运行 SQL"), at: nil,
    notes: [Phrase("to see it: explain sql QUERY", "只看 SQL：解释 sql 查询")])

  /// E432: a question that cannot be said in SQL, with the reason.
  public static func notInSQL(_ what: Phrase, because reason: Phrase) -> Diagnostic {
    Diagnostic(
      "E432",
      what + Phrase(" cannot be said in SQL: ", "无法用 SQL 表达：") + reason, at: nil,
      notes: [
        Phrase(
          "to compute it without SQL: set backend = columnar", "不用 SQL 计算：设置 后端 = columnar")
      ])
  }

  /// E433: SQLite did not run a query to its end.
  public static func sqlFailed(_ reason: String, in query: String) -> Diagnostic {
    Diagnostic(
      "E433",
      Phrase("SQLite could not run '\(query)': \(reason)", "SQLite 无法执行 '\(query)'：\(reason)"),
      at: nil,
      notes: [
        Phrase(
          "to compute it without SQL: set backend = columnar", "不用 SQL 计算：设置 后端 = columnar")
      ])
  }

  /// E434: a value that does not survive in SQL.
  static func unsayable(_ text: String) -> Diagnostic {
    let shown = Escaping.visible(text)
    return Diagnostic(
      "E434",
      Phrase(
        "'\(shown)' holds the character NUL, which SQL cannot compare",
        "'\(shown)' 含有 NUL 字符，SQL 无法比较"), at: nil,
      notes: [
        Phrase(
          "to compute it without SQL: set backend = columnar", "不用 SQL 计算：设置 后端 = columnar")
      ])
  }
}
