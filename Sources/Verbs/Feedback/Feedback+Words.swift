import Engine
import Language
import Reporting

extension Feedback {
  public static func words(_ plan: Plan, on dataset: Dataset) -> Phrase {
    var lines = plan.facets.map { facet in
      read(facet) + definition(of: facet.question, plan)
    }
    if !plan.breakdown.isEmpty || plan.byClass {
      let dimensions =
        plan.breakdown.map(\.label) + (plan.byClass ? [Phrase("class of the topic", "主题类别")] : [])
      lines.append(
        Phrase("One row for each value of ", "每行一个取值：")
          + dimensions.joined(separator: ", ") + Phrase(".", "。"))
    }
    if plan.isCompared {
      lines.append(
        Phrase("Sets side by side: ", "对比：")
          + plan.sides.map(\.label).joined(separator: ", ")
          + Phrase(
            ". NPS differ by their three-class variances, shares by Newcombe, means by Welch; p is"
              + " corrected by Benjamini and Hochberg.",
            "。净推荐值按三分类方差、占比按 Newcombe、均值按 Welch 检验，p 值经 Benjamini-Hochberg 校正。"))
    }
    return lines.joined(separator: "\n")
  }

  private static func read(_ facet: Facet) -> Phrase {
    let kinds = facet.kinds?.sorted().map { "'\($0)'" }.joined(separator: ", ")
    guard let kinds else { return Phrase("Reads all answers. ", "统计全部回答。") }
    return Phrase("Reads the answers of kind \(kinds). ", "统计类型为 \(kinds) 的回答。")
  }

  private static func definition(of question: Facet.Question, _ plan: Plan) -> Phrase {
    switch question {
    case .nps:
      Phrase(
        "Promoters gave 9 or 10, passives 7 or 8, detractors 0 to 6; nps = 100 × (promoters -"
          + " detractors) ÷ responses, with the 95% interval of the three-class variance.",
        "推荐者打 9、10 分，中立者 7、8 分，贬损者 0 至 6 分；nps = 100 ×（推荐者 - 贬损者）÷ 回答数，"
          + "附三分类方差的 95% 区间。")
    case .csat:
      Phrase(
        "csat = answers of 4 and more ÷ answers from 1 to 5, with Wilson's interval.",
        "csat = 4 分及以上的回答 ÷ 1 至 5 分的回答，附 Wilson 区间。")
    case .rating:
      Phrase(
        "The mean of scores from 1 to 5, with the interval of Student's t.",
        "1 至 5 分的均值，附 t 分布区间。")
    case .topics:
      Phrase(
        "A text has a topic where it holds one of the topic's words; share = its texts ÷ texts;"
          + " impact = NPS of all - NPS without the topic.",
        "原话含主题词即属该主题；占比 = 该主题条数 ÷ 原话条数；影响 = 全部净推荐值 - 去掉该主题后的净推荐值。")
    case .terms:
      Phrase(
        "Words that one side uses more than the other, by log-odds shrunk towards both together"
          + " (Monroe, Colaresi and Quinn 2008).",
        "一侧比另一侧更常用的词，按收缩后的对数优势比排序（Monroe、Colaresi 与 Quinn 2008）。")
    case .sentiment:
      Phrase(
        "Adds up feeling words, turned by negations and raised by degree words before them;"
          + " negative share = negative texts ÷ texts.",
        "累加情感词，遇否定词反转、遇程度词加强；负面占比 = 负面条数 ÷ 原话条数。")
    case .search:
      Phrase(
        "Counts texts that hold the phrase, ignoring case.", "统计含该文字的原话，不分大小写。")
    case .response:
      Phrase(
        "in_time = replied to within the time ÷ judged, who were replied to or are that old.",
        "达标率 = 时限内已回复 ÷ 计入者（已回复或已超过时限）。")
    case .priority:
      plan.weighsRevenue
        ? Phrase(
          "priority = share of texts × share of revenue of those who speak of the topic.",
          "优先级 = 提及占比 × 提及者的收入占比。")
        : Phrase(
          "priority = share of texts × mean severity.", "优先级 = 提及占比 × 平均严重程度。")
    case .mentions:
      Phrase(
        "negative = mentions with an unhappy score, without a score with unhappy words.",
        "负面 = 分数不满意的提及；没有分数的看情感词。")
    case .loop:
      Phrase(
        "An issue is a topic: raised by answers, analysed once the lexicon knows it; what was done"
          + " about it is not in the answers.",
        "一个主题即一个问题：有人提及为提出，词表能归类为分析；后续处理不在反馈数据中。")
    case .list: Phrase("The answers themselves, the newest first.", "逐条列出回答，最新的在前。")
    }
  }
}
