import Charts
import Reporting

extension Samples {
  static let matrix = MatrixChart(
    title: Phrase("Segment  who moved by lifecycle", "分群  迁移 按 生命周期"),
    columns: ["active", "dormant", "lost", "沉睡用户"],
    rows: [
      .init(label: "active", users: 1_204, shares: [0.612, 0.288, 0.1, 0]),
      .init(label: "dormant", users: 960, shares: [0.08, 0, 0.92, 0]),
      .init(label: "lost", users: 31, shares: [1, 0, 0, 0]),
      .init(label: "沉睡用户", users: 0, untold: "<5", shares: [nil, nil, nil, nil]),
    ], notes: [Phrase("a note", "一条备注")])

  static let pareto = ParetoChart(
    title: Phrase("Segment  buyers by value", "分群  买家 按 价值"), people: Phrase("buyers", "买家"),
    measure: Phrase("revenue", "收入"),
    points: [(0, 0), (0.1, 0.34), (0.2, 0.54), (0.4, 0.79), (0.6, 0.9), (0.8, 0.97), (1, 1)].map {
      ParetoChart.Point(people: $0.0, total: $0.1)
    }, notes: [Phrase("2 of 10 buyers bring 54.0% of the revenue", "10 个买家中的 2 个带来 54.0% 的收入")])
}
