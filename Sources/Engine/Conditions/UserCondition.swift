import Language
import Reporting

/// A condition about users, `count(pay) >= 3 and region = 'south'`, resolved against the data.
public struct UserCondition: Hashable, Sendable {
  let test: RowTest
  /// As it would be typed.
  public let text: Phrase
  /// Doubts that arose while reading it, such as a value that never occurs.
  public let warnings: [Warning]
  /// Whether the range of the statement bounds anything in it.
  public let usesRange: Bool

  /// One flag for each user of the dataset.
  public func mask(in dataset: Dataset) -> [Bool] { test.mask(in: dataset, .users) }
}

/// A condition that chooses answers of the feedback table.
public struct AnswerCondition: Hashable, Sendable {
  let test: RowTest
  /// As it would be typed.
  public let text: Phrase
  public let warnings: [Warning]

  /// One flag for each answer.
  public func mask(in dataset: Dataset) -> [Bool] { test.mask(in: dataset, .answers) }
}

extension Scope {
  /// Reads a condition about users.
  ///
  /// `range` bounds every figure that names no range of its own: the events counted or, with
  /// `within T of E`, the anchor E; never `first(…)`, which is the first ever. Throws E2xx for
  /// unknown names, E204 for functions of later versions, E3xx for what does not fit together.
  public func userCondition(
    _ expression: Expression, range: InstantRange = .all
  ) throws(Diagnostic) -> UserCondition {
    var reader = ConditionReader(self, .users, range: range)
    let test = try reader.test(expression)
    return UserCondition(
      test: test, text: self.text(of: expression), warnings: reader.warnings,
      usesRange: reader.usesRange)
  }

  /// Reads a condition about answers: columns of the feedback table first, then attributes and
  /// figures of the user who answered; answers of unknown users have those missing.
  public func answerCondition(_ expression: Expression) throws(Diagnostic) -> AnswerCondition {
    var reader = ConditionReader(self, .answers)
    let test = try reader.test(expression)
    return AnswerCondition(
      test: test, text: self.text(of: expression),
      warnings: reader.warnings)
  }
}
