import Reporting

extension Reader {
  mutating func statement() throws(Fault) -> Statement {
    let start = current.span
    let kind = try statementKind()
    return Statement(kind, at: place(from: start))
  }

  private mutating func statementKind() throws(Fault) -> Statement.Kind {
    guard let typed = current.word else {
      throw unexpected(
        "E120", Phrase("a verb", "动词"), hint: Phrase("for example segment by region", "例如 分群 按 地区"))
    }
    if let command = keyword(.command) {
      switch command {
      case "explain": return try explanation()
      case "define": return .definition(try definition())
      default: return .command(try commandCall(command))
      }
    }
    guard let verb = verb(typed) else { throw unknownVerb(typed) }
    if case .management(let noun) = verb.subject {
      return .management(try management(noun, verb))
    }
    return .analysis(try analysis(verb))
  }

  /// A verb of the keyword table can always be read; whether it exists is the engine's to say.
  private func verb(_ typed: String) -> VerbGrammar? {
    guard let canonical = table.keyword(typed, .verb)?.english else { return grammar.verb(typed) }
    return grammar.verb(canonical) ?? Grammar.planned.verb(canonical)
  }

  private mutating func analysis(_ verb: VerbGrammar) throws(Fault) -> VerbCall {
    let start = current
    let word = Word(verb.name, typed: start.source, at: Place(start.span))
    advance()
    let subject = try subject(of: verb, after: start)
    let clauses = try clauses()
    return VerbCall(verb: word, subject: subject, clauses: clauses, at: place(from: start.span))
  }

  // MARK: explain

  private mutating func explanation() throws(Fault) -> Statement.Kind {
    let explain = current
    advance()
    let stage = try stage()
    let start = current.span
    guard let typed = current.word, let verb = verb(typed) else {
      if stage == nil, let typed = current.word, !isReserved() {
        throw unknownStage(typed, after: explain)
      }
      throw unexpected(
        "E123", Phrase("a query", "查询"), after: previous,
        hint: Phrase("for example explain cohort signup -> any by week", "例如 解释 留存 注册 -> 任意 按 周"))
    }
    if case .management = verb.subject {
      throw unexpected(
        "E123", Phrase("a query that computes", "一条计算用的查询"), after: previous)
    }
    let query = Statement.Kind.analysis(try analysis(verb))
    return .explain(stage, Statement(query, at: place(from: start)))
  }

  private mutating func stage() throws(Fault) -> ExplainStage? {
    guard let name = keyword(.stage) else { return nil }
    let typed = current
    let stage: ExplainStage
    switch name {
    case "tokens": stage = .tokens
    case "tree": stage = .tree
    case "plan": stage = .plan
    case "sql": stage = .sql
    case "words": stage = .words
    case "user":
      advance()
      return .user(try userID(after: typed))
    default: return nil
    }
    advance()
    return stage
  }

  /// An identifier of a user; one that a number would change is kept as a name.
  mutating func userID(after word: Token) throws(Fault) -> NameOrLiteral {
    let source = current.source
    let isDigits = !source.isEmpty && source.unicodeScalars.allSatisfy(\.isDigit)
    if isDigits, source.count > 15 || (source.hasPrefix("0") && source.count > 1) {
      let place = Place(current.span)
      advance()
      return .name(Word(source, quoted: true, at: place))
    }
    if startsLiteral { return .literal(try literal()) }
    return .name(
      try name(
        Phrase("the id of a user", "用户编号"), after: word,
        hint: Phrase("for example \(word.source) 1042", "例如 \(word.source) 1042")))
  }

  // MARK: define

  private mutating func definition() throws(Fault) -> Definition {
    let start = current
    advance()
    let example = Phrase(
      "for example define pay_rate = users(pay) / users(visit)", "例如 定义 付费占比 = 人数(支付) / 人数(访问)")
    let name = try name(Phrase("a name", "名称"), after: start, code: "E124", hint: example)
    guard take(.equal) else {
      throw unexpected("E124", Phrase("'='", "“=”"), after: previous, hint: example)
    }
    let formula = try formula()
    return Definition(name: name, formula: formula, at: place(from: start.span))
  }

  // MARK: Commands

  private mutating func commandCall(_ command: String) throws(Fault) -> CommandCall {
    let start = current
    let word = Word(command, typed: start.source, at: Place(start.span))
    advance()
    var call = CommandCall(
      command: word, rest: "", restPlace: Place(Span(start.span.end, start.span.end)),
      at: word.place)
    if case .rest(let text) = current.kind {
      call.rest = text
      call.restPlace = Place(current.span)
      advance()
    }
    while let clause = clauseWord() {
      let keyword = current
      advance()
      if clause == .as {
        call.saveAs = try savedName(after: keyword)
      } else {
        call.using = try name(Phrase("a name", "名称"), [.variant], after: keyword)
      }
    }
    call.place = place(from: start.span)
    return call
  }

  // MARK: Faults

  private func unknownStage(_ typed: String, after explain: Token) -> Fault {
    let names = table.keywords(.stage).map(\.english) + grammar.verbs.map(\.name)
    return unexpected(
      "E123", Phrase("a query or a stage", "查询或阶段"), after: explain,
      hint: Phrase("stages: tokens tree plan sql words user", "阶段：词元 语法树 计划 sql 释义 用户"),
      suggestion: Suggestion.closest(to: typed, among: names))
  }

  private func unknownVerb(_ typed: String) -> Fault {
    if let fault = missingSpaceAtStart(typed) { return fault }
    let commands = table.keywords(.command)
    let verbs = grammar.verbs.compactMap { table.keyword($0.name, .verb) }
    let names = grammar.verbs.map(\.name) + (verbs + commands).flatMap(\.spellings)
    let isClause = table.clause(typed) != nil
    var notes: [Phrase] = []
    if typed == "推荐" {
      notes.append(
        Phrase("推荐 is referral or recommendation; for referral type 裂变", "“推荐”有两个意思；老带新请输入：裂变"))
    }
    let shownVerbs = grammar.verbs.prefix(8).map {
      Phrase(
        $0.name, table.spelling(of: $0.name, [.verb], language: .chinese) ?? $0.name)
    }
    notes.append(Phrase("verbs: ", "动词：") + shownVerbs.joined(separator: " "))
    notes.append(Phrase("to see them all: help", "查看全部：帮助"))
    return Fault(
      Diagnostic(
        "E202", Phrase("unknown verb '\(shown(typed))'", "未知的动词“\(shown(typed))”"),
        at: current.span,
        hint: isClause
          ? Phrase("a clause follows a verb: segment by region", "子句要跟在动词后：分群 按 地区") : nil,
        notes: notes, suggestion: isClause ? nil : Suggestion.closest(to: typed, among: names)))
  }

  private func missingSpaceAtStart(_ typed: String) -> Fault? {
    guard let fixed = spaced(typed, [.verb, .command]) else { return nil }
    return Fault(.missingSpace(fixed, current.span, typed))
  }
}
