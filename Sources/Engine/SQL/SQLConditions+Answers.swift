import Reporting

extension SQLConditions {
  /// The value of a dimension for an answer; missing where its user is unknown.
  public mutating func value(
    of dimension: AnswerDimension, _ alias: String
  ) throws(Diagnostic) -> String {
    switch dimension.source {
    case .column(let index): return try value(.answer(index), .answer(alias))
    case .user(let inner):
      let user = self.alias("u")
      let own = try value(of: inner, user)
      return "(SELECT \(own) FROM users \(user) WHERE \(user).user = \(alias).user)"
    }
  }
}

extension AnswerDimension {
  /// The cell of a value that came from SQL.
  public func cell(_ value: Cell, in dataset: Dataset) -> Cell {
    switch source {
    case .column: type.cell(value)
    case .user(let dimension): dimension.cell(value, in: dataset)
    }
  }

  /// Whether one key of a group stands before another.
  public func precedes(_ left: Cell, _ right: Cell) -> Bool {
    switch source {
    case .column: Cell.precedes(left, right)
    case .user(let dimension): dimension.precedes(left, right)
    }
  }
}
