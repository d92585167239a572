import Reporting

extension Reader {
  /// Clauses up to the statement's end, each at most once.
  mutating func clauses() throws(Fault) -> [Clause] {
    var clauses: [Clause] = []
    while !atEnd {
      guard let keyword = clauseHere else { throw expectedClause() }
      let clause = try clause(keyword)
      if let earlier = clauses.first(where: { $0.keyword == clause.keyword }) {
        report(.twice(earlier, clause, typed: keyword.token))
      } else {
        clauses.append(clause)
      }
    }
    reportRanges(clauses)
    return clauses
  }

  private struct Start {
    let keyword: ClauseKeyword
    let token: Token
  }

  private var clauseHere: Start? {
    if case .within = current.kind { return Start(keyword: .within, token: current) }
    guard let keyword = clauseWord() else { return nil }
    return Start(keyword: keyword, token: current)
  }

  private mutating func clause(_ start: Start) throws(Fault) -> Clause {
    if case .within = current.kind {} else { advance() }
    var keyword = start.keyword
    // 从 says both: a date makes it `since`, a name `from`.
    if keyword == .from, start.token.source == "从", startsDate { keyword = .since }
    let body = try body(of: keyword, after: start.token)
    return Clause(body, keyword: Place(start.token.span), at: place(from: start.token.span))
  }

  private mutating func body(
    of keyword: ClauseKeyword, after word: Token
  ) throws(Fault) -> Clause.Body {
    switch keyword {
    case .from: return .from(try population(after: word))
    case .where: return .where(try condition(after: word))
    case .by:
      return .by(
        try list { reader throws(Fault) in try reader.dimension(after: reader.previous) })
    case .at:
      return .at(try list { reader throws(Fault) in try reader.point(after: reader.previous) })
    case .within:
      let duration = try duration(after: word)
      let isEach = self.keyword(.marker) == "each"
      if isEach { advance() }
      return .within(duration, each: isEach)
    case .since: return .since(try date(after: word))
    case .until: return .until(try date(after: word))
    case .last: return .last(try duration(after: word))
    case .during: return .during(try period(after: word))
    case .excluding:
      return .excluding(
        try list { reader throws(Fault) in try reader.exclusion(after: reader.previous) })
    case .using:
      let what = Phrase("a variant", "口径")
      return .using(
        try list { reader throws(Fault) in
          try reader.name(what, [.variant], after: reader.previous)
        })
    case .with:
      return .with(
        try list { reader throws(Fault) in try reader.setting(after: reader.previous) })
    case .compare: return .compare(try comparison(after: word))
    case .sort: return try order(after: word)
    case .limit: return .limit(try limit(after: word))
    case .chart:
      return .chart(
        try name(
          Phrase("a chart", "图形"), [.chart], after: word,
          hint: atEnd ? Phrase("for example bar, line or heat", "例如 条形、折线 或 热力") : nil))
    case .as: return .as(try savedName(after: word))
    }
  }

  private mutating func dimension(after word: Token) throws(Fault) -> Dimension {
    if let call = try optionalCall() { return .call(call) }
    let name = try qualifiedName(
      Phrase("a dimension", "维度"), [.time, .model], qualifier: [.eventWord], after: word,
      hint: atEnd ? Phrase("for example region, week or rfm", "例如 地区、周 或 rfm") : nil)
    return .name(name)
  }

  private mutating func exclusion(after word: Token) throws(Fault) -> ExcludedEvent {
    let event = try event(after: word)
    guard takeOperator("between") else { return ExcludedEvent(event, between: nil) }
    let what = Phrase("the number of a step", "步骤序号")
    let from = try wholeNumber(what, after: previous)
    guard takeOperator("and") else {
      throw unexpected(
        "E110", Phrase("'and' and a step", "“且”和步骤序号"), after: previous,
        hint: Phrase("for example between 1 and 2", "例如 介于 1 且 2"))
    }
    return ExcludedEvent(
      event, between: StepPair(from: from, to: try wholeNumber(what, after: previous)))
  }

  private mutating func setting(after word: Token) throws(Fault) -> Setting {
    let example = Phrase("for example model=bgnbd", "例如 model=bgnbd")
    let key = try name(
      Phrase("a setting", "参数名"), [.parameter], after: word, hint: atEnd ? example : nil)
    guard take(.equal) else {
      throw unexpected("E110", Phrase("'='", "“=”"), after: previous, hint: example)
    }
    return Setting(key, try value(after: previous, isSetting: true))
  }

  private mutating func order(after word: Token) throws(Fault) -> Clause.Body {
    let key: SortKey
    if case .point(let point) = current.kind {
      advance()
      key = .point(point)
    } else {
      key = .metric(try metric(after: word))
    }
    let order = keyword(.orderWord).flatMap(SortOrder.init)
    if order != nil { advance() }
    return .sort(key, order)
  }

  private mutating func limit(after word: Token) throws(Fault) -> LimitValue {
    switch current.kind {
    case .percent(let share):
      advance()
      return .share(share)
    case .parameter(let name):
      advance()
      return .parameter(name)
    default:
      return .rows(
        try wholeNumber(
          Phrase("a whole number or a share", "整数或百分比"), after: word,
          hint: Phrase("for example 10 or 20%", "例如 10 或 20%")))
    }
  }

  /// The name that a result is saved under: no word that `compare` or a clause would take for its
  /// own when the name is used.
  mutating func savedName(after word: Token) throws(Fault) -> Word {
    let typed = current
    let name = try name(Phrase("a name", "名称"), after: word)
    let isTaken =
      table.canonical(name.text, [.compareWord, .clause]) != nil || table.isReserved(name.text)
    guard !isTaken else {
      throw Fault(
        Diagnostic(
          "E122",
          Phrase(
            "expected a name of its own after '\(word.source)', found '\(shown(name.text))'",
            "“\(word.source)”后面应是新名称，却是“\(shown(name.text))”"),
          at: typed.span, hint: Phrase("a word of the language", "这是语言中的词")))
    }
    return name
  }

  // MARK: Faults

  /// What to say where neither a clause nor the end stands.
  func expectedClause() -> Fault {
    if let fault = missingSpace([.clause, .operator]) { return fault }
    if isSymbol(.closeParenthesis) || isSymbol(.closeBracket) {
      return unexpected(
        "E112", Phrase("a clause or the end", "子句或行尾"),
        hint: Phrase("closes no bracket", "没有与之对应的左括号"))
    }
    let what = Phrase("a clause or the end", "子句或行尾")
    if let hint = signHint { return unexpected("E119", what, hint: hint) }
    let suggestion = current.word.flatMap {
      Suggestion.closest(to: $0, among: table.keywords(.clause).flatMap(\.spellings))
    }
    return unexpected(
      "E119", what, hint: suggestion == nil ? wordHint : nil, suggestion: suggestion)
  }

  static let spacesAlone = Phrase("clauses are parted by spaces alone", "子句之间只用空格")

  /// What is wrong when the signs here and behind tell.
  var signHint: Phrase? {
    if isSymbol(.comma), startsClause(at: 1) { return Self.spacesAlone }
    if isSymbol(.comma), case .number = previous.kind, case .number = token(1).kind {
      return Phrase("thousands are written 1_000 or 1000", "千位写作 1_000 或 1000")
    }
    if isOperator("and") || isOperator("or") || isOperator("not") {
      return Phrase("a set stands in brackets: from (a and b)", "集合要加括号：来自 (a 且 b)")
    }
    switch token(1).kind {
    case .symbol(let sign) where sign.comparison != nil:
      return Phrase("a condition follows 'where'", "条件写在“其中”后")
    case .within:
      let typed = shown(token(1).source, limit: 24)
      return Phrase("\(typed) stands alone", "直接写 \(typed)")
    default: return valueHint
    }
  }

  /// Which clause a value without one may belong to.
  var valueHint: Phrase? {
    switch current.kind {
    case .point: Phrase("points follow 'at'", "第几日写在“时点”后")
    case .duration: Phrase("a duration follows 'within' or 'last'", "时长写在“窗口”或“最近”后")
    case .date: Phrase("a date follows 'since', 'until' or 'during'", "日期写在“自”、“至”或“期间”后")
    case .number, .percent: Phrase("a number follows 'limit'", "数量写在“取”后")
    default: nil
    }
  }

  private var wordHint: Phrase {
    if isName, index > 0, keyword(.verb, at: -1) != nil {
      let typed = shown(current.source, limit: 24)
      return Phrase("a dimension follows 'by': by \(typed)", "维度写在“按”后：按 \(typed)")
    }
    return Phrase(
      "clauses: from where by at within since until last during …",
      "子句：来自 其中 按 时点 窗口 自 至 最近 期间 …")
  }

  /// `last` and `during` name a whole range, `since` and `until` its ends: one way or the other.
  private mutating func reportRanges(_ clauses: [Clause]) {
    let whole = clauses.filter { $0.keyword == .last || $0.keyword == .during }
    let ends = clauses.filter { $0.keyword == .since || $0.keyword == .until }
    guard let first = whole.first, let other = whole.dropFirst().first ?? ends.first else { return }
    report(.exclusive(first, other))
  }
}

extension Diagnostic {
  fileprivate static func twice(_ earlier: Clause, _ later: Clause, typed: Token) -> Diagnostic {
    let word = later.keyword.rawValue
    return Diagnostic(
      "E113",
      Phrase(
        "expected '\(word)' once, found it twice", "“\(shown(typed.source))”只能出现一次，却出现了两次"),
      at: later.keywordPlace.span, hint: Phrase("again here", "这里又出现"),
      labels: [
        Label(span: earlier.keywordPlace.span, text: Phrase("first here", "这里已出现"))
      ])
  }

  fileprivate static func exclusive(_ first: Clause, _ second: Clause) -> Diagnostic {
    let (earlier, later) =
      first.place.span.start < second.place.span.start ? (first, second) : (second, first)
    let names = [earlier, later].map { clause in
      KeywordTable.standard.spelling(of: clause.keyword.rawValue, [.clause], language: .chinese)
        ?? clause.keyword.rawValue
    }
    let words = [earlier.keyword.rawValue, later.keyword.rawValue]
    return Diagnostic(
      "E114",
      Phrase(
        "expected '\(words[0])' or '\(words[1])', found both", "“\(names[0])”与“\(names[1])”只能用一个"),
      at: later.keywordPlace.span, hint: Phrase("another range", "又一个时间范围"),
      labels: [
        Label(span: earlier.keywordPlace.span, text: Phrase("one range", "一个时间范围"))
      ],
      notes: [
        Phrase(
          "a range with both ends: since 2024-01-01 until 2024-03-31",
          "写明两端：自 2024-01-01 至 2024-03-31")
      ])
  }
}
