import Reporting

/// Cuts a text into tokens.
///
/// It never fails: what cannot be read becomes a token that says why.
public struct Lexer: Sendable {
  /// How lines become statements.
  public enum Mode: Hashable, Sendable {
    /// Enter ends a statement that is complete.
    case prompt
    /// In files and pastes an indented line goes on with the statement above it.
    case file
  }

  private let table: KeywordTable

  public init(table: KeywordTable = .standard) { self.table = table }

  /// All tokens in order; each statement closes with an `end`.
  ///
  /// Spans count Unicode scalars of `text`.
  public func tokens(of text: String, mode: Mode = .prompt) -> [Token] {
    var scanner = Scanner(text, mode: mode, table: table)
    return scanner.scan()
  }

  /// Whether the last statement of a text needs no further line: it has no open bracket and does
  /// not end in `->`, a comma, an operator or a backslash.
  public func isComplete(_ text: String, mode: Mode = .prompt) -> Bool {
    var scanner = Scanner(text, mode: mode, table: table)
    _ = scanner.scan()
    return !scanner.isOpen
  }
}

/// The lexer's place in one text.
struct Scanner {
  /// The whole word for the point `d1`.
  static let nextDay = "次日"

  /// As typed: spans count these.
  let scalars: [Unicode.Scalar]
  /// One for one, with fullwidth signs read as ASCII.
  let twins: [Unicode.Scalar]
  let mode: Lexer.Mode
  let table: KeywordTable
  var index = 0
  var tokens: [Token] = []
  /// The place in `tokens` of the first one of this statement.
  var statementStart = 0
  /// Of the line that the statement begins in.
  var indent = 0
  var lineStart = 0
  var openBrackets = 0
  /// Whether the text ends in the middle of a statement.
  var isOpen = false

  init(_ text: String, mode: Lexer.Mode, table: KeywordTable) {
    scalars = Array(text.unicodeScalars)
    twins = scalars.map { $0.twin }
    self.mode = mode
    self.table = table
  }

  /// The scalar at a place, read as ASCII; nil past the end.
  func at(_ place: Int) -> Unicode.Scalar? {
    guard place >= 0, place < twins.count else { return nil }
    return twins[place]
  }

  func source(_ start: Int, _ end: Int) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: twins[start..<end])
    return String(result)
  }

  mutating func scan() -> [Token] {
    while index < scalars.count {
      if scalars[index].isLineEnd {
        endLine()
      } else if scalars[index].isBlank {
        index += 1
      } else if startsComment(index) {
        index = lineEnd(from: index)
      } else if isJoint(index) {
        joinLines()
      } else {
        scanToken()
      }
    }
    isOpen = isOpen || (hasTokens && (openBrackets > 0 || lastTokenGoesOn))
    if hasTokens { endStatement(at: index, source: "") }
    return tokens
  }

  private mutating func scanToken() {
    if !hasTokens { indent = leadingBlanks(from: lineStart) }
    guard let sign = at(index) else { return }
    if sign.startsWord {
      scanWord()
    } else if sign.isDigit {
      scanNumber()
    } else if sign == "`" {
      scanQuotedName()
    } else if Self.closers(of: scalars[index]) != nil {
      scanText()
    } else if sign == "$" {
      scanParameter()
    } else if sign == ";" {
      endStatement(at: index, source: ";")
      index += 1
    } else if sign == "。", isTrailing(index) {
      index = skipStops(from: index)
    } else {
      scanSign()
    }
  }

  /// Adds a token that reaches from `start` to the current place.
  mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind, span: Span(start, index), source: source(start, index)))
  }

  private mutating func scanWord() {
    let start = index
    if at(start) == "第", scanOrdinal() { return }
    index = wordEnd(from: start)
    let word = source(start, index)
    if word == Self.nextDay { return append(.point(RetentionPoint(.day, 1)), from: start) }
    if let unit = Self.pointUnit(twins[start..<index]) {
      return append(point(unit, twins[(start + 1)..<index], from: start), from: start)
    }
    let isFirst = !hasTokens
    append(.word(word), from: start)
    if isFirst, let command = table.keyword(word, .command), !Self.queries.contains(command.english)
    {
      scanRest(of: command.english)
    }
  }

  /// Words at the start of a statement whose rest is of the language.
  private static let queries: Set<String> = ["explain", "define"]

  private mutating func scanParameter() {
    let start = index
    index += 1
    guard let first = at(index), first.startsWord else {
      return append(.flaw(.unknownSign("$", Span(start, index))), from: start)
    }
    while let next = at(index), next.continuesWord { index += 1 }
    append(.parameter(source(start + 1, index)), from: start)
  }

  /// The first place past the word that begins here.
  func wordEnd(from start: Int) -> Int {
    var end = start + 1
    var last = twins[start]
    while let next = at(end), next.continuesWord {
      if Self.parts(last, next) { break }
      last = next
      end += 1
    }
    return end
  }

  /// Whether a token ends between these two: Chinese and digits are written without a space.
  static func parts(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
    if right.isDigit { return left.isCJK }
    return left.isDigit ? right.isCJK : false
  }

  static func pointUnit(_ word: some Collection<Unicode.Scalar>) -> RetentionPoint.Unit? {
    guard let first = word.first, first.isASCIILetter, word.count > 1,
      word.dropFirst().allSatisfy({ $0.isDigit })
    else { return nil }
    return RetentionPoint.Unit(rawValue: String(first).lowercased())
  }
}
