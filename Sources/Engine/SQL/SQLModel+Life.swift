import Reporting

extension SQLModel {
  // MARK: Life

  /// When a user was last active, and what lies on both sides of the days that are recent.
  private func stays(_ rule: LifecycleRule) -> String {
    """
    SELECT user, max(day) AS last,
      min(CASE WHEN \(day.number) - day <= \(rule.active) THEN day END) AS back,
      max(CASE WHEN \(day.number) - day > \(rule.active) THEN day END) AS away
    FROM \(prefix)_days GROUP BY user
    """
  }

  func lifecycle(_ rule: LifecycleRule) -> SQLQuery.Part {
    SQLQuery.Part(
      "\(prefix)_classes", Phrase("the class of each user", "每个用户的类别"),
      """
      SELECT u.user, CASE
        WHEN NOT r.is_registered THEN 'not_yet_registered'
        WHEN a.last IS NULL THEN 'never'
        WHEN \(day.number) - r.day <= \(rule.new) THEN 'new'
        WHEN \(day.number) - a.last <= \(rule.active) AND a.back - a.away > \(rule.active)
          THEN 'returned'
        WHEN \(day.number) - a.last <= \(rule.active) THEN 'active'
        WHEN \(day.number) - a.last <= \(rule.dormant) THEN 'dormant'
        ELSE 'lost'
      END AS class, 0 AS weight
      FROM users u
      JOIN \(prefix)_registered r ON r.user = u.user
      LEFT JOIN (\(stays(rule))) a ON a.user = u.user
      """)
  }

  func stages(
    _ model: StageModel, _ conditions: inout SQLConditions
  ) throws(Diagnostic) -> [SQLQuery.Part] {
    let states = lifecycle(model.lifecycle)
    let life = SQLQuery.Part("\(prefix)_states", states.note, states.body)
    let calendar = conditions.calendar
    let end = dataset.calendar.start(of: day.advanced(by: 1))
    func of(_ events: EventSelector?, _ value: String) throws(Diagnostic) -> String {
      guard let events else { return "NULL" }
      let kind = try conditions.selectsFactor(events, "e")
      return "(SELECT \(value) FROM events e WHERE e.user = u.user AND e.time < \(end) AND \(kind))"
    }
    let orders = "(SELECT count(*) FROM \(prefix)_orders o WHERE o.user = u.user)"
    let last = "(SELECT max(day) FROM \(prefix)_days d WHERE d.user = u.user)"
    var cases: [String] = []
    let told = zip(model.stages, model.parts).filter { $0.1.isState }.map(\.0)
    for stage in told.reversed() {
      let test: String =
        switch stage.test {
        case .registered: "TRUE"
        case .activated:
          "\(try of(model.events.key, "min(\(calendar.dayNumber("e.time")))")) - r.day <= 7"
        case .ordered: "\(orders) >= 1"
        case .orderedTwice: "\(orders) >= 2"
        case .retained: "\(last) - r.day >= 7"
        case .active: "\(day.number) - \(last) <= \(model.lifecycle.active)"
        case .invited: "\(try of(model.events.invite, "count(*)")) > 0"
        case .returned: "l.class = 'returned'"
        case .noState: "FALSE"
        }
      cases.append("WHEN \(test) THEN '\(stage.key)'")
    }
    let first = told.first?.key ?? ""
    return [
      life,
      SQLQuery.Part(
        "\(prefix)_classes", Phrase("the furthest stage of each user", "每个用户到达的最远阶段"),
        """
        SELECT u.user, CASE
          WHEN NOT r.is_registered THEN 'not_yet_registered'
          \(cases.joined(separator: "\n  "))
          ELSE '\(first)'
        END AS class, 0 AS weight
        FROM users u
        JOIN \(prefix)_registered r ON r.user = u.user
        JOIN \(prefix)_states l ON l.user = u.user
        """),
    ]
  }
}
