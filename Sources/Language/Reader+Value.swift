import Reporting

// Literals, dates, durations, and the values of settings and lists.

extension Reader {
  var startsLiteral: Bool {
    switch current.kind {
    case .text, .number, .percent, .duration, .date, .point, .parameter, .symbol(.minus): true
    default: false
    }
  }

  mutating func literal(after word: Token? = nil) throws(Fault) -> Literal {
    let minus = current
    let isNegative = take(.minus)
    let literal: Literal
    switch current.kind {
    case .number(let value): literal = .number(isNegative ? 0 - value : value)
    case .percent(let value): literal = .percent(isNegative ? 0 - value : value)
    case .duration(let span):
      literal = .duration(CalendarSpan(isNegative ? 0 - span.count : span.count, span.unit))
    case .text(let text) where !isNegative: literal = .text(text)
    case .date(let date) where !isNegative: literal = .date(date)
    case .point(let point) where !isNegative: literal = .point(point)
    case .parameter(let name) where !isNegative: literal = .parameter(name)
    default:
      throw isNegative
        ? unexpected("E110", Phrase("a number", "数字"), after: minus)
        : unexpected("E110", Phrase("a value", "值"), after: word)
    }
    advance()
    return literal
  }

  /// `isSetting`: right behind `=` any word is a value.
  mutating func value(
    after word: Token, isSetting: Bool = false
  ) throws(Fault) -> SettingValue {
    let start = current
    if take(.openParenthesis) {
      let items = try list { reader throws(Fault) in
        try reader.item(after: reader.previous)
      }
      try close(.closeParenthesis, from: start)
      return .list(items)
    }
    if startsLiteral {
      let literal = try literal(after: word)
      return .literal(literal, place(from: start.span))
    }
    if let call = try optionalCall() { return .call(call) }
    if isSetting, let name = self.word(isSymbol(.dot, 1) ? [] : [.metric]) {
      advance()
      guard isSymbol(.dot) else { return .name(Name(name, at: place(from: start.span))) }
      let word = try member()
      return .name(Name(word, in: name, at: place(from: start.span)))
    }
    return .name(
      try qualifiedName(
        Phrase("a value", "值"), after: word, code: "E110",
        hint: atEnd ? Phrase("for example 5, 20% or 'text'", "例如 5、20% 或 '文本'") : nil))
  }

  private mutating func item(after word: Token) throws(Fault) -> SettingItem {
    let lower = try literal(after: word)
    let range = current
    return SettingItem(lower, to: take(.range) ? try literal(after: range) : nil)
  }

  /// In `in (…)` a range needs no brackets of its own.
  mutating func listValue() throws(Fault) -> SettingValue {
    let value = try value(after: previous)
    guard case .literal(let lower, _) = value, isSymbol(.range) else { return value }
    let range = current
    advance()
    return .list([SettingItem(lower, to: try literal(after: range))])
  }

  mutating func wholeNumber(
    _ what: Phrase, after word: Token, code: String = "E110", hint: Phrase? = nil
  ) throws(Fault) -> Int {
    guard case .number(let value) = current.kind, let whole = Int(exactly: value) else {
      throw unexpected(code, what, after: word, hint: hint)
    }
    advance()
    return whole
  }

  // MARK: Times

  mutating func duration(after word: Token) throws(Fault) -> DurationValue {
    let value: DurationValue
    switch current.kind {
    case .duration(let span), .within(let span): value = .span(span)
    case .parameter(let name): value = .parameter(name)
    default:
      throw unexpected(
        "E104", Phrase("a duration", "时长"), after: word,
        hint: Phrase("for example 7d, 12h or 2w", "例如 7天、12小时 或 2周"), suggestion: meantDuration)
    }
    advance()
    return value
  }

  /// `last 30`, `within d7` and `last week` can only mean one thing.
  private var meantDuration: String? {
    let formatter = Formatter(language: .english)
    switch current.kind {
    case .number(let value):
      return Int(exactly: value).map { formatter.span(CalendarSpan($0, .day)) }
    case .point(let point):
      let unit: CalendarSpan.Unit =
        point.unit == .day ? .day : point.unit == .week ? .week : .month
      return formatter.span(CalendarSpan(point.offset, unit))
    case .word(let word):
      let unit = table.keyword(word, .unit).flatMap { CalendarSpan.Unit(rawValue: $0.english) }
      return unit.map { formatter.span(CalendarSpan(1, $0)) }
    default: return nil
    }
  }

  mutating func point(after word: Token) throws(Fault) -> PointValue {
    let value: PointValue
    switch current.kind {
    case .point(let point): value = .point(point)
    case .parameter(let name): value = .parameter(name)
    default:
      var meant: String?
      switch current.kind {
      case .number(let number): meant = Int(exactly: number).map { "d\($0)" }
      case .duration(let span) where [.day, .week, .month].contains(span.unit):
        meant = "\(span.unit.rawValue.prefix(1))\(span.count)"
      default: break
      }
      throw unexpected(
        "E109", Phrase("a point", "第几日、第几周或第几月"), after: word,
        hint: Phrase("for example d7, w4 or m3", "例如 次日、第7日 或 w4"), suggestion: meant)
    }
    advance()
    return value
  }

  /// The date here, without taking it.
  private var dateHere: DateValue? {
    switch current.kind {
    case .date(let date): date
    case .number(let value): year(value)
    case .text(let text): DateValue(quoted: text, table: table)
    case .parameter(let name): .parameter(name)
    default: nil
    }
  }

  /// Four digits are a year where a date is expected.
  private func year(_ value: Double) -> DateValue? {
    let digits = current.source.hasSuffix("年") ? current.source.dropLast() : current.source[...]
    guard digits.count == 4, digits.unicodeScalars.allSatisfy(\.isDigit),
      let year = Int(exactly: value), year > 0
    else { return nil }
    return .year(year)
  }

  var startsDate: Bool { dateHere != nil }

  mutating func date(after word: Token) throws(Fault) -> DateValue {
    guard let date = dateHere else {
      throw unexpected(
        "E106", Phrase("a date", "日期"), after: word,
        hint: Phrase(
          "for example 2024-03-15, 2024-03 or 2024Q1", "例如 2024-03-15、2024-03 或 2024年3月15日"))
    }
    advance()
    return date
  }

  mutating func period(after word: Token) throws(Fault) -> Period {
    if clauseWord() == .last {
      let token = current
      advance()
      return .last(try duration(after: token))
    }
    let from = try date(after: word)
    let range = current
    return .dates(from, to: take(.range) ? try date(after: range) : nil)
  }
}

extension DateValue {
  /// A quoted date or time: `2024-03-15 13:00`, with seconds, fractions and an offset if need be.
  init?(quoted text: String, table: KeywordTable) {
    let tokens = Lexer(table: table).tokens(of: text)
    if tokens.count == 2, case .date(let date) = tokens[0].kind {
      self = date
      return
    }
    guard Self.isTime(text) else { return nil }
    self = .time(text)
  }

  private static func isTime(_ text: String) -> Bool {
    let parts = text.unicodeScalars.split(maxSplits: 1) { $0 == " " || $0 == "T" }
    guard parts.count == 2 else { return false }
    let date = parts[0].split(separator: "-", omittingEmptySubsequences: false)
      .compactMap { Int(String($0)) }
    guard date.count == 3, parts[0].count == 10,
      DateValue.day(year: date[0], month: date[1], day: date[2]).isOfCalendar
    else { return false }
    return isClock(parts[1])
  }

  private static func isClock(_ text: Substring.UnicodeScalarView) -> Bool {
    var clock = text
    if clock.last == "Z" {
      clock = clock.dropLast()
    } else if let sign = clock.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      guard isFields(clock[clock.index(after: sign)...], limits: [14, 59], least: 1) else {
        return false
      }
      clock = clock[..<sign]
    }
    if let dot = clock.lastIndex(of: ".") {
      let fraction = clock[clock.index(after: dot)...]
      guard (1...9).contains(fraction.count), fraction.allSatisfy(\.isDigit),
        clock[..<dot].filter({ $0 == ":" }).count == 2
      else { return false }
      clock = clock[..<dot]
    }
    return isFields(clock, limits: [23, 59, 59], least: 2)
  }

  /// Fields of two digits parted by colons, each up to its limit.
  private static func isFields(
    _ text: Substring.UnicodeScalarView, limits: [Int], least: Int
  ) -> Bool {
    let fields = text.split(separator: ":", omittingEmptySubsequences: false)
    guard fields.count >= least, fields.count <= limits.count else { return false }
    return zip(fields, limits).allSatisfy { field, limit in
      field.count == 2 && field.allSatisfy(\.isDigit) && (Int(String(field)) ?? .max) <= limit
    }
  }
}
