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
      'by EVENT.prop' takes the value at the user's last such event. Models put users into \
      exclusive classes as of the day before the range, else today: rfm, tier, lifecycle, \
      activity, frequency. 'by value' tells what share of the revenue the top users bring, how \
      many bring 80%, and Gini = Σ(2i-n-1)x / (nΣx). 'compare DATE' tells who moved between \
      classes, 'compare rest' in what users differ from others: index = share ÷ their share × \
      100, two-proportion tests corrected by Benjamini and Hochberg.
      """,
      """
      分群统计用户数。占比 = 用户数 ÷ 总体（“来自”的用户或全部用户，在“其中”之前）。\
      同时有“其中”和“按”时，比率 = 用户数 ÷ 该组在“其中”之前的人数（base），附 Wilson 95% 区间，\
      并做各组间的卡方检验（df、p、Cramér's V）。“按 事件.属性”取用户最近一次该事件的值。\
      模型把用户归入互斥的类别（取范围前一日，否则今天）：rfm、层级、生命周期、活跃度、频次。\
      “按 价值”给出头部用户的收入占比、带来 80% 收入的人数和基尼系数 Σ(2i-n-1)x / (nΣx)。\
      “对比 日期”给出各类之间的迁移，“对比 其余”给出与其他用户的差异：指数 = 占比 ÷ 对方占比 × 100，\
      两比例检验，经 Benjamini-Hochberg 校正。
      """),
    clauses: [
      .from: Phrase("only users of a saved segment", "只看已保存分群中的用户"),
      .where: Phrase("only users for whom the condition holds", "只看满足条件的用户"),
      .by: Phrase(
        "a user attribute, EVENT.prop, a function, a saved partition or a model: rfm, tier,"
          + " lifecycle, activity, value, frequency",
        "用户属性、事件.属性、函数、已保存的分组，或模型：rfm、层级、生命周期、活跃度、价值、频次"),
      .since: Phrase("count events from this date on", "只计该日起的事件"),
      .until: Phrase("count events up to this date", "只计截至该日的事件"),
      .last: Phrase("count events of the last days", "只计最近若干天的事件"),
      .during: Phrase("count events of this period", "只计该时间段的事件"),
      .sort: Phrase("users, share, base, rate or a dimension", "人数、占比、base、rate 或分组列"),
      .limit: Phrase(
        "how many groups to keep; without 'by' how many users, the most worth first; by value whom"
          + " to call the top",
        "保留多少组；没有“按”时保留多少用户（价值高者优先）；按价值时为头部的大小"),
      .using: Phrase("which rule a model follows", "模型采用哪种规则"),
      .with: Phrase("numbers that set the rule of a model", "设定模型规则的数值"),
      .compare: Phrase(
        "DATE: who moved since; previous: the range before; rest or A, B: in what users differ",
        "日期：此后谁迁移了；上期：上一范围；其余 或 A, B：用户有何不同"),
      .chart: Phrase(
        "bar (default), share, heat (compare DATE), line (by value) or none",
        "bar（默认）、share、heat（对比 日期）、line（按 价值）或 none"),
      .as: Phrase(
        "save the users as a segment; with 'by' a part for each group",
        "把用户存为分群；有“按”时每组一个部分"),
    ],
    variants: [
      .init("current", Phrase("models as of today, whatever the range", "模型取今天，不论时间范围")),
      .init("quintile", Phrase("rfm by scores of 1 to 5", "rfm 按 1 到 5 打分")),
      .init("registered", Phrase("value of all users, not of buyers", "价值以全部注册用户为总体")),
      LifecycleQuestion.variant,
    ]
      + StageModel.names.map {
        .init($0, Phrase("lifecycle by the stages of \($0)", "生命周期按 \($0) 的阶段"))
      } + [
        .init("partial", Phrase("compare a running period", "对比尚未结束的周期"))
      ],
    settings: [
      .init("touch", Phrase("EVENT.prop of the first, last or all such events", "取首次、末次或全部事件的属性")),
      .init("window", Phrase("days that a model looks at", "模型考察的天数")),
      .init("r", Phrase("rfm: most days since the last purchase", "rfm：距上次购买的最多天数")),
      .init("f", Phrase("rfm: least purchase days", "rfm：最少购买天数")),
      .init("m", Phrase("rfm: mean, median or an amount", "rfm：mean、median 或金额")),
      .init("bins", Phrase("rfm using quintile: how many scores", "rfm 打分的档数")),
      .init("top", Phrase("tier: share of the buyers that are key", "层级：重点买家的占比")),
      .init("orders", Phrase("tier, frequency: least orders", "层级、频次：最少订单数")),
      .init("days", Phrase("tier: least recent active days", "层级：近期最少活跃天数")),
      .init("recent", Phrase("tier, frequency: what is recent", "层级、频次：多少天内算近期")),
      .init("new", Phrase("lifecycle: days since sign-up", "生命周期：注册后多少天算新")),
      .init("active", Phrase("lifecycle: days; activity: share", "生命周期：天数；活跃度：占比")),
      .init("dormant", Phrase("lifecycle: days until lost", "生命周期：多少天后算流失")),
      .init(
        "of",
        Phrase(
          "activity: what a contribution is; posthog: what makes active", "活跃度：什么算贡献；posthog：什么算活跃")
      ),
      .init("core", Phrase("activity: share of the core", "活跃度：核心的占比")),
      .init("invite", Phrase("lifecycle: which event is an invite", "生命周期：哪个事件是邀请")),
    ] + LifecycleQuestion.settings + [
      .init("experiment", Phrase("whose control group to compare", "取哪个实验的对照组"))
    ],
    later: .init(),
    examples: [
      .init(
        Phrase("segment by lifecycle", "分群 按 生命周期"),
        question: Phrase("How many users are in each state of life?", "每个生命周期状态有多少用户？"),
        dataset: "shop"),
      .init(
        Phrase("segment by rfm", "分群 按 rfm"),
        question: Phrase("How large are the RFM classes, what do they bring?", "RFM 八类各多少人、贡献多少？"),
        dataset: "shop"),
      .init(
        Phrase("segment by value limit 20% as key20", "分群 按 价值 取 20% 存为 key20"),
        question: Phrase("What do the top 20% of the buyers bring?", "前 20% 的买家贡献了多少收入？"),
        dataset: "shop"),
      .init(
        Phrase(
          "segment by lifecycle compare 2024-05-31", "分群 按 生命周期 对比 2024-05-31"),
        question: Phrase("Who moved between states in a month?", "一个月内谁迁移了状态？"),
        dataset: "shop"),
      .init(
        Phrase("segment where did(pay) compare rest", "分群 其中 发生(支付) 对比 其余"),
        question: Phrase("In what do buyers differ from the others?", "买家与其他人有何不同？"),
        dataset: "shop"),
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
      "users", "group", "filter", "share", "count", "rfm", "pareto", "tier", "lifecycle",
      "migration", "人数", "用户分层", "筛选", "占比",
    ])
}
