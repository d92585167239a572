/// What is planted in `shop`, asked in plain SQL.
enum ShopTruths {
  static let all = funnel + growth + revenue + channels + campaigns + voices + defects

  /// Sessions by their steps in order: each step not before the one before it.
  private static func sessionFunnel(since: String, until: String) -> String {
    """
    WITH step AS (
      SELECT uid, sid,
        min(CASE WHEN event = 'visit' THEN ts END) AS a,
        min(CASE WHEN event = 'view_item' THEN ts END) AS b,
        min(CASE WHEN event = 'add_cart' THEN ts END) AS c,
        min(CASE WHEN event = 'checkout' THEN ts END) AS d,
        min(CASE WHEN event = 'pay_page' THEN ts END) AS e,
        min(CASE WHEN event = 'pay' THEN ts END) AS f
      FROM events WHERE ts >= '\(since)' AND ts < '\(until)' AND sid IS NOT NULL
      GROUP BY uid, sid)
    SELECT count(a), sum(a <= b), sum(a <= b AND b <= c), sum(a <= b AND b <= c AND c <= d),
      sum(a <= b AND b <= c AND c <= d AND d <= e),
      sum(a <= b AND b <= c AND c <= d AND d <= e AND e <= f)
    FROM step
    """
  }

  private static let sessionSteps = """
    SELECT count(DISTINCT CASE WHEN event = 'visit' THEN uid || ' ' || sid END),
      count(DISTINCT CASE WHEN event = 'pay_page' THEN uid || ' ' || sid END),
      count(DISTINCT CASE WHEN event = 'pay' THEN uid || ' ' || sid END)
    FROM events GROUP BY ts >= '2024-04-01' ORDER BY ts >= '2024-04-01'
    """

  private static let funnel: [PlantedTruth] = [
    .counts(
      "SH1", "sessions of Q1 by step", sessionFunnel(since: "2024-01-01", until: "2024-04-01"),
      [[6_875, 3_500, 1_700, 1_200, 1_000, 550]]),
    .counts(
      "SH2", "sessions of Q2 by step", sessionFunnel(since: "2024-04-01", until: "2024-07-01"),
      [[7_500, 3_750, 1_750, 1_225, 1_000, 750]]),
    .counts(
      "SH3", "sessions that visit, reach the pay page, pay: exit 45% then 25%, orders 8% then 10%",
      sessionSteps, [[6_875, 1_000, 550], [7_500, 1_000, 750]]),
  ]

  private static let growth: [PlantedTruth] = [
    .counts(
      "SH4", "sign-ups by month",
      """
      SELECT count(*) FROM users
      GROUP BY substr(signup_at, 1, 7) ORDER BY substr(signup_at, 1, 7)
      """,
      [[625], [750], [900], [1_080], [1_296], [1_296]]),
    .counts(
      "SH4", "users, users with a sign-up event, sign-up events",
      """
      SELECT (SELECT count(*) FROM users),
        (SELECT count(*) FROM users AS u WHERE EXISTS (
          SELECT 1 FROM events AS e WHERE e.uid = u.uid AND e.ts = u.signup_at
            AND e.event = 'signup')),
        (SELECT count(*) FROM events WHERE event = 'signup')
      """, [[5_947, 5_947, 5_947]]),
    .counts(
      "SH5", "sign-ups by month without bulk_add",
      """
      SELECT count(*) FROM users WHERE channel <> 'bulk_add'
      GROUP BY substr(signup_at, 1, 7) ORDER BY substr(signup_at, 1, 7)
      """, [[625], [750], [900], [830], [846], [996]]),
    .counts(
      "SH6", "users without a visit and the devices they share",
      """
      SELECT count(*), count(DISTINCT device_id) FROM users AS u
      WHERE NOT EXISTS (SELECT 1 FROM events AS e WHERE e.uid = u.uid AND e.event = 'visit')
      """, [[400, 20]]),
  ]

  private static let revenue: [PlantedTruth] = [
    .counts(
      "SH7", "revenue in cents, orders, buyers",
      "SELECT CAST(round(sum(amount) * 100) AS INTEGER), count(*), count(DISTINCT uid) FROM orders",
      [[26_000_000, 1_300, 500]]),
    .counts(
      "SH7", "revenue in cents and orders by the pay events",
      """
      SELECT CAST(round(sum(amount) * 100) AS INTEGER), count(DISTINCT oid) FROM events
      WHERE event = 'pay'
      """, [[26_000_000, 1_300]]),
    .fixed(
      "SH7", "orders without their pay event, pay events without their order",
      """
      SELECT
        (SELECT count(*) FROM orders AS o WHERE NOT EXISTS (
          SELECT 1 FROM events AS e WHERE e.uid = o.uid AND e.ts = o.paid_at AND e.oid = o.oid
            AND e.sid = o.sid AND e.amount = o.amount AND e.event = 'pay')),
        (SELECT count(*) FROM events WHERE event = 'pay')
          - (SELECT count(*) FROM orders)
      """, [[0, 0]]),
    .counts(
      "SH8", "revenue in cents of the top fifth of buyers; buyers of 1, 2 and 8 orders",
      """
      WITH buyer AS (
        SELECT uid, count(*) AS orders, sum(amount) AS spent,
          ntile(5) OVER (ORDER BY sum(amount) DESC, uid) AS fifth
        FROM orders GROUP BY uid)
      SELECT CAST(round(sum(CASE WHEN fifth = 1 THEN spent END) * 100) AS INTEGER),
        sum(orders = 1), sum(orders = 2), sum(orders = 8)
      FROM buyer
      """, [[20_800_000, 300, 100, 100]]),
    .fixed(
      "SH9", "average order and spend per buyer, in whole yuan",
      """
      SELECT CAST(round(sum(amount) * 100) AS INTEGER) / 100.0 / count(*),
        CAST(round(sum(amount) * 100) AS INTEGER) / 100.0 / count(DISTINCT uid) FROM orders
      """, [[200, 520]]),
    .counts(
      "SH9", "buyers and those of two or more orders: 40.0%",
      """
      SELECT count(*), sum(orders >= 2)
      FROM (SELECT count(*) AS orders FROM orders GROUP BY uid)
      """, [[500, 200]]),
  ]

  private static let channels: [PlantedTruth] = [
    .counts(
      "SH10", "users, spend and revenue in cents by channel",
      """
      SELECT
        (SELECT count(*) FROM users AS u WHERE u.channel = c.channel),
        (SELECT CAST(round(sum(spend) * 100) AS INTEGER) FROM channel_daily AS d
          WHERE d.channel = c.channel),
        (SELECT CAST(round(sum(amount) * 100) AS INTEGER)
          FROM orders AS o JOIN users AS u USING (uid) WHERE u.channel = c.channel)
      FROM (SELECT DISTINCT channel FROM users) AS c
      ORDER BY CASE channel WHEN 'seo' THEN 1 WHEN 'referral' THEN 2 WHEN 'wechat' THEN 3
        WHEN 'kol' THEN 4 WHEN 'offline' THEN 5 WHEN 'douyin' THEN 6 WHEN 'bulk_add' THEN 7 END
      """,
      [
        [1_000, 800_000, 6_000_000], [300, 480_000, 3_000_000], [1_200, 1_200_000, 6_000_000],
        [600, 2_000_000, 7_500_000], [100, 400_000, 500_000], [1_747, 2_900_000, 2_900_000],
        [1_000, 100_000, 100_000],
      ]),
    .fixed(
      "SH10", "channels with costs, costs of none, orders whose cost is not 60% of the amount",
      """
      SELECT (SELECT count(DISTINCT channel) FROM channel_daily),
        (SELECT count(*) FROM channel_daily
          WHERE channel NOT IN (SELECT channel FROM users) OR spend IS NULL OR spend < 0),
        (SELECT count(*) FROM orders WHERE abs(cost - amount * 0.6) > 0.0051)
      """, [[7, 0, 0]]),
    .counts(
      "SH10", "spend and gross margin in all, in cents: 78,800 and 104,000, blended +32.0%",
      """
      SELECT (SELECT CAST(round(sum(spend) * 100) AS INTEGER) FROM channel_daily),
        (SELECT CAST(round(sum(amount) * 100) AS INTEGER)
          - CAST(round(sum(amount) * 60) AS INTEGER) FROM orders)
      """, [[7_880_000, 10_400_000]]),
  ]
}
