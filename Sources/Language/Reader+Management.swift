import Reporting

// `goal`, `action` and `checklist`: statements that keep a record.

extension Reader {
  mutating func management(
    _ noun: ManagementNoun, _ verb: VerbGrammar
  ) throws(Fault) -> Management {
    let start = current
    let word = Word(verb.name, typed: start.source, at: Place(start.span))
    advance()
    guard current.word != nil, keyword(.subcommand, in: verb.name) != nil,
      let subcommand = self.word([.subcommand], in: verb.name)
    else { throw expectedSubcommand(of: verb, after: start) }
    let typed = current
    advance()
    let form = try form(noun, subcommand.text, after: typed)
    let takesClauses = noun != .checklist
    let clauses = takesClauses ? try clauses() : []
    return Management(
      noun: word, subcommand: subcommand, form: form, clauses: clauses,
      at: place(from: start.span))
  }

  private mutating func form(
    _ noun: ManagementNoun, _ subcommand: String, after word: Token
  ) throws(Fault) -> Management.Form {
    switch (noun, subcommand) {
    case (.goal, "add"): return try goal(after: word)
    case (.goal, "okr"), (.action, "add"):
      return .text(try text(after: word))
    case (.goal, "north"): return .metric(try metric(after: word))
    case (.checklist, "list"): return .name(nil)
    case (.checklist, "mark"): return try mark(after: word)
    case (.checklist, _): return .name(try recordName(after: word))
    case (.goal, _), (.action, _):
      return .name(atEnd || startsClause ? nil : try recordName(after: word))
    }
  }

  private mutating func recordName(after word: Token) throws(Fault) -> Word {
    try name(Phrase("a name", "名称"), after: word)
  }

  private mutating func text(after word: Token) throws(Fault) -> String {
    guard case .text(let text) = current.kind else {
      throw unexpected(
        "E121", Phrase("a text in quotes", "带引号的文本"), after: word,
        hint: Phrase(
          "for example '\(atEnd ? "…" : shown(current.source))'",
          "例如 '\(atEnd ? "…" : shown(current.source))'"))
    }
    advance()
    return text
  }

  /// `METRIC >= VALUE` or `METRIC VALUE -> VALUE`.
  private mutating func goal(after word: Token) throws(Fault) -> Management.Form {
    let metric = try metric(after: word)
    if case .symbol(let symbol) = current.kind, let comparison = symbol.comparison {
      let sign = current
      advance()
      return .goalThreshold(metric, comparison, try value(after: sign))
    }
    let example = Phrase("for example order_rate >= 10%, or 2% -> 5%", "例如 订单转化率 >= 10%，或 2% -> 5%")
    guard startsLiteral || (isName && !startsClause) else {
      throw unexpected("E121", Phrase("a target", "目标值"), after: previous, hint: example)
    }
    let from = try value(after: previous)
    guard take(.arrow) else {
      throw unexpected(
        "E121", Phrase("'->' and a target", "“->”和目标值"), after: previous, hint: example)
    }
    return .goalChange(metric, from: from, to: try value(after: previous))
  }

  private mutating func mark(after word: Token) throws(Fault) -> Management.Form {
    let list = try recordName(after: word)
    let item = try wholeNumber(
      Phrase("the number of an item", "条目序号"), after: previous, code: "E121")
    let state = try name(
      Phrase("'done', 'skip' or 'na'", "“完成”、“跳过”或“不适用”"), [.itemState], after: previous,
      code: "E121")
    guard case .text(let text) = current.kind else {
      return .mark(list: list, item: item, state: state, text: nil)
    }
    advance()
    return .mark(list: list, item: item, state: state, text: text)
  }

  private func expectedSubcommand(of verb: VerbGrammar, after word: Token) -> Fault {
    let keywords = table.keywords(.subcommand, in: verb.name)
    let listed = keywords.map { Phrase($0.english, $0.chinese.first ?? $0.english) }
    return unexpected(
      "E121", Phrase("what to do", "操作"), after: word,
      hint: Phrase("one of: ", "可用：") + listed.joined(separator: " "),
      suggestion: current.word.flatMap {
        Suggestion.closest(to: $0, among: keywords.flatMap(\.spellings))
      })
  }
}
