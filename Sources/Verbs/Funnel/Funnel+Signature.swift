import Engine
import Language
import Reporting

extension Funnel {
  public static let signature = Signature(
    grammar: VerbGrammar(name: "funnel", subject: .steps(min: 2, max: nil)),
    summary: Phrase("conversion from step to step", "逐步转化"),
    definition: Phrase(
      """
      funnel E1 -> E2 -> ... counts the users whose events serve the steps in order. Users reached \
      k = users who did k steps in one attempt; the rate of a step = mature users who reached it \
      ÷ mature users who reached the step before. An attempt is mature when its window is over.
      """,
      """
      漏斗 E1 -> E2 -> … 统计按顺序完成各步的用户。到达 k = 在一次尝试中完成 k 步的用户；某步的转化率 = \
      到达该步的成熟用户 ÷ 到达上一步的成熟用户。窗口已满的尝试才算成熟。
      """),
    clauses: [
      .from: Phrase("only users of a saved segment", "只看已保存分群中的用户"),
      .where: Phrase("only users for whom the condition holds", "只看满足条件的用户"),
      .by: Phrase(
        "split by a user attribute, the entry's property or the entry's period",
        "按用户属性、进入事件的属性或进入的时间段拆分"),
      .within: Phrase("longest time from the entry to a later step", "从进入到后续步骤的最长时间"),
      .since: Phrase("entries from this date on", "从该日起的进入"),
      .until: Phrase("entries up to this date", "截至该日的进入"),
      .last: Phrase("entries of the last days", "最近若干天的进入"),
      .during: Phrase("entries of this period", "该时间段的进入"),
      .using: Phrase("what is counted", "统计单位"),
    ],
    variants: [
      .init("user", Phrase("count users (default)", "统计用户（默认）")),
      .init("session", Phrase("count sessions", "统计会话")),
    ],
    later: .init(
      clauses: [.excluding, .with, .compare, .sort, .limit, .chart, .as],
      variants: [
        "strict", "strictly", "any_order", "entries", "exclude_user", "all", "calendar", "posthog",
        "mixpanel", "amplitude", "clickhouse", "kusto", "current", "partial",
      ]),
    examples: [
      .init(
        Phrase(
          "funnel product_view -> add_to_cart -> purchase",
          "漏斗 浏览商品 -> 加购 -> 购买"),
        question: Phrase("How many users go on to buy?", "多少用户最终购买？"),
        dataset: "clickstream"),
      .init(
        Phrase(
          "funnel product_view -> add_to_cart -> purchase within 24h by product_view.platform",
          "漏斗 浏览商品 -> 加购 -> 购买 按 浏览商品.终端 窗口 24小时"),
        question: Phrase("And within a day, by platform?", "一天之内、按平台呢？"),
        dataset: "clickstream"),
      .init(
        Phrase(
          "funnel product_view -> (cart or wishlist_add) -> purchase using session last 90 days",
          "漏斗 浏览商品 -> (购物车 或 加收藏) -> 购买 最近90天 口径 会话"),
        question: Phrase("How far do sessions get?", "一次会话能走多远？"),
        dataset: "clickstream"),
    ],
    searchWords: ["conversion", "drop-off", "转化", "流失环节"])
}
