import Reporting

// Words and names, and what to say when another thing stands in their place.

extension Reader {
  /// The word here, by the canonical spelling of the first of these kinds that knows it.
  func word(_ kinds: [Keyword.Kind], in scope: String? = nil) -> Word? {
    let place = Place(current.span)
    switch current.kind {
    case .quotedName(let name): return Word(name, quoted: true, at: place)
    case .word(let typed):
      return Word(table.canonical(typed, kinds, in: scope) ?? typed, typed: typed, at: place)
    default: return nil
    }
  }

  /// Whether a word or a name between backticks stands here.
  var isName: Bool {
    switch current.kind {
    case .word, .quotedName: true
    default: false
    }
  }

  /// Takes a name; words of these kinds become canonical, reserved words are refused.
  mutating func name(
    _ what: Phrase, _ kinds: [Keyword.Kind] = [], in scope: String? = nil, after: Token? = nil,
    code: String = "E107", hint: Phrase? = nil
  ) throws(Fault) -> Word {
    guard !isReserved(), let word = word(kinds, in: scope) else {
      throw unexpected(
        code, what, after: after, hint: hint ?? backtickHint, suggestion: nil)
    }
    advance()
    return word
  }

  /// A thing that could be a name if it stood between backticks.
  private var backtickHint: Phrase? {
    let typed = shown(current.source, limit: 24)
    if startsClause, previous.kind == .symbol(.comma) { return Self.spacesAlone }
    if clauseWord() == .by, index > 0, clauseWord(-1) == .sort {
      return Phrase("without 'by', as sort dau desc", "不写“按”，如 排序 日活 降序")
    }
    switch current.kind {
    case .word where clauseWord() == .where && previous.kind == .symbol(.openBracket):
      return Phrase("the brackets alone make it a condition", "方括号里直接写条件")
    case .word where isReserved():
      return Phrase("a word of the language; as a name: `\(typed)`", "这是语言的保留词；作名称时写 `\(typed)`")
    case .point, .duration: return Phrase("as a name: `\(typed)`", "作名称时写 `\(typed)`")
    case .text(let text) where isPlainWord(text):
      return Phrase("a name has no quotes: \(shown(text))", "名称不加引号：\(shown(text))")
    default: return nil
    }
  }

  /// `name` or `qualifier.name`; behind the dot any word is a name.
  mutating func qualifiedName(
    _ what: Phrase, _ kinds: [Keyword.Kind] = [], qualifier qualifiers: [Keyword.Kind] = [],
    part: [Keyword.Kind] = [], after: Token? = nil, code: String = "E107", hint: Phrase? = nil
  ) throws(Fault) -> Name {
    let start = current.span
    guard isSymbol(.dot, 1) else {
      let word = try name(what, kinds, after: after, code: code, hint: hint)
      return Name(word, at: place(from: start))
    }
    let isAny = keyword(.eventWord) == "any"
    let qualifier: Word
    if isAny, let any = word([.eventWord]) {
      advance()
      qualifier = any
    } else {
      qualifier = try name(what, qualifiers, after: after, code: code, hint: hint)
    }
    let word = try member(part)
    return Name(word, in: qualifier, at: place(from: start))
  }

  /// The word behind a dot, and the dot.
  mutating func member(_ kinds: [Keyword.Kind] = []) throws(Fault) -> Word {
    let dot = current
    advance()
    guard let word = word(kinds) else {
      throw unexpected("E107", Phrase("a name", "名称"), after: dot, hint: backtickHint)
    }
    advance()
    return word
  }

  // MARK: Missing spaces

  /// A word cut where spaces are missing, as `按 渠道`; nil when none of its heads could stand here.
  func spaced(_ word: String, _ kinds: [Keyword.Kind]) -> String? {
    let scalars = Array(word.unicodeScalars)
    guard scalars.count <= 64 else { return nil }
    for length in stride(from: min(scalars.count - 1, 16), to: 0, by: -1) {
      let rest = scalars[length...]
      guard scalars[length - 1].isCJK || scalars[length].isCJK else { continue }
      let head = String(String.UnicodeScalarView(scalars[..<length]))
      guard table.canonical(head, kinds) != nil else { continue }
      let tail = String(String.UnicodeScalarView(rest))
      return "\(head) \(spaced(tail, [.clause, .operator]) ?? tail)"
    }
    return nil
  }

  /// The fault of the token here, or of the name before it, when a space was left out.
  func missingSpace(_ kinds: [Keyword.Kind]) -> Fault? {
    if let word = current.word, let fixed = spaced(word, kinds) {
      return Fault(.missingSpace(fixed, current.span, word))
    }
    // `渠道最近` before `30天`: the clause word hangs on to the name.
    guard index > 0, let word = previous.word else { return nil }
    let scalars = Array(word.unicodeScalars)
    for length in stride(from: min(scalars.count - 1, 16), to: 0, by: -1) {
      let start = scalars.count - length
      guard scalars[start].isCJK else { continue }
      let tail = String(String.UnicodeScalarView(scalars[start...]))
      guard table.clause(tail) != nil else { continue }
      let head = String(String.UnicodeScalarView(scalars[..<start]))
      return Fault(.missingSpace("\(head) \(tail)", previous.span, word))
    }
    return nil
  }
}
