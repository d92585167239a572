import Language
import Reporting

/// The colours of a text while it is typed, after its tokens.
struct Highlighter {
  private static let literal: Role = .code

  private let lexer = Lexer()
  private let table = KeywordTable.standard

  /// The role of each scalar.
  func roles(of text: String) -> [Role] {
    let scalars = Array(text.unicodeScalars)
    var roles = [Role](repeating: .plain, count: scalars.count)
    var isFirst = true
    var end = 0
    for token in lexer.tokens(of: text, mode: .file) {
      Self.markComment(between: end, and: token.span.start, scalars, &roles)
      end = token.span.end
      if token.kind == .end {
        isFirst = true
        continue
      }
      let role = role(of: token, isFirst: isFirst)
      isFirst = isFirst && token.word.flatMap { table.keyword($0, .command)?.english } == "explain"
      for place in token.span.start..<min(token.span.end, roles.count) { roles[place] = role }
    }
    Self.markComment(between: end, and: scalars.count, scalars, &roles)
    return roles
  }

  private func role(of token: Token, isFirst: Bool) -> Role {
    switch token.kind {
    case .word(let word):
      let starts = isFirst && (table.keyword(word, .verb) ?? table.keyword(word, .command)) != nil
      return starts || table.isReserved(word) ? .keyword : .plain
    case .within: return .keyword
    case .text, .number, .percent, .duration, .point, .date, .parameter: return Self.literal
    case .quotedName, .symbol, .rest, .end, .flaw: return .plain
    }
  }

  /// What lies between tokens and is no white space is a comment.
  private static func markComment(
    between start: Int, and end: Int, _ scalars: [Unicode.Scalar], _ roles: inout [Role]
  ) {
    guard start < end, end <= scalars.count else { return }
    guard let sign = scalars[start..<end].firstIndex(where: { $0 == "#" || $0 == "＃" }) else {
      return
    }
    for place in sign..<end { roles[place] = .muted }
  }
}
