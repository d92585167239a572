import Language
import Reporting

/// Pieces of syntax as the formatter writes them in English, for messages and column names.
enum CanonicalText {
  static func literal(_ literal: Literal) -> String {
    expression(Expression(.literal(literal), at: Place(Span(0, 0))))
  }

  static func call(_ call: Call) -> String {
    Formatter(language: .english).format(dimension: .call(call))
  }

  static func expression(_ expression: Expression) -> String {
    Formatter(language: .english).format(expression: expression)
  }
}
