import Engine
import Language
import Reporting

extension LTV {
  public static let signature = Signature(
    grammar: VerbGrammar(name: "ltv", subject: .none),
    summary: Phrase("what a user is worth", "一个用户值多少"),
    definition: Phrase(
      """
      ltv = gross margin within the horizon (default 90d) of acquisition ÷ users mature to it, \
      payers or not. Margin is revenue less costs where a cost is mapped, a share of revenue with \
      margin=, else revenue itself. arpu = revenue ÷ the active among them, arppu = revenue ÷ \
      payers: four different numbers that are never mixed up. With cac= a user's cost is set \
      beside it: the payback is the first day whose cumulative value reaches it, ROI is margin \
      less cost ÷ cost, ROAS revenue ÷ cost. Intervals are those of a mean by the central limit \
      theorem; 'compare' tests the difference of means by Welch (1947). 'projected' is arpa × \
      margin ÷ churn.
      """,
      """
      生命周期价值 = 获取后窗口期（默认 90 天）内的毛利 ÷ 已满窗口期的用户（无论是否付费）。\
      映射了成本时毛利为收入减成本，参数 margin= 则取收入的比例，否则以收入代替。\
      arpu = 收入 ÷ 其中的活跃用户，arppu = 收入 ÷ 付费用户：这是几个不同的数，不可混用。\
      参数 cac= 给出获客成本：回本天数为人均累计价值首次达到成本之日，\
      ROI =（毛利 − 成本）÷ 成本，ROAS = 收入 ÷ 成本。区间为均值的中心极限区间；\
      “对比”用 Welch（1947）检验均值之差。口径“推算”为 arpa × 毛利率 ÷ 流失率。
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
      .with: Phrase("settings", "参数"),
      .compare: Phrase(
        "previous, rest, before a date, a period, or two segments: difference and ratio",
        "上期、其余、某日之前、某一时间段，或两个分群：差异与倍数"),
      .sort: Phrase("a column of the result, such as payback", "结果中的一列，如 payback"),
      .limit: Phrase("how many groups to keep", "保留多少组"),
      .chart: Phrase("line, bar or none", "line、bar 或 none"),
      .as: Phrase(
        "save the users old enough, a part for each group", "保存已成熟的用户，每组一部分"),
    ],
    variants: [
      .init("historical", Phrase("what was observed (default)", "已观察到的（默认）")),
      .init("revenue", Phrase("revenue, even where costs are known", "收入，即使已知成本")),
      .init("net", Phrase("refunds, the amounts below zero, are subtracted", "扣除退款（负的金额）")),
      .init(
        "all",
        Phrase(
          "users too young stay, with what they brought so far", "保留未成熟用户，按目前已产生的计")),
      .init(
        "partial",
        Phrase(
          "compare previous: as many days of the period before as have gone by of this one",
          "对比上期：上期只取与本期已过天数相同的部分")),
      .init("current", Phrase("models as of today, whatever the range", "模型取今天，不论时间范围")),
      .init(
        "projected", Phrase("the formula arpa × margin ÷ churn", "公式 arpa × 毛利率 ÷ 流失率")),
    ],
    settings: settings,
    later: .init(
      variants: ["predicted"], settings: ["model", "horizon", "holdout"], reasons: reasons),
    examples: examples,
    searchWords: [
      "revenue", "value", "ARPU", "ARPPU", "CAC", "payback", "ROI", "margin", "收入", "客单价", "回本",
      "获客成本",
    ])

  private static let settings: [Signature.Entry] = [
    .init(
      "margin", Phrase("the share of revenue that is margin: 40%", "毛利占收入的比例：40%")),
    .init(
      "cac",
      Phrase(
        "what a new user costs: an amount, or a table of spend", "获客成本：金额，或花费表的名称")),
    .init("age", Phrase("rows of the curve: day, week or month", "曲线的步长：day、week 或 month")),
    .init(
      "discount",
      Phrase("by how much a payment a month later counts less: 1%", "每晚一个月的贴现率：1%")),
    .init(
      "trim",
      Phrase(
        "leave out this share of the users, those of the greatest value: 1%",
        "剔除价值最高的这部分用户：1%")),
    .init("immature", Phrase("show: the same as using all", "show：同 口径 全部")),
    .init(
      "experiment", Phrase("with compare control: which experiment", "配合 对比 对照组：哪个实验")),
    .init("arpa", Phrase("projected: what a user pays a month", "推算：每用户每月支付")),
    .init("churn", Phrase("projected: the share that leaves a month", "推算：每月流失的比例")),
    .init("cap", Phrase("projected: the months counted, 36mo", "推算：计入的月数，36mo")),
  ]

  /// What is said of models, which a later version fits.
  private static let reasons: [String: Phrase] = {
    let reason = Phrase(
      "'predicted' fits a model of repeat purchases, which this version does not; what was"
        + " observed: ltv within 90d; by a formula: ltv using projected with churn=5%",
      "“预测”需要拟合复购模型，本版本没有；已观察到的：生命周期价值 窗口 90d；"
        + "公式推算：生命周期价值 口径 推算 参数 churn=5%")
    return Dictionary(
      uniqueKeysWithValues: ["predicted", "model", "horizon", "holdout"].map { ($0, reason) })
  }()
}
