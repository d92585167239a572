import Reporting

// Whom a statement is about and whom it is compared with: `from` and `compare`.

extension Reader {
  mutating func population(after word: Token) throws(Fault) -> SetExpression {
    guard isSymbol(.openParenthesis) else {
      let name = try segmentName(after: word)
      if !startsClause(at: 1) { try refuseComma() }
      return .name(name)
    }
    return try bracketedSet()
  }

  /// Segments in a row: only `and` and `or` say which users are meant.
  private func refuseComma() throws(Fault) {
    guard isSymbol(.comma) else { return }
    throw unexpected(
      "E119", Phrase("'and' or 'or'", "“且”或“或”"),
      hint: Phrase("sets stand in brackets: from (a or b)", "集合要加括号：来自 (a 或 b)"))
  }

  /// A saved segment, or one part of a saved partition.
  private mutating func segmentName(after word: Token) throws(Fault) -> Name {
    try qualifiedName(
      Phrase("a saved segment", "已保存的分群"), part: [.part], after: word,
      hint: populationHint)
  }

  private var populationHint: Phrase? {
    if startsDate { return Phrase("a date follows 'since'", "日期写在“自”后") }
    guard atEnd else { return nil }
    return Phrase("for example loyal or (loyal and not churned)", "例如 loyal 或 (loyal 且 非 churned)")
  }

  private mutating func bracketedSet() throws(Fault) -> SetExpression {
    let opener = current
    advance()
    let set = try nested { reader throws(Fault) in try reader.union(after: opener) }
    try refuseComma()
    try close(.closeParenthesis, from: opener)
    return set
  }

  private mutating func union(after word: Token) throws(Fault) -> SetExpression {
    var set = try intersection(after: word)
    while takeOperator("or") {
      try countOperator()
      set = .or(set, try intersection(after: previous))
    }
    return set
  }

  private mutating func intersection(after word: Token) throws(Fault) -> SetExpression {
    var set = try member(after: word)
    while takeOperator("and") {
      try countOperator()
      set = .and(set, try member(after: previous))
    }
    return set
  }

  private mutating func member(after word: Token) throws(Fault) -> SetExpression {
    let start = current
    if takeOperator("not") {
      try countOperator()
      return .not(
        try nested { reader throws(Fault) in try reader.member(after: start) })
    }
    if isSymbol(.openParenthesis) { return try bracketedSet() }
    return .name(try segmentName(after: word))
  }

  // MARK: compare

  mutating func comparison(after word: Token) throws(Fault) -> CompareTarget {
    if !isSymbol(.dot, 1), let target = keyword(.compareWord) {
      let typed = current
      advance()
      switch target {
      case "previous": return .previous
      case "rest": return .rest
      case "control": return .control
      case "ours": return .ours
      default: return .before(try beforeTarget(after: typed))
      }
    }
    if startsDate || (clauseWord() == .last && !isSymbol(.openParenthesis, 1)) {
      return .period(try period(after: word))
    }
    let what = Phrase("what to compare with", "对比的对象")
    let example = Phrase("for example previous, rest or 2024Q1", "例如 上期、其余 或 2024Q1")
    return .names(
      try list { reader throws(Fault) in
        try reader.qualifiedName(
          what, part: [.part], after: reader.previous, hint: reader.atEnd ? example : nil)
      })
  }

  private mutating func beforeTarget(after word: Token) throws(Fault) -> BeforeTarget {
    if startsDate { return .date(try date(after: word)) }
    return .name(
      try qualifiedName(
        Phrase("a date or the name of an action", "日期或改进的名称"), after: word, code: "E106",
        hint: Phrase("for example before 2024-04-01", "例如 之前 2024-04-01")))
  }
}
