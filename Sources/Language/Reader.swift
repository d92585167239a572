import Reporting

/// The parser's place in the tokens of one text.
struct Reader {
  /// Brackets and `not` in one another: as many as fit half a megabyte of stack, which is what
  /// threads but the main one have on macOS.
  static let deepest = 100
  /// Operators in one statement, which lean to the left and so deepen the tree as well.
  static let mostOperators = 200

  let grammar: Grammar
  let table: KeywordTable
  private let tokens: [Token]
  /// What each token may mean as a word of the language; none for tokens that are no words.
  private let meanings: [[KeywordTable.Meaning]]
  private(set) var index = 0
  private(set) var diagnostics: [Diagnostic] = []
  private var depth = 0
  private var operators = 0
  /// Inside `define`, whose operands are metrics.
  var isFormula = false

  init(_ tokens: [Token], grammar: Grammar, table: KeywordTable) {
    self.tokens = tokens
    meanings = tokens.map { token in token.word.map { table.meanings(of: $0) } ?? [] }
    self.grammar = grammar
    self.table = table
  }

  /// All statements that can be read.
  mutating func script() -> [Statement] {
    var statements: [Statement] = []
    while index < tokens.count {
      depth = 0
      operators = 0
      isFormula = false
      let faults = diagnostics.count
      do throws(Fault) {
        let statement = try statement()
        guard atEnd else { throw expectedClause() }
        if diagnostics.count == faults { statements.append(statement) }
      } catch {
        diagnostics.append(error.diagnostic)
        while !atEnd { index += 1 }
      }
      index += 1
    }
    return statements
  }

  // MARK: Looking

  private static let textEnd = Token(.end, span: Span(0, 0), source: "")

  /// The token here, or some places on; past the last one there are only ends.
  func token(_ offset: Int = 0) -> Token {
    let place = index + offset
    guard place >= 0, place < tokens.count else { return tokens.last ?? Self.textEnd }
    return tokens[place]
  }

  var current: Token { token() }
  var previous: Token { token(-1) }
  var atEnd: Bool { current.kind == .end }

  func isSymbol(_ symbol: Token.Symbol, _ offset: Int = 0) -> Bool {
    token(offset).kind == .symbol(symbol)
  }

  private func meanings(at offset: Int) -> [KeywordTable.Meaning] {
    let place = index + offset
    guard place >= 0, place < tokens.count else { return [] }
    return meanings[place]
  }

  /// The canonical spelling of the word here, if it is one of these kinds.
  func keyword(_ kinds: Keyword.Kind..., in scope: String? = nil, at offset: Int = 0) -> String? {
    let meanings = meanings(at: offset)
    guard !meanings.isEmpty, let word = token(offset).word else { return nil }
    return KeywordTable.canonical(word, meanings, kinds, in: scope)
  }

  func isOperator(_ name: String, _ offset: Int = 0) -> Bool {
    keyword(.operator, at: offset) == name
  }

  func isReserved(_ offset: Int = 0) -> Bool { meanings(at: offset).contains { $0.isReserved } }

  /// The clause whose word stands here, as a clause or as the beginning of an argument.
  func clauseWord(_ offset: Int = 0) -> ClauseKeyword? {
    for meaning in meanings(at: offset) {
      if let clause = meaning.clause { return clause }
    }
    return nil
  }

  // MARK: Moving

  mutating func advance() {
    if !atEnd { index += 1 }
  }

  mutating func take(_ symbol: Token.Symbol) -> Bool {
    guard isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func takeOperator(_ name: String) -> Bool {
    guard isOperator(name) else { return false }
    advance()
    return true
  }

  /// From a span's start to the end of the token just taken.
  func place(from start: Span) -> Place {
    Place(Span(start.start, max(start.end, previous.span.end)))
  }

  /// A list parted by commas.
  mutating func list<Element>(
    _ element: (inout Reader) throws(Fault) -> Element
  ) throws(Fault) -> [Element] {
    var elements = [try element(&self)]
    while take(.comma) { elements.append(try element(&self)) }
    return elements
  }

  /// Runs `body` one level deeper.
  mutating func nested<Result>(
    _ body: (inout Reader) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw Fault(.tooDeep(current.span)) }
    return try body(&self)
  }

  mutating func countOperator() throws(Fault) {
    operators += 1
    guard operators <= Self.mostOperators else { throw Fault(.tooLong(previous.span)) }
  }

  /// Closes a bracket that was opened at `opener`.
  mutating func close(_ symbol: Token.Symbol, from opener: Token) throws(Fault) {
    guard !take(symbol) else { return }
    let label = Diagnostic.Label(span: opener.span, text: Phrase("opened here", "从这里开始"))
    let filterHint = Phrase(
      "an event's filter stands in [ ]: pay[amount > 3]", "事件的条件写在 [ ] 里：支付[金额 > 3]")
    throw unexpected(
      "E112", Phrase("'\(symbol.rawValue)'", "“\(symbol.rawValue)”"),
      hint: clauseWord() == .where ? filterHint : nil, labels: [label])
  }

  // MARK: Faults

  mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  /// *expected X, found Y* for the token here; where that cannot be read, its own fault.
  @inline(never) func unexpected(
    _ code: String, _ what: Phrase, after: Token? = nil, hint: Phrase? = nil,
    labels: [Diagnostic.Label] = [], notes: [Phrase] = [], suggestion: String? = nil
  ) -> Fault {
    if case .flaw(let fault) = current.kind { return Fault(fault) }
    let splitName = splitName
    let found = current.found
    let atLineEnd = atEnd && current.source.isEmpty
    let typed = after.map { shown($0.source, limit: 24) }
    let message = Phrase(
      "expected \(what.english)\(typed.map { " after '\($0)'" } ?? ""), found \(found.english)",
      "\(typed.map { "“\($0)”后面" } ?? "这里")应是\(what.chinese)，"
        + (atLineEnd ? "却已到行尾" : "却是\(found.chinese)"))
    return Fault(
      Diagnostic(
        code, message, at: current.span,
        hint: splitName.map {
          Phrase("a name that ends in a digit: \($0)", "以数字结尾的名称：\($0)")
        } ?? hint, labels: labels, notes: notes, suggestion: suggestion))
  }

  /// `会员2` in backticks, when the token here is the digit that a Chinese name ends in.
  private var splitName: String? {
    guard index > 0, case .number = current.kind, let name = previous.word,
      previous.span.end == current.span.start
    else { return nil }
    return "`\(shown(name, limit: 24))\(shown(current.source, limit: 12))`"
  }
}

/// A diagnostic on its way up.
///
/// Boxed, for it passes through every frame of deep recursions, which must fit the small stack of
/// a thread that is not the main one.
indirect enum Fault: Error {
  case of(Diagnostic)

  init(_ diagnostic: Diagnostic) { self = .of(diagnostic) }

  var diagnostic: Diagnostic {
    switch self {
    case .of(let diagnostic): diagnostic
    }
  }
}

extension Diagnostic {
  fileprivate static func tooDeep(_ span: Span) -> Diagnostic {
    Diagnostic(
      "E117",
      Phrase(
        "expected at most \(Reader.deepest) brackets in one another, found more",
        "括号最多嵌套 \(Reader.deepest) 层"), at: span,
      hint: Phrase("save a part with 'as', then use its name", "先用“存为”保存一部分，再用它的名称"))
  }

  fileprivate static func tooLong(_ span: Span) -> Diagnostic {
    Diagnostic(
      "E117",
      Phrase(
        "expected at most \(Reader.mostOperators) operators in a statement, found more",
        "一条语句最多 \(Reader.mostOperators) 个运算符"), at: span,
      hint: Phrase("many values fit one list: city in ('a', 'b')", "多个值可写成列表：城市 属于 ('a', 'b')"))
  }
}
