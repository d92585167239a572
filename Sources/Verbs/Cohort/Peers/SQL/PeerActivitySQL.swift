import Engine
import Language
import Reporting

/// Writes the SQL of active periods by a product's rules.
///
/// `active` holds the periods in which a user did anything, with how many events; `shown` the first
/// and the last period that are told.
struct PeerActivitySQL {
  private let parts: [SQLQuery.Part]
  private let bounds: (low: Int?, high: Int)

  init(_ plan: Cohort.Plan, _ question: Cohort.PeerQuestion, on dataset: Dataset) throws(Diagnostic)
  {
    var conditions = SQLConditions(dataset)
    let calendar = question.calendar(of: dataset)
    let periods = SQLCalendar(of: dataset, cutBy: calendar)
    let unit = question.countedUnit
    let chosen = try conditions.belongs(to: plan.population, "u")
    let active = try conditions.selects(plan.start, "e")
    bounds = PeerPeriods.bounds(of: plan, unit, dataset, calendar)
    let people = SQLQuery.Part(
      "people", Phrase("the users", "参与统计的用户"),
      CohortSQL.select(["u.user"], "FROM users u", chosen.map { "WHERE \($0)" } ?? ""))
    let days = SQLQuery.Part(
      "active", Phrase("the periods in which users did ", "用户做了以下事件的各期：") + plan.startLabel,
      CohortSQL.select(
        ["e.user", "\(periods.number("e.time", unit)) AS period", "count(*) AS events"],
        "FROM events e JOIN people p ON p.user = e.user",
        active == "TRUE" ? "" : "WHERE \(active)", "GROUP BY e.user, period"))
    let since = bounds.low.map { "\($0)" } ?? "min(period)"
    let shown = SQLQuery.Part(
      "shown", Phrase("the first and the last period that are told", "统计的首期与末期"),
      "SELECT \(since) AS since, \(bounds.high) AS upto"
        + (bounds.low == nil ? " FROM active" : ""))
    parts = conditions.lists + [people, days, shown]
  }

  func queries(of question: Cohort.PeerQuestion) -> [SQLQuery] {
    let first = query(
      "first", Phrase("the first active period", "最早的活跃期"), [],
      "SELECT min(period) AS first\nFROM active")
    switch question {
    case .retention: return []
    case .newActivity: return [first, sightings]
    case .activePeriods(let activity): return [first, frequency(activity)]
    case .trailing(let activity):
      return activity.days > 0 ? [first, bins(activity)] : [first, windows(activity)]
    }
  }

  private func query(
    _ name: String, _ note: Phrase, _ more: [SQLQuery.Part], _ body: String
  ) -> SQLQuery {
    SQLQuery(
      name, note, parts: parts + more,
      isRecursive: more.contains { $0.name.hasPrefix("periods") }, body)
  }

  private static let inside = "JOIN shown ON period BETWEEN since AND upto"

  private var sightings: SQLQuery {
    query(
      "sightings",
      Phrase("users by the period they were first seen in, in each period", "各期用户，按首次出现的时期分"),
      [
        SQLQuery.Part(
          "firsts", Phrase("where each user was seen first", "每个用户首次出现的时期"),
          "SELECT user, min(period) AS first\nFROM active \(Self.inside)\nGROUP BY user")
      ],
      """
      SELECT f.first, a.period, count(*) AS users, sum(a.events) AS events
      FROM firsts f
      JOIN active a ON a.user = f.user
      \(Self.inside)
      GROUP BY f.first, a.period
      """)
  }

  private func frequency(_ activity: PeerActivity) -> SQLQuery {
    let most =
      activity.times.upperBound == .max ? "" : " AND sum(events) <= \(activity.times.upperBound)"
    return query(
      "frequency", Phrase("users by their number of active intervals", "按活跃区间数分的用户数"),
      [
        SQLQuery.Part(
          "intervals", Phrase("the intervals in which a user was active enough", "用户足够活跃的区间"),
          """
          SELECT user, (period - since) / \(max(1, activity.every)) AS place
          FROM active \(Self.inside)
          GROUP BY user, place
          HAVING sum(events) >= \(activity.times.lowerBound)\(most)
          """),
        SQLQuery.Part(
          "often", Phrase("how many there are of each user", "每个用户的活跃区间数"),
          "SELECT user, count(*) AS number\nFROM intervals\nGROUP BY user"),
      ], "SELECT number, count(*) AS users\nFROM often\nGROUP BY number")
  }

  private func windows(_ activity: PeerActivity) -> SQLQuery {
    query(
      "windows",
      Phrase(
        "events and users of the \(activity.window) periods that end with each, and its own users",
        "截至各期的 \(activity.window) 期内的事件与用户，及当期用户"),
      [
        SQLQuery.Part(
          "periods(number)", Phrase("every period that is told", "统计的每一期"),
          """
          SELECT since FROM shown WHERE since <= upto
          UNION ALL
          SELECT number + 1 FROM periods JOIN shown WHERE number < upto
          """)
      ],
      """
      SELECT number, sum(events) AS events, count(DISTINCT user) AS outer_users,
        count(CASE WHEN period = number THEN user END) AS inner_users
      FROM periods
      JOIN active ON period BETWEEN number - \(activity.window &- 1) AND number
      GROUP BY number
      """)
  }

  private func bins(_ activity: PeerActivity) -> SQLQuery {
    let length = activity.unit == .week ? 7 : 1
    return query(
      "bins", Phrase("users with enough active days, by bin", "活跃天数足够的用户，按区间"),
      [
        SQLQuery.Part(
          "enough",
          Phrase(
            "days with \(activity.days) active days in the \(activity.window) that end with them",
            "截至当日的 \(activity.window) 天内活跃满 \(activity.days) 天的日子"),
          """
          SELECT a.user, a.period
          FROM active a
          JOIN active b
            ON b.user = a.user
            AND b.period BETWEEN a.period - \(activity.window &- 1) AND a.period
          GROUP BY a.user, a.period
          HAVING count(*) >= \(activity.days)
          """)
      ],
      """
      SELECT (period - since) / \(length) AS bin, count(DISTINCT user) AS users
      FROM enough \(Self.inside)
      GROUP BY bin
      """)
  }
}

extension Cohort.PeerQuestion {
  /// The periods in which events are counted; active days are days.
  var countedUnit: CalendarUnit {
    if case .trailing(let activity) = self, activity.days > 0 { return .day }
    return unit
  }
}
