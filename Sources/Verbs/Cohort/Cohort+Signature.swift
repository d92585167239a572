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
      are marked and kept out of the average. The reading decides: the same data may give 4%, 15%, \
      25% or 51% for day 7, so the rule line names it. With 'compare', intervals are Newcombe's, \
      p is that of two proportions with Benjamini and Hochberg's correction, and how long users \
      stay is compared by the log-rank test. fit=sbg is Fader and Hardie's (2007) model of those \
      still there.
      """,
      """
      留存 E0 -> E1 按用户首次 E0（默认注册）所在时间段分组，统计之后各期做了 E1 的人。\
      比率 = 留存用户 ÷ 成熟用户；未结束的时间段会被标记，不计入均值。\
      口径决定结果：同一份数据的 7 日留存可能是 4%、15%、25% 或 51%，因此口径写在规则行里。\
      “对比”给出 Newcombe 区间、经 Benjamini-Hochberg 校正的两比例检验，以及留存时长的对数秩检验。\
      fit=sbg 为 Fader 与 Hardie（2007）对仍在用户的模型。
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
      .compare: Phrase(
        "previous, rest, before a date, a period, or two segments: difference and log-rank test;"
          + " ours: beside a product's rules",
        "上期、其余、某日之前、某一时间段，或两个分群：差异与对数秩检验；本工具：与某产品的规则并列"),
      .sort: Phrase(
        "cohort, size, an attribute or a point such as d7", "cohort、size、用户属性，或 d7 这样的时点"),
      .limit: Phrase("how many cohorts to keep", "保留多少个群组"),
      .chart: Phrase("heat, line, bar or none", "heat、line、bar 或 none"),
      .as: Phrase(
        "save the users: a part for each cohort, or those of retained= or lost=",
        "保存用户：每个群组一部分，或 retained=、lost= 指定的用户"),
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
      .init(
        "partial",
        Phrase("compare previous: as many days of both", "对比上期时：两期取相同天数")),
      .init(
        "stickiness",
        Phrase(
          "users of a day ÷ users of its 30 days; by month: mean daily users ÷ users of the month",
          "当日用户 ÷ 30 天用户；按月：平均日活 ÷ 月活")),
      .init(
        "interval",
        Phrase(
          "days until the next active day, and the period they suggest",
          "距下一个活跃日的天数，以及建议的统计周期")),
      .init("current", Phrase("models as of today, whatever the range", "模型取今天，不论时间范围")),
    ] + peerVariants,
    settings: [
      .init(
        "average",
        Phrase("weighted (default), simple or observed", "weighted（默认）、simple 或 observed")),
      .init(
        "brackets",
        Phrase("several periods as one column: (1..3, 4..7)", "多期合为一列：(1..3, 4..7)")),
      .init("times", Phrase("the least number of E1 in a period", "一期内 E1 的最少次数")),
      .init("immature", Phrase("show: the same as using all", "show：同 口径 全部")),
      .init(
        "experiment",
        Phrase("whose control group 'compare control' takes", "“对比 对照组”取哪个实验")),
      .init(
        "fit",
        Phrase(
          "a curve through the rates: sbg, power or exponential",
          "拟合留存曲线：sbg、power 或 exponential")),
      .init(
        "retained",
        Phrase("with 'as': the users retained at this point", "配合“存为”：在该时点留存的用户")),
      .init(
        "lost",
        Phrase(
          "with 'as': the users old enough for this point and not retained",
          "配合“存为”：已到该时点而未留存的用户")),
    ] + peerSettings,
    later: .init(),
    examples: examples,
    searchWords: ["retention", "triangle", "回访", "复购", "留存率"])
}
