import Engine
import Language
import Reporting

/// Reads the value of a parameter by the type it is declared with.
enum ParameterValue {
  /// Types: `text int float rate duration date bool`; a rate is a fraction or a percentage.
  ///
  /// Throws E535 for a value of another type or none of the choices.
  static func literal(
    _ text: String, for parameter: NotebookHeader.Parameter
  ) throws(Diagnostic) -> Literal {
    if !parameter.choices.isEmpty, !parameter.choices.contains(text) {
      let choices = parameter.choices.joined(separator: ", ")
      throw Diagnostic(
        "E535",
        Phrase(
          "'\(text)' is no choice of parameter '\(parameter.name)': \(choices)",
          "'\(text)' 不是参数 '\(parameter.name)' 的可选值：\(choices)"), at: nil)
    }
    guard let literal = literal(text, type: parameter.type) else {
      throw Diagnostic(
        "E535",
        Phrase(
          "'\(text)' is no \(parameter.type) for parameter '\(parameter.name)'",
          "参数 '\(parameter.name)' 的值 '\(text)' 不是 \(parameter.type) 类型"), at: nil,
        notes: [Phrase("a date is written 2024-06-30, a duration 7d", "日期写作 2024-06-30，时长写作 7d")])
    }
    return literal
  }

  private static func literal(_ text: String, type: String) -> Literal? {
    switch type {
    case "text": return .text(text)
    case "bool": return ["true", "false"].contains(text) ? .text(text) : nil
    case "int": return Int(text).map { .number(Double($0)) }
    case "float", "money": return Double(text).flatMap { $0.isFinite ? .number($0) : nil }
    case "rate": return rate(text)
    case "duration": return duration(text).map { .duration($0) }
    case "date": return date(text).map { .date($0) }
    default: return nil
    }
  }

  private static func rate(_ text: String) -> Literal? {
    let isPercent = text.hasSuffix("%")
    let number = Double(isPercent ? String(text.dropLast()) : text)
    guard let number, number.isFinite else { return nil }
    return .percent(isPercent ? number / 100 : number)
  }

  private static func duration(_ text: String) -> CalendarSpan? {
    guard let match = text.wholeMatch(of: /([0-9]{1,9})(s|min|h|d|w|mo|q|y)/),
      let count = Int(match.1), let unit = CalendarSpan.Unit(rawValue: String(match.2))
    else { return nil }
    return CalendarSpan(count, unit)
  }

  private static func date(_ text: String) -> DateValue? {
    if let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/) {
      guard let year = Int(match.1), let month = Int(match.2), let day = Int(match.3),
        CivilDay(year: year, month: month, day: day) != nil
      else { return nil }
      return .day(year: year, month: month, day: day)
    }
    if let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})/) {
      guard let year = Int(match.1), let month = Int(match.2), (1...12).contains(month) else {
        return nil
      }
      return .month(year: year, month: month)
    }
    if let match = text.wholeMatch(of: /([0-9]{4})Q([1-4])/) {
      guard let year = Int(match.1), let quarter = Int(match.2) else { return nil }
      return .quarter(year: year, quarter: quarter)
    }
    guard text.wholeMatch(of: /[0-9]{4}/) != nil else { return nil }
    return Int(text).map { .year($0) }
  }
}
