import Engine
import Language
import Reporting

extension Segment {
  public static let signature = Signature(
    grammar: VerbGrammar(name: "segment", subject: .none),
    summary: Phrase("how many users, and of which kind", "用户有多少、分别是哪些"),
    definition: Phrase(
      """
      segment counts users. share = users ÷ population, the users of 'from' or all, before \
      'where'. With 'where' and 'by', rate = users ÷ base, the group's users before 'where', with \
      Wilson's 95% interval and a chi-square test over the groups (df, p, Cramér's V). \
      'by EVENT.prop' takes the value at the user's last such event.
      """,
      """
      分群统计用户数。占比 = 用户数 ÷ 总体（“来自”的用户或全部用户，在“其中”之前）。\
      同时有“其中”和“按”时，比率 = 用户数 ÷ 该组在“其中”之前的人数（base），附 Wilson 95% 区间，\
      并做各组间的卡方检验（df、p、Cramér's V）。“按 事件.属性”取用户最近一次该事件的值。
      """),
    clauses: [
      .from: Phrase("only users of a saved segment", "只看已保存分群中的用户"),
      .where: Phrase("only users for whom the condition holds", "只看满足条件的用户"),
      .by: Phrase(
        "a user attribute, EVENT.prop, a function or a saved partition",
        "用户属性、事件.属性、函数或已保存的分组"),
      .since: Phrase("count events from this date on", "只计该日起的事件"),
      .until: Phrase("count events up to this date", "只计截至该日的事件"),
      .last: Phrase("count events of the last days", "只计最近若干天的事件"),
      .during: Phrase("count events of this period", "只计该时间段的事件"),
      .using: Phrase("whose rules", "谁的规则"), .with: Phrase("settings", "参数"),
      .sort: Phrase("users, share, base, rate or a dimension", "人数、占比、base、rate 或分组列"),
      .limit: Phrase("how many groups to keep", "保留多少组"),
      .chart: Phrase("bar (default), share or none", "bar（默认）、share 或 none"),
      .as: Phrase(
        "save the users as a segment; with 'by' a part for each group",
        "把用户存为分群；有“按”时每组一个部分"),
    ],
    variants: [LifecycleQuestion.variant], settings: LifecycleQuestion.settings,
    later: .init(
      clauses: [.compare],
      variants: ["quintile", "current", "registered", "calendar", "session", "acq4", "acq5"],
      settings: ["touch", "bins"]),
    examples: [
      .init(
        Phrase("segment by any.platform", "分群 按 任意.终端"),
        question: Phrase("Which device did users last come on?", "用户最近用什么终端？"),
        dataset: "clickstream"),
      .init(
        Phrase(
          "segment where did(purchase) by acquisition_channel",
          "分群 其中 发生(购买) 按 获客渠道"),
        question: Phrase("Which channels bring buyers?", "哪些渠道带来购买的用户？"),
        dataset: "clickstream"),
      .init(
        Phrase(
          "segment where count(purchase, last 90 days) >= 3 and days_since(any) <= 14 as loyal",
          "分群 其中 次数(购买, 最近90天) >= 3 且 距今(任意) <= 14 存为 loyal"),
        question: Phrase("Who buys often and is still here?", "谁买得勤、最近还在？"),
        dataset: "clickstream"),
      .init(
        Phrase("segment by count(purchase)", "分群 按 次数(购买)"),
        question: Phrase("How many customers bought once, twice, …?", "买过一次、两次……的客户各有多少？"),
        dataset: "cdnow"),
      .init(
        Phrase(
          "segment where sum(purchase.amount, within 90d of first purchase) >= 100",
          "分群 其中 合计(购买.金额, 90天内 起于 首个 购买) >= 100"),
        question: Phrase("Who spent 100 in their first 90 days?", "谁在头 90 天消费满 100？"),
        dataset: "cdnow"),
    ],
    searchWords: [
      "users", "group", "filter", "share", "count", "人数", "用户分层", "筛选", "占比",
    ])
}
