import Reporting

/// The SQL of a model: parts that end in one with a row for each user, `(user, class, weight)`.
struct SQLModel {
  let day: CivilDay
  let dataset: Dataset
  /// What the names of its parts begin with.
  let prefix: String

  private var today: Int { day.number }
  private var end: Int64 { dataset.calendar.start(of: day.advanced(by: 1)) }

  /// How ids are ordered where users are ranked: as numbers where every id is one.
  static func order(of alias: String, in dataset: Dataset) -> String {
    let isNumber = dataset.users.ids.allSatisfy { id in Int(id).map { String($0) == id } ?? false }
    return isNumber ? "CAST(\(alias).user AS INTEGER)" : "\(alias).user"
  }

  private func id(_ alias: String) -> String { Self.order(of: alias, in: dataset) }

  func name(_ part: String) -> String { "\(prefix)_\(part)" }

  /// The parts, of which the last is the classes.
  func parts(
    of model: UserModel, _ conditions: inout SQLConditions
  ) throws(Diagnostic) -> [SQLQuery.Part] {
    switch model {
    case .rfm(let rule):
      return try base(rule.events, &conditions) + [buyers(rule.window), rfm(rule)]
    case .quintile(let scores):
      return try base(scores.events, &conditions) + [buyers(scores.window), quintile(scores)]
    case .tier(let rule): return try base(rule.events, &conditions) + tier(rule)
    case .lifecycle(let rule): return try base(rule.events, &conditions) + [lifecycle(rule)]
    case .stages(let stages):
      return try base(stages.events, &conditions) + (try self.stages(stages, &conditions))
    case .activity(let rule):
      return try base(rule.events, &conditions) + (try activity(rule, &conditions))
    case .value(let rule): return try base(rule.events, &conditions) + value(rule)
    case .frequency(let rule): return try base(rule.events, &conditions) + [frequency(rule)]
    }
  }

  // MARK: What users had done by the end of the day

  func base(
    _ events: ModelEvents, _ conditions: inout SQLConditions
  ) throws(Diagnostic) -> [SQLQuery.Part] {
    let day = conditions.calendar.dayNumber("e.time")
    var start = "min(e.time)"
    var active = try conditions.selectsFactor(events.active, "e")
    if let signup = events.signup {
      let isSignup = try conditions.selectsFactor(signup, "e")
      start = "coalesce(min(CASE WHEN \(isSignup) THEN e.time END), min(e.time))"
      active += " AND NOT coalesce(\(isSignup), FALSE)"
    }
    let started = conditions.calendar.dayNumber("s.time")
    let registration = SQLQuery.Part(
      name("registered"), Phrase("who was registered by then, and the day", "当时已注册的用户与注册日"),
      """
      SELECT u.user, \(started) AS day,
        s.time IS NULL OR s.time < \(end) AS is_registered
      FROM users u
      LEFT JOIN (SELECT e.user, \(start) AS time FROM events e GROUP BY e.user) s
        ON s.user = u.user
      """)
    let days = SQLQuery.Part(
      name("days"), Phrase("days with activity other than sign-up", "注册以外有活跃的日子"),
      """
      SELECT DISTINCT e.user, \(day) AS day
      FROM events e
      WHERE e.time < \(end) AND \(active)
      """)
    return [registration, days, try orders(events, &conditions)]
  }

  private func orders(
    _ events: ModelEvents, _ conditions: inout SQLConditions
  ) throws(Diagnostic) -> SQLQuery.Part {
    let day = conditions.calendar.dayNumber("e.time")
    var amount = "0"
    var isOrder = "FALSE"
    if let index = events.amount {
      let property = conditions.property(index, of: "e")
      amount = SQLConditions.exact(property)
      isOrder = "\(property) >= 0"
    } else if let key = events.key {
      isOrder = try conditions.selectsFactor(key, "e")
    }
    return SQLQuery.Part(
      name("orders"), Phrase("orders up to then, in ten-thousandths", "当时为止的订单（万分之一为单位）"),
      """
      SELECT e.user, \(day) AS day, \(amount) AS amount
      FROM events e
      WHERE e.time < \(end) AND \(isOrder)
      """)
  }

  private func since(_ window: ModelWindow) -> String {
    let first = window.first(upTo: day)
    return first == .min ? "TRUE" : "day >= \(first)"
  }

  private func classes(_ body: String) -> SQLQuery.Part {
    SQLQuery.Part(name("classes"), Phrase("the class of each user", "每个用户的类别"), body)
  }

  // MARK: Recency, frequency, money

  private func buyers(_ window: ModelWindow) -> SQLQuery.Part {
    SQLQuery.Part(
      name("buyers"), Phrase("recency, frequency and money of the buyers", "买家的 R、F、M"),
      """
      SELECT user, \(today) - max(day) AS recency, count(DISTINCT day) AS frequency,
        sum(amount) AS money
      FROM \(name("orders"))
      WHERE \(since(window))
      GROUP BY user
      """)
  }

  private func rfm(_ rule: RFMRule) -> SQLQuery.Part {
    let all = "(SELECT count(*) FROM \(name("buyers")))"
    let money: String =
      switch rule.money {
      case .mean: "b.money * \(all) >= (SELECT sum(money) FROM \(name("buyers")))"
      case .amount(let least): "b.money >= \(least)"
      case .median:
        "b.money >= (SELECT avg(money) FROM (SELECT money FROM \(name("buyers")) ORDER BY money"
          + " LIMIT 2 - \(all) % 2 OFFSET (\(all) - 1) / 2))"
      }
    let bits =
      "4 * (b.recency <= \(rule.recency)) + 2 * (b.frequency >= \(rule.frequency)) + (\(money))"
    let names = [
      (7, "champion"), (5, "promising"), (3, "at_risk_loyal"), (1, "at_risk"), (6, "steady"),
      (4, "new"), (2, "fading"),
    ]
    let cases = names.map { "WHEN \($0.0) THEN '\($0.1)'" }.joined(separator: "\n    ")
    return classes(
      """
      SELECT u.user, CASE
        WHEN b.user IS NULL THEN 'none'
        ELSE CASE \(bits)
          \(cases)
          ELSE 'hibernating'
        END
      END AS class, coalesce(b.money, 0) AS weight
      FROM users u LEFT JOIN \(name("buyers")) b ON b.user = u.user
      """)
  }

  private func quintile(_ scores: RFMScores) -> SQLQuery.Part {
    let id = id("b")
    func score(_ order: String) -> String {
      "ntile(\(scores.bins)) OVER (ORDER BY \(order), \(id))"
    }
    return classes(
      """
      SELECT u.user, coalesce(s.box, 'none') AS class, coalesce(s.money, 0) AS weight
      FROM users u
      LEFT JOIN (
        SELECT b.user, b.money,
          \(score("b.recency DESC")) || \(score("b.frequency")) || \(score("b.money")) AS box
        FROM \(name("buyers")) b) s ON s.user = u.user
      """)
  }

  // MARK: Ranks

  /// How many a share of some rows is, rounded up.
  private func count(_ share: Double, of rows: String) -> String {
    SQLConditions.count(share, of: rows)
  }

  private func tier(_ rule: TierRule) -> [SQLQuery.Part] {
    let bought = SQLQuery.Part(
      name("bought"), Phrase("buyers of the window by amount", "窗口内的买家，按金额"),
      """
      SELECT o.user, count(*) AS orders, sum(o.amount) AS money,
        row_number() OVER (ORDER BY sum(o.amount) DESC, \(id("o"))) AS place
      FROM \(name("orders")) o JOIN \(name("registered")) r ON r.user = o.user
      WHERE r.is_registered AND o.\(since(rule.window))
      GROUP BY o.user
      """.replacing("o.TRUE", with: "TRUE"))
    let habits = SQLQuery.Part(
      name("habits"), Phrase("recent active days and active months", "近期活跃天数与活跃月数"),
      """
      SELECT user, sum(\(today) - day < \(rule.recent)) AS days,
        count(DISTINCT CASE WHEN \(since(rule.window))
          THEN strftime('%Y-%m', day * 86400, 'unixepoch') END) AS months
      FROM \(name("days"))
      GROUP BY user
      """)
    let top = count(rule.top, of: "(SELECT count(*) FROM \(name("bought")))")
    let money = """
      coalesce((SELECT sum(o.amount) FROM \(name("orders")) o WHERE o.user = u.user), 0)
      """
    return [
      bought, habits,
      classes(
        """
        SELECT u.user, CASE
          WHEN NOT r.is_registered THEN 'not_yet_registered'
          WHEN b.place <= \(top) AND b.orders >= \(rule.orders) THEN 'key'
          WHEN h.days >= \(rule.days) THEN 'potential'
          WHEN b.orders >= \(rule.orders) OR h.months >= 2 THEN 'general'
          ELSE 'random'
        END AS class, \(money) AS weight
        FROM users u
        JOIN \(name("registered")) r ON r.user = u.user
        LEFT JOIN \(name("bought")) b ON b.user = u.user
        LEFT JOIN \(name("habits")) h ON h.user = u.user
        """),
    ]
  }

  private func activity(
    _ rule: ActivityRule, _ conditions: inout SQLConditions
  ) throws(Diagnostic) -> [SQLQuery.Part] {
    let first = rule.window.first(upTo: day)
    let range = InstantRange(
      start: first == .min ? nil : dataset.calendar.start(of: CivilDay(number: first)), end: end)
    let bounds = SQLConditions.lies("e.time", in: range) ?? "TRUE"
    let contributions = SQLQuery.Part(
      name("contributions"), Phrase("users by their contributions", "用户的贡献数及排名"),
      """
      SELECT e.user, count(*) AS contributions,
        row_number() OVER (ORDER BY count(*) DESC, \(id("e"))) AS place
      FROM events e
      WHERE \(bounds) AND \(try conditions.selectsFactor(rule.contributions, "e"))
      GROUP BY e.user
      """)
    let all = "(SELECT count(*) FROM \(name("contributions")))"
    let (core, next) = (count(rule.core, of: all), count(rule.active, of: all))
    return [
      contributions,
      classes(
        """
        SELECT u.user, CASE
          WHEN c.place <= \(core) THEN 'core'
          WHEN c.place <= \(core) + \(next) THEN 'active'
          WHEN c.place IS NOT NULL THEN 'ordinary'
          WHEN NOT r.is_registered THEN 'not_yet_registered'
          ELSE 'inactive'
        END AS class, coalesce(c.contributions, 0) AS weight
        FROM users u
        JOIN \(name("registered")) r ON r.user = u.user
        LEFT JOIN \(name("contributions")) c ON c.user = u.user
        """),
    ]
  }

  private func value(_ rule: ValueRule) -> [SQLQuery.Part] {
    let spent = SQLQuery.Part(
      name("spent"), Phrase("revenue of each user", "每个用户的收入"),
      """
      SELECT u.user, coalesce(sum(o.amount), 0) AS money, count(o.user) AS orders
      FROM users u LEFT JOIN \(name("orders")) o ON o.user = u.user AND \(since(rule.window))
      GROUP BY u.user
      """)
    let members = rule.population == .registered ? "TRUE" : "s.orders > 0"
    let ranked = SQLQuery.Part(
      name("ranked"), Phrase("the population by revenue", "总体按收入排名"),
      """
      SELECT s.user, row_number() OVER (ORDER BY s.money DESC, \(id("s"))) AS place
      FROM \(name("spent")) s JOIN \(name("registered")) r ON r.user = s.user
      WHERE r.is_registered AND \(members)
      """)
    let top: String =
      switch rule.top {
      case .users(let users): "\(users)"
      case .share(let share): count(share, of: "(SELECT count(*) FROM \(name("ranked")))")
      }
    return [
      spent, ranked,
      classes(
        """
        SELECT u.user, CASE
          WHEN NOT r.is_registered THEN 'not_yet_registered'
          WHEN k.place IS NULL THEN 'none'
          WHEN k.place <= \(top) THEN 'top'
          ELSE 'others'
        END AS class, s.money AS weight
        FROM users u
        JOIN \(name("registered")) r ON r.user = u.user
        JOIN \(name("spent")) s ON s.user = u.user
        LEFT JOIN \(name("ranked")) k ON k.user = u.user
        """),
    ]
  }

  private func frequency(_ rule: FrequencyRule) -> SQLQuery.Part {
    classes(
      """
      SELECT u.user, CASE
        WHEN NOT r.is_registered THEN 'not_yet_registered'
        WHEN o.last IS NULL THEN 'none'
        WHEN \(today) - o.last > \(rule.recent) THEN 'idle'
        WHEN o.orders >= \(rule.orders) THEN 'frequent'
        ELSE 'occasional'
      END AS class, 0 AS weight
      FROM users u
      JOIN \(name("registered")) r ON r.user = u.user
      LEFT JOIN (
        SELECT user, count(*) AS orders, max(day) AS last FROM \(name("orders"))
        WHERE \(since(rule.window)) GROUP BY user) o ON o.user = u.user
      """)
  }
}
