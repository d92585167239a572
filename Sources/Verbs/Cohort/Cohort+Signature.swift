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
      .within: Phrase(
        "one column: E1 again within this time of E0", "只有一列：E0 之后该时长内再次 E1"),
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
      .init("range", Phrase("at least once in periods 1 to k", "第 1 至 k 期至少一次")),
      .init("streak", Phrase("in every period from 1 to k", "第 1 至 k 期每期都有")),
      .init(
        "elapsed",
        Phrase(
          "windows of 24 hours from the user's own E0 instead of calendar days",
          "用自用户 E0 起的 24 小时窗口代替自然日")),
      .init("hours", Phrase("the same as elapsed", "同 elapsed")),
      .init("recurring", Phrase("enter in every period with an E0", "每个有 E0 的时间段各进入一次")),
      .init("in_range", Phrase("the first E0 inside the range", "取范围内的首次 E0")),
      .init("all", Phrase("keep users whose time is not over", "保留时间未满的用户")),
    ],
    settings: [
      .init(
        "average",
        Phrase("weighted (default), simple or observed", "weighted（默认）、simple 或 observed")),
      .init(
        "brackets",
        Phrase("several periods as one column: (1..3, 4..7)", "多期合为一列：(1..3, 4..7)")),
      .init("times", Phrase("the least number of E1 in a period", "一期内 E1 的最少次数")),
      .init("immature", Phrase("show: the same as using all", "show：同 口径 全部")),
    ],
    later: .init(
      clauses: [.compare, .sort, .limit, .chart, .as],
      variants: [
        "stickiness", "interval", "posthog", "mixpanel", "amplitude", "clickhouse", "kusto",
      ], settings: ["fit"]),
    examples: examples,
    searchWords: ["retention", "triangle", "回访", "复购", "留存率"])

  private static let examples: [Signature.Example] = [
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
  ]
}
