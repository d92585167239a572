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
}
