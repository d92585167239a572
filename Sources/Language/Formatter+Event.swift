import Reporting

extension Formatter {
  func steps(_ steps: [EventSyntax]) -> String {
    steps.map { event($0) }.joined(separator: " -> ")
  }

  func event(_ event: EventSyntax, _ kinds: [Keyword.Kind] = [.eventWord]) -> String {
    let or = " \(keyword("or", .operator)) "
    let terms = event.alternatives.map { term($0, kinds) }.joined(separator: or)
    return event.isFirst ? "\(keyword("first", .marker)) \(terms)" : terms
  }

  private func term(_ term: EventTerm, _ kinds: [Keyword.Kind]) -> String {
    var text: String
    switch term.kind {
    case .any: text = keyword("any", .eventWord)
    // The marker stands before names, so a name spelled like it needs backticks.
    case .name(let word): text = self.word(word, kinds, avoiding: [.marker])
    case .group(let event): text = "(\(self.event(event, kinds)))"
    }
    if let filter = term.filter { text += "[\(expression(filter))]" }
    return term.isOptional ? text + "?" : text
  }
}
