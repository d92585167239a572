import Reporting

// What stands between a verb and its clauses. An optional subject is absent where a clause or the
// end follows.

extension Reader {
  mutating func subject(of verb: VerbGrammar, after word: Token) throws(Fault) -> Subject? {
    if verb.subject == .none { return nil }
    if atEnd || startsClause {
      guard !verb.isSubjectOptional else { return nil }
      throw missingSubject(of: verb, after: word)
    }
    switch verb.subject {
    case .none, .management: return nil
    case .steps(let min, let max): return .steps(try steps(min: min, max: max, after: word))
    case .facets(let facets): return .facets(try self.facets(facets, of: verb, after: word))
    case .metrics:
      return .metrics(
        try list { reader throws(Fault) in try reader.metric(after: reader.previous) })
    case .condition: return .condition(try condition(after: word))
    case .experiment:
      let name = try name(Phrase("the name of an experiment", "实验名称"), after: word, code: "E120")
      let arrow = current
      let metric = take(.arrow) ? try metric(after: arrow) : nil
      guard metric != nil || !isName || startsClause else {
        throw unexpected(
          "E119", Phrase("'->' or a clause", "“->”或子句"),
          hint: Phrase("a metric follows ->", "指标写在 -> 后"))
      }
      return .experiment(name, metric)
    case .journey: return try journey(after: word)
    }
  }

  /// Whether a clause begins here; `last(` is the function, not the range.
  var startsClause: Bool { startsClause(at: 0) }

  func startsClause(at offset: Int) -> Bool {
    if case .within = token(offset).kind { return true }
    guard let clause = clauseWord(offset) else { return false }
    return clause != .last || !isSymbol(.openParenthesis, offset + 1)
  }

  private mutating func steps(
    min: Int, max: Int?, after word: Token
  ) throws(Fault) -> [EventSyntax] {
    var joint = word
    var steps = [try event(after: joint)]
    while isSymbol(.arrow) {
      joint = current
      advance()
      steps.append(try event(after: joint))
    }
    guard atEnd || startsClause else { throw expectedArrow() }
    if steps.count < min || steps.count > (max ?? .max) {
      report(.stepCount(steps, min: min, max: max, verb: word))
    }
    return steps
  }

  /// Steps joined by another sign than an arrow, or by nothing.
  private func expectedArrow() -> Fault {
    let fault = expectedClause()
    guard fault.diagnostic.code == "E119", fault.diagnostic.suggestion == nil, signHint == nil
    else { return fault }
    let isSign = isSymbol(.comma) || isSymbol(.greater) || isSymbol(.minus)
    return unexpected(
      "E119", Phrase("'->' or a clause", "“->”或子句"),
      hint: Phrase("steps are joined by ->", "步骤之间用 -> 连接"), suggestion: isSign ? "->" : nil)
  }

  private mutating func facets(
    _ facets: [FacetGrammar], of verb: VerbGrammar, after word: Token
  ) throws(Fault) -> [Facet] {
    var found: [Facet] = []
    var wantsText = false
    while !atEnd, !startsClause {
      guard let typed = self.word([.facet], in: verb.name),
        let facet = facets.first(where: { $0.name == typed.text }), !typed.quoted
      else {
        // The last word may as well be a mistyped clause.
        throw unknownFacet(
          facets, of: verb, isFirst: found.isEmpty, after: word, wantsText: wantsText)
      }
      advance()
      wantsText = facet.takesText
      guard case .text(let text) = current.kind, wantsText else {
        found.append(Facet(typed))
        continue
      }
      advance()
      found.append(Facet(typed, text: text))
    }
    return found
  }

  mutating func metric(after word: Token) throws(Fault) -> Metric {
    if let call = try optionalCall() { return .call(call) }
    let name = try name(
      Phrase("a metric", "指标名"), [.metric], after: word, code: "E120",
      hint: current.kind == .end
        ? Phrase("for example new_users or growth(revenue)", "例如 新增用户 或 增长率(收入)") : nil)
    return .name(name)
  }

  private mutating func journey(after word: Token) throws(Fault) -> Subject {
    let direction = current
    switch keyword(.subjectWord) {
    case "user":
      advance()
      return .user(try userID(after: direction))
    case "after":
      advance()
      return .journey(.after, try event(after: direction))
    case "before":
      advance()
      return .journey(.before, try event(after: direction))
    default:
      throw unexpected(
        "E120", Phrase("'after', 'before' or 'user'", "“之后”、“之前”或“用户”"), after: word,
        hint: Phrase("for example journey after visit", "例如 旅程 之后 访问"),
        suggestion: current.word.flatMap {
          Suggestion.closest(
            to: $0, among: table.keywords(.subjectWord).flatMap(\.spellings))
        })
    }
  }

  // MARK: Faults

  private func unknownFacet(
    _ facets: [FacetGrammar], of verb: VerbGrammar, isFirst: Bool, after word: Token,
    wantsText: Bool
  ) -> Fault {
    if let fault = missingSpace([.clause]) { return fault }
    let keywords = table.keywords(.facet, in: verb.name)
    let names = keywords.flatMap(\.spellings) + table.keywords(.clause).flatMap(\.spellings)
    let listed = facets.prefix(8).map {
      Phrase(
        $0.name,
        table.spelling(of: $0.name, [.facet], in: verb.name, language: .chinese) ?? $0.name)
    }
    return unexpected(
      isFirst ? "E120" : "E119", Phrase("a part of \(verb.name) or a clause", "分项或子句"),
      after: isFirst ? word : nil,
      hint: wantsText
        ? Phrase(
          "a text is quoted: '\(shown(current.source))'", "文本要加引号：'\(shown(current.source))'")
        : nil,
      notes: [Phrase("parts: ", "分项：") + listed.joined(separator: " ")],
      suggestion: current.word.flatMap { Suggestion.closest(to: $0, among: names) })
  }

  private func missingSubject(of verb: VerbGrammar, after word: Token) -> Fault {
    let (what, example): (Phrase, Phrase) =
      switch verb.subject {
      case .steps: (Phrase("an event", "事件"), Phrase("for example visit -> pay", "例如 访问 -> 支付"))
      case .metrics: (Phrase("a metric", "指标名"), Phrase("for example new_users", "例如 新增用户"))
      case .condition: (Phrase("a condition", "条件"), Phrase("for example did(pay)", "例如 发生(支付)"))
      case .experiment:
        (
          Phrase("the name of an experiment", "实验名称"),
          Phrase("for example test gift_popup", "例如 实验 gift_popup")
        )
      case .journey:
        (
          Phrase("'after', 'before' or 'user'", "“之后”、“之前”或“用户”"),
          Phrase("for example after visit", "例如 之后 访问")
        )
      case .none, .facets, .management: (Phrase("a subject", "分析对象"), Phrase("", ""))
      }
    let isSteps = if case .steps = verb.subject { true } else { false }
    return unexpected(isSteps ? "E108" : "E120", what, after: word, hint: example)
  }
}

extension Diagnostic {
  fileprivate static func stepCount(
    _ steps: [EventSyntax], min: Int, max: Int?, verb: Token
  ) -> Diagnostic {
    let name = shown(verb.source)
    let tooFew = steps.count < min
    let bound = tooFew ? min : max ?? min
    let first = tooFew ? 0 : bound
    let guilty = steps.dropFirst(first).map(\.place.span).reduce(nil as Span?) {
      $0?.joined($1) ?? $1
    }
    return Diagnostic(
      "E118",
      tooFew
        ? Phrase(
          "expected at least \(bound) steps after '\(name)', found \(steps.count)",
          "“\(name)”后面至少要有 \(bound) 个步骤，却只有 \(steps.count) 个")
        : Phrase(
          "expected at most \(bound) steps after '\(name)', found \(steps.count)",
          "“\(name)”后面最多 \(bound) 个步骤，却有 \(steps.count) 个"),
      at: guilty,
      hint: tooFew
        ? Phrase("add a step: -> pay", "请再加一步：-> 支付")
        : Phrase("too many", "多出的步骤"))
  }
}
