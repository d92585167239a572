import Engine
import Language

/// Where in a verb's call a text ends.
///
/// Not a parse: half-typed statements are the usual case, so only what decides about the next word
/// is followed: the clause, the brackets, and whether a value has just been given.
struct GrammarPlace {
  enum Bracket: Equatable {
    /// `[…]` behind an event.
    case filter
    /// The arguments of a function, by its canonical name.
    case call(String)
    /// The values that a column is compared with.
    case values(String)
    /// Brackets for order alone.
    case group
  }

  let signature: Signature
  /// Nil in the subject.
  private(set) var clause: ClauseKeyword?
  private(set) var used: Set<ClauseKeyword> = []
  private(set) var brackets: [Bracket] = []
  /// Whether the word before is a whole operand, so that an operator or a clause may follow.
  private(set) var isOperandWhole = false
  /// The name before a dot that is the last sign.
  private(set) var qualifier: String?
  /// The name that is being compared, where its value comes next.
  private(set) var compared: String?
  /// Facets and the like that were named so far.
  private(set) var words: [String] = []
  /// Words of the clause so far.
  private(set) var count = 0
  private var lastName: String?

  init(_ signature: Signature, _ tokens: ArraySlice<Token>, table: KeywordTable) {
    self.signature = signature
    for index in tokens.indices {
      let next = index + 1 < tokens.endIndex ? tokens[index + 1] : nil
      take(tokens[index], next: next, table)
    }
  }

  private mutating func take(_ token: Token, next: Token?, _ table: KeywordTable) {
    let wasQualified = qualifier
    qualifier = nil
    switch token.kind {
    case .word(let word): take(word: word, next: next, wasQualified, table)
    case .quotedName(let name): finish(name: name, wasQualified)
    case .symbol(let symbol): take(symbol, table)
    case .within:
      begin(.within)
      isOperandWhole = true
    default:
      isOperandWhole = true
      compared = nil
    }
  }

  private mutating func take(
    word: String, next: Token?, _ owner: String?, _ table: KeywordTable
  ) {
    let opensCall =
      next?.kind == .symbol(.openParenthesis) && table.keyword(word, .function) != nil
    if owner != nil { return finish(name: word, owner) }
    if brackets.isEmpty, !opensCall, let keyword = table.clause(word) { return begin(keyword) }
    if let symbol = table.keyword(word, .operator)?.english {
      isOperandWhole = symbol == "missing"
      compared = symbol == "in" || symbol == "contains" ? lastName : nil
      return
    }
    if table.keyword(word, .marker) != nil, !opensCall {
      isOperandWhole = isOperandWhole && table.keyword(word, .marker)?.english == "each"
      return
    }
    finish(name: word, nil)
  }

  private mutating func begin(_ keyword: ClauseKeyword) {
    clause = keyword
    used.insert(keyword)
    brackets = []
    isOperandWhole = false
    compared = nil
    count = 0
  }

  private mutating func finish(name: String, _ owner: String?) {
    lastName = owner.map { "\($0).\(name)" } ?? name
    isOperandWhole = true
    compared = nil
    count += 1
    words.append(name)
  }

  private mutating func take(_ symbol: Token.Symbol, _ table: KeywordTable) {
    switch symbol {
    case .openBracket: open(.filter)
    case .openParenthesis:
      let function = isOperandWhole ? lastName.flatMap { table.keyword($0, .function) } : nil
      open(compared.map { .values($0) } ?? function.map { .call($0.english) } ?? .group)
    case .closeBracket, .closeParenthesis:
      if !brackets.isEmpty { brackets.removeLast() }
      isOperandWhole = true
      compared = nil
    case .dot:
      qualifier = lastName
      isOperandWhole = false
    case .equal, .unequal:
      compared = lastName
      isOperandWhole = false
    case .comma:
      isOperandWhole = false
      compared = nil
    case .question: isOperandWhole = true
    default:
      isOperandWhole = false
      compared = nil
    }
  }

  private mutating func open(_ bracket: Bracket) {
    brackets.append(bracket)
    isOperandWhole = false
    compared = nil
  }
}
