import Engine
import Language
import Reporting

extension LTV {
  public static let signature = Signature(
    grammar: VerbGrammar(name: "ltv", subject: .none),
    summary: Phrase("what a user is worth", "一个用户值多少"),
    definition: Phrase(
      """
      ltv = revenue within the horizon (default 90d) of acquisition ÷ users mature to it, payers \
      or not. arpu divides by the active among them, arppu by the payers: four different numbers \
      that are never mixed up.
      """,
      """
      生命周期价值 = 获取后窗口期（默认 90 天）内的收入 ÷ 已满窗口期的用户（无论是否付费）。\
      arpu 除以其中的活跃用户，arppu 除以付费用户：这是几个不同的数，不可混用。
      """),
    clauses: [
      .from: Phrase("only users of a saved segment", "只看已保存分群中的用户"),
      .where: Phrase("only users for whom the condition holds", "只看满足条件的用户"),
      .by: Phrase(
        "split by a user attribute or the period of acquisition", "按用户属性或获取时间段拆分"),
      .within: Phrase("the horizon, 90d unless given", "窗口期，默认 90 天"),
      .since: Phrase("acquired from this date on", "从该日起获取"),
      .until: Phrase("acquired up to this date", "截至该日获取"),
      .last: Phrase("acquired in the last days", "最近若干天获取"),
      .during: Phrase("acquired in this period", "在该时间段获取"),
      .using: Phrase("which value", "口径"),
    ],
    variants: [
      .init("historical", Phrase("what was observed (default)", "已观察到的（默认）")),
      .init("revenue", Phrase("revenue, even where costs are known", "收入，即使已知成本")),
      .init("net", Phrase("refunds, the amounts below zero, are subtracted", "扣除退款（负的金额）")),
    ],
    later: .init(
      clauses: [.with, .compare, .sort, .limit, .chart, .as],
      variants: ["projected", "predicted", "registered", "all", "current", "partial"]),
    examples: [
      .init(
        Phrase("ltv", "生命周期价值"),
        question: Phrase("What does a customer bring in 90 days?", "一个客户 90 天带来多少收入？"),
        dataset: "cdnow"),
      .init(
        Phrase("ltv by month within 30d", "生命周期价值 按 月 窗口 30d"),
        question: Phrase("Do newer customers bring more?", "新客户的价值在提高吗？"),
        dataset: "cdnow"),
      .init(
        Phrase(
          "ltv within 180d using revenue until 1997-03-31",
          "生命周期价值 窗口 180d 至 1997-03-31 口径 收入"),
        question: Phrase("And over half a year?", "半年呢？"), dataset: "cdnow"),
    ],
    searchWords: ["revenue", "value", "ARPU", "ARPPU", "收入", "客单价"])
}
