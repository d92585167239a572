extension ShopTruths {
  /// Users of the win-back campaign by arm, and of them those who did the event after the message.
  private static func winback(_ event: String) -> String {
    """
    SELECT count(DISTINCT t.uid), count(DISTINCT e.uid)
    FROM touches AS t LEFT JOIN events AS e
      ON e.uid = t.uid AND e.ts > t.sent_at AND e.event = '\(event)'
    WHERE t.campaign = 'winback_june'
    GROUP BY t.variant ORDER BY t.variant DESC
    """
  }

  static let campaigns: [PlantedTruth] = [
    .counts(
      "SH11", "users messaged and held out, and those of them who returned",
      winback("visit"), [[400, 120], [400, 100]]),
    .fixed(
      "SH11", "visits in May of the 800",
      """
      SELECT count(*) FROM events WHERE event = 'visit' AND ts >= '2024-05-01'
        AND ts < '2024-06-01' AND uid IN (SELECT uid FROM touches WHERE campaign = 'winback_june')
      """, [[0]]),
    .counts(
      "SH12", "users messaged and held out, and those of them who paid again",
      winback("pay"), [[400, 24], [400, 16]]),
    .counts(
      "SH13", "buyers with and without care, and those of two or more orders",
      """
      SELECT count(*), sum((SELECT count(*) FROM orders AS o WHERE o.uid = x.uid) >= 2)
      FROM exposures AS x WHERE exp = 'post_care' GROUP BY variant ORDER BY variant DESC
      """, [[250, 125], [250, 75]]),
    .counts(
      "SH14", "orders and those with a review in their session, by quarter",
      """
      SELECT count(*), sum(EXISTS (
        SELECT 1 FROM events AS e WHERE e.uid = o.uid AND e.sid = o.sid AND e.event = 'review'))
      FROM orders AS o GROUP BY paid_at >= '2024-04-01' ORDER BY paid_at >= '2024-04-01'
      """, [[550, 110], [750, 300]]),
    .counts(
      "SH14", "reviews in all",
      "SELECT count(*) FROM events WHERE event = 'review'", [[410]]),
    .counts(
      "SH19", "users asked to invite, those who did, invitations, sign-ups by them",
      """
      SELECT (SELECT count(DISTINCT uid) FROM touches WHERE campaign = 'invite_q2'),
        count(DISTINCT inviter_uid), count(*), count(signup_at)
      FROM referrals
      """, [[2_000, 500, 1_500, 300]]),
    .counts(
      "SH19", "users who came by an invitation that names both sides alike",
      """
      SELECT count(*) FROM users AS u JOIN referrals AS r
        ON r.invitee_uid = u.uid AND r.inviter_uid = u.inviter_uid AND r.signup_at = u.signup_at
      WHERE u.channel = 'referral'
      """, [[300]]),
    .fixed(
      "SH19", "inviters who were not asked, invitations sent after their sign-up",
      """
      SELECT sum(inviter_uid NOT IN (SELECT uid FROM touches WHERE campaign = 'invite_q2')),
        sum(signup_at IS NOT NULL AND signup_at < sent_at)
      FROM referrals
      """, [[0, 0]]),
  ]

  static let voices: [PlantedTruth] = [
    .counts(
      "SH15", "promoters, passives, detractors by quarter: +10, then +35",
      """
      SELECT sum(score >= 9), sum(score IN (7, 8)), sum(score <= 6) FROM feedback
      WHERE kind = 'nps' GROUP BY ts >= '2024-04-01' ORDER BY ts >= '2024-04-01'
      """, [[80, 60, 60], [110, 50, 40]]),
    .fixed(
      "SH16", "ten times the mean rating by quarter",
      """
      SELECT 10.0 * sum(score) / count(*) FROM feedback
      WHERE kind = 'rating' GROUP BY ts >= '2024-04-01' ORDER BY ts >= '2024-04-01'
      """, [[41], [45]]),
    .fixed(
      "SH16", "scores that are none: of nps and of ratings",
      """
      SELECT sum(kind = 'nps' AND (score IS NULL OR score NOT BETWEEN 0 AND 10)),
        sum(kind = 'rating' AND (score IS NULL OR score NOT BETWEEN 1 AND 5)) FROM feedback
      """, [[0, 0]]),
    .fixed(
      "SH17", "tickets' median seconds to the first reply by quarter",
      """
      WITH reply AS (
        SELECT ts >= '2024-04-01' AS late, unixepoch(first_reply_at) - unixepoch(ts) AS seconds
        FROM feedback WHERE kind = 'ticket' AND first_reply_at IS NOT NULL),
      placed AS (
        SELECT late, seconds, row_number() OVER (PARTITION BY late ORDER BY seconds) AS place,
          count(*) OVER (PARTITION BY late) AS n FROM reply)
      SELECT avg(seconds) FROM placed WHERE place IN ((n + 1) / 2, (n + 2) / 2)
      GROUP BY late ORDER BY late
      """, [[172_800], [86_400]]),
    .fixed(
      "SH17", "per cent of tickets answered within 24 hours by quarter",
      """
      SELECT 100.0 * sum(unixepoch(first_reply_at) - unixepoch(ts) <= 86400) / count(*)
      FROM feedback WHERE kind = 'ticket' GROUP BY ts >= '2024-04-01' ORDER BY ts >= '2024-04-01'
      """, [[20], [60]]),
    .counts(
      "SH18", "comments with a text by quarter",
      """
      SELECT count(text) FROM feedback WHERE kind = 'comment'
      GROUP BY ts >= '2024-04-01' ORDER BY ts >= '2024-04-01'
      """, [[300], [300]]),
    .counts("SH18", "feedback in all", "SELECT count(*) FROM feedback", [[1_600]]),
  ]

  /// Comments by topic, first quarter and second; the topics are found by `dataset.json`'s words.
  static let topics: [(id: String, comments: [Int])] = [
    ("payment", [120, 36]), ("logistics", [60, 90]), ("quality", [45, 60]),
    ("service", [45, 54]), ("price", [20, 40]), ("bug", [10, 20]),
  ]

  private static let isDay = """
    paid_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'
    """

  static let defects: [PlantedTruth] = [
    .counts(
      "SH20", "rows, doubled order numbers, no user, dates of another form, below nought, future",
      """
      SELECT count(*), count(*) - count(DISTINCT order_no), sum(uid IS NULL),
        sum(NOT \(isDay)), sum(amount < 0), sum(\(isDay) AND paid_on > '2024-06-30')
      FROM dirty_orders
      """, [[1_000, 30, 20, 15, 5, 3]]),
    .counts(
      "SH20", "amounts a hundredfold: over four times the median",
      """
      WITH placed AS (
        SELECT amount, row_number() OVER (ORDER BY amount) AS place, count(*) OVER () AS n
        FROM dirty_orders),
      middle AS (SELECT amount AS median FROM placed WHERE place = (n + 1) / 2)
      SELECT sum(amount > 4 * median) FROM placed JOIN middle
      """, [[10]]),
    .counts(
      "SH20", "usable rows",
      """
      SELECT count(*) FROM (
        SELECT order_no FROM dirty_orders
        WHERE uid IS NOT NULL AND amount >= 0 AND NOT (\(isDay) AND paid_on > '2024-06-30')
        GROUP BY order_no)
      """, [[942]]),
  ]
}
