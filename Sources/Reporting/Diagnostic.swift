/// What went wrong with a statement, where, and what to type instead.
///
/// Codes are stable: E1xx syntax, E2xx names, E3xx meaning, E4xx data, E5xx system,
/// W5xx honesty of numbers. The texts are declared beside the code that raises them.
public struct Diagnostic: Error, Hashable, Sendable {
  /// A second place of the source that the message speaks of.
  public struct Label: Hashable, Sendable {
    public let span: Span
    public let text: Phrase

    public init(span: Span, text: Phrase) {
      self.span = span
      self.text = text
    }
  }

  public let code: String
  /// Lower case, no full stop: *expected X, found Y* or *unknown KIND 'NAME'*.
  public let message: Phrase
  /// The smallest guilty stretch of the cell's text; nil where no place is to blame.
  public var span: Span?
  /// Stands behind the carets.
  public var hint: Phrase?
  public var labels: [Label]
  /// At most three; the last one is a thing to type.
  public var notes: [Phrase]
  /// The one name that was probably meant, legal at this place.
  public var suggestion: String?

  public init(
    _ code: String, _ message: Phrase, at span: Span?, hint: Phrase? = nil, labels: [Label] = [],
    notes: [Phrase] = [], suggestion: String? = nil
  ) {
    self.code = code
    self.message = message
    self.span = span
    self.hint = hint
    self.labels = labels
    self.notes = notes
    self.suggestion = suggestion
  }
}

/// A doubt about a number that stands beside it: code W5xx, what was seen, the likely cause and
/// the next thing to type.
public struct Warning: Hashable, Sendable {
  public let code: String
  public let message: Phrase

  public init(_ code: String, _ message: Phrase) {
    self.code = code
    self.message = message
  }
}
