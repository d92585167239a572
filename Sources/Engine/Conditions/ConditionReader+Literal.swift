import Language
import Reporting

extension ConditionReader {
  /// Compares with a value written in the query.
  ///
  /// Throws E310 where the types differ.
  mutating func compare(
    _ left: TypedOperand, _ comparison: Comparison, _ literal: Literal, at span: Span
  ) throws(Diagnostic) -> RowTest {
    let literal = try resolved(literal, at: span)
    switch (left.type, literal) {
    case (.number, .number(let value)), (.number, .percent(let value)):
      return .numbers(left.operand, comparison, .constant(value))
    case (.flag, .number(let value)) where value == 0 || value == 1:
      return .numbers(left.operand, comparison, .constant(value))
    case (.flag, .text(let text)):
      guard let truth = Self.truth(text) else { break }
      return .numbers(left.operand, comparison, .constant(truth))
    case (.text, .text(let text)): return compare(left, comparison, text: text)
    case (.time, .date), (.time, .text), (.time, .number):
      guard let date = Self.date(literal) else { break }
      return compare(left.operand, comparison, period: try scope.bounds(of: date, at: span))
    case (.duration, .duration(let length)):
      guard case .elapsed(let milliseconds) = length.calendarSpan else { break }
      return .numbers(left.operand, comparison, .constant(Double(milliseconds) / 1000))
    default: break
    }
    throw mismatch(left, left.type, found: Self.name(literal), at: span)
  }

  /// The value of a parameter; any other literal as it stands.
  func resolved(_ literal: Literal, at span: Span) throws(Diagnostic) -> Literal {
    guard case .parameter(let name) = literal else { return literal }
    return try scope.parameter(name, at: span)
  }

  private mutating func compare(
    _ left: TypedOperand, _ comparison: Comparison, text: String
  ) -> RowTest {
    let meant = left.texts(for: text, in: dataset)
    if meant.isEmpty, left.column != nil { warnOfStranger(text, in: left) }
    switch comparison {
    case .equal: return .oneOf(left.operand, meant.isEmpty ? [text] : meant)
    case .unequal: return .notOneOf(left.operand, meant.isEmpty ? [text] : meant)
    case .less, .atMost, .greater, .atLeast:
      let only = meant.count == 1 ? meant.first ?? text : text
      return .textOrder(left.operand, comparison, only)
    }
  }

  /// `=` a period means inside it, `<` before its start, `<=` before its end, and so on.
  private func compare(
    _ operand: Operand, _ comparison: Comparison, period: (start: Int64, end: Int64)
  ) -> RowTest {
    let start = Operand.constant(Double(period.start))
    let end = Operand.constant(Double(period.end))
    switch comparison {
    case .equal: return .and(.numbers(operand, .atLeast, start), .numbers(operand, .less, end))
    case .unequal: return .or(.numbers(operand, .less, start), .numbers(operand, .atLeast, end))
    case .less: return .numbers(operand, .less, start)
    case .atMost: return .numbers(operand, .less, end)
    case .greater: return .numbers(operand, .atLeast, end)
    case .atLeast: return .numbers(operand, .atLeast, start)
    }
  }

  /// A quoted time and a number of four digits are dates where a date is expected.
  static func date(_ literal: Literal) -> DateValue? {
    switch literal {
    case .date(let date): date
    case .text(let text): .time(text)
    case .number(let value):
      Int(exactly: value).flatMap { (1000...9999).contains($0) ? .year($0) : nil }
    case .percent, .duration, .point, .parameter: nil
    }
  }

  /// What a literal is, for messages.
  static func name(_ literal: Literal) -> Phrase {
    let type: Phrase =
      switch literal {
      case .text: ValueType.text.phrase
      case .number: ValueType.number.phrase
      case .percent: Phrase("a percentage", "百分数")
      case .duration: ValueType.duration.phrase
      case .date: Phrase("a date", "日期")
      case .point: Phrase("a retention point", "留存时点")
      case .parameter: Phrase("a parameter", "参数")
      }
    let text = CanonicalText.literal(literal)
    return Phrase("\(text), ", "\(text)，") + type
  }
}
