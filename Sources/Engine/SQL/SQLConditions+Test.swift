import Language
import Reporting

extension SQLConditions {
  /// A condition about answers.
  public mutating func test(
    _ condition: AnswerCondition, _ alias: String
  ) throws(Diagnostic) -> String {
    try test(condition.test, .answer(alias))
  }

  /// A condition about users.
  public mutating func test(
    _ condition: UserCondition, _ alias: String
  ) throws(Diagnostic) -> String {
    try test(condition.test, .user(alias))
  }

  /// A test that is true where it holds, and false or NULL where it does not.
  mutating func test(_ test: RowTest, _ row: Row) throws(Diagnostic) -> String {
    switch test {
    case .numbers(.aggregate(let figure), let comparison, .constant(let value))
    where figure.function == .did && (value == 0 || value == 1):
      // Whether someone did something is true or false: `did(pay) = 'true'`.
      return try self.did(figure, comparison, value, row)
    case .numbers(let left, let comparison, let right):
      return "\(try term(left, row)) \(comparison.sql) \(try term(right, row))"
    case .texts(let left, let comparison, let right):
      guard try isText(left), try isText(right) else { return "FALSE" }
      return "\(try term(left, row)) \(comparison.sql) \(try term(right, row))"
    case .textOrder(let operand, let comparison, let text):
      guard try isText(operand) else { return "FALSE" }
      return "\(try term(operand, row)) \(comparison.sql) \(try SQL.text(text))"
    case .oneOf(let operand, let texts):
      return try isOneOf(operand, row, passing: { texts.contains($0) }, chosen: Array(texts))
    case .notOneOf(let operand, let texts):
      guard try isText(operand) else { return "FALSE" }
      let value = try term(operand, row)
      let listed = listed(operand, Array(texts)) { texts.contains($0) }
      return listed.count == 1
        ? "\(value) <> \(try SQL.text(listed[0]))"
        : "\(value) NOT IN (\(try SQL.list(listed)))"
    case .contains(let operand, let part): return try contains(operand, part, row)
    case .holds(let operand):
      if case .aggregate(let figure) = operand, figure.function == .did {
        return try did(figure, .equal, 1, row)
      }
      return "\(try term(operand, row)) > 0"
    case .isMissing(let operand): return "\(try term(operand, row)) IS NULL"
    case .not(.isMissing(let operand)): return "\(try term(operand, row)) IS NOT NULL"
    case .not(let inner): return "NOT coalesce(\(try self.test(inner, row)), FALSE)"
    case .and(let left, let right):
      return "\(try factor(left, row)) AND \(try factor(right, row))"
    case .or(let left, let right):
      return "\(try factor(left, row)) OR \(try factor(right, row))"
    }
  }

  /// A test to stand beside AND or OR.
  mutating func factor(_ test: RowTest, _ row: Row) throws(Diagnostic) -> String {
    let written = try self.test(test, row)
    switch test {
    case .and, .or: return "(\(written))"
    default: return written
    }
  }

  private mutating func did(
    _ figure: Aggregate, _ comparison: Comparison, _ value: Double, _ row: Row
  ) throws(Diagnostic) -> String {
    let exists = try self.figure(figure, row)
    switch (comparison, value) {
    case (.equal, 1), (.unequal, 0), (.greater, 0), (.atLeast, 1): return exists
    case (.equal, 0), (.unequal, 1), (.less, 1), (.atMost, 0): return "NOT \(exists)"
    default: return "(\(exists)) \(comparison.sql) \(SQL.number(value))"
    }
  }

  // MARK: Texts

  private func isText(_ operand: Operand) throws(Diagnostic) -> Bool {
    operand.type(in: dataset) == .text
  }

  /// The texts that a value may have, where the data tells.
  private func dictionary(of operand: Operand) -> TextList {
    func texts(_ index: Int, _ columns: [PropertyColumn]) -> TextList {
      guard columns.indices.contains(index),
        case .text(_, let texts) = columns[index].storage
      else { return [] }
      return texts
    }
    switch operand {
    case .property(let index): return texts(index, dataset.events.properties)
    case .attribute(let index): return texts(index, dataset.users.attributes)
    case .answer(let index): return texts(index, dataset.feedback?.columns ?? [])
    case .ofUser(let inner): return dictionary(of: inner)
    case .aggregate(let figure): return figure.value.map { dictionary(of: $0) } ?? []
    case .member, .constant, .negative, .arithmetic: return []
    }
  }

  /// The texts to be listed: as written, and those of the data that are the same text in another
  /// spelling of its bytes (an accent as a sign of its own), which SQL takes for another text.
  private func listed(
    _ operand: Operand, _ written: [String], passing: (String) -> Bool
  ) -> [String] {
    let found = dictionary(of: operand).filter(passing)
    var bytes: Set<[UInt8]> = []
    return (found.isEmpty ? written : found).sorted { $0.precedesByBytes($1) }
      .filter { bytes.insert(Array($0.utf8)).inserted }
  }

  private mutating func isOneOf(
    _ operand: Operand, _ row: Row, passing: (String) -> Bool, chosen: [String]
  ) throws(Diagnostic) -> String {
    guard try isText(operand) else { return "FALSE" }
    let value = try term(operand, row)
    let listed = listed(operand, chosen, passing: passing)
    if listed.isEmpty { return "FALSE" }
    return listed.count == 1
      ? "\(value) = \(try SQL.text(listed[0]))" : "\(value) IN (\(try SQL.list(listed)))"
  }

  /// `instr` looks at signs one by one; where the data has texts in which that finds another thing
  /// than a reader would, those that are meant are listed.
  private mutating func contains(
    _ operand: Operand, _ part: String, _ row: Row
  ) throws(Diagnostic) -> String {
    guard try isText(operand) else { return "FALSE" }
    let dictionary = dictionary(of: operand)
    let isPlain = dictionary.allSatisfy { text in
      text.contains(part) == text.holdsBytes(of: part) && !text.utf8.contains(0)
    }
    if isPlain { return "instr(\(try term(operand, row)), \(try SQL.text(part))) > 0" }
    let passing = dictionary.filter { $0.contains(part) }
    return try isOneOf(operand, row, passing: { $0.contains(part) }, chosen: passing)
  }
}

extension Comparison {
  /// As SQL writes it.
  var sql: String {
    switch self {
    case .equal: "="
    case .unequal: "<>"
    case .less: "<"
    case .atMost: "<="
    case .greater: ">"
    case .atLeast: ">="
    }
  }
}

extension String {
  /// Whether the bytes of another text lie in a row in this one.
  fileprivate func holdsBytes(of part: String) -> Bool {
    let (all, wanted) = (Array(utf8), Array(part.utf8))
    if wanted.isEmpty { return true }
    guard all.count >= wanted.count else { return false }
    return (0...(all.count - wanted.count)).contains { start in
      all[start] == wanted[0] && all[start..<(start + wanted.count)].elementsEqual(wanted)
    }
  }
}
