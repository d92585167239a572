import Engine
import Reporting

extension Cohort {
  static let examples: [Signature.Example] = [
    .init(
      Phrase("cohort purchase -> purchase by month", "留存 购买 -> 购买 按 月"),
      question: Phrase("Who buys again, month by month?", "逐月看谁会复购？"), dataset: "cdnow"),
    .init(
      Phrase("cohort at d1, d7, d30", "留存 时点 次日, 第7日, 第30日"),
      question: Phrase("How many are back after 1, 7, 30 days?", "1、7、30 天后有多少人回来？"),
      dataset: "clickstream"),
    .init(
      Phrase(
        "cohort any -> purchase by week using rolling since 2024-02-01",
        "留存 任意 -> 购买 按 周 自 2024-02-01 口径 滚动"),
      question: Phrase("Who still buys, week by week?", "逐周看谁仍在购买？"),
      dataset: "clickstream"),
    .init(
      Phrase(
        "cohort at d7, d30 using range with times=2", "留存 时点 第7日, 第30日 口径 期内 参数 times=2"),
      question: Phrase(
        "Who had a day with two or more visits by day 7, by day 30?",
        "到第 7 日、第 30 日为止，谁有过一天活跃两次以上？"),
      dataset: "clickstream"),
    .init(
      Phrase(
        "cohort purchase -> purchase by month using recurring, streak",
        "留存 购买 -> 购买 按 月 口径 每期进入, 连续"),
      question: Phrase(
        "Of each month's buyers, who buys every month after?", "每月的买家中，谁此后月月都买？"),
      dataset: "cdnow"),
    .init(
      Phrase(
        "cohort purchase -> purchase by month within 30d", "留存 购买 -> 购买 按 月 窗口 30d"),
      question: Phrase("Who buys again within 30 days?", "首购后 30 天内谁会复购？"), dataset: "cdnow"),
    .init(
      Phrase(
        "cohort any -> any using elapsed with brackets=(1..3, 4..7, 8..30)",
        "留存 任意 -> 任意 口径 小时制 参数 brackets=(1..3, 4..7, 8..30)"),
      question: Phrase(
        "Who is back on days 1 to 3, 4 to 7, 8 to 30?", "第 1–3、4–7、8–30 天谁回来了？"),
      dataset: "clickstream"),
    .init(
      Phrase(
        "cohort any -> any at d7, d30 where did(wishlist_add) compare rest",
        "留存 任意 -> 任意 时点 第7日, 第30日 其中 发生(加收藏) 对比 其余"),
      question: Phrase(
        "Do those who keep a wish list come back more?", "加过收藏的人更常回来吗？"),
      dataset: "clickstream"),
    .init(
      Phrase(
        "cohort any -> purchase by month compare before 2024-03-01",
        "留存 任意 -> 购买 按 月 对比 之前 2024-03-01"),
      question: Phrase("Did retention change in March?", "3 月起留存变了吗？"),
      dataset: "clickstream"),
    .init(
      Phrase(
        "cohort purchase -> purchase by month with fit=power",
        "留存 购买 -> 购买 按 月 参数 fit=power"),
      question: Phrase("How will repurchase go on?", "复购会怎样走下去？"), dataset: "cdnow"),
    .init(
      Phrase(
        "cohort purchase -> purchase by week chart line", "留存 购买 -> 购买 按 周 图 line"),
      question: Phrase("Are newer cohorts better?", "新的群组更好吗？"), dataset: "cdnow"),
    .init(
      Phrase(
        "cohort at d7 by acquisition_channel sort d7 desc limit 5",
        "留存 时点 第7日 按 获客渠道 排序 d7 降序 取 5"),
      question: Phrase("Which channels bring users who stay?", "哪些渠道带来的用户留得住？"),
      dataset: "clickstream"),
    .init(
      Phrase(
        "cohort at d30 with lost=d30 as gone", "留存 时点 第30日 参数 lost=d30 存为 gone"),
      question: Phrase("Who was not back on day 30?", "第 30 日谁没有回来？"),
      dataset: "clickstream"),
    .init(
      Phrase("cohort any using stickiness by month", "留存 任意 口径 粘性 按 月"),
      question: Phrase("How sticky is the product?", "产品粘性如何？"), dataset: "clickstream"),
    .init(
      Phrase(
        "cohort purchase -> purchase by month using mixpanel compare ours",
        "留存 购买 -> 购买 按 月 口径 mixpanel 对比 本工具"),
      question: Phrase(
        "What would Mixpanel print, and for whom does it differ?",
        "Mixpanel 会显示多少，哪些用户的结果不同？"), dataset: "cdnow"),
    .init(
      Phrase("cohort any by week using kusto", "留存 任意 按 周 口径 kusto"),
      question: Phrase("Who is new, who stays, who is gone, week by week?", "逐周看谁是新用户、谁留下、谁流失？"),
      dataset: "clickstream"),
    .init(
      Phrase("cohort purchase using interval", "留存 购买 口径 间隔"),
      question: Phrase("How often do customers buy?", "客户多久买一次？"), dataset: "cdnow"),
  ]
}
