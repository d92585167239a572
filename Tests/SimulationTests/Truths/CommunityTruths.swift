/// What is planted in `community`, asked in plain SQL.
enum CommunityTruths {
  static let all = activity + habits + messages + contents

  /// Users with seven or more consecutive days of checking in within April.
  private static let streak = """
    WITH day AS (
      SELECT DISTINCT uid, date FROM checkins WHERE date BETWEEN '2024-04-01' AND '2024-04-30'),
    run AS (
      SELECT uid, julianday(date) - row_number() OVER (PARTITION BY uid ORDER BY date) AS start
      FROM day),
    streak AS (
      SELECT DISTINCT uid FROM run GROUP BY uid, start HAVING count(*) >= 7),
    april AS (
      SELECT DISTINCT uid FROM usage_daily WHERE date BETWEEN '2024-04-01' AND '2024-04-30'),
    may AS (
      SELECT DISTINCT uid FROM usage_daily WHERE date BETWEEN '2024-05-01' AND '2024-05-31')
    """

  private static let activity: [PlantedTruth] = [
    .counts(
      "CO1", "users active in a month and registered by its end",
      """
      SELECT count(DISTINCT uid),
        (SELECT count(*) FROM users WHERE signup_on < date(substr(d.date, 1, 7) || '-01', '+1 month'))
      FROM usage_daily AS d GROUP BY substr(d.date, 1, 7) ORDER BY substr(d.date, 1, 7)
      """,
      [
        [700, 1_750], [760, 2_000], [810, 2_250], [850, 2_500], [880, 2_750], [900, 3_000],
      ]),
    .counts(
      "CO2", "user-days in June, thirty times the mean of 180, and users",
      """
      SELECT count(DISTINCT uid || ' ' || date), count(DISTINCT uid) FROM usage_daily
      WHERE date BETWEEN '2024-06-01' AND '2024-06-30'
      """, [[5_400, 900]]),
    .counts(
      "CO3", "users of a quarter and those back on day 1",
      """
      SELECT count(*), sum(EXISTS (SELECT 1 FROM usage_daily AS d
        WHERE d.uid = u.uid AND d.date = date(u.signup_on, '+1 day')))
      FROM users AS u WHERE signup_on >= '2024-01-01'
      GROUP BY signup_on >= '2024-04-01' ORDER BY signup_on >= '2024-04-01'
      """, [[750, 300], [750, 375]]),
  ]

  private static let habits: [PlantedTruth] = [
    .counts(
      "CO4", "users of a streak in April, those of them active in May",
      "\(streak) SELECT count(*), sum(uid IN may) FROM streak", [[250, 175]]),
    .counts(
      "CO4", "users active in April without a streak, those of them active in May",
      "\(streak) SELECT count(*), sum(uid IN may) FROM april WHERE uid NOT IN streak",
      [[600, 240]]),
    .counts(
      "CO5", "users with and without the reward of streaks, those of them who stayed",
      """
      SELECT count(*), sum(EXISTS (SELECT 1 FROM usage_daily AS d
        WHERE d.uid = x.uid AND d.date > date(x.exposed_at)))
      FROM exposures AS x WHERE exp = 'streak_reward' GROUP BY variant ORDER BY variant DESC
      """, [[400, 208], [400, 192]]),
    .fixed(
      "CO6", "mean minutes of a user's day by quarter",
      """
      SELECT 1.0 * sum(minutes) / count(*) FROM usage_daily
      GROUP BY date >= '2024-04-01' ORDER BY date >= '2024-04-01'
      """, [[25], [30]]),
    .counts(
      "CO7", "mean visits of a day by month",
      """
      SELECT 1.0 * sum(visits) / count(*) FROM traffic_daily
      GROUP BY substr(date, 1, 7) ORDER BY substr(date, 1, 7)
      """, [[5_000], [6_000], [7_000], [8_000], [9_000], [10_000]]),
  ]

  private static let messages: [PlantedTruth] = [
    .counts(
      "CO8", "users, messages sent, opened, and users who opted out, by frequency",
      """
      SELECT count(DISTINCT uid), sum(sent), sum(opened), sum(optout) FROM pushes
      GROUP BY arm ORDER BY CASE arm WHEN 'low' THEN 1 WHEN 'mid' THEN 2 WHEN 'high' THEN 3 END
      """, [[400, 3_200, 384, 2], [400, 6_400, 576, 6], [400, 11_200, 448, 24]]),
    .counts(
      "CO8", "users in the experiment of the frequency by arm",
      "SELECT count(*) FROM exposures WHERE exp = 'push_freq' GROUP BY variant",
      [[400], [400], [400]]),
    .counts(
      "CO11", "days of mentions by how many there were and how many unkind",
      """
      SELECT min(n), max(n), min(unkind), max(unkind) FROM (
        SELECT substr(ts, 1, 10) AS day, count(*) AS n, sum(score < 0) AS unkind
        FROM feedback GROUP BY day)
      GROUP BY CASE WHEN day BETWEEN '2024-05-10' AND '2024-05-12' THEN 1
        WHEN day BETWEEN '2024-05-13' AND '2024-05-19' THEN 2 ELSE 0 END
      ORDER BY CASE WHEN day BETWEEN '2024-05-10' AND '2024-05-12' THEN 1
        WHEN day BETWEEN '2024-05-13' AND '2024-05-19' THEN 2 ELSE 0 END
      """, [[20, 20, 4, 4], [100, 100, 80, 80], [40, 40, 10, 10]]),
    .fixed(
      "CO11", "days of mentions and scores that are not 1 or -1",
      """
      SELECT count(DISTINCT substr(ts, 1, 10)), sum(score NOT IN (1, -1)),
        min(ts) >= '2024-04-20', max(ts) < '2024-06-01' FROM feedback
      """, [[42, 0, 1, 1]]),
    .fixed(
      "CO11", "median seconds to the first reply in the crisis",
      """
      WITH placed AS (
        SELECT unixepoch(first_reply_at) - unixepoch(ts) AS seconds,
          row_number() OVER (ORDER BY unixepoch(first_reply_at) - unixepoch(ts)) AS place,
          count(*) OVER () AS n
        FROM feedback WHERE first_reply_at IS NOT NULL
          AND ts >= '2024-05-10' AND ts < '2024-05-13')
      SELECT avg(seconds) FROM placed WHERE place IN ((n + 1) / 2, (n + 2) / 2)
      """, [[7_200]]),
  ]

  private static let contents: [PlantedTruth] = [
    .counts(
      "CO9", "reads, completes, link clicks, conversions by type of post",
      """
      SELECT sum(reads), sum(completes), sum(link_clicks), sum(conversions) FROM posts
      GROUP BY type ORDER BY CASE type WHEN 'short_video' THEN 1 WHEN 'tutorial' THEN 2
        WHEN 'promo' THEN 3 WHEN 'case_story' THEN 4 WHEN 'ugc' THEN 5 WHEN 'qa_review' THEN 6
        WHEN 'brand_article' THEN 7 END
      """,
      [
        [300_000, 120_000, 3_000, 60], [40_000, 26_000, 2_000, 200], [30_000, 24_000, 3_000, 150],
        [20_000, 12_000, 800, 64], [25_000, 15_000, 750, 60], [60_000, 33_000, 1_200, 60],
        [50_000, 20_000, 500, 5],
      ]),
    .counts(
      "CO9", "engagements of qa_review: 24.5%",
      "SELECT sum(likes + comments + shares) FROM posts WHERE type = 'qa_review'", [[14_700]]),
    .counts(
      "CO9", "posts, reads, conversions in all",
      "SELECT count(*), sum(reads), sum(conversions) FROM posts", [[600, 525_000, 599]]),
    .fixed(
      "CO10", "per cent of June's contributions by the first 1%, next 9%, other 90% of users",
      """
      WITH ranked AS (
        SELECT posts + comments AS contributions,
          row_number() OVER (ORDER BY posts + comments DESC, uid) AS place,
          count(*) OVER () AS n
        FROM contrib_monthly)
      SELECT 100.0 * sum(CASE WHEN place * 100 <= n THEN contributions END) / sum(contributions),
        100.0 * sum(CASE WHEN place * 100 > n AND place * 10 <= n THEN contributions END)
          / sum(contributions),
        100.0 * sum(CASE WHEN place * 10 > n THEN contributions END) / sum(contributions)
      FROM ranked
      """, [[40, 48, 12]]),
    .counts(
      "CO10", "users whose contributions of June are listed, all active in June",
      """
      SELECT count(*), sum(uid IN (
        SELECT uid FROM usage_daily WHERE date BETWEEN '2024-06-01' AND '2024-06-30'))
      FROM contrib_monthly
      """, [[900, 900]]),
  ]
}
