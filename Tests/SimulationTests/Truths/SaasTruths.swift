/// What is planted in `saas`, asked in plain SQL.
enum SaasTruths {
  static let all = acquisition + retention + setup + subscriptions

  private static let quarter = "signup_at >= '2024-04-01'"
  /// Users who signed up in the two quarters; those of July, if any, stand apart.
  private static let halfYear = "signup_at < '2024-07-01'"

  /// Whether the user `u` used the product on a day so many days after the sign-up.
  private static func used(_ days: Int, or later: Bool = false) -> String {
    """
    EXISTS (SELECT 1 FROM usage_daily AS d WHERE d.uid = u.uid
      AND d.date \(later ? ">=" : "=") date(u.signup_at, '+\(days) days'))
    """
  }

  private static let done = """
    EXISTS (SELECT 1 FROM events AS e WHERE e.uid = u.uid AND e.event = 'setup_done')
    """

  private static let acquisition: [PlantedTruth] = [
    .counts(
      "SA1", "visitors by month",
      """
      SELECT sum(visitors) FROM traffic_daily GROUP BY substr(date, 1, 7)
      ORDER BY substr(date, 1, 7)
      """, Array(repeating: [20_000], count: 6)),
    .counts(
      "SA1", "sign-ups by month: 2.0% to 5.0%",
      """
      SELECT count(*) FROM users GROUP BY substr(signup_at, 1, 7) ORDER BY substr(signup_at, 1, 7)
      """, [[400], [500], [600], [700], [800], [1_000]]),
    .counts(
      "SA1", "users with a sign-up event of that time",
      """
      SELECT count(*) FROM users AS u WHERE EXISTS (SELECT 1 FROM events AS e
        WHERE e.uid = u.uid AND e.event = 'signup' AND e.ts = u.signup_at)
      """, [[4_000]]),
  ]

  private static let retention: [PlantedTruth] = [
    .counts(
      "SA2", "users of a quarter, back on day 1, back on day 7",
      """
      SELECT count(*), sum(\(used(1))), sum(\(used(7))) FROM users AS u WHERE \(halfYear)
      GROUP BY \(quarter) ORDER BY \(quarter)
      """, [[1_500, 450, 225], [2_500, 1_000, 830]]),
    .counts(
      "SA3", "users of a quarter back on day 7 or later",
      """
      SELECT sum(\(used(7, or: true))) FROM users AS u WHERE \(halfYear)
      GROUP BY \(quarter) ORDER BY \(quarter)
      """, [[375], [1_125]]),
    .counts(
      "SA6", "users of a month, back on day 30, whether or not that day has come",
      """
      SELECT count(*), sum(\(used(30))) FROM users AS u
      GROUP BY substr(signup_at, 1, 7) ORDER BY substr(signup_at, 1, 7)
      """, [[400, 20], [500, 25], [600, 30], [700, 49], [800, 56], [1_000, 14]]),
    .counts(
      "SA6", "users of June whose day 30 has come, back on it",
      """
      SELECT count(*), sum(\(used(30))) FROM users AS u
      WHERE signup_at >= '2024-06-01' AND date(signup_at, '+30 days') <= '2024-07-07'
      """, [[200, 14]]),
    .counts(
      "SA7", "of Q1's users back on day 7: active in their weeks 1 and 5, and their sessions",
      """
      WITH panel AS (
        SELECT uid, date(signup_at) AS day FROM users AS u
        WHERE signup_at < '2024-04-01' AND \(used(7))),
      week AS (
        SELECT p.uid, CAST(julianday(d.date) - julianday(p.day) AS INTEGER) / 7 AS age,
          sum(d.sessions) AS sessions
        FROM panel AS p JOIN usage_daily AS d USING (uid) GROUP BY p.uid, age)
      SELECT count(*), sum(sessions) FROM week WHERE age IN (1, 5) GROUP BY age ORDER BY age
      """, [[225, 1_050], [75, 750]]),
    .counts(
      "SA7", "those still there in week 5: their number and sessions in weeks 1 to 5",
      """
      WITH panel AS (
        SELECT uid, date(signup_at) AS day FROM users AS u
        WHERE signup_at < '2024-04-01' AND \(used(7))),
      week AS (
        SELECT p.uid, CAST(julianday(d.date) - julianday(p.day) AS INTEGER) / 7 AS age,
          sum(d.sessions) AS sessions
        FROM panel AS p JOIN usage_daily AS d USING (uid) GROUP BY p.uid, age)
      SELECT count(*), sum(sessions) FROM week
      WHERE age BETWEEN 1 AND 5 AND uid IN (SELECT uid FROM week WHERE age = 5)
      GROUP BY age ORDER BY age
      """, Array(repeating: [75, 750], count: 5)),
  ]

  private static let setup: [PlantedTruth] = [
    .counts(
      "SA4", "users who finished the setup and those of them back on day 7, by quarter: 50%",
      """
      SELECT count(*), sum(\(used(7))) FROM users AS u WHERE \(done)
      GROUP BY \(quarter) ORDER BY \(quarter)
      """, [[300, 150], [1_540, 770]]),
    .counts(
      "SA4", "users who did not and those of them back on day 7, by quarter: 6.25%",
      """
      SELECT count(*), sum(\(used(7))) FROM users AS u WHERE NOT \(done)
      GROUP BY \(quarter) ORDER BY \(quarter)
      """, [[1_200, 75], [960, 60]]),
    .counts(
      "SA5", "users by step of the setup in order, by quarter",
      """
      WITH step AS (
        SELECT u.uid, \(quarter) AS late,
          min(CASE WHEN event = 'signup' THEN ts END) AS a,
          min(CASE WHEN event = 'create_workspace' THEN ts END) AS b,
          min(CASE WHEN event = 'import_data' THEN ts END) AS c,
          min(CASE WHEN event = 'invite_member' THEN ts END) AS d,
          min(CASE WHEN event = 'setup_done' THEN ts END) AS e
        FROM users AS u JOIN events USING (uid) GROUP BY u.uid)
      SELECT count(a), sum(a <= b), sum(a <= b AND b <= c), sum(a <= b AND b <= c AND c <= d),
        sum(a <= b AND b <= c AND c <= d AND d <= e)
      FROM step GROUP BY late ORDER BY late
      """, [[1_500, 1_200, 600, 420, 300], [2_500, 2_200, 1_900, 1_700, 1_540]]),
  ]

  private static let subscriptions: [PlantedTruth] = [
    .counts(
      "SA8", "legacy subscriptions at the start of a month, lost in it",
      """
      WITH RECURSIVE month(first) AS (
        SELECT '2024-01-01' UNION ALL
        SELECT date(first, '+1 month') FROM month WHERE first < '2024-06-01')
      SELECT sum(started_on <= first AND (ended_on IS NULL OR ended_on >= first)),
        sum(substr(ended_on, 1, 7) = substr(first, 1, 7))
      FROM month JOIN subscriptions WHERE uid IS NULL GROUP BY first ORDER BY first
      """, [[1_000, 50], [950, 48], [902, 45], [857, 43], [814, 41], [773, 39]]),
    .counts(
      "SA8", "what the thousand legacy subscriptions pay a month, 20 on average",
      "SELECT sum(mrr) FROM subscriptions WHERE uid IS NULL AND started_on < '2024-01-01'",
      [[20_000]]),
    .counts(
      "SA9", "profit by month",
      """
      SELECT sum(CASE kind WHEN 'revenue' THEN amount WHEN 'cost' THEN -amount END)
      FROM finance_monthly GROUP BY month ORDER BY month
      """, [[4_000], [7_000], [10_000], [10_500], [11_200], [12_000]]),
    .fixed(
      "SA9", "rows, rows of neither kind, amounts below nought",
      """
      SELECT count(*), sum(kind NOT IN ('revenue', 'cost')), sum(amount < 0) FROM finance_monthly
      """, [[36, 0, 0]]),
    .counts(
      "SA10", "payers by plan, and those of them who finished the setup",
      """
      SELECT count(DISTINCT s.uid),
        count(DISTINCT CASE WHEN e.event = 'setup_done' THEN s.uid END)
      FROM subscriptions AS s LEFT JOIN events AS e ON e.uid = s.uid AND e.event = 'setup_done'
      WHERE s.uid IS NOT NULL GROUP BY plan
      ORDER BY CASE plan WHEN 'basic' THEN 1 WHEN 'pro' THEN 2 WHEN 'enterprise' THEN 3 END
      """, [[120, 120], [90, 90], [30, 30]]),
    .counts("SA10", "subscriptions in all", "SELECT count(*) FROM subscriptions", [[1_240]]),
  ]
}
