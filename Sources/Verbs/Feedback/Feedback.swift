import Engine
import Language
import Reporting

/// What users say: their scores, their words, how often they speak up and how soon they are heard.
///
/// Every facet is one or more tables over answers. Answers are counted first, into
/// ``FeedbackCounts``; shares, means, intervals and tests follow from what was counted alone.
public enum Feedback: Verb {
  /// A checked and resolved call.
  public struct Plan: Hashable, Sendable {
    public let facets: [Facet]
    /// The populations asked about; one unless something is compared.
    public let sides: [Side]
    public let condition: AnswerCondition?
    /// What `where topic = …` asks for.
    let topicTests: [TopicTest]
    public let breakdown: [Breakdown]
    /// The topics, or where rows are classes their classes.
    let lexicon: TopicLexicon
    let byClass: Bool
    let roles: AnswerColumns
    /// The length of time of `within`.
    public let within: CalendarSpan
    /// Standard deviations over the trailing mean that alert; nil where none are looked for.
    public let alert: Double?
    /// Whether priority weighs by the revenue of those who speak of a topic.
    public let weighsRevenue: Bool
    public let order: RowOrder
    public let chart: ChartKind?
    public let saving: Saving?
    /// Words and texts of single people are left out, and words of fewer texts than this.
    let least: Int
    let hidesTexts: Bool
    public let valueLabels: [String: Phrase]
    let rule: Phrase
    let notes: [Phrase]

    public var isCompared: Bool { sides.count > 1 }

    /// The one period that all rows are cut by, where they are cut by nothing else.
    var onlyPeriod: CalendarUnit? {
      if breakdown.count == 1, case .period(let unit) = breakdown[0] { unit } else { nil }
    }

    /// The columns that say which row it is.
    var keyColumns: [ResultColumn] {
      (isCompared ? [ResultColumn("population", .text)] : []) + breakdown.map(\.column)
    }

    func key(_ side: Int, _ key: [Cell]) -> [Cell] {
      isCompared ? [.text(sides[side].text)] + key : key
    }
  }

  /// A part of the field, with the kinds of answers that it reads; nil for all.
  public struct Facet: Hashable, Sendable {
    public enum Question: String, Hashable, Sendable, CaseIterable {
      case nps, csat, rating, topics, terms, sentiment, search, response, priority, mentions, loop
      case list
    }

    public let question: Question
    public let kinds: Set<String>?
    /// What `search` looks for.
    let search: TextSearch?
  }

  /// One of the populations set side by side.
  public struct Side: Hashable, Sendable {
    /// What stands in the column `population`.
    public let text: String
    public let label: Phrase
    /// Only answers of these users; nil for all answers.
    public let users: UserSet?
    /// Bounds the time of the answer.
    public let range: InstantRange
    /// Answers that the conditions of the statement do not hold for.
    public let isRest: Bool
  }

  /// Answers that have one of some topics, or none of them.
  struct TopicTest: Hashable, Sendable {
    let topics: Set<Int>
    let isNegated: Bool
  }

  public enum ChartKind: String, Hashable, Sendable, CaseIterable { case bar, line, none }

  /// What `as NAME` keeps.
  public struct Saving: Hashable, Sendable {
    public let name: String
    /// Those who spoke of this topic; nil for a part for each class of answers.
    let topic: Int?
  }

  /// One dimension of the breakdown.
  public enum Breakdown: Hashable, Sendable {
    case answer(AnswerDimension)
    /// The calendar period of the answer.
    case period(CalendarUnit)

    var column: ResultColumn {
      switch self {
      case .answer(let dimension): dimension.column
      case .period(let unit): ResultColumn(unit.rawValue, .date)
      }
    }

    var label: Phrase {
      switch self {
      case .answer(let dimension): dimension.label
      case .period(let unit): unit.phrase
      }
    }

    var isPeriod: Bool { if case .period = self { true } else { false } }
  }
}

extension Feedback.Facet.Question {
  /// Whether it reads what people wrote.
  var readsTexts: Bool {
    switch self {
    case .topics, .terms, .sentiment, .search, .priority, .loop: true
    case .nps, .csat, .rating, .response, .mentions, .list: false
    }
  }

  /// Whether it looks for words in texts.
  var looksIntoTexts: Bool { readsTopics || self == .search }

  /// Whether it asks how texts feel.
  var judgesTexts: Bool { self == .sentiment || self == .mentions || self == .terms }

  var readsTopics: Bool { self == .topics || self == .priority || self == .loop }

  var phrase: Phrase {
    switch self {
    case .nps: Phrase("NPS", "净推荐值")
    case .csat: Phrase("CSAT", "满意度")
    case .rating: Phrase("rating", "评分")
    case .topics: Phrase("topics", "主题")
    case .terms: Phrase("terms", "特征词")
    case .sentiment: Phrase("sentiment", "情感")
    case .search: Phrase("search", "搜索")
    case .response: Phrase("response", "响应")
    case .priority: Phrase("priority", "优先级")
    case .mentions: Phrase("mentions", "声量")
    case .loop: Phrase("loop", "闭环")
    case .list: Phrase("answers", "回答")
    }
  }
}
