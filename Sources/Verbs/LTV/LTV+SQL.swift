import Engine
import Language
import Reporting

extension LTV {
  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    if let projection = plan.projection {
      return projection.isMeasured ? try ProjectionSQL(plan, on: dataset).queries() : []
    }
    var queries: [SQLQuery] = []
    for (index, side) in sides(of: plan).enumerated() {
      var sql = ValueSQL(
        plan, users: side.users, range: side.range, suffix: suffix(index), on: dataset)
      queries += try sql.queries()
    }
    return queries
  }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    if let projection = plan.projection {
      let counts = try ProjectionCounts(projection, plan, dataset, reading: rows)
      return try answer(projection, plan, dataset, counts)
    }
    var counts = ValueCounts(sides: [])
    for (index, side) in sides(of: plan).enumerated() {
      let reader = ValueRows(plan: plan, dataset: dataset, rows: rows, suffix: suffix(index))
      counts.sides.append(try reader.side(range: side.range))
    }
    return try answer(plan, dataset, counts, Interrupt())
  }

  private static func sides(of plan: Plan) -> [(users: UserSet?, range: InstantRange)] {
    plan.comparison?.sides.map { ($0.users, $0.range) } ?? [(nil, plan.range)]
  }

  /// What tells the queries of a side from those of the first.
  private static func suffix(_ side: Int) -> String { side == 0 ? "" : "_\(side + 1)" }
}

/// Writes the SQL of what the formula is measured from.
struct ProjectionSQL {
  let plan: LTV.Plan
  let dataset: Dataset
  private var conditions: SQLConditions

  init(_ plan: LTV.Plan, on dataset: Dataset) {
    self.plan = plan
    self.dataset = dataset
    conditions = SQLConditions(dataset)
  }

  private var groups: [String] { plan.breakdown.indices.map { "group_\($0 + 1)" } }

  /// `groups`, `money` and `months`.
  func queries() throws(Diagnostic) -> [SQLQuery] {
    var copy = self
    return try copy.written()
  }

  private mutating func written() throws(Diagnostic) -> [SQLQuery] {
    guard let span = MonthSpan(plan.range, in: dataset) else { return [] }
    let people = try people()
    let calendar = conditions.calendar
    let month = calendar.number("e.time", .month)
    let by = groups.isEmpty ? "" : "\nGROUP BY " + groups.joined(separator: ", ")
    func selected(_ columns: [String]) -> String {
      "SELECT " + (groups + columns).joined(separator: ", ")
    }
    let (amount, cost) = money()
    func listed(_ alias: String, _ columns: String...) -> String {
      (groups.map { "\(alias).\($0)" } + columns).joined(separator: ", ")
    }
    let sums = SQLQuery.Part(
      "paid", Phrase("money by month, in ten-thousandths", "每月收支，以万分之一计"),
      """
      SELECT \(listed("p", "\(month) AS month", "\(amount) AS revenue", "\(cost) AS cost"))
      FROM people p JOIN events e ON e.user = p.user
      """ + spent())
    let active = try conditions.selectsFactor(plan.active, "e")
    let months = SQLQuery.Part(
      "active", Phrase("the months in which each user was active", "每个用户活跃的月份"),
      """
      SELECT DISTINCT p.user, \(listed("p", "\(month) AS month"))
      FROM people p JOIN events e ON e.user = p.user
      WHERE \(active)
      """)
    let lists = conditions.lists
    let (low, high) = (span.months.lowerBound, span.months.upperBound - 1)
    let (first, last) = (span.pairs.lowerBound - 1, span.pairs.upperBound - 2)
    let isPair = "a.month BETWEEN \(first) AND \(last)"
    return [
      SQLQuery(
        "groups", Phrase("the groups and their users", "各组及其用户数"), parts: lists + [people],
        selected(["count(*) AS users"]) + "\nFROM people" + by),
      SQLQuery(
        "money", Phrase("what was paid in the months", "这些月份的收支"),
        tables: plan.ledgers.isEmpty ? [] : [CostLedger.table(of: plan.ledgers, in: dataset)],
        parts: lists + [people, sums],
        selected(["sum(revenue) AS revenue", "sum(cost) AS cost"])
          + "\nFROM paid\nWHERE month BETWEEN \(low) AND \(high)" + by),
      SQLQuery(
        "months",
        Phrase("active months, and those that no other follows", "活跃人月，及次月未再活跃者"),
        parts: lists + [people, months],
        """
        SELECT \(listed("a", "sum(a.month BETWEEN \(low) AND \(high)) AS active")),
          sum(\(isPair)) AS at_risk, sum(\(isPair) AND n.user IS NULL) AS lost
        FROM active a LEFT JOIN active n ON n.user = a.user AND n.month = a.month + 1
        """ + (groups.isEmpty ? "" : "\nGROUP BY " + listed("a"))
      ),
    ]
  }

  private mutating func people() throws(Diagnostic) -> SQLQuery.Part {
    var columns = ["u.user"]
    for (index, dimension) in plan.breakdown.enumerated() {
      guard case .user(let users) = dimension else { continue }
      columns.append("\(try conditions.value(of: users, "u")) AS group_\(index + 1)")
    }
    let chosen = try conditions.belongs(to: plan.population, "u").map { "\nWHERE \($0)" } ?? ""
    return SQLQuery.Part(
      "people", Phrase("the users, with their groups", "参与统计的用户及其分组"),
      "SELECT " + columns.joined(separator: ", ") + "\nFROM users u" + chosen)
  }

  /// The rows of costs that stand in a table of their own.
  private func spent() -> String {
    guard !plan.ledgers.isEmpty else { return "" }
    let month = conditions.calendar.number("c.time", .month)
    let columns = groups.map { "p.\($0)" } + ["\(month)", "0", "c.cost"]
    return "\nUNION ALL\nSELECT \(columns.joined(separator: ", "))\n"
      + "FROM people p JOIN costs c ON c.user = p.user"
  }

  private func money() -> (amount: String, cost: String) {
    var costs: [String] = []
    if case .costs(let sources) = plan.basis {
      for case .property(let index) in sources {
        costs.append("coalesce(\(ValueSQL.parts(conditions.property(index, of: "e"))), 0)")
      }
    }
    var amount = "0"
    if let index = plan.amount {
      let parts = ValueSQL.parts(conditions.property(index, of: "e"))
      amount = plan.subtractsRefunds ? "coalesce(\(parts), 0)" : "max(coalesce(\(parts), 0), 0)"
    }
    return (amount, costs.isEmpty ? "0" : costs.joined(separator: " + "))
  }
}

extension ProjectionCounts {
  /// From what SQL counted.
  init(
    _ projection: LTV.Projection, _ plan: LTV.Plan, _ dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) {
    guard projection.isMeasured, let span = MonthSpan(plan.range, in: dataset) else {
      try self.init(projection, plan, dataset, Interrupt())
      return
    }
    self.init(span, in: dataset)
    let dimensions = plan.breakdown.compactMap { dimension -> UserDimension? in
      if case .user(let users) = dimension { users } else { nil }
    }
    let width = dimensions.count
    func key(_ row: [Cell]) -> [Cell] {
      zip(dimensions, row).map { $0.cell($1, in: dataset) }
    }
    var tallies: [[Cell]: Group] = [:]
    for row in rows["groups"] { tallies[key(row)] = Group(key: key(row)) }
    for row in rows["money"] {
      tallies[key(row)]?.revenue = row.milliseconds(width) ?? 0
      tallies[key(row)]?.cost = row.milliseconds(width + 1) ?? 0
    }
    for row in rows["months"] {
      tallies[key(row)]?.active = row.count(width)
      tallies[key(row)]?.atRisk = row.count(width + 1)
      tallies[key(row)]?.lost = row.count(width + 2)
    }
    groups = tallies.values.sorted { dimensions.precedes($0.key, $1.key) }
  }
}
