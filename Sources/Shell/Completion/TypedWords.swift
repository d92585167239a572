import Language
import Reporting

/// The statement at the end of a text: its whole tokens, and the word begun at its very end.
struct TypedWords {
  /// The tokens of the statement before the word.
  let tokens: [Token]
  /// The word begun before the cursor; empty behind a space or a sign.
  let partial: String
  /// What stands behind a command, parted by blanks, without the word begun.
  let partsOfRest: [Substring]
  /// Whether nothing may be put here: in a comment, or right behind a number.
  let isUnreadable: Bool

  init(_ head: String) {
    let scalars = Array(head.unicodeScalars)
    var tokens = Lexer().tokens(of: head, mode: .file)
    let isClosed = tokens.last.map { $0.kind == .end && !$0.source.isEmpty } ?? true
    if tokens.last?.kind == .end, !isClosed { tokens.removeLast() }
    if let end = tokens.lastIndex(where: { $0.kind == .end }) { tokens.removeFirst(end + 1) }
    // A line break without an indent begins another statement.
    if scalars.last == "\n", !tokens.isEmpty, Lexer().isComplete(head) { tokens = [] }

    let rest = tokens.first?.word.flatMap { KeywordTable.standard.keyword($0, .command)?.english }
    if let first = tokens.first, let rest, !Self.queries.contains(rest),
      first.span.end < scalars.count
    {
      let text = Self.text(scalars[first.span.end...])
      let parts = text.split(separator: " ", omittingEmptySubsequences: false)
      partial = parts.last.map(String.init) ?? ""
      partsOfRest = parts.dropLast().filter { !$0.isEmpty }
      self.tokens = [first]
      isUnreadable = false
      return
    }
    partsOfRest = []
    guard let last = tokens.last, last.span.end == scalars.count else {
      self.tokens = tokens
      partial = ""
      isUnreadable = Self.endsInComment(scalars, behind: tokens.last?.span.end ?? 0)
      return
    }
    switch last.kind {
    case .word, .quotedName:
      self.tokens = tokens.dropLast()
      partial = Self.text(scalars[last.span.start...])
      isUnreadable = false
    case .flaw where "'\"‘“`".unicodeScalars.contains(scalars[last.span.start]):
      self.tokens = tokens.dropLast()
      partial = Self.text(scalars[last.span.start...])
      isUnreadable = false
    case .symbol:
      self.tokens = tokens
      partial = ""
      isUnreadable = false
    default:
      self.tokens = tokens
      partial = ""
      isUnreadable = true
    }
  }

  /// Commands whose rest is of the language.
  private static let queries: Set<String> = ["explain", "define"]

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static func endsInComment(_ scalars: [Unicode.Scalar], behind end: Int) -> Bool {
    let line = (scalars.lastIndex(of: "\n") ?? -1) + 1
    return scalars[max(line, min(end, scalars.count))...].contains { $0 == "#" || $0 == "＃" }
  }
}
