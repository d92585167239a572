import Language
import Reporting

/// A filter of events, `[amount > 100]`, resolved against the data.
public struct EventCondition: Hashable, Sendable {
  let test: RowTest
  /// As it would be typed.
  public let text: Phrase
  /// Doubts that arose while reading it, such as a value that never occurs.
  public let warnings: [Warning]

  /// One flag for each row of the event log.
  public func mask(in dataset: Dataset) -> [Bool] { test.mask(in: dataset, .events) }
}

extension Scope {
  /// Reads the filter of an event: conditions over its properties and, where no property has the
  /// name, over attributes of its user.
  ///
  /// `amount` also names the mapped amount. Throws E2xx for unknown names, E310 where types differ.
  public func eventCondition(_ expression: Expression) throws(Diagnostic) -> EventCondition {
    var reader = ConditionReader(self, .events)
    let test = try reader.test(expression)
    return EventCondition(
      test: test, text: self.text(of: expression),
      warnings: reader.warnings)
  }
}

extension EventSelector {
  /// Doubts of all filters inside.
  public var warnings: [Warning] {
    switch self {
    case .any, .codes: []
    case .filtered(let inner, let condition): inner.warnings + condition.warnings
    case .first(let inner): inner.warnings
    case .or(let parts): parts.flatMap(\.warnings)
    }
  }
}
