import Reporting

// Conditions and sums by precedence climbing. Brackets may hold either; which of the two is wanted
// is checked where they are used.

extension Reader {
  /// How tightly an operator binds.
  enum Level: Int, Comparable {
    case or, and, not, comparison, sum, product, negative, operand

    var next: Level { Level(rawValue: rawValue + 1) ?? .operand }

    static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  mutating func condition(after word: Token) throws(Fault) -> Expression {
    let condition = try expression(.or, after: word)
    try requireCondition(condition)
    return condition
  }

  /// `define`: a sum of metrics and numbers.
  mutating func formula() throws(Fault) -> Expression {
    isFormula = true
    defer { isFormula = false }
    return try expression(.sum, after: previous)
  }

  mutating func expression(_ least: Level, after word: Token) throws(Fault) -> Expression {
    let start = current.span
    var left = try prefixed(least, after: word)
    while let level = infixLevel, level >= least {
      try countOperator()
      let kind: Expression.Kind =
        switch level {
        case .or, .and: try joined(left, level)
        case .sum, .product: try arithmetic(left, level)
        default: try comparison(left)
        }
      left = Expression(kind, at: place(from: start))
    }
    return left
  }

  /// Of the operator here; nil where none stands.
  private var infixLevel: Level? {
    if case .symbol(let symbol) = current.kind {
      switch symbol {
      case .plus, .minus: return .sum
      case .times, .divide: return .product
      default: return symbol.comparison == nil || isFormula ? nil : .comparison
      }
    }
    guard !isFormula, let name = keyword(.operator) else { return nil }
    switch name {
    case "or": return .or
    case "and": return .and
    case "in", "contains", "between", "is": return .comparison
    case "not": return isOperator("in", 1) ? .comparison : nil
    default: return nil
    }
  }

  private mutating func joined(
    _ left: Expression, _ level: Level
  ) throws(Fault) -> Expression.Kind {
    try requireCondition(left)
    let word = current
    advance()
    let right = try expression(level.next, after: word)
    try requireCondition(right)
    return level == .or ? .or(left, right) : .and(left, right)
  }

  private mutating func arithmetic(
    _ left: Expression, _ level: Level
  ) throws(Fault) -> Expression.Kind {
    try requireSum(left)
    let sign = current
    guard let operation = Arithmetic(rawValue: sign.source) else {
      throw unexpected("E110", Phrase("an operator", "运算符"))
    }
    advance()
    let right = try expression(level.next, after: sign)
    try requireSum(right)
    return .arithmetic(operation, left, right)
  }

  private mutating func comparison(_ left: Expression) throws(Fault) -> Expression.Kind {
    guard !left.isCondition else { throw chained() }
    let word = current
    if case .symbol(let symbol) = word.kind, let comparison = symbol.comparison {
      advance()
      let right = try expression(.sum, after: word)
      try requireSum(right)
      return .comparison(comparison, left, right)
    }
    let isNegated = takeOperator("not")
    let name = keyword(.operator)
    let operation = current
    advance()
    switch name {
    case "in": return .isIn(try values(after: operation), left, negated: isNegated)
    case "contains":
      guard case .text(let text) = current.kind else {
        throw unexpected("E110", Phrase("a text", "文本"), after: operation)
      }
      advance()
      return .contains(left, text)
    case "between":
      let low = try expression(.sum, after: operation)
      try requireSum(low)
      guard takeOperator("and") else {
        throw unexpected(
          "E111", Phrase("'and'", "“且”"), after: previous,
          hint: Phrase("for example between 1 and 5", "例如 介于 1 且 5"))
      }
      let high = try expression(.sum, after: previous)
      try requireSum(high)
      return .between(left, low, high)
    default:
      let isNot = takeOperator("not")
      guard takeOperator("missing") else {
        throw unexpected(
          "E111", Phrase("'missing'", "“缺失”"), after: previous,
          hint: Phrase("a value is compared with =", "与值比较用 ="))
      }
      return .isMissing(left, negated: isNot)
    }
  }

  private mutating func values(after word: Token) throws(Fault) -> [SettingValue] {
    let opener = current
    guard take(.openParenthesis) else {
      throw unexpected(
        "E110", Phrase("a list in brackets", "括号里的列表"), after: word,
        hint: Phrase(
          "for example in ('a', 'b'); a segment: member(loyal)", "例如 属于 ('a', 'b')；分群写 属于群(loyal)"))
    }
    let values = try nested { reader throws(Fault) in
      try reader.list { reader throws(Fault) in try reader.listValue() }
    }
    try close(.closeParenthesis, from: opener)
    return values
  }

  private mutating func prefixed(
    _ least: Level, after word: Token
  ) throws(Fault) -> Expression {
    let start = current
    if !isFormula, least <= .not, takeOperator("not") {
      try countOperator()
      let operand = try nested { reader throws(Fault) in
        try reader.expression(.not, after: start)
      }
      try requireCondition(operand)
      return Expression(.not(operand), at: place(from: start.span))
    }
    guard isSymbol(.minus) else { return try operand(after: word) }
    switch token(1).kind {
    case .number, .percent: return try literalOperand(after: word)
    default: break
    }
    advance()
    let operand = try nested { reader throws(Fault) in try reader.operand(after: start) }
    try requireSum(operand)
    return Expression(.negative(operand), at: place(from: start.span))
  }

  private mutating func literalOperand(after word: Token) throws(Fault) -> Expression {
    let start = current.span
    let literal = try literal(after: word)
    return Expression(.literal(literal), at: place(from: start))
  }

  private mutating func operand(after word: Token) throws(Fault) -> Expression {
    let start = current
    if take(.openParenthesis) {
      let least: Level = isFormula ? .sum : .or
      let inner = try nested { reader throws(Fault) in
        try reader.expression(least, after: start)
      }
      try close(.closeParenthesis, from: start)
      return Expression(inner.kind, at: place(from: start.span))
    }
    if isFormula { return try formulaOperand(after: word) }
    if startsLiteral, !isSymbol(.minus) { return try literalOperand(after: word) }
    if let call = try optionalCall() { return Expression(.call(call), at: call.place) }
    let name = try qualifiedName(
      Phrase("a value or a name", "值或名称"), qualifier: [.eventWord], after: word, code: "E110",
      hint: atEnd ? Phrase("for example city = 'Shanghai'", "例如 城市 = '上海'") : nil)
    return Expression(.name(name), at: name.place)
  }

  private mutating func formulaOperand(after word: Token) throws(Fault) -> Expression {
    switch current.kind {
    case .number, .percent: return try literalOperand(after: word)
    default: break
    }
    let start = current.span
    if startsLiteral {
      throw unexpected("E124", Phrase("a metric or a number", "指标或数字"), after: word)
    }
    switch try metric(after: word) {
    case .call(let call): return Expression(.call(call), at: call.place)
    case .name(let name):
      return Expression(.name(Name(name, at: name.place)), at: place(from: start))
    }
  }

  // MARK: What a bracket holds

  private func requireCondition(_ expression: Expression) throws(Fault) {
    guard !expression.isCondition, !expression.isCall else { return }
    if let fault = missingSpace([.operator, .clause]) { throw fault }
    if isSymbol(.openBracket) {
      throw unexpected(
        "E111", Phrase("a comparison", "比较"), after: previous,
        hint: Phrase("an event stands in a function: did(pay[…])", "事件写在函数里：发生(支付[…])"))
    }
    throw unexpected(
      "E111", Phrase("a comparison", "比较"), after: previous,
      hint: Phrase(
        "compare, as city = 'Shanghai', or ask did(pay)", "写成比较，如 城市 = '上海'，或 发生(支付)"))
  }

  private func requireSum(_ expression: Expression) throws(Fault) {
    guard expression.isCondition else { return }
    throw Fault(
      Diagnostic(
        "E111", Phrase("expected a value, found a condition", "这里应是值，却是条件"),
        at: expression.place.span,
        hint: Phrase("conditions are joined by 'and' and 'or'", "条件之间用“且”“或”连接")))
  }

  private func chained() -> Fault {
    unexpected(
      "E111", Phrase("'and', 'or' or a clause", "“且”、“或”或子句"),
      hint: Phrase("for a range: between 1 and 5", "表示范围：介于 1 且 5"))
  }
}

extension Expression {
  var isCall: Bool { if case .call = kind { true } else { false } }

  /// Whether this is true or false of a user rather than a value.
  var isCondition: Bool {
    switch kind {
    case .comparison, .isIn, .contains, .between, .isMissing, .not, .and, .or: true
    case .literal, .name, .call, .negative, .arithmetic: false
    }
  }
}
