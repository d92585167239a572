import Engine
import Language
import Reporting

/// Writes the SQL of active days: who was active when, and how long they waited in between.
struct ActivitySQL {
  private let plan: Cohort.Plan
  private let dataset: Dataset
  private var conditions: SQLConditions
  private let parts: [SQLQuery.Part]

  init(_ plan: Cohort.Plan, on dataset: Dataset) throws(Diagnostic) {
    self.plan = plan
    self.dataset = dataset
    var conditions = SQLConditions(dataset)
    var columns = ["u.user"]
    for (index, dimension) in plan.dimensions.enumerated() {
      columns.append("\(try conditions.value(of: dimension, "u")) AS group_\(index + 1)")
    }
    let chosen = try conditions.belongs(to: plan.population, "u")
    let active = try conditions.selects(plan.start, "e")
    let calendar = conditions.calendar
    let groups = plan.dimensions.indices.map { "p.group_\($0 + 1)" }
    parts = [
      SQLQuery.Part(
        "people", Phrase("the users, with their groups", "参与统计的用户及其分组"),
        CohortSQL.select(columns, "FROM users u", chosen.map { "WHERE \($0)" } ?? "")),
      SQLQuery.Part(
        "active", Phrase("the days on which users did ", "用户做了以下事件的日子：") + plan.startLabel,
        CohortSQL.select(
          [
            "DISTINCT p.user", "\(calendar.number("e.time", .day)) AS day",
            "\(calendar.number("e.time", .month)) AS month",
          ] + groups, "FROM events e JOIN people p ON p.user = e.user",
          active == "TRUE" ? "" : "WHERE \(active)")),
      Self.shown(plan, in: dataset),
    ]
    self.conditions = conditions
  }

  /// The first and the last day that are told.
  private static func shown(_ plan: Cohort.Plan, in dataset: Dataset) -> SQLQuery.Part {
    let calendar = dataset.calendar
    let low = plan.range.start.map { "max(min(day), \(calendar.day(of: $0).number))" } ?? "min(day)"
    let end = plan.range.end.map { calendar.day(of: $0 &- 1).number } ?? .max
    return SQLQuery.Part(
      "shown", Phrase("the first and the last day that are told", "统计的首日与末日"),
      "SELECT \(low) AS since, \(min(end, dataset.asof.day.number)) AS upto FROM active")
  }

  private var groups: [String] { plan.dimensions.indices.map { "group_\($0 + 1)" } }

  private func by(_ columns: [String] = []) -> String {
    let all = groups + columns
    return all.isEmpty ? "" : "GROUP BY " + all.joined(separator: ", ")
  }

  private func query(
    _ name: String, _ note: Phrase, _ more: [SQLQuery.Part], _ body: String
  ) -> SQLQuery {
    SQLQuery(
      name, note, parts: conditions.lists + parts + more,
      isRecursive: more.contains { $0.name.hasPrefix("days") }, body)
  }

  // MARK: Stickiness

  func stickiness(_ unit: CalendarUnit) -> [SQLQuery] {
    [
      query(
        "users", Phrase("who was active at all, and since when", "有过活跃的用户数与首日"), [],
        CohortSQL.select(
          groups + ["count(DISTINCT user) AS users", "min(day) AS day"], "FROM active", by())),
      unit == .day ? daily : monthly,
      query(
        "frequency", Phrase("users by their number of active days", "按活跃天数分的用户数"),
        [
          SQLQuery.Part(
            "often", Phrase("how many days each user was active", "每个用户的活跃天数"),
            CohortSQL.select(
              groups + ["user", "count(*) AS days"],
              "FROM active JOIN shown ON day BETWEEN since AND upto", by(["user"])))
        ],
        CohortSQL.select(groups + ["days", "count(*) AS users"], "FROM often", by(["days"]))),
    ]
  }

  private var daily: SQLQuery {
    query(
      "daily",
      Phrase(
        "users of each day, and of the 7 and the 30 days that end with it",
        "每日用户数，及截至当日 7 天与 30 天的用户数"),
      [
        SQLQuery.Part(
          "days(number)", Phrase("every day that is told", "统计的每一天"),
          """
          SELECT since FROM shown WHERE since <= upto
          UNION ALL
          SELECT number + 1 FROM days JOIN shown WHERE number < upto
          """)
      ],
      CohortSQL.select(
        groups + [
          "number", "count(DISTINCT CASE WHEN day = number THEN user END) AS dau",
          "count(DISTINCT CASE WHEN day > number - 7 THEN user END) AS wau",
          "count(DISTINCT user) AS mau",
        ], "FROM days JOIN active ON day BETWEEN number - 29 AND number", by(["number"])))
  }

  private var monthly: SQLQuery {
    query(
      "monthly", Phrase("users of each day added up, and users of the month", "每日用户数之和与当月用户数"), [],
      CohortSQL.select(
        groups + ["month", "count(*) AS visits", "count(DISTINCT user) AS users"],
        "FROM active", by(["month"])))
  }

  // MARK: Intervals

  var intervals: [SQLQuery] {
    let gaps = SQLQuery.Part(
      "gaps", Phrase("days from one active day of a user to the next", "用户相邻两个活跃日之间的天数"),
      """
      SELECT * FROM (
        SELECT active.*, day - lag(day) OVER (PARTITION BY user ORDER BY day) AS gap
        FROM active JOIN shown ON day BETWEEN since AND upto)
      WHERE gap IS NOT NULL
      """)
    let ranked = SQLQuery.Part(
      "ranked", Phrase("each user's gaps in order", "每个用户的间隔排序"),
      """
      SELECT gaps.*, row_number() OVER (PARTITION BY user ORDER BY gap) AS place,
        count(*) OVER (PARTITION BY user) AS number
      FROM gaps
      """)
    let medians = SQLQuery.Part(
      "medians", Phrase("the middle gap of each user", "每个用户的中位间隔"),
      CohortSQL.select(
        groups + ["user", "avg(gap) AS median"],
        "FROM ranked WHERE place IN ((number + 1) / 2, number / 2 + 1)", by(["user"])))
    return [
      query(
        "gaps", Phrase("how often each gap occurs", "各间隔出现的次数"), [gaps],
        CohortSQL.select(groups + ["gap", "count(*) AS gaps"], "FROM gaps", by(["gap"]))),
      query(
        "medians", Phrase("users by their median gap", "按中位间隔分的用户数"),
        [gaps, ranked, medians],
        CohortSQL.select(groups + ["median", "count(*) AS users"], "FROM medians", by(["median"]))),
    ]
  }
}

extension Cohort {
  /// Reads what `ActivitySQL` counted.
  static func activity(
    _ plan: Plan, _ rows: SQLRows, on dataset: Dataset
  ) throws(Diagnostic) -> Answer {
    let width = plan.dimensions.count
    func grouped(_ query: String) -> [[Cell]: [[Cell]]] {
      Dictionary(grouping: rows[query]) { row in
        plan.dimensions.enumerated().map { $1.cell(row[$0], in: dataset) }
      }.mapValues { $0.map { Array($0.dropFirst(width)) } }
    }
    guard case .stickiness(let unit) = plan.question else {
      let (gaps, medians) = (grouped("gaps"), grouped("medians"))
      let keys = width == 0 ? [[]] : gaps.keys.sorted { plan.dimensions.precedes($0, $1) }
      return answer(
        plan,
        keys.map { key in
          var group = GapCounts(key: key)
          for row in gaps[key] ?? [] { group.gaps[row.count(0)] = row.count(1) }
          for row in medians[key] ?? [] {
            group.medians[row.first?.realValue ?? 0] = row.count(1)
          }
          return group
        }, on: dataset)
    }
    let people = grouped("users")
    let first = people.values.joined().compactMap { $0.milliseconds(1) }.min().map { Int($0) }
    var counts = ActivityCounts(first: first)
    if let shown = counts.shown(plan, in: dataset) {
      try checkCells(shown.count &* people.count, in: dataset)
    }
    let (daily, monthly) = (grouped("daily"), grouped("monthly"))
    let frequency = grouped("frequency")
    for key in people.keys.sorted(by: { plan.dimensions.precedes($0, $1) }) {
      guard let users = people[key]?.first?.count(0), users > 0 else { continue }
      var group = ActivityCounts.Group(key: key, users: users)
      for row in daily[key] ?? [] {
        group.daily[row.count(0)] = .init(dau: row.count(1), wau: row.count(2), mau: row.count(3))
      }
      for row in monthly[key] ?? [] {
        group.monthly[row.count(0)] = .init(visits: row.count(1), users: row.count(2))
      }
      for row in frequency[key] ?? [] { group.frequency[row.count(0)] = row.count(1) }
      counts.groups.append(group)
    }
    return try answer(plan, by: unit, counts, on: dataset)
  }
}
