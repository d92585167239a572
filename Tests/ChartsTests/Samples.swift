import Charts
import Reporting

/// Charts of consistent numbers that the pictures are drawn from.
enum Samples {
  static let groups = FunnelGroupsChart(
    title: Phrase(
      "Funnel  view → cart → pay   by channel · within 7d", "漏斗  浏览 → 加购 → 支付   按渠道 · 窗口 7d"),
    heading: Phrase("channel", "渠道"), steps: ["浏览", "加购", "支付"],
    groups: [
      .init(
        label: "微信小程序", users: [18_432, 8_110, 2_764], totalRates: [1, 0.44, 0.15],
        difference: 0.012, isSignificant: true),
      .init(
        label: "App Store", users: [11_207, 4_706, 1_569], totalRates: [1, 0.42, 0.14],
        difference: -0.001, isSignificant: false),
      .init(
        label: "线下门店扫码老客推荐二维码活动", users: [21, 4, 1], totalRates: [1, 0.1905, 0.0476],
        difference: -0.094, isSignificant: false),
    ],
    total: .init(label: "全部", users: [29_660, 12_820, 4_334], totalRates: [1, 0.4322, 0.1461]))

  static let triangle = TriangleChart(
    title: Phrase(
      "Retention  first-order week × week age", "留存  首单周 × 周龄"),
    heading: Phrase("first week", "首单周"), offsetPrefix: "W",
    rows: [
      row("07-06", 5_120, [1, 0.418, 0.304, 0.255, 0.227, 0.206, 0.195, 0.187]),
      row("07-13", 4_986, [1, 0.406, 0.292, 0.243, 0.215, 0.194, 0.183]),
      row("07-20", 5_344, [1, 0.426, 0.312, 0.263, 0.235, 0.214]),
      row("07-27", 5_610, [1, 0.442, 0.328, 0.279, 0.251]),
      row("08-03", 5_203, [1, 0.467, 0.353, 0.304]),
      row("08-10", 5_877, [1, 0.474, 0.36]),
      row("08-17", 6_012, [1, 0.481]),
      row("08-24", 28, [1]),
    ],
    average: [
      .init(rate: 1, cohorts: 7), .init(rate: 0.44, cohorts: 6), .init(rate: 0.318, cohorts: 5),
      .init(rate: 0.261, cohorts: 4), .init(rate: 0.226, cohorts: 3),
      .init(rate: 0.2, cohorts: 2), .init(rate: 0.195, cohorts: 1), .init(rate: nil, cohorts: 0),
    ])

  /// A cohort whose last period is running, before periods that have not begun.
  private static func row(_ label: String, _ size: Int, _ rates: [Double]) -> TriangleChart.Row {
    var cells = rates.enumerated().map { index, rate in
      TriangleChart.Cell.rate(
        rate, users: Int((rate * Double(size)).rounded()), isComplete: index < rates.count - 1)
    }
    while cells.count < 8 { cells.append(.unobservable) }
    return .init(label: label, size: size, cells: cells)
  }

  static let points = PointsChart(
    title: Phrase("Retention  signup → visit   by channel", "留存  注册 → 访问   按渠道"),
    heading: Phrase("channel", "渠道"), points: ["d1", "d7", "d30"],
    rows: [
      .init(
        label: "微信小程序",
        points: [
          .init(rate: 0.418, base: 5_120), .init(rate: 0.253, base: 5_020),
          .init(rate: 0.187, base: 3_904),
        ]),
      .init(
        label: "App Store",
        points: [
          .init(rate: 0.381, base: 1_207), .init(rate: 0, base: 1_180), .init(rate: 0.12, base: 22),
        ]),
      .init(
        label: "referral",
        points: [
          .init(rate: 0.5, base: 12), .init(rate: .nan, base: 0), .init(rate: nil, base: 0),
        ]),
    ])

  static let bars = BarChart(
    title: Phrase(
      "Segment  users by channel   30-day repurchase rate   all 32.0%",
      "分群  用户按渠道   指标 30 日复购率   全体 32.0%"),
    heading: Phrase("channel", "渠道"), rateName: Phrase("repurchase", "复购率"),
    rows: [
      .init(
        label: "微信小程序", users: 18_432, share: 0.38, rate: 0.312, difference: -0.008,
        isSignificant: false),
      .init(
        label: "App Store", users: 11_207, share: 0.23, rate: 0.386, difference: 0.066,
        isSignificant: true),
      .init(
        label: "抖音直播间", users: 9_876, share: 0.2, rate: 0.194, difference: -0.126,
        isSignificant: true),
      .init(
        label: "线下门店扫码", users: 4_321, share: 0.09, rate: 0.41, difference: 0.09,
        isSignificant: true),
      .init(
        label: "老客推荐 referral programme", users: 27, share: 0.0006, rate: 0.448,
        difference: 0.128, isSignificant: false),
      .init(
        label: "(other)", users: 1_387, share: 0.03, rate: 0.223, difference: -0.097,
        isSignificant: true, isOther: true),
    ], overall: 0.32)

  static let difference = DifferenceChart(
    title: Phrase(
      "Compare  repurchase rate   A = July cohort, B = August cohort", "对比  复购率   A = 7月群，B = 8月群"),
    heading: Phrase("channel", "渠道"),
    rows: [
      .init(
        label: "微信小程序", a: 0.312, b: 0.349, difference: Estimate(0.037, low: 0.026, high: 0.048),
        isSignificant: true),
      .init(
        label: "App Store", a: 0.386, b: 0.381,
        difference: Estimate(-0.005, low: -0.024, high: 0.014),
        isSignificant: false),
      .init(
        label: "抖音直播间", a: 0.194, b: 0.162, difference: Estimate(-0.032, low: -0.049, high: -0.015),
        isSignificant: true),
      .init(label: "线下门店扫码", a: 0.41, b: nil, difference: nil),
    ])

  static let shares = BarChart(
    title: Phrase("Segment  users by lifecycle", "分群  用户按生命周期"),
    heading: Phrase("lifecycle", "生命周期"),
    rows: [
      .init(label: "active", users: 12_001, share: 0.6),
      .init(label: "dormant", users: 6_000, share: 0.3),
      .init(label: "lost", users: 1_999, share: 0.0999),
      .init(label: "(missing)", users: 1, share: 0.00005),
    ])

  static let scores = ScoreChart(
    title: Phrase(
      "NPS  how likely to recommend, 0–10   n = 1,620   response rate 18.4%   2026-08",
      "NPS  推荐可能性 0–10   n = 1,620   回收率 18.4%   2026-08"),
    scores: zip((0...10).reversed(), [389, 401, 342, 210, 88, 71, 33, 25, 18, 12, 31]).map {
      .init($0, answers: $1)
    }, result: Estimate(31.6, low: 27.9, high: 35.3), previous: 25.6,
    change: Estimate(6, low: 1, high: 11))

  static let satisfaction = ScoreChart(
    title: Phrase("CSAT", "满意度"), scale: .satisfaction,
    classes: .init(high: 50, middle: 30, low: 20), result: Estimate(0.5, low: 0.4, high: 0.6))

  static let share = ShareChart(
    title: Phrase("Users by tier", "用户按层级"),
    parts: [
      .init(label: "重点", users: 120), .init(label: "一般", users: 800),
      .init(label: "潜力", users: 79), .init(label: "随机", users: 1),
    ])

  static let curves = CurveChart(
    title: Phrase("Cohort curves  y = % retained, x = week age", "同期群曲线  y = 留存率，x = 周龄"),
    xAxis: .numbers(prefix: ""), xName: Phrase("weeks", "周"), kind: .rate,
    series: [
      curve("8月 Aug", 4, 0.29, 0.71, 0.9), curve("7月 Jul", 11, 0.2, 0.8, 0.75),
      curve("6月 Jun", 11, 0.141, 0.859, 0.7),
    ], ceiling: 0.6)

  private static func curve(
    _ label: String, _ weeks: Int, _ floor: Double, _ span: Double, _ fall: Double
  ) -> CurveChart.Series {
    .init(
      label: label,
      points: (0...weeks).map { week in
        .init(
          x: Double(week), y: floor + span / (1 + Double(week) * Double(week) * fall + Double(week))
        )
      })
  }

  static let value = CurveChart(
    title: Phrase(
      "LTV  cumulative margin per user   cohort 2026-01   n = 9,412",
      "LTV  人均累计毛利   群 2026-01   n = 9,412"), xAxis: .numbers(prefix: "M"),
    kind: .amount(currency: "¥"),
    series: [
      .init(
        label: "LTV",
        points: (0...12).map { month in
          let y = 250 * Double(month) / (Double(month) + 4)
          let spread = max(0, Double(month - 6)) * 9
          return .init(
            x: Double(month), y: y, low: month >= 6 ? y - spread : nil,
            high: month >= 6 ? y + spread : nil, isForecast: month > 6)
        })
    ], references: [.init(label: Phrase("CAC ¥120", "获客成本 ¥120"), y: 120)])

  static let trend = CurveChart(
    title: Phrase("Trend  DAU  2026-07-06 … 08-30", "趋势  日活  2026-07-06 … 08-30"),
    xAxis: .names(
      (0..<56).map { day in
        let number = day < 26 ? day + 6 : day - 25
        return (day < 26 ? "07-" : "08-") + (number < 10 ? "0" : "") + String(number)
      }),
    kind: .count,
    series: [
      .init(
        label: "DAU",
        points: (0..<56).map { day in
          let weekend = day % 7 >= 5 ? 4_000.0 : 0
          let dip = day == 31 ? -9_000.0 : 0
          return .init(x: Double(day), y: 42_000 + Double(day) * 80 + weekend + dip)
        })
    ], startsAtZero: false)
}
