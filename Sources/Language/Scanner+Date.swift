import Reporting

// Dates and periods: 2024-03-15, 2024-03, 2024Q1, 2024-W07, 2024年3月15日. A year alone is a number,
// read as a year only where a date is expected.

extension Scanner {
  /// Reads a date or period that begins here, or what was meant as one; false for other numbers.
  mutating func scanDate() -> Bool {
    let start = index
    guard let year = number(at: start, digits: 4...4) else { return false }
    let next = start + 4
    let read: Bool
    switch at(next) {
    case "年": read = scanChineseDate(year, from: start)
    case "Q", "q": read = scanQuarter(year, at: next + 1, from: start)
    case "-": read = scanDashedDate(year, from: start)
    case "/", ".": read = scanSlashedDate(from: start)
    default: return false
    }
    if read { checkDateEnd(from: start) }
    return read
  }

  /// A whole run of digits whose length is in range.
  private func number(at place: Int, digits: ClosedRange<Int>) -> Int? {
    var end = place
    while at(end)?.isDigit == true { end += 1 }
    return digits.contains(end - place) ? Int(source(place, end)) : nil
  }

  private func digitCount(at place: Int) -> Int {
    var end = place
    while at(end)?.isDigit == true { end += 1 }
    return end - place
  }

  private mutating func scanQuarter(_ year: Int, at place: Int, from start: Int) -> Bool {
    guard let quarter = number(at: place, digits: 1...1) else { return false }
    index = place + 1
    append(date(.quarter(year: year, quarter: quarter), from: start), from: start)
    return true
  }

  private mutating func scanDashedDate(_ year: Int, from start: Int) -> Bool {
    let place = start + 5
    switch at(place) {
    case "Q", "q": return scanQuarter(year, at: place + 1, from: start)
    case "W", "w":
      guard let week = number(at: place + 1, digits: 1...2) else { return false }
      index = place + 1 + digitCount(at: place + 1)
      append(date(.week(year: year, week: week), from: start), from: start)
      return true
    default: break
    }
    guard let month = number(at: place, digits: 1...2) else { return false }
    let monthEnd = place + digitCount(at: place)
    if at(monthEnd) == "-", let day = number(at: monthEnd + 1, digits: 1...2) {
      index = monthEnd + 1 + digitCount(at: monthEnd + 1)
      append(date(.day(year: year, month: month, day: day), from: start), from: start)
      return true
    }
    index = monthEnd
    if monthEnd == place + 1 {
      let hint = Formatter(language: .english).date(.month(year: year, month: month))
      append(.flaw(.unreadDate(source(start, index), hint, Span(start, index))), from: start)
    } else {
      append(date(.month(year: year, month: month), from: start), from: start)
    }
    return true
  }

  /// `2024/3/15` and `2024.3.15` are only recognized, to say how the date is written.
  private mutating func scanSlashedDate(from start: Int) -> Bool {
    let sign = at(start + 4)
    guard let month = number(at: start + 5, digits: 1...2) else { return false }
    let monthEnd = start + 5 + digitCount(at: start + 5)
    guard at(monthEnd) == sign, let day = number(at: monthEnd + 1, digits: 1...2),
      let year = number(at: start, digits: 4...4)
    else { return false }
    index = monthEnd + 1 + digitCount(at: monthEnd + 1)
    let hint = Formatter(language: .english).date(.day(year: year, month: month, day: day))
    append(.flaw(.unreadDate(source(start, index), hint, Span(start, index))), from: start)
    return true
  }

  private mutating func scanChineseDate(_ year: Int, from start: Int) -> Bool {
    index = start + 5
    let ordinal = at(index) == "第" ? index + 1 : index
    guard let first = number(at: ordinal, digits: 1...2) else {
      // As `2024`, so that both spellings are one number.
      append(.number(Double(year)), from: start)
      return true
    }
    let end = ordinal + digitCount(at: ordinal)
    for (unit, make) in Self.chinesePeriods {
      let signs = Array(unit.unicodeScalars)
      guard end + signs.count <= twins.count, twins[end..<(end + signs.count)].elementsEqual(signs)
      else { continue }
      index = end + signs.count
      if unit == "月", let day = number(at: index, digits: 1...2) {
        let dayEnd = index + digitCount(at: index)
        if at(dayEnd) == "日" || at(dayEnd) == "号" {
          index = dayEnd + 1
          append(date(.day(year: year, month: first, day: day), from: start), from: start)
          return true
        }
      }
      append(date(make(year, first), from: start), from: start)
      return true
    }
    append(.number(Double(year)), from: start)
    return true
  }

  private static let chinesePeriods: [(String, @Sendable (Int, Int) -> DateValue)] = [
    ("月", { .month(year: $0, month: $1) }),
    ("季度", { .quarter(year: $0, quarter: $1) }),
    ("季", { .quarter(year: $0, quarter: $1) }),
    ("周", { .week(year: $0, week: $1) }),
  ]

  private func date(_ value: DateValue, from start: Int) -> Token.Kind {
    value.isOfCalendar
      ? .date(value) : .flaw(.noSuchDate(source(start, index), value, Span(start, index)))
  }

  /// What was typed on behind a date: a time, which needs quotes, or a word without its space.
  private mutating func checkDateEnd(from start: Int) {
    let end = index
    if let next = at(end), next.startsWord {
      let isTime = next == "T" && at(end + 1)?.isDigit == true
      index = wordEnd(from: end)
      if isTime { skipClock() }
      let typed = source(start, index)
      let fixed = "\(source(start, end)) \(source(end, index))"
      tokens.removeLast()
      let span = Span(start, index)
      return append(
        .flaw(isTime ? .unquotedTime(typed, span) : .missingSpace(fixed, span, typed)), from: start)
    }
    let clock = skipBlanks(from: end)
    let hours = digitCount(at: clock)
    guard clock > end, (1...2).contains(hours), at(clock + hours) == ":" else { return }
    index = clock + hours
    skipClock()
    tokens.removeLast()
    append(.flaw(.unquotedTime(source(start, index), Span(start, index))), from: start)
  }

  private mutating func skipClock() {
    while let next = at(index), next.isDigit || next == ":" { index += 1 }
  }
}

extension Diagnostic {
  fileprivate static func unreadDate(_ typed: String, _ meant: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      "E105",
      Phrase("expected a date as 2024-03-15, found '\(typed)'", "日期应写成 2024-03-15，却是“\(typed)”"),
      at: span, hint: Phrase("written \(meant)", "应写作 \(meant)"), suggestion: meant)
  }

  fileprivate static func unquotedTime(_ typed: String, _ span: Span) -> Diagnostic {
    let fixed = "'\(typed)'"
    return Diagnostic(
      "E105", Phrase("expected quotes round a time, found none", "带时刻的日期要加引号"), at: span,
      hint: Phrase("written \(fixed)", "应写作 \(fixed)"), suggestion: fixed)
  }

  fileprivate static func noSuchDate(_ typed: String, _ date: DateValue, _ span: Span) -> Diagnostic
  {
    Diagnostic(
      "E105", Phrase("expected a date of the calendar, found '\(typed)'", "日历上没有“\(typed)”"),
      at: span, hint: date.bounds)
  }
}
