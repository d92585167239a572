import Engine
import Statistics

/// Answers with a text counted by topic.
struct TopicTally: Hashable, Sendable {
  /// One topic, or all answers together.
  struct Part: Hashable, Sendable {
    var answers = 0
    /// Answers with any score, and the sum of their scores in ten-thousandths.
    var scored = 0
    var scoreSum = 0
    /// By the classes of the NPS, where the answer is to that question.
    var classes = NetPromoterDifference.Classes()
    /// Sum and number of known severities, the sum in ten-thousandths.
    var severitySum = 0
    var severities = 0
    /// Instants of the first and the last answer; nil without times.
    var first: Int64?
    var last: Int64?

    mutating func add(_ answer: AnswerReading.Answer) {
      answers += 1
      if let score = answer.score {
        scored += 1
        scoreSum &+= score
      }
      classes = classes + answer.classes
      if let severity = answer.severity {
        severities += 1
        severitySum &+= severity
      }
      if let time = answer.time {
        first = min(first ?? time, time)
        last = max(last ?? time, time)
      }
    }
  }

  var parts: [Part]
  /// Answers with a text.
  var texts = 0
  /// Texts about no topic of the lexicon.
  var unclassified = 0
  /// Texts about two topics or more.
  var multiple = 0
  /// All answers to the question of the NPS, with or without a text.
  var classes = NetPromoterDifference.Classes()
  /// How many texts hold each word of each topic.
  var words: [TopicLexicon.Hit: Int] = [:]
  /// The users who spoke of each topic, as indices.
  var users: [Set<Int32>]

  init(topics: Int) {
    parts = Array(repeating: Part(), count: topics)
    users = Array(repeating: [], count: topics)
  }

  mutating func add(_ answer: AnswerReading.Answer, hits: [TopicLexicon.Hit], user: Int32) {
    classes = classes + answer.classes
    guard answer.hasText else { return }
    texts += 1
    var topics: Set<Int> = []
    for hit in hits {
      words[hit, default: 0] += 1
      topics.insert(hit.topic)
    }
    if topics.isEmpty { unclassified += 1 }
    if topics.count > 1 { multiple += 1 }
    for topic in topics {
      parts[topic].add(answer)
      if user >= 0 { users[topic].insert(user) }
    }
  }
}
