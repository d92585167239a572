import Reporting

// The free text behind a command. It ends with the statement; only `using NAME` and `as NAME` at
// its end are words of the language.

extension Scanner {
  /// Commands whose rest is prose or a whole statement: kept to the end of the line as typed, with
  /// its semicolons, signs and last words.
  private static let verbatim: Set<String> = ["note", "edit", "fmt"]

  /// One scalar of the rest as it is kept, with its place in the text.
  private struct Piece {
    let scalar: Unicode.Scalar
    let place: Int
    /// Inside a text or a name between backticks.
    let isQuoted: Bool
  }

  mutating func scanRest(of command: String) {
    var pieces: [Piece] = []
    let isVerbatim = Self.verbatim.contains(command)
    index = skipBlanks(from: index)
    while index < scalars.count {
      if scalars[index].isLineEnd {
        guard restGoesOn else { break }
        index = pastLineEnd(index)
        breakLine(in: &pieces)
      } else if isJoint(index) {
        joinLines()
        breakLine(in: &pieces)
      } else if isVerbatim {
        pieces.append(Piece(scalar: scalars[index], place: index, isQuoted: false))
        index += 1
      } else if at(index) == ";" || startsComment(index) || (at(index) == "。" && isTrailing(index))
      {
        break
      } else if let text = quoted(isFirst: pieces.isEmpty, spansLines: command == "sql") {
        append(text, to: &pieces)
      } else {
        pieces.append(Piece(scalar: twins[index], place: index, isQuoted: false))
        index += 1
      }
    }
    if at(index) == "。" { index = skipStops(from: index) }
    appendRest(pieces, splitsEnd: !isVerbatim)
  }

  private var restGoesOn: Bool {
    guard mode == .file else { return false }
    let next = pastLineEnd(index)
    let content = skipBlanks(from: next)
    guard content < scalars.count, !scalars[content].isLineEnd else { return false }
    return content - next > indent
  }

  private mutating func breakLine(in pieces: inout [Piece]) {
    while let last = pieces.last, last.scalar.isBlank, !last.isQuoted { pieces.removeLast() }
    if !pieces.isEmpty { pieces.append(Piece(scalar: " ", place: index, isQuoted: false)) }
    index = skipBlanks(from: index)
  }

  /// A text or quoted name that begins here.
  ///
  /// Prose has apostrophes, so a sign that closes nowhere in its line is itself; only SQL that is
  /// one text may span lines.
  private func quoted(isFirst: Bool, spansLines: Bool) -> (content: String, end: Int)? {
    let end = lineEnd(from: index)
    if at(index) == "`" {
      return delimited(from: index + 1, by: ["`", "\u{FF40}", "·"], within: end)
    }
    guard let tiers = Self.closers(of: scalars[index]) else { return nil }
    if !isFirst, index > 0, twins[index - 1].continuesWord { return nil }
    if let found = delimited(from: index + 1, by: tiers, within: end) { return found }
    guard isFirst, spansLines else { return nil }
    return delimited(from: index + 1, by: tiers, within: scalars.count)
  }

  /// A text is kept between ASCII quotes, whatever the keyboard gave.
  private mutating func append(
    _ quoted: (content: String, end: Int), to pieces: inout [Piece]
  ) {
    let quote: Unicode.Scalar =
      switch scalars[index] {
      case "'", "\u{FF07}", "‘", "’": "'"
      default: at(index) == "`" ? "`" : "\""
      }
    var place = index
    func add(_ scalar: Unicode.Scalar) {
      pieces.append(Piece(scalar: scalar, place: min(place, quoted.end - 1), isQuoted: true))
      place += 1
    }
    add(quote)
    for scalar in quoted.content.unicodeScalars {
      add(scalar)
      if scalar == quote { add(quote) }
    }
    place = quoted.end - 1
    add(quote)
    index = quoted.end
  }

  private mutating func appendRest(_ all: [Piece], splitsEnd: Bool) {
    var pieces = all[...]
    func trim() {
      while let last = pieces.last, !last.isQuoted, last.scalar.isBlank || last.scalar == "\\" {
        pieces.removeLast()
      }
    }
    trim()
    var endings: [Token] = []
    var found: Set<ClauseKeyword> = []
    while splitsEnd, let ending = ending(of: pieces, without: found) {
      found.insert(ending.keyword)
      endings.insert(contentsOf: [ending.word, ending.name], at: 0)
      pieces = pieces[..<ending.start]
      trim()
    }
    if let first = pieces.first, let last = pieces.last {
      let text = Self.text(pieces)
      tokens.append(Token(.rest(text), span: Span(first.place, last.place + 1), source: text))
    }
    tokens.append(contentsOf: endings)
  }

  private static func text(_ pieces: ArraySlice<Piece>) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: pieces.lazy.map(\.scalar))
    return String(result)
  }

  private struct Ending {
    let keyword: ClauseKeyword
    let word: Token
    let name: Token
    /// Of the clause word in the pieces.
    let start: Int
  }

  /// `using NAME` or `as NAME` at the end of the pieces.
  private func ending(
    of pieces: ArraySlice<Piece>, without found: Set<ClauseKeyword>
  ) -> Ending? {
    guard let nameStart = fieldStart(pieces[...]) else { return nil }
    var before = pieces[..<nameStart]
    while let last = before.last, last.scalar.isBlank, !last.isQuoted { before.removeLast() }
    guard let wordStart = fieldStart(before) else { return nil }
    let word = before[wordStart...]
    guard let keyword = table.clause(Self.text(word)), keyword == .as || keyword == .using,
      !found.contains(keyword), let name = nameToken(pieces[nameStart...])
    else { return nil }
    return Ending(
      keyword: keyword, word: Self.token(.word(Self.text(word)), word), name: name,
      start: wordStart)
  }

  /// Where the last stretch without white space begins; what is quoted belongs together.
  private func fieldStart(_ pieces: ArraySlice<Piece>) -> Int? {
    var start = pieces.endIndex
    while start > pieces.startIndex {
      let piece = pieces[start - 1]
      if piece.scalar.isBlank, !piece.isQuoted { break }
      start -= 1
    }
    return start < pieces.endIndex ? start : nil
  }

  private func nameToken(_ pieces: ArraySlice<Piece>) -> Token? {
    let text = Self.text(pieces)
    if text.hasPrefix("`"), text.count > 2, pieces.allSatisfy(\.isQuoted) {
      let name = text.dropFirst().dropLast().replacing("``", with: "`")
      return Self.token(.quotedName(String(name)), pieces)
    }
    guard isPlainWord(text), !table.isReserved(text) else { return nil }
    return Self.token(.word(text), pieces)
  }

  private static func token(_ kind: Token.Kind, _ pieces: ArraySlice<Piece>) -> Token {
    let start = pieces.first?.place ?? 0
    return Token(kind, span: Span(start, (pieces.last?.place ?? start) + 1), source: text(pieces))
  }
}
