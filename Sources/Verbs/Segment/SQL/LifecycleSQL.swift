import Engine
import Reporting

/// Writes the SQL of the states by period.
struct LifecycleSQL {
  private let question: LifecycleQuestion
  private let dataset: Dataset
  private var conditions: SQLConditions

  init(_ question: LifecycleQuestion, _ dataset: Dataset) {
    self.question = question
    var own = dataset
    own.calendar = own.calendar.starting(weekOn: question.weekStart)
    self.dataset = own
    conditions = SQLConditions(dataset, calendar: SQLCalendar(of: own))
  }

  /// `first` and `states`.
  func queries() throws(Diagnostic) -> [SQLQuery] {
    var copy = self
    return try copy.written()
  }

  private mutating func written() throws(Diagnostic) -> [SQLQuery] {
    let isActive = try conditions.selects(question.active, "e")
    let belongs = try conditions.belongs(to: question.population, "u")
    let period = conditions.calendar.number("e.time", question.unit)
    let birth = conditions.calendar.number("min(e.time)", question.unit)
    let people = belongs.map {
      "JOIN users u ON u.user = e.user\nWHERE "
        + SQL.all([isActive, $0].filter { $0 != "TRUE" }.map { SQL.parenthesized($0) })
    }
    let active = SQLQuery.Part(
      "active", Phrase("the periods in which each user was active", "每个用户活跃的时间段"),
      "SELECT DISTINCT e.user, \(period) AS period\nFROM events e\n"
        + (people ?? "WHERE \(isActive)"))
    let born = SQLQuery.Part(
      "born", Phrase("the period of each user's first event of any kind", "每个用户首次任意事件的时间段"),
      "SELECT e.user, \(birth) AS period\nFROM events e\nGROUP BY e.user")
    let states = SQLQuery.Part(
      "states", Phrase("what each user is in each period", "每个用户在各时间段的状态"),
      """
      SELECT a.user, a.period, CASE
        WHEN a.period = b.period THEN 'new'
        WHEN p.user IS NOT NULL THEN 'returning'
        ELSE 'resurrecting'
      END AS state
      FROM active a
      JOIN born b ON b.user = a.user
      LEFT JOIN active p ON p.user = a.user AND p.period = a.period - 1
      UNION ALL
      SELECT a.user, a.period + 1, 'dormant'
      FROM active a
      LEFT JOIN active n ON n.user = a.user AND n.period = a.period + 1
      WHERE n.user IS NULL
      """)
    let sums = ["new", "returning", "resurrecting", "dormant"].map {
      "sum(state = '\($0)') AS \($0)_users"
    }
    return [
      SQLQuery(
        "first", Phrase("when anybody was first active", "最早的活跃时间"), parts: conditions.lists,
        "SELECT min(e.time)\nFROM events e\nWHERE \(isActive)"),
      SQLQuery(
        "states", Phrase("users of each state by period", "各时间段各状态的用户数"),
        parts: conditions.lists + [active, born, states],
        "SELECT period, \(sums.joined(separator: ", "))\nFROM states\(shown())\nGROUP BY period"
          + "\nORDER BY period"),
    ]
  }

  /// The condition by which a period lies in the range; nobody is dormant in the first.
  private func shown() -> String {
    let calendar = dataset.calendar
    let end = min(question.range.end ?? dataset.end, dataset.end) &- 1
    let high = "period <= \(calendar.period(of: end, unit: question.unit))"
    guard let start = question.range.start else { return "\nWHERE \(high)" }
    let low = calendar.period(of: start, unit: question.unit)
    return "\nWHERE period >= \(low) AND \(high) AND NOT (state = 'dormant' AND period = \(low))"
  }
}

extension LifecycleStates {
  /// From what SQL counted.
  init(_ question: LifecycleQuestion, reading rows: SQLRows, in dataset: Dataset) {
    let calendar = dataset.calendar.starting(weekOn: question.weekStart)
    guard let first = rows["first"].first?.milliseconds(0),
      let shown = Self.periods(from: first, question.unit, question.range, calendar, dataset)
    else {
      self.init([])
      return
    }
    var periods = shown.map { Period(period: $0) }
    for row in rows["states"] where shown.contains(row.count(0)) {
      periods[row.count(0) - shown.lowerBound] = Period(
        period: row.count(0), new: row.count(1), returning: row.count(2),
        resurrecting: row.count(3), dormant: row.count(4))
    }
    self.init(periods)
  }
}
