import Reporting

/// One piece of a text as the lexer cuts it; `explain tokens` prints them.
public struct Token: Hashable, Sendable {
  /// What was read, with its value.
  public enum Kind: Hashable, Sendable {
    /// A name or a word of the language: which of the two, the parser decides.
    case word(String)
    /// A name between backticks.
    case quotedName(String)
    case text(String)
    case number(Double)
    /// As a fraction.
    case percent(Double)
    case duration(CalendarSpan)
    /// `7天内`, which says `within 7d`.
    case within(CalendarSpan)
    case point(RetentionPoint)
    case date(DateValue)
    case parameter(String)
    case symbol(Symbol)
    /// The free text behind a command.
    case rest(String)
    /// The end of a statement.
    case end
    /// Something that cannot be read; the diagnostic says why.
    indirect case flaw(Diagnostic)
  }

  /// The signs of the language.
  public enum Symbol: String, Hashable, Sendable, CaseIterable {
    case arrow = "->"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case openBracket = "["
    case closeBracket = "]"
    case comma = ","
    case range = ".."
    case dot = "."
    case question = "?"
    case unequal = "!="
    case atMost = "<="
    case atLeast = ">="
    case less = "<"
    case greater = ">"
    case equal = "="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divide = "/"

    var comparison: Comparison? { Comparison(rawValue: rawValue) }

    /// Whether a statement goes on in the next line when this ends the line.
    var goesOn: Bool {
      switch self {
      case .closeParenthesis, .closeBracket, .question, .dot: false
      default: true
      }
    }
  }

  /// What was read, with its value.
  public var kind: Kind { content.kind }
  /// In the original text.
  public var span: Span { content.span }
  /// As typed, with fullwidth signs read as their ASCII twins.
  public var source: String { content.source }

  /// Kept by reference, for the parser holds many tokens in the frames of its recursion.
  private final class Content: Sendable {
    let kind: Kind
    let span: Span
    let source: String

    init(kind: Kind, span: Span, source: String) {
      self.kind = kind
      self.span = span
      self.source = source
    }
  }

  private let content: Content

  public init(_ kind: Kind, span: Span, source: String) {
    content = Content(kind: kind, span: span, source: source)
  }

  public static func == (left: Token, right: Token) -> Bool {
    left.kind == right.kind && left.span == right.span && left.source == right.source
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(span)
    hasher.combine(source)
  }

  /// The word, where this is one outside backticks.
  public var word: String? {
    if case .word(let text) = kind { text } else { nil }
  }
}

extension Token: CustomStringConvertible {
  /// The kind and what was read, such as `duration 7d`.
  public var description: String {
    let formatter = Formatter(language: .english)
    switch kind {
    case .word(let text): return "word \(shown(text))"
    case .quotedName(let text): return "name \(shown(text))"
    case .text(let text): return "text \(formatter.quoted(shown(text)))"
    case .number(let value): return "number \(formatter.number(value))"
    case .percent(let value): return "percent \(formatter.percent(value))"
    case .duration(let span): return "duration \(formatter.span(span))"
    case .within(let span): return "within \(formatter.span(span))"
    case .point(let point): return "point \(formatter.point(point))"
    case .date(let date): return "date \(formatter.date(date))"
    case .parameter(let name): return "parameter $\(shown(name))"
    case .symbol(let symbol): return "symbol \(symbol.rawValue)"
    case .rest(let text): return "rest \(shown(text))"
    case .end: return "end"
    case .flaw(let diagnostic): return "unreadable \(shown(source)): \(diagnostic.message.english)"
    }
  }

  /// How a message names this token.
  var found: Phrase {
    switch kind {
    case .end where source == ";": Phrase("';'", "“;”")
    case .end: Phrase("the end of the line", "行尾")
    case .quotedName(let name): Phrase("the name '\(shown(name))'", "名称“\(shown(name))”")
    case .text(let text): Phrase("the text '\(shown(text))'", "文本“\(shown(text))”")
    case .number: Phrase("the number \(shown(source))", "数字 \(shown(source))")
    case .percent: Phrase("the share \(shown(source))", "百分比 \(shown(source))")
    case .duration: Phrase("the duration \(shown(source))", "时长 \(shown(source))")
    case .point: Phrase("the point \(shown(source))", "时点 \(shown(source))")
    case .date: Phrase("the date \(shown(source))", "日期 \(shown(source))")
    default: Phrase("'\(shown(source))'", "“\(shown(source))”")
    }
  }
}

/// A text from outside, fit for one line of a message: control characters escaped, long ones cut.
func shown(_ text: String, limit: Int = 40) -> String {
  let safe = Escaping.visible(text)
  guard safe.unicodeScalars.count > limit else { return safe }
  return String(safe.unicodeScalars.prefix(limit - 1).map(Character.init)) + "…"
}
