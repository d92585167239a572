import Language

/// A value of each row, resolved against the data: a column, a figure of the user, or arithmetic.
indirect enum Operand: Hashable, Sendable {
  /// A property of events, by index.
  case property(Int)
  /// An attribute of users, by index.
  case attribute(Int)
  /// A column of the feedback table, by index.
  case answer(Int)
  /// The user's value, for each row of that user.
  case ofUser(Operand)
  case aggregate(Aggregate)
  case member(UserSet)
  case constant(Double)
  case negative(Operand)
  case arithmetic(Arithmetic, Operand, Operand)

  /// One value for each row of `frame`.
  func column(in dataset: Dataset, _ frame: Frame) -> PropertyColumn {
    func column(_ index: Int, of columns: [PropertyColumn]) -> PropertyColumn {
      columns.indices.contains(index)
        ? columns[index] : Self.numbers(Array(repeating: .nan, count: frame.count(in: dataset)))
    }
    switch self {
    case .property(let index): return column(index, of: dataset.events.properties)
    case .attribute(let index): return column(index, of: dataset.users.attributes)
    case .answer(let index): return column(index, of: dataset.feedback?.columns ?? [])
    case .ofUser(let inner):
      return inner.column(in: dataset, .users).gathering(frame.users(in: dataset))
    case .aggregate(let aggregate): return aggregate.column(in: dataset)
    case .member(let set):
      return PropertyColumn(
        name: "", type: .bool,
        storage: .number((0..<dataset.users.count).map { set.contains($0) ? 1 : 0 }))
    case .constant(let value):
      return Self.numbers(Array(repeating: value, count: frame.count(in: dataset)))
    case .negative(let inner):
      return Self.numbers(inner.column(in: dataset, frame).numbers.map { -$0 })
    case .arithmetic(let operation, let left, let right):
      let pairs = zip(
        left.column(in: dataset, frame).numbers, right.column(in: dataset, frame).numbers)
      return Self.numbers(pairs.map { Self.apply(operation, $0, $1) })
    }
  }

  private static func numbers(_ values: [Double]) -> PropertyColumn {
    PropertyColumn(name: "", type: .float, storage: .number(values))
  }

  /// A quotient by zero is missing, as is all that overflows.
  private static func apply(_ operation: Arithmetic, _ left: Double, _ right: Double) -> Double {
    let value =
      switch operation {
      case .add: left + right
      case .subtract: left - right
      case .multiply: left * right
      case .divide: left / right
      }
    return value.isFinite ? value : .nan
  }
}
