import Reporting

extension Scanner {
  /// Reads the longest sign of the language that stands here.
  mutating func scanSign() {
    let start = index
    if let (symbol, length) = symbol(at: start), unknownSign(at: start, longerThan: length) == nil {
      index += length
      switch symbol {
      case .openParenthesis, .openBracket: openBrackets += 1
      case .closeParenthesis, .closeBracket: openBrackets = max(0, openBrackets - 1)
      default: break
      }
      return append(.symbol(symbol), from: start)
    }
    let (sign, meant) = unknownSign(at: start, longerThan: 0) ?? (source(start, start + 1), nil)
    index += sign.unicodeScalars.count
    while sign == "。", at(index) == "。" { index += 1 }
    append(.flaw(.unknownSign(sign, Span(start, index), meant: meant)), from: start)
  }

  private func symbol(at place: Int) -> (Token.Symbol, length: Int)? {
    guard let first = at(place) else { return nil }
    switch first {
    case "→", "⇒", "➔": return (.arrow, 1)
    case "≥": return (.atLeast, 1)
    case "≤": return (.atMost, 1)
    case "≠": return (.unequal, 1)
    default: break
    }
    // The dash of a Chinese keyboard comes as a pair.
    if first == "-", scalars[place] == "—", at(place + 1) == "-", at(place + 2) == ">" {
      return (.arrow, 3)
    }
    if let second = at(place + 1), first.isASCII, second.isASCII,
      let symbol = Token.Symbol(rawValue: "\(first)\(second)")
    {
      return (symbol, 2)
    }
    return Token.Symbol(rawValue: String(first)).map { ($0, 1) }
  }

  /// A sign of other languages that is longer than ours, with the one that is meant.
  private func unknownSign(
    at place: Int, longerThan length: Int
  ) -> (sign: String, meant: String?)? {
    switch at(place) {
    case "!", "=", ".", "<", "&", "|", "…", ":": break
    default: return nil
    }
    for (sign, meant) in Self.foreign {
      let signs = Array(sign.unicodeScalars)
      guard signs.count > length, place + signs.count <= twins.count else { continue }
      if twins[place..<(place + signs.count)].elementsEqual(signs) { return (sign, meant) }
    }
    return nil
  }

  /// Longest first.
  private static let foreign: [(String, String?)] = [
    ("!==", "!="), ("===", "="), ("...", ".."), ("==", "="), ("<>", "!="), ("=>", nil),
    ("=<", "<="), ("=!", "!="), ("&&", "and"), ("||", "or"), ("…", ".."), ("!", "not"),
    ("&", "and"), ("|", nil), (":", nil),
  ]
}

extension Diagnostic {
  static func unknownSign(_ sign: String, _ span: Span, meant: String? = nil) -> Diagnostic {
    let quoted = shown(sign)
    let hint: Phrase? =
      switch (sign, meant) {
      case (_, let meant?): Phrase("written \(meant)", "应写作 \(meant)")
      case ("=>", _): Phrase("steps are joined by ->, 'at least' is >=", "步骤用 -> 连接，“不小于”写作 >=")
      case ("$", _): Phrase("a parameter is $ and a name, as $days", "参数是 $ 加名称，如 $days")
      case (":", _): Phrase("a time is quoted: '2024-03-15 13:00'", "时间要加引号：'2024-03-15 13:00'")
      case ("#", _): Phrase("a comment needs a space before #", "注释的 # 前面要有空格")
      case ("|", _):
        Phrase("no pipes: save with 'as loyal', then 'from loyal'", "没有管道：先“存为 loyal”，再“来自 loyal”")
      default: Phrase("quote texts '…' and names `…`", "文本加引号 '…'，名称加反引号 `…`")
      }
    return Diagnostic(
      "E101", Phrase("unknown sign '\(quoted)'", "无法识别的符号“\(quoted)”"), at: span, hint: hint,
      suggestion: meant)
  }
}
