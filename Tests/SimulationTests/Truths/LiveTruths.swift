/// What is planted in `live`, asked in plain SQL.
enum LiveTruths {
  static let all: [PlantedTruth] = [
    .counts(
      "LV1", "views and those that bought, by interaction and size of the host",
      """
      SELECT count(*), sum(bought) FROM room_views JOIN rooms USING (room_id)
      GROUP BY interactive, host_tier ORDER BY interactive DESC, host_tier = 'small'
      """, [[3_000, 900], [7_000, 700], [7_000, 1_960], [3_000, 240]]),
    .counts(
      "LV1", "views and those that bought, by interaction alone: 16.0% and 22.0%",
      """
      SELECT count(*), sum(bought) FROM room_views JOIN rooms USING (room_id)
      GROUP BY interactive ORDER BY interactive DESC
      """, [[10_000, 1_600], [10_000, 2_200]]),
    .fixed(
      "LV1", "views with money but no purchase, or the other way",
      """
      SELECT sum(bought = 1 AND (amount IS NULL OR amount <= 0)),
        sum(bought = 0 AND amount > 0), sum(bought NOT IN (0, 1)) FROM room_views
      """, [[0, 0, 0]]),
    .counts(
      "LV2", "users before and since the change of 15 April, those of them back on day 7",
      """
      SELECT count(*), sum(EXISTS (SELECT 1 FROM watch_daily AS w
        WHERE w.uid = u.uid AND w.date = date(u.signup_on, '+7 days')))
      FROM users AS u GROUP BY signup_on >= '2024-04-15' ORDER BY signup_on >= '2024-04-15'
      """, [[2_000, 400], [2_000, 520]]),
    .fixed(
      "LV2", "users whose day 7 has not come by the last day",
      "SELECT count(*) FROM users WHERE date(signup_on, '+7 days') > '2024-05-31'", [[0]]),
    .counts(
      "LV3", "users by age",
      "SELECT count(*) FROM users GROUP BY age_band ORDER BY age_band",
      [[1_200], [1_200], [900], [700]]),
    .fixed(
      "LV3", "whether the first category is within 0.2 points of its share, by age",
      """
      WITH share AS (
        SELECT age_band, category, 100.0 * count(*) / sum(count(*)) OVER (PARTITION BY age_band)
          AS share, row_number() OVER (PARTITION BY age_band ORDER BY count(*) DESC) AS place
        FROM watch_daily JOIN users USING (uid) GROUP BY age_band, category)
      SELECT sum(age_band = '18-24' AND category = 'comedy' AND abs(share - 45) <= 0.2),
        sum(age_band = '25-34' AND category = 'beauty' AND abs(share - 40) <= 0.2),
        sum(age_band = '35-44' AND category = 'parenting' AND abs(share - 42) <= 0.2),
        sum(age_band LIKE '45%' AND category = 'health' AND abs(share - 50) <= 0.2)
      FROM share WHERE place = 1
      """, [[1, 1, 1, 1]]),
    .counts(
      "LV4", "users asked in the first three days and converted: 40 and 60 of 400",
      """
      SELECT count(*), sum(converted) FROM exposures
      WHERE exp = 'gift_popup' AND date(exposed_at) < date(
        (SELECT min(exposed_at) FROM exposures WHERE exp = 'gift_popup'), '+3 days')
      GROUP BY variant ORDER BY variant
      """, [[400, 40], [400, 60]]),
    .counts(
      "LV4", "users asked in all and converted",
      """
      SELECT count(*), sum(converted) FROM exposures WHERE exp = 'gift_popup'
      GROUP BY variant ORDER BY variant
      """, [[2_000, 240], [2_000, 250]]),
  ]
}
