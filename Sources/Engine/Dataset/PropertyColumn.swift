/// A column of values, one for each row of its table, with a form fit for its type.
public struct PropertyColumn: Sendable {
  public enum Storage: Sendable {
    /// Codes into a dictionary of distinct texts; -1 is missing.
    case text(codes: [Int32], dictionary: [String])
    /// Numbers of the types int and float, bool as 0 and 1; NaN is missing.
    case number([Double])
    /// Ten-thousandths of the currency's unit; `Int64.min` is missing.
    case money([Int64])
    /// Milliseconds since 1970 UTC; `Int64.min` is missing.
    case time([Int64])
  }

  public let name: String
  public let type: ColumnType
  public let storage: Storage

  public init(name: String, type: ColumnType, storage: Storage) {
    self.name = name
    self.type = type
    self.storage = storage
  }

  /// Stands for a missing value of money and time columns.
  public static let missing = Int64.min

  public var count: Int {
    switch storage {
    case .text(let codes, _): codes.count
    case .number(let values): values.count
    case .money(let values), .time(let values): values.count
    }
  }

  /// The value of a row; missing outside the column.
  public func cell(_ row: Int) -> Cell {
    guard row >= 0, row < count else { return .missing }
    switch storage {
    case .text(let codes, let dictionary):
      let code = Int(codes[row])
      return dictionary.indices.contains(code) ? .text(dictionary[code]) : .missing
    case .number(let values):
      let value = values[row]
      if value.isNaN { return .missing }
      if type == .bool { return .bool(value != 0) }
      if type == .int, let whole = Int(exactly: value) { return .int(whole) }
      return .real(value)
    case .money(let values):
      let value = values[row]
      return value == Self.missing ? .missing : .money(Money(tenThousandths: value))
    case .time(let values):
      return values[row] == Self.missing ? .missing : .time(values[row])
    }
  }

  /// The rows at the given indices, in that order.
  public func selecting(_ rows: [Int]) -> PropertyColumn {
    let storage: Storage =
      switch self.storage {
      case .text(let codes, let dictionary):
        .text(codes: rows.map { codes[$0] }, dictionary: dictionary)
      case .number(let values): .number(rows.map { values[$0] })
      case .money(let values): .money(rows.map { values[$0] })
      case .time(let values): .time(rows.map { values[$0] })
      }
    return PropertyColumn(name: name, type: type, storage: storage)
  }
}
