import Charts
import Reporting
import Testing

@Suite struct FunnelChartTests {
  static let shop = FunnelChart(
    title: Phrase(
      "Funnel  register → … → pay   ordered · within 7d · first touch",
      "漏斗  注册 → … → 支付成功   有序 · 窗口 7d · 首次触达"),
    steps: [
      .init(label: "注册", users: 48_210, stepRate: nil, totalRate: 1),
      .init(
        label: "浏览商品", users: 30_806, stepRate: 0.639, totalRate: 0.639,
        medianSeconds: 1440, lost: 17_404, open: 0),
      .init(
        label: "加入购物车", users: 14_077, stepRate: 0.457, totalRate: 0.292,
        medianSeconds: 18_720, lost: 16_000, open: 729),
      .init(
        label: "提交订单", users: 8_022, stepRate: 0.57, totalRate: 0.166,
        medianSeconds: 42_480, lost: 5_355, open: 700),
      .init(
        label: "支付成功", users: 6_741, stepRate: 0.84, totalRate: 0.14,
        medianSeconds: 360, lost: 739, open: 542),
    ], overall: Estimate(0.14, low: 0.137, high: 0.143),
    notes: [Phrase("data events@2026-08-31", "数据 events@2026-08-31")])

  @Test("a funnel looks like its picture")
  func picture() throws {
    try Golden.expect("funnel", widths: [50, 80, 140], draw: Self.shop.draw)
  }

  @Test("an optional step is no loss, and those an excluded event stops are told")
  func optional() {
    let chart = FunnelChart(
      title: Phrase("Funnel", "漏斗"),
      steps: [
        .init(label: "visit", users: 100, stepRate: nil, totalRate: 1),
        .init(
          label: "search?", users: 30, stepRate: 0.3, totalRate: 0.3, isOptional: true),
        .init(
          label: "cart", users: 60, stepRate: 0.6, totalRate: 0.6, lost: 40, open: 0, excluded: 7),
        .init(label: "pay", users: 45, stepRate: 0.75, totalRate: 0.45, lost: 15, open: 0),
      ]
    ).draw(on: Canvas(width: 80))
    #expect(chart.plain.contains("lost 40 (40.0%)  excluded 7   ◀ biggest drop"))
    #expect(chart.plain.contains("?: an optional step, whose rate is of the required step before"))
    #expect(
      chart.alternative.english
        == "A funnel of 4 steps: 100 users at visit, 45 (45.0%) at pay; 1 of the steps may be"
        + " passed over; an excluded event stops 7 users; the biggest drop is visit → cart"
        + " (40.0%).")
    #expect(
      chart.alternative.chinese
        == "4 步漏斗：visit 100 人，pay 45 人（45.0%）；其中 1 步可跳过；因排除事件止步 7 人；"
        + "最大流失在 visit → cart（40.0%）。")
  }
}
