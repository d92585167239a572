import Language
import Reporting

extension ConditionReader {
  /// A value of each row.
  ///
  /// Throws E2xx for unknown names, E311 and E313 for what is no value.
  mutating func value(_ expression: Expression) throws(Diagnostic) -> TypedOperand {
    let span = expression.place.span
    switch expression.kind {
    case .literal(let literal): return try constant(literal, at: span)
    case .name(let name): return try column(name)
    case .call(let call): return try figure(call)
    case .negative(let inner):
      let value = try value(inner)
      guard value.type == .number || value.type == .duration else {
        throw mismatch(value, .number, found: value.type.phrase, at: inner.place.span)
      }
      return TypedOperand(.negative(value.operand), value.type, "-\(value.text)")
    case .arithmetic(let operation, let left, let right):
      return try calculate(operation, try value(left), try value(right), at: span)
    case .comparison, .isIn, .contains, .between, .isMissing, .not, .and, .or:
      throw Diagnostic(
        "E313", Phrase("expected a value, found a condition", "此处应为值，却是条件"), at: span,
        notes: [
          Phrase(
            "conditions are joined by and, or, not: count(any) >= 3 and days(any) >= 2",
            "条件用 且、或、非 连接：次数(任意) >= 3 且 活跃天数(任意) >= 2")
        ])
    }
  }

  private func constant(_ literal: Literal, at span: Span) throws(Diagnostic) -> TypedOperand {
    let literal = try resolved(literal, at: span)
    let text = CanonicalText.literal(literal)
    switch literal {
    case .number(let value), .percent(let value):
      return TypedOperand(.constant(value), .number, text)
    case .duration(let length):
      if case .elapsed(let milliseconds) = length.calendarSpan {
        return TypedOperand(.constant(Double(milliseconds) / 1000), .duration, text)
      }
    case .text, .date, .point, .parameter: break
    }
    throw Diagnostic(
      "E311", Phrase("expected a name or a number, found \(text)", "此处应为名称或数值，却是 \(text)"),
      at: span,
      notes: [
        Phrase(
          "a text or a date is compared with a column: NAME = \(text)",
          "文本或日期要与某一列比较：列名 = \(text)")
      ])
  }

  /// Numbers with numbers; two times give a length of time, which counts seconds.
  private func calculate(
    _ operation: Arithmetic, _ left: TypedOperand, _ right: TypedOperand, at span: Span
  ) throws(Diagnostic) -> TypedOperand {
    let result = Operand.arithmetic(operation, left.operand, right.operand)
    let text = "\(left.text) \(operation.rawValue) \(right.text)"
    switch (left.type, operation, right.type) {
    case (.number, _, .number), (.duration, .divide, .duration):
      return TypedOperand(result, .number, text)
    case (.time, .subtract, .time):
      let seconds = Operand.arithmetic(.divide, result, .constant(1000))
      return TypedOperand(seconds, .duration, text)
    case (.duration, .add, .duration), (.duration, .subtract, .duration),
      (.duration, .multiply, .number), (.duration, .divide, .number),
      (.number, .multiply, .duration):
      return TypedOperand(result, .duration, text)
    default:
      throw Diagnostic(
        "E310",
        Phrase(
          "cannot calculate '\(text)': ", "无法计算 '\(text)'：")
          + left.type.phrase + Phrase(" and ", "与") + right.type.phrase,
        at: span,
        notes: [
          Phrase(
            "numbers can be calculated with: sum(pay.amount) / count(pay)",
            "数值可以运算：合计(pay.amount) / 次数(pay)")
        ])
    }
  }
}
