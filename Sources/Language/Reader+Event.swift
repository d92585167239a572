import Reporting

// Events, calls and their arguments.

extension Reader {
  /// `isArgument`: there `first(…)` may be the function.
  mutating func event(
    after word: Token, _ kinds: [Keyword.Kind] = [.eventWord], isArgument: Bool = false
  ) throws(Fault) -> EventSyntax {
    let start = current
    let isFirst = keyword(.marker) == "first" && !(isArgument && isCall)
    if isFirst { advance() }
    var terms = [try term(after: isFirst ? start : word, kinds)]
    while takeOperator("or") { terms.append(try term(after: previous, kinds)) }
    // `first (a or b)` says no more than `first a or b`.
    while isFirst, terms.count == 1, let only = terms.first, only.filter == nil, !only.isOptional,
      case .group(let inner) = only.kind
    {
      terms = inner.alternatives
    }
    return EventSyntax(isFirst: isFirst, alternatives: terms, at: place(from: start.span))
  }

  private mutating func term(
    after word: Token, _ kinds: [Keyword.Kind]
  ) throws(Fault) -> EventTerm {
    let start = current
    let kind: EventTerm.Kind
    if take(.openParenthesis) {
      kind = .group(
        try nested { reader throws(Fault) in try reader.event(after: start, kinds) })
      try close(.closeParenthesis, from: start)
    } else if isAny {
      advance()
      kind = .any
    } else {
      kind = .name(
        try name(
          Phrase("an event", "事件"), kinds, after: word, code: "E108",
          hint: eventHint))
    }
    var filter: Expression?
    let opener = current
    if take(.openBracket) {
      filter = try nested { reader throws(Fault) in try reader.condition(after: opener) }
      try close(.closeBracket, from: opener)
    }
    let isOptional = take(.question)
    return EventTerm(kind, filter: filter, isOptional: isOptional, at: place(from: start.span))
  }

  private var eventHint: Phrase? {
    if let hint = valueHint { return hint }
    if isSymbol(.times) { return Phrase("every event is any", "所有事件写作 任意") }
    return atEnd ? Phrase("for example visit, pay or any", "例如 访问、支付 或 任意") : nil
  }

  private var isAny: Bool {
    current.word.flatMap { table.keyword($0.lowercased(), .eventWord) }?.english == "any"
  }

  // MARK: Calls

  /// Whether a name and its bracket begin a call.
  ///
  /// `first (a or b)[x]` in an argument is the marker with a group: what follows the closing
  /// bracket tells.
  private var isCall: Bool {
    guard isName, isSymbol(.openParenthesis, 1) else { return false }
    guard keyword(.marker) == "first" else { return true }
    guard keyword(.function) == "first" else { return false }
    var open = 0
    var offset = 1
    while token(offset).kind != .end {
      if isSymbol(.openParenthesis, offset) { open += 1 }
      if isSymbol(.closeParenthesis, offset) { open -= 1 }
      offset += 1
      if open == 0 { break }
    }
    return isSymbol(.comma, offset) || isSymbol(.closeParenthesis, offset)
      || token(offset).kind == .end
  }

  /// A call, if a name and a bracket stand here; `last` is reserved, but not before a bracket.
  mutating func optionalCall() throws(Fault) -> Call? {
    guard isSymbol(.openParenthesis, 1), let function = word([.function, .metric]) else {
      return nil
    }
    let isKnown = table.canonical(function.typed, [.function]) != nil
    guard !isReserved() || isKnown else { return nil }
    let start = current
    advance()
    let opener = current
    advance()
    var arguments: [Argument] = []
    // A filter inside is a condition again, even in a formula.
    let wasFormula = isFormula
    isFormula = false
    defer { isFormula = wasFormula }
    if !isSymbol(.closeParenthesis) {
      arguments = try nested { reader throws(Fault) in
        try reader.list { reader throws(Fault) in
          try reader.argument(of: function, after: reader.previous)
        }
      }
    }
    try close(.closeParenthesis, from: opener)
    return Call(function, arguments, at: place(from: start.span))
  }

  private mutating func argument(
    of function: Word, after word: Token
  ) throws(Fault) -> Argument {
    let start = current
    if let period = try periodArgument() { return period }
    if startsLiteral { return .literal(try literal(), place(from: start.span)) }
    if isCall, let call = try optionalCall() { return .call(call) }
    let event = try event(
      after: word, table.takesMetrics(function) ? [.eventWord, .metric] : [.eventWord],
      isArgument: true)
    if isSymbol(.dot) {
      let isMember = function.text == "member" && !function.quoted
      return .event(event, property: try member(isMember ? [.part] : []), then: [])
    }
    var then: [EventSyntax] = []
    while isSymbol(.arrow) {
      let arrow = current
      advance()
      then.append(try self.event(after: arrow))
    }
    return .event(event, property: nil, then: then)
  }

  /// `last 90 days`, `2024-04`, `2024-01-01..2024-03-31`, `within 30d of signup`.
  private mutating func periodArgument() throws(Fault) -> Argument? {
    let start = current
    let isRange = isSymbol(.range, 1)
    switch start.kind {
    case .within: return try windowArgument()
    case .date: return .period(try period(after: previous), place(from: start.span))
    case .number where isRange, .text where isRange, .parameter where isRange:
      return .period(try period(after: previous), place(from: start.span))
    case .word:
      switch clauseWord() {
      case .within: return try windowArgument()
      case .last where !isSymbol(.openParenthesis, 1):
        return .period(try period(after: previous), place(from: start.span))
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func windowArgument() throws(Fault) -> Argument {
    let start = current
    if start.word != nil { advance() }
    let duration = try duration(after: start)
    guard keyword(.marker) == "of" else {
      throw unexpected(
        "E108", Phrase("'of' and an event", "“起于”和事件"), after: previous,
        hint: Phrase("for example within 30d of signup", "例如 窗口 30天 起于 注册"))
    }
    let of = current
    advance()
    let event = try event(after: of)
    return .within(duration, of: event, place(from: start.span))
  }
}
