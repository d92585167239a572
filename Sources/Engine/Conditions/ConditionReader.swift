import Language
import Reporting

/// Reads the syntax of a condition against the data: names become columns, values become the
/// data's own, and every comparison gets one type on both sides.
struct ConditionReader {
  let scope: Scope
  let frame: Frame
  /// Holds for every figure of a user that names no range of its own.
  let range: InstantRange
  var warnings: [Warning] = []
  /// Whether some figure took the range.
  var usesRange = false

  init(_ scope: Scope, _ frame: Frame, range: InstantRange = .all) {
    self.scope = scope
    self.frame = frame
    self.range = range
  }

  var dataset: Dataset { scope.dataset }

  /// Throws E2xx for unknown names, E310 for sides of different types, E312 for no condition.
  mutating func test(_ condition: Expression) throws(Diagnostic) -> RowTest {
    switch condition.kind {
    case .and(let left, let right): return .and(try test(left), try test(right))
    case .or(let left, let right): return .or(try test(left), try test(right))
    case .not(let inner): return .not(try test(inner))
    case .comparison(let comparison, let left, let right):
      return try compare(left, comparison, right)
    case .isIn(let values, let left, let negated):
      return try isIn(values, try value(left), negated: negated, at: condition.place.span)
    case .between(let middle, let low, let high):
      let value = try value(middle)
      return .and(try compare(value, .atLeast, low), try compare(value, .atMost, high))
    case .contains(let left, let part):
      let value = try value(left)
      guard value.type == .text else {
        throw mismatch(value, .text, found: Phrase("'\(part)'", "'\(part)'"), at: left.place.span)
      }
      return .contains(value.operand, part)
    case .isMissing(let left, let negated):
      let missing = RowTest.isMissing(try value(left).operand)
      return negated ? .not(missing) : missing
    case .call, .name:
      let value = try value(condition)
      guard value.type == .flag else { throw untested(value, at: condition.place.span) }
      return .holds(value.operand)
    case .literal, .negative, .arithmetic:
      throw Diagnostic(
        "E312", Phrase("expected a condition, found a value", "此处应为条件，却是一个值"),
        at: condition.place.span,
        notes: [Phrase("compare it, for example count(any) >= 3", "请加上比较，例如 次数(任意) >= 3")])
    }
  }

  private mutating func compare(
    _ left: Expression, _ comparison: Comparison, _ right: Expression
  ) throws(Diagnostic) -> RowTest {
    if left.isWritten, !right.isWritten {
      return try compare(try value(right), comparison.mirrored, left)
    }
    return try compare(try value(left), comparison, right)
  }

  private mutating func compare(
    _ left: TypedOperand, _ comparison: Comparison, _ right: Expression
  ) throws(Diagnostic) -> RowTest {
    let span = right.place.span
    if case .literal(let literal) = right.kind {
      return try compare(left, comparison, literal, at: span)
    }
    if case .name(let name) = right.kind, name.qualifier == nil {
      if left.type == .flag, let truth = Self.truth(name.word.text) {
        return .numbers(left.operand, comparison, .constant(truth))
      }
      if left.type == .text, !isKnown(name.word), left.means(name.word.text, in: dataset) {
        throw Diagnostic(
          "E215", Phrase("unknown name '\(name.text)'", "未知名称 '\(name.text)'"), at: span,
          hint: Phrase("a value stands in quotes", "值要写在引号里"),
          notes: [
            Phrase(
              "\(left.text) \(comparison.rawValue) '\(name.text)'",
              "\(left.text) \(comparison.rawValue) '\(name.text)'")
          ], suggestion: "'\(name.text)'")
      }
    }
    let value = try value(right)
    guard value.type == left.type else {
      throw mismatch(
        left, left.type, found: Phrase("'\(value.text)', ", "'\(value.text)'，") + value.type.phrase,
        at: span)
    }
    return left.type == .text
      ? .texts(left.operand, comparison, value.operand)
      : .numbers(left.operand, comparison, value.operand)
  }

  private mutating func isIn(
    _ values: [SettingValue], _ left: TypedOperand, negated: Bool, at span: Span
  ) throws(Diagnostic) -> RowTest {
    var tests: [RowTest] = []
    for value in values {
      switch value {
      case .literal(let literal, let place):
        tests.append(try compare(left, .equal, literal, at: place.span))
      case .list(let items):
        for item in items {
          guard let upper = item.upper else {
            tests.append(try compare(left, .equal, item.lower, at: span))
            continue
          }
          tests.append(
            .and(
              try compare(left, .atLeast, item.lower, at: span),
              try compare(left, .atMost, upper, at: span)))
        }
      case .name(let name):
        tests.append(try compare(left, .equal, Expression(.name(name), at: name.place)))
      case .call(let call):
        tests.append(try compare(left, .equal, Expression(.call(call), at: call.place)))
      }
    }
    let any = Self.anyOf(tests, left.operand)
    return negated ? .and(.not(any), .not(.isMissing(left.operand))) : any
  }

  /// One look-up where all are texts, else a row of alternatives.
  private static func anyOf(_ tests: [RowTest], _ operand: Operand) -> RowTest {
    var texts: Set<String> = []
    for test in tests {
      guard case .oneOf(_, let more) = test else {
        return tests.dropFirst().reduce(tests[0]) { .or($0, $1) }
      }
      texts.formUnion(more)
    }
    return .oneOf(operand, texts)
  }

  static func truth(_ word: String) -> Double? {
    switch word.lowercased() {
    case "true", "yes", "是", "真": 1
    case "false", "no", "否", "假": 0
    default: nil
    }
  }
}

extension Expression {
  /// A value written in the query, so that its type follows from the other side.
  var isWritten: Bool { if case .literal = kind { true } else { false } }
}
