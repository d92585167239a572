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
      .excluding: Phrase(
        "an event that ends an attempt between its steps", "步骤之间一旦出现就作废的事件"),
      .using: Phrase("how events are matched, and what is counted", "匹配规则与统计单位"),
      .with: Phrase("settings of the match and of the count", "匹配与统计的参数"),
      .compare: Phrase(
        "previous, rest, control, before a date, another period, saved segments, or ours: another"
          + " product's rules beside ours, and the users who differ",
        "上期、其余、对照组、某日之前、另一时间段、已保存的分群，或本工具：其他产品的口径与本工具并列，并列出结果不同的用户"),
      .sort: Phrase(
        "order the groups by a column: users and mature of step 1, others of the last step",
        "按某列给分组排序：人数与成熟数取第 1 步，其余取末步"),
      .limit: Phrase("how many groups to keep", "保留多少组"),
      .chart: Phrase(
        "funnel, bar, none, or line over time", "funnel、bar、none，或按时间的 line"),
      .as: Phrase(
        "save users: of lost= or reached=, else a part for each furthest step",
        "保存用户：lost= 或 reached= 指定的，否则按最远步骤分为几部分"),
    ],
    variants: [
      .init("user", Phrase("count users (default)", "统计用户（默认）")),
      .init("session", Phrase("count sessions", "统计会话")),
      .init(
        "entries",
        Phrase("count entries, each event serving one of them", "统计进入次数，每个事件只归一次")),
      .init(
        "strict", Phrase("the next event must be the next step", "下一个事件必须就是下一步")),
      .init("strictly", Phrase("each step at a later instant", "每一步都必须更晚")),
      .init(
        "any_order",
        Phrase("different steps in whatever order; bar k: any k of them", "步骤不分先后；第 k 柱为任意 k 步")),
      .init(
        "calendar", Phrase("the window ends at local midnight", "窗口到当地零点为止")),
      .init(
        "exclude_user",
        Phrase("leave out whoever does the excluded event", "剔除发生排除事件的整个用户")),
      .init(
        "all", Phrase("rates over all entrants, mature or not", "比率以全部进入者为分母")),
      .init("current", Phrase("models as of today, whatever the range", "模型取今天，不论时间范围")),
      .init(
        "partial", Phrase("compare previous: as many days of both", "对比上期时：两期取相同天数")),
    ] + peerVariants,
    settings: [
      .init(
        "each",
        Phrase(
          "longest time from step to step, beside a whole window: within 1d with each=1h",
          "步间最长时间，可与总窗口并用：窗口 1d 参数 each=1h")),
      .init(
        "hold",
        Phrase(
          "a property whose value all steps share; several: hold=('city', 'plan')",
          "各步取值须相同的属性；多个写作 hold=('city', 'plan')")),
      .init(
        "unit", Phrase("count the values of a column, such as companies", "统计某列的取值，例如企业")),
      .init(
        "touch",
        Phrase(
          "whose value files an attempt: first, last, all or step2",
          "按谁的取值归组：first、last、all 或 step2")),
      .init(
        "lost", Phrase("with 'as': the users lost on the way to this step", "配合“存为”：在到达该步途中流失的用户")),
      .init("reached", Phrase("with 'as': the users who reached this step", "配合“存为”：到达该步的用户")),
      .init(
        "experiment",
        Phrase("whose control group 'compare control' takes", "“对比 对照组”取哪个实验")),
      .init("immature", Phrase("immature=show is 'using all'", "immature=show 即“口径 全部”")),
      .init(
        "held",
        Phrase("the steps that share 'hold': held=(2, 4)", "须共享 hold 取值的步骤：held=(2, 4)")),
      .init(
        "bins",
        Phrase(
          "how many bins of one width from the shortest time to the longest",
          "从最短到最长耗时等分为几段")),
      .init(
        "timed",
        Phrase("the steps between which times are spread: timed=(1..2)", "耗时分布的起止步骤：timed=(1..2)")),
    ],
    later: .init(),
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
      .init(
        Phrase(
          "funnel product_view -> wishlist_add? -> cart -> purchase within 1d using calendar",
          "漏斗 浏览商品 -> 加收藏? -> 购物车 -> 购买 窗口 1d 口径 自然日"),
        question: Phrase("On the same day, with a look at wish lists?", "当天之内呢？顺便看看收藏"),
        dataset: "clickstream"),
      .init(
        Phrase(
          "funnel product_view -> cart -> purchase within 1h each excluding error_page",
          "漏斗 浏览商品 -> 购物车 -> 购买 窗口 1h 每步 排除 错误页"),
        question: Phrase(
          "Without an error page on the way, each step in an hour?", "途中没遇到错误页、每步一小时内呢？"),
        dataset: "clickstream"),
      .init(
        Phrase(
          "funnel product_view -> add_to_cart -> purchase within 7d by week chart line",
          "漏斗 浏览商品 -> 加购 -> 购买 按 周 窗口 7d 图 折线"),
        question: Phrase("How has it changed over time?", "随时间如何变化？"),
        dataset: "clickstream"),
      .init(
        Phrase(
          "funnel product_view -> add_to_cart -> purchase within 7d with lost=3 as hesitant",
          "漏斗 浏览商品 -> 加购 -> 购买 窗口 7d 参数 lost=3 存为 hesitant"),
        question: Phrase("Who put something into the cart and left?", "谁加购后离开了？"),
        dataset: "clickstream"),
    ],
    searchWords: ["conversion", "drop-off", "转化", "流失环节"])
}
