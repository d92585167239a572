/// A column of values, one for each row of its table, with a form fit for its type.
public struct PropertyColumn: Sendable {
  public enum Storage: Sendable {
    /// Codes into a dictionary of distinct texts; -1 is missing.
    case text(codes: Column<Int32>, dictionary: TextList)
    /// Numbers of the types int and float, bool as 0 and 1; NaN is missing.
    case number(Column<Double>)
    /// Ten-thousandths of the currency's unit; `Int64.min` is missing.
    case money(Column<Int64>)
    /// Milliseconds since 1970 UTC; `Int64.min` is missing.
    case time(Column<Int64>)
  }

  public let name: String
  public let type: ColumnType
  /// How many rows there are.
  public let count: Int
  private let values: Deferred<Storage>

  public init(name: String, type: ColumnType, storage: Storage) {
    self.init(name: name, type: type, count: storage.count, storage: Deferred(storage))
  }

  /// A column whose values are read when they are first asked for.
  public init(name: String, type: ColumnType, count: Int, storage: Deferred<Storage>) {
    self.name = name
    self.type = type
    self.count = count
    values = storage
  }

  /// The values; a loop takes them once, before its first row.
  public var storage: Storage { _read { yield values.value } }

  /// Stands for a missing value of money and time columns.
  public static let missing = Int64.min

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
    PropertyColumn(
      name: name, type: type, count: rows.count,
      storage: Deferred { [values] in values.value.selecting(rows) })
  }
}

extension PropertyColumn.Storage {
  /// Texts by their codes in memory.
  public static func text(codes: [Int32], dictionary: [String]) -> PropertyColumn.Storage {
    .text(codes: Column(codes), dictionary: TextList(dictionary))
  }

  public static func text(codes: [Int32], dictionary: TextList) -> PropertyColumn.Storage {
    .text(codes: Column(codes), dictionary: dictionary)
  }

  public static func number(_ values: [Double]) -> PropertyColumn.Storage {
    .number(Column(values))
  }

  public static func money(_ values: [Int64]) -> PropertyColumn.Storage { .money(Column(values)) }

  public static func time(_ values: [Int64]) -> PropertyColumn.Storage { .time(Column(values)) }

  public var count: Int {
    switch self {
    case .text(let codes, _): codes.count
    case .number(let values): values.count
    case .money(let values), .time(let values): values.count
    }
  }

  fileprivate func selecting(_ rows: [Int]) -> PropertyColumn.Storage {
    switch self {
    case .text(let codes, let dictionary):
      .text(codes: rows.map { codes[$0] }, dictionary: dictionary)
    case .number(let values): .number(rows.map { values[$0] })
    case .money(let values): .money(rows.map { values[$0] })
    case .time(let values): .time(rows.map { values[$0] })
    }
  }
}
