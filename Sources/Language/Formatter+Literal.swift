import Reporting

// Values. Every one reads back as the same value, so decimals keep all their digits and shares are
// written by moving the point of their decimals, never by multiplying.

extension Formatter {
  func literal(_ literal: Literal) -> String {
    switch literal {
    case .text(let text): quoted(text)
    case .number(let value): number(value)
    case .percent(let share): percent(share)
    case .duration(let span): self.span(span)
    case .date(let date): self.date(date)
    case .point(let point): self.point(point)
    case .parameter(let name): "$\(name)"
    }
  }

  func span(_ span: CalendarSpan) -> String { "\(span.count)\(keyword(span.unit.rawValue, .unit))" }

  func duration(_ value: DurationValue) -> String {
    switch value {
    case .span(let span): self.span(span)
    case .parameter(let name): "$\(name)"
    }
  }

  func point(_ point: RetentionPoint) -> String {
    guard language == .chinese else { return "\(point.unit.rawValue)\(point.offset)" }
    switch point.unit {
    case .day: return point.offset == 1 ? Scanner.nextDay : "第\(point.offset)日"
    case .week: return "第\(point.offset)周"
    case .month: return "第\(point.offset)个月"
    }
  }

  func date(_ date: DateValue) -> String {
    switch date {
    case .day(let year, let month, let day):
      "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    case .week(let year, let week): "\(padded(year, 4))-W\(padded(week, 2))"
    case .month(let year, let month): "\(padded(year, 4))-\(padded(month, 2))"
    case .quarter(let year, let quarter): "\(padded(year, 4))Q\(quarter)"
    case .year(let year): padded(year, 4)
    case .time(let text): quoted(text)
    case .parameter(let name): "$\(name)"
    }
  }

  func period(_ period: Period) -> String {
    switch period {
    case .dates(let from, let to): date(from) + (to.map { "..\(date($0))" } ?? "")
    case .last(let duration): "\(keyword("last", .clause)) \(self.duration(duration))"
    }
  }

  private func padded(_ number: Int, _ digits: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  /// The shortest decimal that reads back as the same number, without an exponent.
  func number(_ value: Double) -> String { decimal(value, shiftedBy: 0) }

  func percent(_ share: Double) -> String { decimal(share, shiftedBy: 2) + "%" }

  private func decimal(_ value: Double, shiftedBy shift: Int) -> String {
    let description = "\(value.magnitude)".lowercased()
    let parts = description.split(separator: "e")
    let mantissa = (parts.first ?? "0").split(separator: ".")
    let whole = mantissa.first.map(String.init) ?? "0"
    let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + shift
    var digits = whole + fraction
    var point = whole.count + exponent
    if point <= 0 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    }
    if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
    let head = digits.prefix(point).drop { $0 == "0" }
    var tail = digits.dropFirst(point)
    while tail.last == "0" { tail.removeLast() }
    let text = (head.isEmpty ? "0" : String(head)) + (tail.isEmpty ? "" : ".\(tail)")
    return value < 0 ? "-\(text)" : text
  }
}
