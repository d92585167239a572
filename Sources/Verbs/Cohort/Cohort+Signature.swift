import Engine
import Language
import Reporting

extension Cohort {
  public static let signature = Signature(
    grammar: VerbGrammar(
      name: "cohort", subject: .steps(min: 1, max: 2), isSubjectOptional: true),
    summary: Phrase("who comes back, by when they began", "按起始时间看谁会回来"),
    definition: Phrase(
      """
      cohort E0 -> E1 groups users by the period of their first E0 ever (sign-up unless given) and \
      counts who did E1 in later periods. rate = users ÷ mature users; periods that are not over \
      are marked and kept out of the average.
      """,
      """
      留存 E0 -> E1 按用户首次 E0（默认注册）所在时间段分组，统计之后各期做了 E1 的人。\
      比率 = 留存用户 ÷ 成熟用户；未结束的时间段会被标记，不计入均值。
      """),
    clauses: [
      .from: Phrase("only users of a saved segment", "只看已保存分群中的用户"),
      .where: Phrase("only users for whom the condition holds", "只看满足条件的用户"),
      .by: Phrase(
        "day, week, month …: the triangle; a user attribute: groups",
        "日、周、月…：留存三角；用户属性：分组"),
      .at: Phrase("points such as d1, d7, w4, m3", "时点，如 次日、第7日、w4、m3"),
      .since: Phrase("began from this date on", "从该日起开始"),
      .until: Phrase("began up to this date", "截至该日开始"),
      .last: Phrase("began in the last days", "最近若干天开始"),
      .during: Phrase("began in this period", "在该时间段开始"),
      .using: Phrase("which return counts", "留存口径"),
      .with: Phrase("settings", "参数"),
    ],
    variants: [
      .init("exact", Phrase("did E1 in period k (default)", "恰在第 k 期做了 E1（默认）")),
      .init("rolling", Phrase("did E1 in period k or later", "在第 k 期或之后做了 E1")),
    ],
    settings: [
      .init(
        "average",
        Phrase("weighted (default), simple or observed", "weighted（默认）、simple 或 observed"))
    ],
    later: .init(
      clauses: [.within, .excluding, .compare, .sort, .limit, .chart, .as],
      variants: [
        "range", "streak", "recurring", "in_range", "hours", "elapsed", "stickiness", "interval",
        "all", "calendar", "current", "partial", "posthog", "mixpanel", "amplitude", "clickhouse",
        "kusto", "session",
      ], settings: ["brackets", "times", "fit", "immature"]),
    examples: [
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
    ],
    searchWords: ["retention", "triangle", "回访", "复购", "留存率"])
}
