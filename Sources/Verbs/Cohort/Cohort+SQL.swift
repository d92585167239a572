import Engine
import Language
import Reporting

extension Cohort {
  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    switch plan.question {
    case .retention: break
    case .stickiness(let unit): return try ActivitySQL(plan, on: dataset).stickiness(unit)
    case .interval: return try ActivitySQL(plan, on: dataset).intervals
    case .peer(let question): return try peerSQL(plan, question, on: dataset)
    }
    var queries: [SQLQuery] = []
    for (index, side) in plan.sides.enumerated() {
      var sql = CohortSQL(plan, side, suffix: suffix(index), on: dataset)
      queries += try sql.counts()
    }
    if plan.sides.count > 1 { queries.append(try shared(plan, on: dataset)) }
    return queries
  }

  /// What tells the queries of a side from those of the first.
  private static func suffix(_ side: Int) -> String { side == 0 ? "" : "_\(side + 1)" }

  /// The users who stand on both sides.
  private static func shared(
    _ plan: Plan, on dataset: Dataset
  ) throws(Diagnostic) -> SQLQuery {
    var parts: [SQLQuery.Part] = []
    for (index, side) in plan.sides.enumerated() {
      var sql = CohortSQL(plan, side, suffix: suffix(index), on: dataset)
      let members = try sql.members()
      // Both sides name the same saved segments alike.
      let lists = sql.conditions.lists.filter { list in
        !parts.contains { $0.name == list.name }
      }
      parts += lists + members
    }
    return SQLQuery(
      "shared", Phrase("users who stand on both sides", "同在两侧的用户"), parts: parts,
      """
      SELECT count(*) FROM (
        SELECT user FROM members\(suffix(0)) INTERSECT SELECT user FROM members\(suffix(1)))
      """)
  }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    if case .peer(let question) = plan.question {
      return try peerAnswer(plan, question, dataset, reading: rows)
    }
    if plan.question != .retention { return try activity(plan, rows, on: dataset) }
    var counts = RetentionCounts(parts: [])
    for (index, side) in plan.sides.enumerated() {
      let reader = CohortRows(plan, dataset, rows, suffix: suffix(index))
      try checkSize(reader.cohorts, of: plan, in: dataset)
      counts.parts.append(RetentionPart(side: side, groups: reader.groups))
    }
    counts.onBothSides = rows["shared"].first?.count(0) ?? 0
    var answer = try answer(plan, counts, on: dataset, interrupt: Interrupt())
    answer.saved = plan.saving.map { saving in
      saved(saving, CohortRows(plan, dataset, rows, suffix: "").entries, plan, in: dataset)
    }
    return answer
  }
}

extension CohortSQL {
  /// `sizes` and `cells` of a triangle, `cells` of points; `stays` and `saved` where asked for.
  mutating func counts() throws(Diagnostic) -> [SQLQuery] {
    let members = try members()
    var queries = plan.columns == nil ? try triangle(members) : try points(members)
    if let unit = plan.countedStays { queries.append(try stays(members, unit)) }
    if let saving = plan.saving { queries.append(try saved(members, saving)) }
    return queries
  }

  private func by(_ columns: [String], _ alias: String) -> String {
    "GROUP BY " + (groups(alias) + columns).joined(separator: ", ")
  }

  private mutating func triangle(
    _ members: [SQLQuery.Part]
  ) throws(Diagnostic) -> [SQLQuery] {
    guard let unit = plan.period else { return [] }
    let kept = try kept(unit)
    let over = plan.isElapsed ? ["m.over_\(unit.rawValue)"] : []
    let last = dataset.calendar.period(of: dataset.asof.day, unit: unit)
    let longest =
      plan.isElapsed ? "max(over_\(unit.rawValue))" : "\(last) - min(cohort)"
    let offsets = SQLQuery.Part(
      name("offsets") + "(k)", Phrase("0, 1, 2, … as far as the data goes", "0、1、2…直到数据截止"),
      """
      SELECT 0
      UNION ALL
      SELECT k + 1 FROM \(name("offsets"))
      WHERE k < (SELECT \(longest) FROM \(name("members")))
      """)
    let limit =
      plan.isElapsed
      ? plan.keepsImmature ? "" : " AND o.k < m.over_\(unit.rawValue)"
      : " AND o.k <= \(last) - m.cohort"
    return [
      query(
        "sizes", Phrase("how many began in each period", "每期有多少人开始"), members,
        Self.select(
          groups("m.") + ["m.cohort"] + over + ["count(*) AS users"],
          "FROM \(name("members")) m", by(["m.cohort"] + over, "m."))),
      query(
        "cells", Phrase("how many are retained at each offset", "每期后各有多少人留存"),
        members + kept + [offsets],
        Self.select(
          groups("m.") + ["m.cohort", "o.k", "count(*) AS users"],
          "FROM \(name("members")) m",
          "JOIN \(name("kept_\(unit.rawValue)")) r ON r.member = m.member",
          "JOIN \(name("offsets")) o ON o.k BETWEEN r.since AND r.upto\(limit)",
          by(["m.cohort", "o.k"], "m."))),
    ]
  }

  private mutating func points(_ members: [SQLQuery.Part]) throws(Diagnostic) -> [SQLQuery] {
    let columns = plan.columns ?? []
    let read = try read(columns)
    let counts = columns.indices.flatMap { index -> [String] in
      let place = index + 1
      let users = plan.keepsImmature ? "kept_\(place)" : "over_\(place) AND kept_\(place)"
      return ["sum(over_\(place)) AS over_\(place)", "sum(\(users)) AS users_\(place)"]
    }
    return [
      query(
        "cells",
        Phrase(
          "how many are old enough for each point, and how many of them are retained",
          "每个时点有多少人已到期，其中多少人留存"), members + read,
        Self.select(
          groups() + ["cohort", "count(*) AS size"] + counts, "FROM \(name("read"))",
          by(["cohort"], "")))
    ]
  }

  /// How long members stay: the period in which they are lost, or the last they were watched in.
  private mutating func stays(
    _ members: [SQLQuery.Part], _ unit: CalendarUnit
  ) throws(Diagnostic) -> SQLQuery {
    let kept = try kept(unit)
    let last = SQLQuery.Part(
      name("last_seen"),
      Phrase("the last offset with a return, and the last that is over", "最后一次出现的期数与最后已结束的期数"),
      Self.select(
        groups("m.") + [
          "coalesce(max(r.k), 0) AS last_k", "m.over_\(unit.rawValue) - 1 AS over_k",
        ], "FROM \(name("members")) m",
        "LEFT JOIN \(name("returns_\(unit.rawValue)")) r ON r.member = m.member",
        "GROUP BY m.member"))
    return query(
      "stays", Phrase("in which period members are lost, or last watched", "成员在哪一期流失，或最后观察到哪一期"),
      members + kept + [last],
      Self.select(
        groups() + [
          "CASE WHEN last_k < over_k THEN last_k + 1 ELSE max(0, over_k) END AS period",
          "last_k < over_k AS is_lost", "count(*) AS users",
        ], "FROM \(name("last_seen"))", by(["period", "is_lost"], "")))
  }

  private mutating func saved(
    _ members: [SQLQuery.Part], _ saving: Cohort.Saving
  ) throws(Diagnostic) -> SQLQuery {
    let note = Phrase("the users to be saved", "要保存的用户")
    guard let column = saving.column else {
      return query(
        "saved", note, members,
        Self.select(
          groups() + ["cohort", "user", "TRUE AS is_wanted"], "FROM \(name("members"))"))
    }
    let read = try read([column])
    let isRetained = saving.kind == .retained(column)
    let wanted = (plan.keepsImmature ? "" : "over_1 AND ") + "kept_1 = \(isRetained ? 1 : 0)"
    return query(
      "saved", note, members + read,
      Self.select(
        groups() + ["cohort", "user", "\(wanted) AS is_wanted"], "FROM \(name("read"))"))
  }
}
