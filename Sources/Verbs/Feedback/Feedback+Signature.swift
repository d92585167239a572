import Engine
import Language
import Reporting

extension Feedback {
  public static let signature = Signature(
    grammar: Grammar.planned.verb("feedback")
      ?? VerbGrammar(name: "feedback", subject: .facets([FacetGrammar(name: "nps")])),
    summary: Phrase("what users say when they are asked", "用户被问到时怎么说"),
    definition: Phrase(
      """
      feedback nps reads answers with a whole score from 0 to 10: promoters gave 9-10, passives \
      7-8, detractors 0-6. nps = 100 × (promoters - detractors) ÷ responses, -100 to 100, computed \
      on counts, with the 95% interval of the three-class variance.
      """,
      """
      反馈 净推荐值 统计 0 至 10 的整数评分：推荐者 9-10 分，中立者 7-8 分，贬损者 0-6 分。\
      净推荐值 = 100 ×（推荐者 - 贬损者）÷ 回答数，取值 -100 至 100，按人数计算，\
      附三分类方差的 95% 区间。
      """),
    clauses: [
      .from: Phrase("only answers of users of a saved segment", "只看已保存分群中用户的回答"),
      .where: Phrase(
        "only answers for which it holds: columns of the feedback table, then of the user",
        "只看满足条件的回答：先看反馈表的列，再看用户属性"),
      .by: Phrase(
        "a column of the feedback table, a user attribute, or day, week, month …",
        "反馈表的列、用户属性，或 日、周、月…"),
      .since: Phrase("answered from this date on", "从该日起的回答"),
      .until: Phrase("answered up to this date", "截至该日的回答"),
      .last: Phrase("answered in the last days", "最近若干天的回答"),
      .during: Phrase("answered in this period", "该时间段的回答"),
      .sort: Phrase("responses, nps or a dimension", "responses、nps 或分组列"),
      .limit: Phrase("how many rows to keep", "保留多少行"),
      .chart: Phrase("none leaves the table alone", "none 只留表格"),
    ],
    facets: [
      .init("nps", Phrase("net promoter score of answers from 0 to 10", "0-10 分回答的净推荐值"))
    ],
    later: .init(
      clauses: [.within, .using, .with, .compare, .as],
      settings: ["impact", "alert"],
      facets: [
        "csat", "rating", "topics", "terms", "sentiment", "search", "response", "priority",
        "mentions", "loop", "list",
      ]),
    examples: [
      .init(
        Phrase("feedback nps", "反馈 净推荐值"),
        question: Phrase("Would users recommend us?", "用户愿意推荐我们吗？"),
        dataset: "clickstream"),
      .init(
        Phrase("feedback nps by month", "反馈 净推荐值 按 月"),
        question: Phrase("Is it getting better?", "在变好吗？"), dataset: "clickstream"),
      .init(
        Phrase(
          "feedback nps where did(purchase) by source since 2024-04-01",
          "反馈 净推荐值 其中 发生(购买) 按 反馈来源 自 2024-04-01"),
        question: Phrase(
          "What do buyers say, by where they were asked?", "买过的用户在各渠道怎么评价？"),
        dataset: "clickstream"),
    ],
    searchWords: [
      "NPS", "survey", "promoters", "satisfaction", "推荐意愿", "问卷", "口碑",
    ])
}
