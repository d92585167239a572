import Engine
import Language
import Reporting

extension Feedback {
  /// The line that pins what was computed.
  static func rule(
    _ facets: [Facet], _ filter: Filter, _ sides: Sides, _ range: InstantRange,
    _ breakdown: [Breakdown], _ settings: Settings, _ dataset: Dataset
  ) -> Phrase {
    var rule: [Phrase] = []
    for facet in facets {
      rule += definition(of: facet, settings)
      let kinds = facet.kinds?.sorted().joined(separator: ", ")
      rule.append(
        kinds.map { Phrase("answers of kind \($0)", "类型为 \($0) 的回答") }
          ?? (facet.question.readsTexts
            ? Phrase("answers with a text", "有原话的回答") : Phrase("all answers", "全部回答")))
    }
    rule += sides.rule
    if let text = filter.text { rule.append(Phrase("where ", "其中 ") + text) }
    rule.append(RuleLine.ground(of: dataset, weeks: breakdown.contains(.period(.week))))
    var seen: Set<Phrase> = []
    return RuleLine.joined(rule.filter { seen.insert($0).inserted })
  }

  private static func definition(of facet: Facet, _ settings: Settings) -> [Phrase] {
    switch facet.question {
    case .nps: [Phrase("promoters 9-10, detractors 0-6", "推荐者 9-10 分，贬损者 0-6 分")]
    case .csat: [Phrase("satisfied: 4 and more of 5", "满意：5 分制 4 分及以上")]
    case .rating: [Phrase("mean of 1-5", "1-5 分的均值")]
    case .topics:
      [Phrase("topics by the dataset's words, several a text", "按数据集词表归主题，一条可属多个")]
    case .terms:
      [
        Phrase(
          "log-odds with a Dirichlet prior of 500 words, words of \(leastTexts) texts and more",
          "对数优势比，狄利克雷先验 500 词，至少 \(leastTexts) 条原话中出现的词")
      ]
    case .sentiment:
      [
        Phrase(
          "words with negation and degree, neutral within ±0.05", "情感词加否定与程度，±0.05 之内为中性")
      ]
    case .search: [Phrase("plain scan, ignoring case", "逐字查找，不分大小写")]
    case .response:
      [
        Phrase(
          "first reply within \(settings.within.text(in: .english)), end included",
          "\(settings.within.text(in: .chinese))内首次回复，含端点"),
        Phrase("judged: replied to, or that old", "计入：已回复，或已超过该时长"),
      ]
    case .priority:
      [
        settings.weighsRevenue
          ? Phrase("share of texts × share of revenue", "提及占比 × 涉及收入占比")
          : Phrase("share of texts × mean severity", "提及占比 × 平均严重程度")
      ]
    case .mentions:
      [
        Phrase(
          "negative by the score, without one by the words", "负面按分数判断，没有分数的按情感词判断")
      ]
        + (settings.alert.map {
          [
            Phrase(
              "alert over mean + \(number($0))σ of the 14 days before",
              "超过此前 14 天均值 + \(number($0))σ 即预警")
          ]
        } ?? [])
    case .loop: [Phrase("states of each topic", "各主题的处理状态")]
    case .list: [Phrase("newest first", "最新的在前")]
    }
  }

  static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e9 ? String(Int(value)) : String(value)
  }
}

extension CalendarSpan {
  /// `24h` as it is typed in a language.
  fileprivate func text(in language: DisplayLanguage) -> String {
    "\(count)" + (language == .english ? unit.rawValue : chineseUnit)
  }

  private var chineseUnit: String {
    switch unit {
    case .second: " 秒"
    case .minute: " 分钟"
    case .hour: " 小时"
    case .day: " 天"
    case .week: " 周"
    case .month: " 个月"
    case .quarter: " 个季度"
    case .year: " 年"
    }
  }
}
