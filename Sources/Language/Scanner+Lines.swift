import Reporting

// Where a statement ends and where it goes on in the next line.

extension Scanner {
  var hasTokens: Bool { tokens.count > statementStart }

  mutating func endStatement(at place: Int, source: String) {
    if hasTokens {
      let end = tokens.last?.span.end ?? place
      let span = source.isEmpty ? Span(end, end) : Span(place, place + 1)
      tokens.append(Token(.end, span: span, source: source))
    }
    statementStart = tokens.count
    openBrackets = 0
  }

  func lineEnd(from start: Int) -> Int {
    var end = start
    while end < scalars.count, !scalars[end].isLineEnd { end += 1 }
    return end
  }

  func skipBlanks(from start: Int) -> Int {
    var end = start
    while end < scalars.count, scalars[end].isBlank { end += 1 }
    return end
  }

  func leadingBlanks(from start: Int) -> Int { skipBlanks(from: start) - start }

  /// A carriage return and a line feed are one line end.
  func pastLineEnd(_ place: Int) -> Int {
    at(place) == "\r" && at(place + 1) == "\n" ? place + 2 : place + 1
  }

  func startsComment(_ place: Int) -> Bool {
    guard at(place) == "#" else { return false }
    return place == 0 || scalars[place - 1].isBlank || scalars[place - 1].isLineEnd
  }

  /// Whether nothing but full stops, a semicolon or a comment follows up to the line's end.
  func isTrailing(_ start: Int) -> Bool {
    var place = start
    while let sign = at(place), !scalars[place].isLineEnd {
      if sign == ";" || startsComment(place) { return true }
      guard sign == "。" || scalars[place].isBlank else { return false }
      place += 1
    }
    return true
  }

  func skipStops(from start: Int) -> Int {
    var place = start
    while at(place) == "。" || (place < scalars.count && scalars[place].isBlank) { place += 1 }
    return place
  }

  /// Whether a backslash stands at the end of its line.
  func isJoint(_ place: Int) -> Bool {
    guard at(place) == "\\" else { return false }
    let next = skipBlanks(from: place + 1)
    return next >= scalars.count || scalars[next].isLineEnd || startsComment(next)
  }

  mutating func joinLines() {
    index = lineEnd(from: index)
    guard index < scalars.count else {
      isOpen = true
      return
    }
    index = pastLineEnd(index)
    lineStart = index
    isOpen = index >= scalars.count
  }

  mutating func endLine() {
    let end = index
    index = pastLineEnd(index)
    lineStart = index
    if hasTokens, !goesOn { endStatement(at: end, source: "") }
  }

  private enum NextLine {
    case none, blank
    case content(place: Int, indent: Int)
  }

  /// The next line that is no comment; a blank line is seen, so that it can end a statement.
  private var nextLine: NextLine {
    var place = index
    while place < scalars.count {
      let content = skipBlanks(from: place)
      guard content < scalars.count else { return .none }
      if scalars[content].isLineEnd { return .blank }
      guard startsComment(content) else {
        return .content(place: content, indent: content - place)
      }
      let end = lineEnd(from: content)
      guard end < scalars.count else { return .none }
      place = pastLineEnd(end)
    }
    return .none
  }

  /// Whether the statement goes on past the line end just read.
  private var goesOn: Bool {
    guard case .content(let place, let nextIndent) = nextLine else {
      if case .none = nextLine { return true }
      return false
    }
    if lastTokenGoesOn { return true }
    if openBrackets > 0 { return nextIndent > indent || !startsStatement(place) }
    return mode == .file && nextIndent > indent
  }

  /// A line that begins with a verb ends a statement whose bracket was forgotten, so that one slip
  /// does not swallow the rest of a file.
  private func startsStatement(_ place: Int) -> Bool {
    guard let first = at(place), first.startsWord else { return false }
    let word = source(place, wordEnd(from: place))
    return table.keyword(word, .verb) != nil || table.keyword(word, .command) != nil
  }

  var lastTokenGoesOn: Bool {
    guard let last = tokens.last, hasTokens else { return false }
    switch last.kind {
    case .symbol(let symbol): return symbol.goesOn
    case .word(let word):
      guard let keyword = table.keyword(word, .operator), keyword.english != "missing" else {
        return false
      }
      // Right after a dot or an equals sign any word is a name.
      let before = tokens.dropLast().last?.kind
      return before != .symbol(.dot) && before != .symbol(.equal)
    default: return false
    }
  }
}
