import Engine
import Language
import Reporting

/// Writes the SQL of a question about the value of users, for one side of a comparison.
///
/// `acquired` are all users with the day they were acquired, `people` the same with their groups,
/// the last day of their horizon and whether they count, `seen` what they did within it. Days are
/// numbers of local days; money is in ten-thousandths.
struct ValueSQL {
  let plan: LTV.Plan
  let dataset: Dataset
  /// Nil for the population of the statement.
  let users: UserSet?
  let range: InstantRange
  /// What is added to the name of every table expression, to tell the sides apart.
  let suffix: String
  private var conditions: SQLConditions

  init(
    _ plan: LTV.Plan, users: UserSet?, range: InstantRange, suffix: String, on dataset: Dataset
  ) {
    self.plan = plan
    self.dataset = dataset
    self.users = users
    self.range = range
    self.suffix = suffix
    conditions = SQLConditions(dataset)
  }

  private var groups: [String] { plan.breakdown.indices.map { "group_\($0 + 1)" } }

  private func name(_ table: String) -> String { table + suffix }

  private static func select(_ columns: [String], _ rest: String...) -> String {
    (["SELECT\n" + SQL.indented(columns.joined(separator: ",\n"))] + rest.filter { !$0.isEmpty })
      .joined(separator: "\n")
  }

  /// `sizes`, `members` and `movements`.
  mutating func queries() throws(Diagnostic) -> [SQLQuery] {
    let people = [try acquired(), try people()]
    let seen = people + [try seen()]
    let lists = conditions.lists
    let by = groups.isEmpty ? "" : "GROUP BY " + groups.joined(separator: ", ")
    return [
      SQLQuery(
        name("sizes"), Phrase("how many were acquired in each group", "各组获取了多少用户"),
        parts: lists + people,
        Self.select(
          groups + [
            "count(*) AS acquired", "sum(is_chosen) AS users",
            "sum(is_chosen AND last <= \(dataset.asof.day.number)) AS mature",
          ], "FROM \(name("people"))", by)),
      SQLQuery(
        name("members"),
        Phrase("the users counted, and what is left out of theirs", "计入的用户及未计入的部分"),
        parts: lists + seen,
        Self.select(
          groups.map { "p.\($0)" } + [
            "p.user", "p.day", "coalesce(max(s.is_active), 0) AS is_active",
            "coalesce(sum(s.is_refund), 0) AS refunds",
            "coalesce(sum(s.is_without_cost), 0) AS without_cost",
          ], "FROM \(name("people")) p", "LEFT JOIN \(name("seen")) s ON s.user = p.user",
          "WHERE p.is_counted", "GROUP BY p.user")),
      movements(lists + seen),
    ] + strays()
  }

  private func movements(_ parts: [SQLQuery.Part]) -> SQLQuery {
    let paid = Self.select(
      ["user", "time", "age", "revenue", "cost"], "FROM \(name("seen"))",
      "WHERE NOT is_refund AND (revenue <> 0 OR cost <> 0)")
    let note = Phrase("the money of the users counted", "计入用户的收支")
    guard !plan.ledgers.isEmpty else {
      return SQLQuery(name("movements"), note, parts: parts, paid)
    }
    let age = "\(conditions.calendar.dayNumber("c.time")) - p.day"
    let spent = SQLQuery.Part(
      name("spent"), Phrase("the costs of their own table, by age", "单独成表的成本及当时的天数"),
      Self.select(
        ["c.user", "c.time", "\(age) AS age", "p.last - p.day AS oldest", "c.cost"],
        "FROM \(name("people")) p JOIN costs c ON c.user = p.user", "WHERE p.is_counted"))
    return SQLQuery(
      name("movements"), note, tables: [CostLedger.table(of: plan.ledgers, in: dataset)],
      parts: parts + [spent],
      paid + "\nUNION ALL\n"
        + Self.select(
          ["user", "time", "age", "0", "cost"], "FROM \(name("spent"))",
          "WHERE age BETWEEN 0 AND oldest AND cost <> 0"))
  }

  /// Costs of users whom the dataset does not know.
  private func strays() -> [SQLQuery] {
    guard !plan.ledgers.isEmpty, suffix.isEmpty else { return [] }
    return [
      SQLQuery(
        "strays", Phrase("costs of nobody known", "用户未知的成本"),
        tables: [CostLedger.table(of: plan.ledgers, in: dataset)],
        "SELECT count(*)\nFROM costs\nWHERE user IS NULL")
    ]
  }

  private mutating func acquired() throws(Diagnostic) -> SQLQuery.Part {
    let event = try conditions.selectsFactor(plan.acquisition ?? .any, "e")
    let inside = SQLConditions.lies("min(e.time)", in: range).map { "HAVING \($0)" } ?? ""
    let day = conditions.calendar.dayNumber("acquired")
    return SQLQuery.Part(
      name("acquired"), Phrase("when each user was acquired", "每个用户的获取时间"),
      Self.select(
        ["user", "acquired", "\(day) AS day"],
        "FROM "
          + SQL.parenthesized(
            Self.select(
              ["e.user", "min(e.time) AS acquired"], "FROM events e",
              event == "TRUE" ? "" : "WHERE \(event)", "GROUP BY e.user", inside))))
  }

  private mutating func people() throws(Diagnostic) -> SQLQuery.Part {
    var columns = ["u.user", "a.day", "\(last) AS last"]
    for (index, dimension) in plan.breakdown.enumerated() {
      let value =
        switch dimension {
        case .user(let users): try conditions.value(of: users, "u")
        case .period(let unit): conditions.calendar.number("a.acquired", unit)
        }
      columns.append("\(value) AS group_\(index + 1)")
    }
    let chosen =
      if let users { try conditions.isMember("u.user", of: users, named: name("side")) } else {
        try conditions.belongs(to: plan.population, "u")
      }
    columns.append("coalesce(\(chosen ?? "TRUE"), FALSE) AS is_chosen")
    let isOld = plan.keepsImmature ? "" : " AND last <= \(dataset.asof.day.number)"
    return SQLQuery.Part(
      name("people"),
      Phrase(
        "the users with their groups and the last day of their horizon", "用户、分组与窗口期最后一天"),
      Self.select(
        ["*", "is_chosen\(isOld) AS is_counted"],
        "FROM "
          + SQL.parenthesized(
            Self.select(
              columns, "FROM \(name("acquired")) a JOIN users u ON u.user = a.user"))))
  }

  /// The number of the last day that counts: months move the date, clamped to the month's end.
  private var last: String {
    let horizon = plan.horizon
    let months: Int
    switch horizon.unit {
    case .week: return "a.day + \(horizon.count * 7)"
    case .month: months = horizon.count
    case .quarter: months = horizon.count * 3
    case .year: months = horizon.count * 12
    default: return "a.day + \(horizon.count)"
    }
    let date = "a.day * 86400, 'unixepoch'"
    let first = "strftime('%s', \(date), 'start of month', '+\(months) months') / 86400"
    let length = "strftime('%d', \(date), 'start of month', '+\(months + 1) months', '-1 day')"
    return "\(first) + min(strftime('%d', \(date)) + 0, \(length) + 0) - 1"
  }

  /// What those who count did within their horizon.
  private mutating func seen() throws(Diagnostic) -> SQLQuery.Part {
    let active = try conditions.selectsFactor(plan.active, "e")
    let amount = plan.amount.map { Self.parts(conditions.property($0, of: "e")) } ?? "NULL"
    var costs: [String] = []
    if case .costs(let sources) = plan.basis {
      for case .property(let index) in sources {
        costs.append(Self.parts(conditions.property(index, of: "e")))
      }
    }
    let cost = costs.isEmpty ? "0" : costs.map { "coalesce(\($0), 0)" }.joined(separator: " + ")
    let isUnpriced =
      costs.isEmpty ? "0" : costs.map { "\($0) IS NULL" }.joined(separator: " AND ")
    let age = "\(conditions.calendar.dayNumber("e.time")) - p.day"
    let isRefund = plan.subtractsRefunds ? "0" : "coalesce(amount < 0, 0)"
    return SQLQuery.Part(
      name("seen"),
      Phrase(
        "what they did within their horizon, money in ten-thousandths",
        "窗口期内的行为，金额以万分之一计"),
      Self.select(
        [
          "user", "time", "age", "is_active", "\(isRefund) AS is_refund",
          "coalesce(amount, 0) AS revenue", "cost",
          "coalesce(amount > 0, 0) AND is_unpriced AS is_without_cost",
        ],
        "FROM "
          + SQL.parenthesized(
            Self.select(
              [
                "e.user", "e.time", "\(age) AS age", "p.last - p.day AS oldest",
                "\(active) AS is_active", "\(amount) AS amount", "\(cost) AS cost",
                "\(isUnpriced) AS is_unpriced",
              ],
              "FROM \(name("people")) p JOIN events e ON e.user = p.user",
              "WHERE p.is_counted")),
        "WHERE age BETWEEN 0 AND oldest"))
  }

  /// An amount in units as ten-thousandths.
  static func parts(_ amount: String) -> String {
    "CAST(round(\(amount) * 10000) AS INTEGER)"
  }
}
