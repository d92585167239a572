import Engine
import Reporting
import Statistics

/// The answers with each distinct text understood once, for whatever counts them.
struct AnswerReading {
  /// One answer as it is counted.
  struct Answer {
    let hasText: Bool
    /// In ten-thousandths; nil for none, or one beyond counting.
    let score: Int?
    /// One answer to the question of the NPS, or nothing.
    let classes: NetPromoterDifference.Classes
    /// In ten-thousandths.
    let severity: Int?
    let time: Int64?
  }

  let plan: Feedback.Plan
  let answers: FeedbackTable
  private let codes: Column<Int32>
  let dictionary: TextList
  private let severities: Column<Double>
  private let isRecommendation: [Bool]
  private let labels: ScoreLabels
  /// By distinct text; empty where nothing asks for it.
  private var hits: [[TopicLexicon.Hit]] = []
  private var sentiments: [SentimentReading?] = []
  private var words: [[String]] = []

  init(_ plan: Feedback.Plan, _ answers: FeedbackTable) {
    self.plan = plan
    self.answers = answers
    (codes, dictionary) = answers.codedTexts
    severities = answers.numbers(plan.roles.severity)
    let hasKinds = answers.kinds != nil
    isRecommendation = (0..<answers.count).map {
      !hasKinds || answers.kind($0)?.lowercased() == "nps"
    }
    labels = ScoreLabels(answers)
  }

  /// Reads the distinct texts of the given answers as the facets need them.
  mutating func read(_ rows: [Int], interrupt: Interrupt) throws(Diagnostic) {
    let questions = Set(plan.facets.map(\.question))
    let needed = Set(rows.map { codes[$0] }).filter { $0 >= 0 }.sorted()
    if questions.contains(where: \.readsTopics) || !plan.topicTests.isEmpty
      || plan.saving?.topic != nil
    {
      hits = Array(repeating: [], count: dictionary.count)
      for code in needed {
        try interrupt.check()
        hits[Int(code)] = plan.lexicon.hits(in: dictionary[Int(code)])
      }
    }
    if questions.contains(.sentiment) || questions.contains(.mentions)
      || questions.contains(.terms)
    {
      let reader = SentimentReader()
      sentiments = Array(repeating: nil, count: dictionary.count)
      for code in needed {
        try interrupt.check()
        sentiments[Int(code)] = reader.read(dictionary[Int(code)])
      }
    }
    if questions.contains(.terms) {
      let cutter = WordCutter(
        own: plan.lexicon.entries.flatMap(\.words) + SentimentLexicon.words + DomainWords.all)
      words = Array(repeating: [], count: dictionary.count)
      for code in needed {
        try interrupt.check()
        words[Int(code)] = cutter.words(of: dictionary[Int(code)]).filter(\.isTerm).map(\.text)
      }
    }
  }

  func text(_ row: Int) -> String? {
    let code = Int(codes[row])
    return dictionary.indices.contains(code) ? dictionary[code] : nil
  }

  func hits(_ row: Int) -> [TopicLexicon.Hit] {
    let code = Int(codes[row])
    return hits.indices.contains(code) ? hits[code] : []
  }

  func sentiment(_ row: Int) -> SentimentReading? {
    let code = Int(codes[row])
    return sentiments.indices.contains(code) ? sentiments[code] : nil
  }

  func words(_ row: Int) -> [String] {
    let code = Int(codes[row])
    return words.indices.contains(code) ? words[code] : []
  }

  /// What the score says of an answer: -1 unhappy, 0 neither, 1 happy; nil without a score.
  func label(_ row: Int) -> Int? { labels.label(row) }

  func answer(_ row: Int) -> Answer {
    let score = answers.scores[row]
    let time = answers.times[row]
    var classes = NetPromoterDifference.Classes()
    if isRecommendation[row], ScoreTally.Scale.recommendation.holds(score) {
      if score >= 9 {
        classes.promoters = 1
      } else if score >= 7 {
        classes.passives = 1
      } else {
        classes.detractors = 1
      }
    }
    return Answer(
      hasText: codes[row] >= 0, score: Self.tenThousandths(score), classes: classes,
      severity: Self.tenThousandths(severities[row]),
      time: time == PropertyColumn.missing ? nil : time)
  }

  /// Beyond a hundred million no score is meant, and sums stay far from their limit.
  private static func tenThousandths(_ value: Double) -> Int? {
    guard value.magnitude <= 1e8 else { return nil }
    return Int(exactly: (value * 10_000).rounded())
  }
}

/// What scores say of whether people are happy, by the scale of their kind.
struct ScoreLabels {
  private let answers: FeedbackTable
  /// For each kind, and for no kind, the scores under which people are unhappy and from which on
  /// they are happy.
  private let bounds: [String?: (unhappyUnder: Double, happyFrom: Double)]

  /// A kind named for its scale has it; another kind's scale is the smallest that holds its
  /// scores: around zero where any is negative, then five stars, then ten.
  init(_ answers: FeedbackTable) {
    self.answers = answers
    var ranges: [String?: (least: Double, most: Double)] = [:]
    for row in 0..<answers.count where answers.scores[row].isFinite {
      let kind = answers.kind(row)
      let score = answers.scores[row]
      let range = ranges[kind] ?? (score, score)
      ranges[kind] = (min(range.least, score), max(range.most, score))
    }
    var bounds: [String?: (unhappyUnder: Double, happyFrom: Double)] = [:]
    for (kind, range) in ranges {
      if kind?.lowercased() == "nps" {
        bounds[kind] = (7, 9)
      } else if range.least < 0 {
        bounds[kind] = (0, Double.leastNonzeroMagnitude)
      } else {
        bounds[kind] = range.most <= 5 ? (3, 4) : (7, 9)
      }
    }
    self.bounds = bounds
  }

  /// The scores of each kind under which people are unhappy and from which on they are happy, in
  /// the order of the kinds.
  var scales: [(kind: String?, unhappyUnder: Double, happyFrom: Double)] {
    bounds.map { ($0.key, $0.value.unhappyUnder, $0.value.happyFrom) }
      .sorted { ($0.kind ?? "").utf8.lexicographicallyPrecedes(($1.kind ?? "").utf8) }
  }

  func label(_ row: Int) -> Int? {
    let score = answers.scores[row]
    guard score.isFinite, let bounds = bounds[answers.kind(row)] else { return nil }
    return score < bounds.unhappyUnder ? -1 : score >= bounds.happyFrom ? 1 : 0
  }
}
