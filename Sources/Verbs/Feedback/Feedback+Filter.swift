import Engine
import Language
import Reporting

extension Feedback {
  /// Which answers a statement asks about.
  struct Filter {
    var condition: AnswerCondition?
    var topics: [TopicTest] = []
    /// The piece of the rule line; nil without `where`.
    var text: Phrase?
  }

  /// Reads `where`: tests of the topic among conditions about the answer's columns and its user.
  static func filter(
    of call: VerbCall, lexicon: TopicLexicon, in scope: Scope
  ) throws(Diagnostic) -> Filter {
    guard case .where(let expression) = call.clause(.where)?.body else { return Filter() }
    var filter = Filter()
    var others: [Expression] = []
    var texts: [Phrase] = []
    for part in conjuncts(of: expression) {
      if let test = try topicTest(part, lexicon, in: scope) {
        filter.topics.append(test.test)
        texts.append(test.text)
      } else {
        others.append(part)
      }
    }
    if filter.topics.isEmpty {
      filter.condition = try scope.answerCondition(expression)
    } else if let first = others.first {
      let rest = others.dropFirst().reduce(first) {
        Expression(.and($0, $1), at: expression.place)
      }
      filter.condition = try scope.answerCondition(rest)
    }
    if let condition = filter.condition { texts.append(condition.text) }
    filter.text = Phrase(
      texts.map(\.english).joined(separator: " and "),
      texts.map(\.chinese).joined(separator: " 且 "))
    return filter
  }

  private static func conjuncts(of expression: Expression) -> [Expression] {
    if case .and(let left, let right) = expression.kind {
      return conjuncts(of: left) + conjuncts(of: right)
    }
    return [expression]
  }

  /// `topic = 'payment'`, `!=`, `in (…)`, and either after `not`; nil for anything else.
  private static func topicTest(
    _ expression: Expression, _ lexicon: TopicLexicon, in scope: Scope
  ) throws(Diagnostic) -> (test: TopicTest, text: Phrase)? {
    let span = expression.place.span
    switch expression.kind {
    case .not(let inner):
      guard let found = try topicTest(inner, lexicon, in: scope) else { return nil }
      return (
        TopicTest(topics: found.test.topics, isNegated: !found.test.isNegated),
        Phrase("not ", "非 ") + found.text
      )
    case .comparison(let comparison, let left, let right) where isTopic(left, in: scope):
      guard comparison == .equal || comparison == .unequal, let name = value(right) else {
        throw .topicIsNamed(at: span)
      }
      let index = try topic(name, lexicon, at: right.place.span)
      let isNegated = comparison == .unequal
      let sign = isNegated ? "!=" : "="
      let entry = lexicon.entries[index]
      return (
        TopicTest(topics: [index], isNegated: isNegated),
        Phrase("topic \(sign) '\(entry.id)'", "主题 \(sign) '\(entry.label.chinese)'")
      )
    case .isIn(let values, let left, let negated) where isTopic(left, in: scope):
      var topics: Set<Int> = []
      var names: [Phrase] = []
      for item in values {
        guard let name = value(of: item) else { throw .topicIsNamed(at: span) }
        let index = try topic(name, lexicon, at: span)
        topics.insert(index)
        names.append(
          Phrase("'\(lexicon.entries[index].id)'", "'\(lexicon.entries[index].label.chinese)'"))
      }
      let list = names.joined(separator: ", ")
      return (
        TopicTest(topics: topics, isNegated: negated),
        Phrase(negated ? "topic not in (" : "topic in (", negated ? "主题 不属于 (" : "主题 属于 (")
          + list + Phrase(")", ")")
      )
    default: return nil
    }
  }

  /// Whether a bare `topic` stands there and no column of the data has that name.
  private static func isTopic(_ expression: Expression, in scope: Scope) -> Bool {
    guard case .name(let name) = expression.kind, name.qualifier == nil,
      ["topic", "topics", "主题"].contains(name.word.text)
    else { return false }
    let columns = (scope.dataset.feedback?.columns ?? []) + scope.dataset.users.attributes
    return !columns.contains { $0.name == name.word.text }
  }

  private static func value(_ expression: Expression) -> String? {
    switch expression.kind {
    case .literal(let literal): value(literal)
    case .name(let name) where name.qualifier == nil: name.word.text
    default: nil
    }
  }

  private static func value(_ literal: Literal) -> String? {
    if case .text(let text) = literal { text } else { nil }
  }

  private static func value(of setting: SettingValue) -> String? {
    switch setting {
    case .literal(let literal, _): value(literal)
    case .name(let name) where name.qualifier == nil: name.word.text
    default: nil
    }
  }

  /// A topic by its id or label; throws E384 for an unknown one.
  static func topic(
    _ name: String, _ lexicon: TopicLexicon, at span: Span
  ) throws(Diagnostic) -> Int {
    let lowered = name.lowercased()
    let found = lexicon.entries.firstIndex {
      $0.id == name || $0.id.lowercased() == lowered
        || $0.label.english.lowercased() == lowered || $0.label.chinese == name
    }
    if let found { return found }
    throw .unknownTopic(name, among: lexicon.entries, at: span)
  }
}
