import Reporting

// Numbers and what is written as a number with a unit: shares, durations, points.

extension Scanner {
  /// Durations and points beyond this are slips; below it milliseconds fit an `Int`, whatever the
  /// unit.
  static let largestSpan = 100_000_000
  /// From here on a `Double` skips whole numbers (2^53).
  static let largestNumber = 9_007_199_254_740_992.0

  mutating func scanNumber() {
    let start = index
    if scanDate() { return }
    index = digitsEnd(from: start)
    let isWhole = !(at(index) == "." && at(index + 1)?.isDigit == true)
    if !isWhole { index = digitsEnd(from: index + 1) }
    let digits = source(start, index).filter { $0 != "_" }
    let share = skipBlanks(from: index)
    if at(share) == "%" {
      index = share + 1
      return append(decimal(digits, power: -2, from: start) { .percent($0) }, from: start)
    }
    if let next = at(index), next.continuesWord {
      return scanUnit(after: digits, isWhole: isWhole, from: start)
    }
    if isWhole, scanSpacedUnit(after: digits, from: start) { return }
    append(decimal(digits, power: 0, from: start) { .number($0) }, from: start)
  }

  /// Digits, with single underscores between them.
  private func digitsEnd(from start: Int) -> Int {
    var end = start
    while let next = at(end) {
      if next.isDigit || (next == "_" && at(end + 1)?.isDigit == true && end > start) {
        end += 1
      } else {
        break
      }
    }
    return end
  }

  /// Shifting the decimal point in the text, not in the number, keeps every share exact.
  private func decimal(
    _ digits: String, power: Int, from start: Int, _ kind: (Double) -> Token.Kind
  ) -> Token.Kind {
    guard let value = Double("\(digits)e\(power)"), value <= Self.largestNumber else {
      return .flaw(.tooLarge(Span(start, index), isCount: false))
    }
    return kind(value)
  }

  /// A word right behind the digits: a unit, a multiplier or a slip.
  private mutating func scanUnit(after digits: String, isWhole: Bool, from start: Int) {
    let digitsEnd = index
    index = wordEnd(from: digitsEnd)
    let word = source(digitsEnd, index)
    if let power = Self.powers[word] {
      return append(decimal(digits, power: power, from: start) { .number($0) }, from: start)
    }
    guard let suffix = DurationSuffix(word, table: table) else {
      return append(.flaw(.unknownUnit(digits, word, Span(digitsEnd, index))), from: start)
    }
    guard isWhole else {
      return append(.flaw(.brokenDuration(Span(start, index))), from: start)
    }
    append(kind(of: suffix, digits: digits, from: start), from: start)
  }

  private static let powers = ["万": 4, "亿": 8, "萬": 4, "億": 8]

  /// `7 days`: the unit may stand apart in the same line.
  private mutating func scanSpacedUnit(after digits: String, from start: Int) -> Bool {
    let place = skipBlanks(from: index)
    guard place > index, let first = at(place), first.startsWord else { return false }
    let end = wordEnd(from: place)
    guard let suffix = DurationSuffix(source(place, end), table: table), suffix.isUsual else {
      return false
    }
    index = end
    append(kind(of: suffix, digits: digits, from: start), from: start)
    return true
  }

  private func kind(of suffix: DurationSuffix, digits: String, from start: Int) -> Token.Kind {
    guard let count = Int(digits), count <= Self.largestSpan else {
      return .flaw(.tooLarge(Span(start, index), isCount: true))
    }
    let span = CalendarSpan(count, suffix.unit)
    switch suffix.ending {
    case .none: return .duration(span)
    case .within: return .within(span)
    case .retention: return .flaw(.twoReadings(of: span, Span(start, index), source(start, index)))
    case .other(let rest):
      let end = index - rest.unicodeScalars.count
      return .flaw(
        .missingSpace("\(source(start, end)) \(rest)", Span(start, index), source(start, index)))
    }
  }

  func point(
    _ unit: RetentionPoint.Unit, _ digits: ArraySlice<Unicode.Scalar>, from start: Int
  ) -> Token.Kind {
    let text = digits.map(String.init).joined()
    guard let offset = Int(text), offset <= Self.largestSpan else {
      return .flaw(.tooLarge(Span(start, index), isCount: true))
    }
    return .point(RetentionPoint(unit, offset))
  }

  /// `第7日`, `第4周`, `第3个月`; false where no such point stands here.
  mutating func scanOrdinal() -> Bool {
    let start = index
    let end = digitsEnd(from: start + 1)
    guard end > start + 1, let first = at(end), first.startsWord else { return false }
    let last = wordEnd(from: end)
    let word = source(end, last)
    guard let (name, unit) = Self.ordinals.first(where: { word.hasPrefix($0.name) }) else {
      return false
    }
    index = end + name.unicodeScalars.count
    var kind = point(unit, twins[(start + 1)..<end].filter(\.isDigit)[...], from: start)
    if index < last {
      let joint = index
      index = last
      kind = .flaw(
        .missingSpace(
          "\(source(start, joint)) \(source(joint, last))", Span(start, last), source(start, last)))
    }
    append(kind, from: start)
    return true
  }

  private static let ordinals: [(name: String, unit: RetentionPoint.Unit)] = [
    ("日", .day), ("天", .day), ("周", .week), ("个月", .month), ("月", .month),
  ]
}

/// The word behind a count that makes it a duration, and what was written on right after it.
struct DurationSuffix {
  enum Ending: Hashable {
    case none, within, retention
    case other(String)
  }

  let unit: CalendarSpan.Unit
  let ending: Ending

  /// Whether the word is made for its place, so that it belongs to a number even past a space.
  var isUsual: Bool {
    if case .other = ending { false } else { true }
  }

  init?(_ word: String, table: KeywordTable) {
    // A Latin unit ends where Chinese begins: `7d内`.
    let letters = String(word.unicodeScalars.prefix { !$0.isCJK }.map(Character.init))
    let isLatin = !letters.isEmpty
    let candidates = isLatin ? [letters] : Self.prefixes(of: word)
    for candidate in candidates {
      guard let keyword = table.keyword(candidate, .unit),
        let unit = CalendarSpan.Unit(rawValue: keyword.english)
      else { continue }
      self.unit = unit
      ending = Self.ending(String(word.dropFirst(candidate.count)), unit)
      return
    }
    return nil
  }

  /// Longest first; no unit has more than three characters.
  private static func prefixes(of word: String) -> [String] {
    (1...3).reversed().compactMap { word.count >= $0 ? String(word.prefix($0)) : nil }
  }

  private static func ending(_ rest: String, _ unit: CalendarSpan.Unit) -> Ending {
    switch rest {
    case "": .none
    case "内", "之内", "以内": .within
    case _ where rest.hasPrefix("留存") && [.day, .week, .month].contains(unit): .retention
    default: .other(rest)
    }
  }
}

extension Diagnostic {
  fileprivate static func tooLarge(_ span: Span, isCount: Bool) -> Diagnostic {
    Diagnostic(
      "E103", Phrase("expected a smaller number, found one too large", "数字太大"), at: span,
      hint: isCount
        ? Phrase("at most \(Scanner.largestSpan)", "最大为 \(Scanner.largestSpan)")
        : Phrase("an id is quoted: '1234'", "编号要加引号：'1234'"))
  }

  fileprivate static func unknownUnit(_ digits: String, _ unit: String, _ span: Span) -> Diagnostic
  {
    let quoted = shown(unit)
    let number = shown(digits, limit: 12)
    let hint: Phrase =
      switch unit.lowercased() {
      case "m": Phrase("\(number)min or \(number)mo", "\(number)min（分钟）或 \(number)mo（月）")
      case "月": Phrase("\(number)mo, or a date as 2024-03", "时长写 \(number)个月，月份写 2024-03")
      default:
        Phrase(
          "units are s min h d w mo q y; names that begin with a digit need `…`",
          "单位有 s min h d w mo q y；以数字开头的名称要加反引号")
      }
    return Diagnostic(
      "E103", Phrase("unknown unit '\(quoted)'", "未知的单位“\(quoted)”"), at: span, hint: hint)
  }

  fileprivate static func brokenDuration(_ span: Span) -> Diagnostic {
    Diagnostic(
      "E103", Phrase("expected a whole number of units, found a fraction", "时长应为整数，却有小数"), at: span,
      hint: Phrase("for example 90min for 1.5h", "例如 1.5h 写作 90min"))
  }

  fileprivate static func twoReadings(
    of span: CalendarSpan, _ place: Span, _ typed: String
  ) -> Diagnostic {
    let unit = span.unit == .day ? "d" : span.unit == .week ? "w" : "m"
    return Diagnostic(
      "E116",
      Phrase("expected one reading of '\(shown(typed))', found two", "“\(shown(typed))”有两种理解"),
      at: place, hint: Phrase("on that day, or within the time?", "是当天，还是期内？"),
      notes: [
        Phrase(
          "active on that very day: at \(unit)\(span.count)", "恰好当天活跃：时点 \(unit)\(span.count)"),
        Phrase(
          "active at least once up to it: at \(unit)\(span.count) using range",
          "期内至少活跃一次：时点 \(unit)\(span.count) 口径 期内"),
      ])
  }

  /// `fixed` is the same text with the space in its place.
  static func missingSpace(_ fixed: String, _ span: Span, _ typed: String) -> Diagnostic {
    Diagnostic(
      "E115",
      Phrase("expected a space in '\(shown(typed))', found none", "“\(shown(typed))”中间缺少空格"),
      at: span, hint: Phrase("written \(shown(fixed))", "应写作 \(shown(fixed))"), suggestion: fixed)
  }
}
