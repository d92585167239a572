import Engine
import Language
import Reporting

/// Writes the SQL of retention by a product's rules.
///
/// `members` are the users, once in every cohort they began in; `returns` holds the offsets with
/// enough returns, `hits` the columns of those, `kept` the stretches of columns in which that makes
/// a member count, by the reading of the plan.
struct PeerCohortSQL {
  let plan: Cohort.Plan
  let rules: CohortRules
  let dataset: Dataset
  private var conditions: SQLConditions
  /// Cuts time into the periods of the product.
  private let calendar: SQLCalendar
  private let periods: LocalCalendar

  init(_ plan: Cohort.Plan, _ rules: CohortRules, on dataset: Dataset) {
    self.plan = plan
    self.rules = rules
    self.dataset = dataset
    conditions = SQLConditions(dataset)
    periods = rules.calendar(of: dataset)
    calendar = SQLCalendar(of: dataset, cutBy: periods)
  }

  private var isCalendar: Bool { rules.windows == .calendar }

  /// PostHog lets a user enter once where windows run from the start.
  private var entersOnce: Bool { rules.ruleSet == .posthog && !isCalendar }

  private var value: [String] { rules.split == nil ? [] : ["value"] }

  private var propertyOfSplit: Int? {
    if case .property(let index) = rules.split?.source { index } else { nil }
  }

  // MARK: Queries

  /// `sizes` and `cells`; where ours stand beside them also everybody's entries.
  mutating func counts() throws(Diagnostic) -> [SQLQuery] {
    let members = try members()
    let kept = try kept()
    func query(
      _ name: String, _ note: Phrase, _ parts: [SQLQuery.Part], _ body: String
    ) -> SQLQuery {
      SQLQuery(
        name, note, parts: conditions.lists + members + parts,
        isRecursive: parts.contains { $0.name.hasPrefix("columns") }, body)
    }
    let groups = value.map { "m.\($0)" } + ["m.cohort"]
    let by = "GROUP BY " + groups.joined(separator: ", ")
    var queries = [
      query(
        "sizes", Phrase("how many began in each period", "每期有多少人开始"), [],
        CohortSQL.select(
          groups + ["m.over", "count(*) AS users"], "FROM members m", by + ", m.over")),
      query(
        "cells", Phrase("how many count in each column", "每一列各有多少人"), kept + [columns],
        CohortSQL.select(
          groups + ["c.k", "count(*) AS users", "sum(c.k < \(ended)) AS users_over"],
          "FROM members m", "JOIN kept r ON r.member = m.member",
          "JOIN columns c ON c.k BETWEEN r.since AND r.upto", by + ", c.k")),
    ]
    guard rules.isCompared else { return queries }
    queries.append(
      query(
        "entries", Phrase("who began when", "谁在何时开始"), [],
        "SELECT m.member, m.user, m.cohort, m.over\nFROM members m"))
    queries.append(
      query(
        "stretches", Phrase("the columns in which each of them counts", "各自计入的列"), kept,
        "SELECT member, since, upto\nFROM kept"))
    return queries
  }

  /// How many columns of a member were over.
  private var ended: String {
    guard let brackets = rules.brackets else { return "m.over" }
    let bounds = [0] + brackets.map(\.upperBound)
    return "(" + bounds.map { "(m.over > \($0))" }.joined(separator: " + ") + ")"
  }

  private var columns: SQLQuery.Part {
    let last = periods.period(of: dataset.end &- 1, unit: rules.unit)
    let longest =
      if let brackets = rules.brackets {
        "\(brackets.count)"
      } else {
        isCalendar
          ? "(SELECT \(last) - min(cohort) FROM members)" : "(SELECT max(over) FROM members)"
      }
    return SQLQuery.Part(
      "columns(k)", Phrase("0, 1, 2, … as far as the data goes", "0、1、2…直到数据截止"),
      """
      SELECT 0
      UNION ALL
      SELECT k + 1 FROM columns WHERE k < \(longest)
      """)
  }

  // MARK: Who began

  private mutating func members() throws(Diagnostic) -> [SQLQuery.Part] {
    let chosen = try conditions.belongs(to: plan.population, "u")
    var columns = ["u.user"]
    if case .user(let dimension) = rules.split?.source {
      columns.append("\(try conditions.value(of: dimension, "u")) AS value")
    }
    let cohort =
      entersOnce ? calendar.number("e.entered", rules.unit) : "e.cohort"
    var selected = [
      "row_number() OVER (ORDER BY e.user, e.entered) AS member", "e.*",
      "\(over(cohort)) AS over",
    ]
    if entersOnce { selected.append("\(cohort) AS cohort") }
    if rules.ruleSet == .mixpanel { selected.append("\(try isOwn()) AS is_own") }
    return [
      SQLQuery.Part(
        "people", Phrase("the users", "参与统计的用户"),
        CohortSQL.select(columns, "FROM users u", chosen.map { "WHERE \($0)" } ?? "")),
      try entered(),
      SQLQuery.Part(
        "members",
        Phrase(
          "with the number of the cohort's period, and how many offsets were over",
          "附群组所在时间段的序号，及已结束的期数"), CohortSQL.select(selected, "FROM entered e")),
    ]
  }

  private mutating func entered() throws(Diagnostic) -> SQLQuery.Part {
    let start = try conditions.selectsFactor(plan.start, "e")
    let where_ = ([start] + [SQLConditions.lies("e.time", in: plan.range)].compactMap { $0 })
      .filter { $0 != "TRUE" }
    let split = rules.split.map { _ in
      propertyOfSplit.map { conditions.property($0, of: "e") } ?? "p.value"
    }
    let value = split.map { ["\($0) AS value"] } ?? []
    let source = "FROM events e JOIN people p ON p.user = e.user"
    let filter = where_.isEmpty ? "" : "WHERE " + SQL.all(where_)
    let note = Phrase("each ", "每期首个") + plan.startLabel
    if entersOnce {
      let first = CohortSQL.select(
        ["e.user"] + value + [
          "e.time AS entered",
          "row_number() OVER (PARTITION BY e.user ORDER BY e.time, e.id) AS turn",
        ], source, filter)
      return SQLQuery.Part(
        "entered", Phrase("the first ", "首个") + plan.startLabel,
        CohortSQL.select(
          ["user"] + self.value + ["entered"], "FROM (\n\(SQL.indented(first))\n)", "WHERE turn = 1"
        ))
    }
    let keys = ["e.user", "cohort"] + (split.map { [$0] } ?? [])
    return SQLQuery.Part(
      "entered", note + Phrase(", the first of its period", ""),
      CohortSQL.select(
        ["e.user"] + value + [
          "\(calendar.number("e.time", rules.unit)) AS cohort", "min(e.time) AS entered",
        ], source, filter, "GROUP BY " + keys.joined(separator: ", ")))
  }

  /// How many offsets of a member were over by the end of `asof`.
  private func over(_ cohort: String) -> String {
    if isCalendar {
      return "\(periods.period(of: dataset.end, unit: rules.unit)) - \(cohort)"
    }
    return "(\(dataset.end) - (\(cut("e.entered")))) / \(length)"
  }

  /// Whether the start is itself a return: of several events at its instant, it is one that is no
  /// return where there is such a one.
  private mutating func isOwn() throws(Diagnostic) -> String {
    let start = try conditions.selectsFactor(plan.start, "s")
    let returning = try conditions.selects(plan.returning, "s")
    return """
      NOT EXISTS (
        SELECT 1 FROM events s
        WHERE s.user = e.user AND s.time = e.entered
          AND \(start) AND NOT coalesce(\(returning), FALSE))
      """
  }

  // MARK: Windows

  private var length: Int64 {
    PeerWindows(rules, in: periods, cutTo: 1).length
  }

  /// An instant cut down as the product does.
  private func cut(_ instant: String) -> String {
    switch (rules.ruleSet, rules.unit) {
    case (.mixpanel, _): instant
    case (.posthog, _), (_, .hour), (_, .day): calendar.hourStart(instant)
    default: calendar.start(ofPeriodAfter: instant, 0, .day)
    }
  }

  private func offset(_ instant: String) -> String {
    if isCalendar { return "\(calendar.number(instant, rules.unit)) - m.cohort" }
    if rules.ruleSet == .mixpanel { return "(\(instant) - m.entered) / \(length)" }
    return "max(0, \(cut(instant)) - (\(cut("m.entered")))) / \(length)"
  }

  // MARK: Who came back

  private mutating func kept() throws(Diagnostic) -> [SQLQuery.Part] {
    let isStreakOfOwn = rules.ruleSet == .mixpanel && rules.reading == .streak
    var hits = "SELECT DISTINCT member, \(column) AS k\nFROM returns"
    if rules.brackets != nil { hits = "SELECT *\nFROM (\(hits))\nWHERE k IS NOT NULL" }
    if holdsStart || isStreakOfOwn {
      hits +=
        "\nUNION\nSELECT member, 0 FROM members" + (isStreakOfOwn ? " WHERE is_own" : "")
    }
    return [
      try returns(),
      SQLQuery.Part(
        "hits",
        holdsStart
          ? Phrase("their columns; the start holds the first", "所在的列；开始即计入首列")
          : Phrase("their columns", "所在的列"), hits),
      SQLQuery.Part("kept", rules.reading.phrase, stretches),
    ]
  }

  /// Whether whoever began counts in the cohort's own column, and nothing else does.
  private var holdsStart: Bool { [.posthog, .clickhouse].contains(rules.ruleSet) }

  private mutating func returns() throws(Diagnostic) -> SQLQuery.Part {
    let returning = try conditions.selectsFactor(plan.returning, "e")
    var same = ["e.user = m.user"]
    if !(holdsStart && isCalendar) { same.append("e.time >= m.entered") }
    if rules.ruleSet == .posthog, let index = propertyOfSplit {
      same.append("\(conditions.property(index, of: "e")) IS m.value")
    }
    var having: [String] = holdsStart ? ["k > 0"] : []
    if rules.ruleSet == .mixpanel {
      // The event that began the bucket is no return.
      having.append("count(*) - (k = 0 AND m.is_own) >= \(rules.times)")
    } else if rules.times > 1 {
      having.append("count(*) >= \(rules.times)")
    }
    let often =
      rules.times == 1
      ? Phrase("", "") : Phrase(", \(rules.times) times or more", "，至少 \(rules.times) 次")
    return SQLQuery.Part(
      "returns",
      Phrase("the offsets at which a member did ", "成员做了以下事件的各期：") + plan.returnLabel + often,
      CohortSQL.select(
        ["m.member", "\(offset("e.time")) AS k"], "FROM members m",
        "JOIN events e ON \(same.joined(separator: " AND "))",
        returning == "TRUE" ? "" : "WHERE \(returning)", "GROUP BY m.member, k",
        having.isEmpty ? "" : "HAVING \(having.joined(separator: " AND "))"))
  }

  /// The column of an offset.
  private var column: String {
    guard let brackets = rules.brackets else { return "k" }
    let cases = brackets.enumerated().map { index, bracket in
      " WHEN k BETWEEN \(bracket.lowerBound) AND \(bracket.upperBound) THEN \(index + 1)"
    }
    return "CASE WHEN k = 0 THEN 0\(cases.joined()) END"
  }

  /// The columns `since` … `upto` in which a member counts; none overlap.
  private var stretches: String {
    switch rules.reading {
    case .exact: "SELECT member, k AS since, k AS upto FROM hits"
    case .rolling: "SELECT member, 0 AS since, max(k) AS upto FROM hits GROUP BY member"
    case .range: "SELECT member, min(k) AS since, 1000000000 AS upto FROM hits GROUP BY member"
    case .streak:
      """
      SELECT member, 0 AS since, max(k) AS upto FROM (
        SELECT member, k, row_number() OVER (PARTITION BY member ORDER BY k) - 1 AS place
        FROM hits)
      WHERE k = place GROUP BY member
      """
    }
  }
}
