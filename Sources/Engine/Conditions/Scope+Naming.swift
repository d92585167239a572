import Language
import Reporting

/// Writes names of the data in a piece of syntax in one way, however they were typed.
private struct Naming {
  let scope: Scope
  /// Whether labels in Chinese stand for the names.
  let usesLabels: Bool

  func event(_ word: Word) -> Word {
    let names = scope.dataset.events.names
    let labels = scope.dataset.labels.events
    return renamed(word, among: names, labels)
  }

  func column(_ word: Word) -> Word {
    let dataset = scope.dataset
    let columns =
      dataset.events.properties + dataset.users.attributes + (dataset.feedback?.columns ?? [])
    var seen: Set<String> = []
    let names = columns.map(\.name).filter { seen.insert($0).inserted }
    return renamed(word, among: names, dataset.labels.columns)
  }

  private func renamed(_ word: Word, among names: [String], _ labels: [String: Phrase]) -> Word {
    let match = try? scope.match(word, among: names, labels: labels, kind: Phrase("", ""))
    guard let found = match ?? nil else { return word }
    return Word(usesLabels ? labels[found]?.chinese ?? found : found, at: word.place)
  }

  func call(_ call: Call) -> Call {
    Call(call.function, call.arguments.map(argument), at: call.place)
  }

  private func argument(_ argument: Argument) -> Argument {
    switch argument {
    case .period, .literal: argument
    case .within(let duration, let anchor, let place): .within(duration, of: event(anchor), place)
    case .call(let call): .call(self.call(call))
    case .event(let event, let property, let then):
      .event(self.event(event), property: property.map(column), then: then.map(self.event))
    }
  }

  func event(_ event: EventSyntax) -> EventSyntax {
    EventSyntax(
      isFirst: event.isFirst,
      alternatives: event.alternatives.map { term in
        let kind: EventTerm.Kind =
          switch term.kind {
          case .any: .any
          case .name(let word): .name(self.event(word))
          case .group(let inner): .group(self.event(inner))
          }
        return EventTerm(
          kind, filter: term.filter.map(expression), isOptional: term.isOptional, at: term.place)
      }, at: event.place)
  }

  func expression(_ expression: Expression) -> Expression {
    func own(_ part: Expression) -> Expression { self.expression(part) }
    let kind: Expression.Kind =
      switch expression.kind {
      case .literal: expression.kind
      case .name(let name):
        .name(Name(column(name.word), in: name.qualifier.map(event), at: name.place))
      case .call(let call): .call(self.call(call))
      case .negative(let inner): .negative(own(inner))
      case .arithmetic(let operation, let left, let right):
        .arithmetic(operation, own(left), own(right))
      case .comparison(let comparison, let left, let right):
        .comparison(comparison, own(left), own(right))
      case .isIn(let values, let left, let negated): .isIn(values, own(left), negated: negated)
      case .contains(let left, let text): .contains(own(left), text)
      case .between(let middle, let low, let high): .between(own(middle), own(low), own(high))
      case .isMissing(let left, let negated): .isMissing(own(left), negated: negated)
      case .not(let inner): .not(own(inner))
      case .and(let left, let right): .and(own(left), own(right))
      case .or(let left, let right): .or(own(left), own(right))
      }
    return Expression(kind, at: expression.place)
  }
}

extension Scope {
  /// The call with the data's own names.
  func named(_ call: Call) -> Call { Naming(scope: self, usesLabels: false).call(call) }

  /// An event in canonical English with the data's own names, as tables carry it.
  public func canonicalName(of event: EventSyntax) -> String { text(of: event).english }

  /// A property of an event as people read it; in English the canonical name of its column.
  public func text(of property: Word, in event: Word) -> Phrase {
    func text(_ language: DisplayLanguage) -> String {
      let naming = naming(language)
      let name = Name(naming.column(property), in: naming.event(event), at: property.place)
      return Formatter(language: language).format(dimension: .name(name))
    }
    return Phrase(text(.english), text(.chinese))
  }

  /// An event as people read it: the data's names in English, their labels in Chinese.
  public func text(of event: EventSyntax) -> Phrase {
    let named = naming(.chinese).event(event)
    return Phrase(
      Formatter(language: .english).format(event: naming(.english).event(event)),
      label(named) ?? Formatter(language: .chinese).format(event: named))
  }

  /// The label of an event that is nothing but its name: only in a query must it stand between
  /// backticks where it looks like a word of the language.
  private func label(_ event: EventSyntax) -> String? {
    guard !event.isFirst, event.alternatives.count == 1, let term = event.alternatives.first,
      term.filter == nil, !term.isOptional, case .name(let word) = term.kind
    else { return nil }
    return dataset.labels.events.values.first { $0.chinese == word.text }?.chinese
  }

  /// A condition as people read it: the data's names in English, their labels in Chinese.
  func text(of condition: Expression) -> Phrase {
    Phrase(
      Formatter(language: .english).format(expression: naming(.english).expression(condition)),
      Formatter(language: .chinese).format(expression: naming(.chinese).expression(condition)))
  }

  /// A function as people read it.
  func text(of call: Call) -> Phrase {
    Phrase(
      Formatter(language: .english).format(dimension: .call(naming(.english).call(call))),
      Formatter(language: .chinese).format(dimension: .call(naming(.chinese).call(call))))
  }

  private func naming(_ language: DisplayLanguage) -> Naming {
    Naming(scope: self, usesLabels: language == .chinese)
  }
}
