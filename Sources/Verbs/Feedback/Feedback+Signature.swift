import Engine
import Language
import Reporting

extension Feedback {
  public static let signature = Signature(
    grammar: Grammar.planned.verb("feedback")
      ?? VerbGrammar(name: "feedback", subject: .facets([FacetGrammar(name: "nps")])),
    summary: Phrase(
      "what users say, how they feel and how soon they are heard", "用户怎么说、怎么想、多久得到回应"),
    definition: Phrase(
      """
      nps: promoters gave 9-10, passives 7-8, detractors 0-6; 100 × (promoters - detractors) ÷ \
      responses with the interval of the three-class variance. csat: share of 4-5 of 5; rating: \
      mean of 1-5. topics: texts by the words of the dataset's lexicon, with what each topic does \
      to the NPS. terms: words that set one side apart. sentiment: feeling words with negation and \
      degree. response: first replies in time. mentions: how many a day and how many unhappy. \
      priority: how often × how bad.
      """,
      """
      净推荐值：推荐者 9-10 分，中立者 7-8 分，贬损者 0-6 分，100 ×（推荐者 - 贬损者）÷ 回答数，\
      附三分类方差的区间。满意度：5 分制 4-5 分的占比；评分：1-5 分的均值。主题：按数据集词表归类，\
      并给出对净推荐值的影响。特征词：使一侧不同的词。情感：情感词加否定与程度。响应：按时首次回复。\
      声量：每日条数与负面占比。优先级：多频繁 × 多严重。
      """),
    clauses: clauseMeanings(),
    variants: [
      .init("partial", Phrase("compare previous: as many days of both", "对比上期时：两期取相同天数"))
    ],
    settings: [
      .init(
        "alert",
        Phrase("mentions by day: standard deviations over the mean that alert", "声量按日：超过均值几倍标准差即预警")
      ),
      .init(
        "impact", Phrase("priority: severity (default) or revenue", "优先级：severity（默认）或 revenue")),
      .init("topic", Phrase("with 'as': those who speak of this topic", "配合“存为”：提及该主题的用户")),
      .init(
        "experiment", Phrase("whose control group 'compare control' takes", "“对比 对照组”取哪个实验")),
    ],
    facets: facetMeanings(),
    later: .init(),
    examples: examples(),
    searchWords: [
      "NPS", "survey", "promoters", "satisfaction", "reviews", "tickets", "complaints", "推荐意愿",
      "问卷", "口碑", "投诉", "工单", "评价", "舆情",
    ])

  private static func clauseMeanings() -> [ClauseKeyword: Phrase] {
    [
      .from: Phrase("only answers of users of a saved segment", "只看已保存分群中用户的回答"),
      .where: Phrase(
        "only answers for which it holds: topic = 'payment', columns of the feedback table, then"
          + " of the user",
        "只看满足条件的回答：主题 = '支付'、反馈表的列，再看用户属性"),
      .by: Phrase(
        "a column of the feedback table, a user attribute, day, week, month …, or a topic's class",
        "反馈表的列、用户属性、日、周、月…，或主题的类别"),
      .within: Phrase("response: the time a reply may take (24h)", "响应：回复的时限（默认 24h）"),
      .since: Phrase("answered from this date on", "从该日起的回答"),
      .until: Phrase("answered up to this date", "截至该日的回答"),
      .last: Phrase("answered in the last days", "最近若干天的回答"),
      .during: Phrase("answered in this period", "该时间段的回答"),
      .using: Phrase("partial", "含未完"),
      .with: Phrase("alert, impact, topic, experiment", "alert、impact、topic、experiment"),
      .compare: Phrase(
        "previous, rest, before a date, another period, segments or control",
        "上期、其余、某日之前、另一时间段、分群或对照组"),
      .sort: Phrase("a column of the result", "结果中的一列"),
      .limit: Phrase("how many rows to keep, within each group", "每组保留多少行"),
      .chart: Phrase("bar, line or none", "bar、line 或 none"),
      .as: Phrase(
        "save the users by what they answered or spoke of", "按回答或提及的主题保存用户"),
    ]
  }

  private static func facetMeanings() -> [Signature.Entry] {
    [
      .init("nps", Phrase("net promoter score of answers from 0 to 10", "0-10 分回答的净推荐值")),
      .init("csat", Phrase("share of 4-5 among answers from 1 to 5", "1-5 分中 4-5 分的占比")),
      .init("rating", Phrase("mean of answers from 1 to 5", "1-5 分回答的均值")),
      .init("topics", Phrase("what texts are about", "原话在说什么")),
      .init("terms", Phrase("words that set one side apart", "某一侧特有的词")),
      .init("sentiment", Phrase("how texts feel", "原话的情感倾向")),
      .init("search", Phrase("texts that hold a phrase: search \"…\"", "含某段文字的原话：搜索 \"…\"")),
      .init("response", Phrase("how soon answers are replied to", "多久得到首次回复")),
      .init("priority", Phrase("topics by how often and how bad", "主题按频率与严重程度排序")),
      .init("mentions", Phrase("how many a day, how many unhappy", "每日条数与负面占比")),
      .init("loop", Phrase("what became of each topic", "各主题处理到哪一步")),
      .init("list", Phrase("the answers themselves", "逐条列出回答")),
    ]
  }

  private static func example(
    _ english: String, _ chinese: String, _ question: String, _ chineseQuestion: String,
    _ dataset: String = "shop"
  ) -> Signature.Example {
    .init(
      Phrase(english, chinese), question: Phrase(question, chineseQuestion), dataset: dataset)
  }

  private static func examples() -> [Signature.Example] {
    [
      example("feedback nps", "反馈 净推荐值", "Would users recommend us?", "用户愿意推荐我们吗？"),
      example(
        "feedback nps by quarter", "反馈 净推荐值 按 季度", "Is it getting better?", "在变好吗？"),
      example(
        "feedback nps where did(purchase) by source since 2024-04-01",
        "反馈 净推荐值 其中 发生(购买) 按 反馈来源 自 2024-04-01",
        "What do buyers say, by where they were asked?", "买过的用户在各渠道怎么评价？", "clickstream"),
      example(
        "feedback csat rating by quarter", "反馈 满意度 评分 按 季度",
        "How satisfied are buyers?", "买家有多满意？"),
      example(
        "feedback topics compare before 2024-04-01", "反馈 主题 对比 之前 2024-04-01",
        "What do they complain about since the change?", "改版后用户在抱怨什么？"),
      example(
        "feedback topics by class", "反馈 主题 按 类别",
        "Is it features, service or technology?", "是功能、服务还是技术问题？"),
      example(
        "feedback priority limit 5 with impact=revenue", "反馈 优先级 取 5 参数 impact=revenue",
        "What to fix first?", "先改什么？"),
      example(
        "feedback response within 24h by quarter", "反馈 响应 24小时内 按 季度",
        "How soon do we reply?", "多久回复？"),
      example(
        "feedback search \"退款\" by month", "反馈 搜索 \"退款\" 按 月", "Who mentions refunds?",
        "谁提到退款？"),
      example(
        "feedback terms compare before 2024-04-01", "反馈 特征词 对比 之前 2024-04-01",
        "Which words are new?", "出现了哪些新词？"),
      example(
        "feedback mentions by day with alert=3", "反馈 声量 按 日 参数 alert=3",
        "Which day was unusual?", "哪天舆情异常？", "community"),
      example(
        "feedback sentiment by week", "反馈 情感 按 周", "How does the mood change?",
        "情绪如何变化？", "community"),
    ]
  }
}
