import Charts
import Engine
import Reporting

/// The short tour that is printed where nobody can type: three questions of bundled data.
struct Tour {
  struct Stop {
    let dataset: String
    let question: Phrase
    let query: Phrase
  }

  static let stops = [
    Stop(
      dataset: "clickstream",
      question: Phrase(
        "Of those who view a product, how many buy within a day?", "浏览商品的用户，一天内有多少购买？"),
      query: Phrase(
        "funnel product_view -> add_to_cart -> cart -> purchase within 24h",
        "漏斗 浏览商品 -> 加购 -> 购物车 -> 购买 窗口 24小时")),
    Stop(
      dataset: "cdnow",
      question: Phrase("Do customers come back to buy?", "顾客会回来复购吗？"),
      query: Phrase(
        "cohort purchase -> purchase by month", "留存 购买 -> 购买 按 月")),
    Stop(
      dataset: "cdnow",
      question: Phrase("What is a customer worth in 90 days?", "一个顾客 90 天值多少？"),
      query: Phrase("ltv by month within 90d", "生命周期价值 按 月 窗口 90d")),
    Stop(
      dataset: "clickstream",
      question: Phrase("Would they recommend the shop?", "他们愿意推荐这家店吗？"),
      query: Phrase("feedback nps", "反馈 净推荐值")),
  ]

  static let ending = Phrase(
    "This was the tour. Type questions of your own at a terminal: make run, or opsbook FILE.csv",
    "以上是导览。在终端中可输入自己的问题：make run，或 opsbook 文件.csv")
}
