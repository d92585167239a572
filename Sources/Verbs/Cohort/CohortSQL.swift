import Engine
import Language
import Reporting

/// Writes the SQL of a question about retention, for one side of a comparison.
///
/// `people` are the users, `entered` when each began, `members` both with the period of the cohort;
/// `returns` holds the offsets at which a member did E1 often enough, `kept` the stretches of
/// offsets at which that makes them retained, by the reading of the plan.
struct CohortSQL {
  let plan: Cohort.Plan
  let dataset: Dataset
  let side: PopulationComparison.Side?
  /// What is added to the name of every table expression, to tell the sides apart.
  let suffix: String
  private(set) var conditions: SQLConditions

  init(_ plan: Cohort.Plan, _ side: PopulationComparison.Side?, suffix: String, on dataset: Dataset)
  {
    self.plan = plan
    self.dataset = dataset
    self.side = side
    self.suffix = suffix
    conditions = SQLConditions(
      dataset, calendar: SQLCalendar(of: dataset, reach: plan.reach))
  }

  var calendar: SQLCalendar { conditions.calendar }

  func name(_ table: String) -> String { table + suffix }

  /// The groups' columns, each behind an alias.
  func groups(_ alias: String = "") -> [String] {
    plan.dimensions.indices.map { "\(alias)group_\($0 + 1)" }
  }

  /// `SELECT` of some columns from a source, with more clauses behind it.
  static func select(_ columns: [String], _ rest: String...) -> String {
    ([
      columns.count > 3
        ? "SELECT\n" + SQL.indented(columns.joined(separator: ",\n"))
        : "SELECT " + columns.joined(separator: ", ")
    ] + rest.filter { !$0.isEmpty })
    .joined(separator: "\n")
  }

  func query(
    _ name: String, _ note: Phrase, _ parts: [SQLQuery.Part], _ body: String
  ) -> SQLQuery {
    let sideNote = side.map { Phrase(" (", "（") + $0.label + Phrase(")", "）") } ?? Phrase("", "")
    return SQLQuery(
      name + suffix, note + sideNote, parts: conditions.lists + parts,
      isRecursive: parts.contains { $0.name.hasPrefix("offsets") }, body)
  }

  // MARK: Who is followed

  /// `people`, `entered` and `members`.
  mutating func members() throws(Diagnostic) -> [SQLQuery.Part] {
    [try people(), try entered(), member()]
  }

  private mutating func people() throws(Diagnostic) -> SQLQuery.Part {
    var columns = ["u.user"]
    for (index, dimension) in plan.dimensions.enumerated() {
      columns.append("\(try conditions.value(of: dimension, "u")) AS group_\(index + 1)")
    }
    let chosen =
      if let users = side?.users {
        try conditions.isMember("u.user", of: users, named: name("side"))
      } else { try conditions.belongs(to: plan.population, "u") }
    return SQLQuery.Part(
      name("people"), Phrase("the users, with their groups", "参与统计的用户及其分组"),
      Self.select(columns, "FROM users u", chosen.map { "WHERE \($0)" } ?? ""))
  }

  private mutating func entered() throws(Diagnostic) -> SQLQuery.Part {
    let start = try conditions.selectsFactor(plan.start, "e")
    let range = side?.range ?? plan.range
    let inside = SQLConditions.lies("e.time", in: range)
    var rest = ["GROUP BY e.user"]
    var chosen = [start]
    switch plan.entry {
    case .first:
      if let inside = SQLConditions.lies("min(e.time)", in: range) {
        rest.append("HAVING \(inside)")
      }
    case .inRange: if let inside { chosen.append(inside) }
    case .recurring:
      if let inside { chosen.append(inside) }
      if let period = plan.period {
        rest = ["GROUP BY e.user, \(calendar.number("e.time", period))"]
      }
    }
    let where_ = chosen.filter { $0 != "TRUE" }
    return SQLQuery.Part(
      name("entered"), plan.entry.mark + plan.startLabel + Phrase(" of each user", "（逐个用户）"),
      Self.select(
        ["e.user", "min(e.time) AS entered"],
        "FROM events e JOIN \(name("people")) p ON p.user = e.user",
        where_.isEmpty ? "" : "WHERE " + SQL.all(where_), rest.joined(separator: "\n")))
  }

  private func member() -> SQLQuery.Part {
    let cohort = plan.period.map { calendar.number("e.entered", $0) } ?? "0"
    var columns = [
      "row_number() OVER (ORDER BY e.user, e.entered) AS member", "e.user", "e.entered",
      "\(cohort) AS cohort",
    ]
    columns += plan.countedUnits.sorted { $0.rawValue < $1.rawValue }.map { unit in
      "\(over(unit)) AS over_\(unit.rawValue)"
    }
    return SQLQuery.Part(
      name("members"),
      Phrase(
        "who began when: the number of the cohort's period, and how many periods were over",
        "谁在何时开始：群组所在时间段的序号，及已结束的期数"),
      Self.select(
        columns + groups("p."),
        "FROM \(name("entered")) e JOIN \(name("people")) p ON p.user = e.user"))
  }

  /// How many periods of a member, the own one first, were over by the end of `asof`.
  private func over(_ unit: CalendarUnit) -> String {
    if plan.isElapsed { return window(of: "\(dataset.end)", from: "e.entered", unit) }
    let next = dataset.calendar.period(of: dataset.asof.day.advanced(by: 1), unit: unit)
    return "\(next) - (\(calendar.number("e.entered", unit)))"
  }

  /// The window from a start that holds a later instant.
  private func window(of instant: String, from start: String, _ unit: CalendarUnit) -> String {
    let lengths: [CalendarUnit: Int64] = [.hour: 3_600_000, .day: 86_400_000, .week: 604_800_000]
    if let length = lengths[unit] { return "(\(instant) - \(start)) / \(length)" }
    let size = unit == .month ? 1 : unit == .quarter ? 3 : 12
    let passed =
      "(\(calendar.number(instant, .month)) - (\(calendar.number(start, .month)))) / \(size)"
    // The calendar months passed are the most there can be; the last may not be full.
    let begins = calendar.instant(start, plusMonths: "\(passed) * \(size)")
    return "\(passed) - (\(begins) > \(instant))"
  }

  // MARK: Who came back

  /// `returns` and `kept` of a unit.
  mutating func kept(_ unit: CalendarUnit) throws(Diagnostic) -> [SQLQuery.Part] {
    let returning = try conditions.selectsFactor(plan.returning, "e")
    let offset =
      plan.isElapsed
      ? window(of: "e.time", from: "m.entered", unit)
      : "\(calendar.number("e.time", unit)) - (\(calendar.number("m.entered", unit)))"
    let returns = name("returns_\(unit.rawValue)")
    let often =
      plan.times == 1
      ? Phrase("", "") : Phrase(", \(plan.times) times or more", "，至少 \(plan.times) 次")
    return [
      SQLQuery.Part(
        returns,
        Phrase("the offsets at which a member did ", "成员做了以下事件的各期：") + plan.returnLabel + often,
        Self.select(
          ["m.member", "\(offset) AS k"],
          "FROM \(name("members")) m",
          "JOIN events e ON e.user = m.user AND e.time >= m.entered",
          returning == "TRUE" ? "" : "WHERE \(returning)",
          "GROUP BY m.member, k" + (plan.times == 1 ? "" : "\nHAVING count(*) >= \(plan.times)"))),
      SQLQuery.Part(
        name("kept_\(unit.rawValue)"), plan.reading.phrase, stretches(of: returns)),
    ]
  }

  /// The offsets `since` … `upto` at which a member is retained; none overlap.
  private func stretches(of returns: String) -> String {
    let own = "SELECT member, 0 AS since, 0 AS upto FROM \(returns) WHERE k = 0\nUNION ALL\n"
    switch plan.reading {
    case .exact: return "SELECT member, k AS since, k AS upto FROM \(returns)"
    case .rolling:
      return "SELECT member, 0 AS since, max(k) AS upto FROM \(returns) GROUP BY member"
    case .range:
      return own
        + "SELECT member, min(k), 1000000000 FROM \(returns) WHERE k >= 1 GROUP BY member"
    case .streak:
      return own + """
        SELECT member, 1, max(k) FROM (
          SELECT member, k, row_number() OVER (PARTITION BY member ORDER BY k) AS place
          FROM \(returns) WHERE k >= 1)
        WHERE k = place GROUP BY member
        """
    }
  }

  /// `read`: every member with whether a column is over, and whether they are retained at it.
  mutating func read(_ columns: [Cohort.Column]) throws(Diagnostic) -> [SQLQuery.Part] {
    let units = Set(columns.compactMap(\.unit)).sorted { $0.rawValue < $1.rawValue }
    var parts: [SQLQuery.Part] = []
    var selected = ["m.member", "m.user", "m.cohort"] + groups("m.")
    for (index, column) in columns.enumerated() {
      let place = index + 1
      if let unit = column.unit {
        selected.append("m.over_\(unit.rawValue) > \(column.last) AS over_\(place)")
        selected.append("coalesce(f_\(unit.rawValue).kept_\(place), 0) AS kept_\(place)")
      } else {
        let (over, kept) = try within(column)
        selected += ["\(over) AS over_\(place)", "\(kept) AS kept_\(place)"]
      }
    }
    var source = "FROM \(name("members")) m"
    for unit in units {
      parts += try kept(unit)
      var flags = ["member"]
      for (index, column) in columns.enumerated() where column.unit == unit {
        flags.append("max(\(holds(column))) AS kept_\(index + 1)")
      }
      let table = name("flags_\(unit.rawValue)")
      parts.append(
        SQLQuery.Part(
          table, Phrase("whether a member is retained at each point", "成员在各时点是否留存"),
          Self.select(flags, "FROM \(name("kept_\(unit.rawValue)"))", "GROUP BY member")))
      source += "\nLEFT JOIN \(table) f_\(unit.rawValue) ON f_\(unit.rawValue).member = m.member"
    }
    parts.append(
      SQLQuery.Part(
        name("read"), Phrase("members point by point", "逐时点的成员"),
        Self.select(selected, source)))
    return parts
  }

  /// Whether a stretch of offsets makes a member retained at a column.
  private func holds(_ column: Cohort.Column) -> String {
    guard case .bracket(_, let first, let last) = column else {
      return "\(column.offset) BETWEEN since AND upto"
    }
    return plan.reading == .rolling ? "upto >= \(first)" : "since BETWEEN \(first) AND \(last)"
  }

  /// Whether a length of time from the entry was over, and whether E1 came again within it.
  private mutating func within(
    _ column: Cohort.Column
  ) throws(Diagnostic) -> (over: String, kept: String) {
    guard case .within(let span) = column, let length = span.calendarSpan else {
      return ("0", "0")
    }
    let latest = calendar.instant("m.entered", plus: length)
    let returning = try conditions.selectsFactor(plan.returning, "e")
    let (start, own) = (
      try conditions.selectsFactor(plan.start, "s"), try conditions.selects(plan.returning, "s")
    )
    // Where the event that begins is itself an E1, it is not the one again.
    let isOwn = """
      NOT EXISTS (
        SELECT 1 FROM events s
        WHERE s.user = m.user AND s.time = m.entered AND \(start) AND NOT coalesce(\(own), FALSE))
      """
    let kept = """
      (SELECT count(*) FROM events e
        WHERE e.user = m.user AND e.time BETWEEN m.entered AND \(latest) AND \(returning))
        - (\(isOwn)) >= \(plan.times)
      """
    return ("\(latest) < \(dataset.end)", kept)
  }
}

extension Cohort.Plan {
  /// The units whose periods are counted.
  var countedUnits: Set<CalendarUnit> {
    var units = units
    if let unit = countedStays { units.insert(unit) }
    if let unit = saving?.column?.unit { units.insert(unit) }
    return units
  }

  /// How far past the last event a length of time may lead, in milliseconds.
  fileprivate var reach: Int64 {
    (columns ?? []).map { column -> Int64 in
      guard case .within(let span) = column else { return 0 }
      switch span.calendarSpan {
      case .elapsed(let length): return length
      case .months(let months): return Int64(months) &* 31 &* 86_400_000
      case nil: return 0
      }
    }.max() ?? 0
  }
}

extension Cohort.Saving {
  var column: Cohort.Column? {
    switch kind {
    case .members: nil
    case .retained(let column), .lost(let column): column
    }
  }
}
