/// The type of a column, as machine output and notebooks name it.
///
/// A `rate` is a fraction, a `duration` counts seconds, `money` is in the dataset's currency, a
/// `date` is the text of a day or period label, a `time` is an instant.
public enum ColumnType: String, Hashable, Sendable, CaseIterable {
  case int, float, rate, money, duration, date, time, text, bool
}

/// A sum of money, exact to four decimal places.
public struct Money: Hashable, Sendable, Comparable {
  /// Ten-thousandths of the currency's unit.
  public let tenThousandths: Int64

  public init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

  public var units: Double { Double(tenThousandths) / 10_000 }

  public static func < (left: Money, right: Money) -> Bool {
    left.tenThousandths < right.tenThousandths
  }
}

/// One value of a result table.
public enum Cell: Hashable, Sendable {
  case missing
  case int(Int)
  /// Of the types float, rate, duration, and money where it is a quotient.
  case real(Double)
  case money(Money)
  case text(String)
  case bool(Bool)
  /// An instant in milliseconds since 1970 UTC.
  case time(Int64)
  /// A count of people that is not told: at least one, and fewer than this.
  case under(Int)
}

/// A named column with its type.
public struct ResultColumn: Hashable, Sendable {
  /// English, the same in every language; a dimension carries its canonical English expression.
  public let name: String
  public let type: ColumnType

  public init(_ name: String, _ type: ColumnType) {
    self.name = name
    self.type = type
  }
}

/// Rows of typed cells; every row has one cell for each column.
public struct ResultTable: Hashable, Sendable {
  public let name: String
  public let columns: [ResultColumn]
  public private(set) var rows: [[Cell]]

  public init(_ name: String, columns: [ResultColumn], rows: [[Cell]] = []) {
    self.name = name
    self.columns = columns
    self.rows = []
    for row in rows { append(row) }
  }

  /// Adds a row; a row of the wrong length is cut or filled with missing cells.
  public mutating func append(_ row: [Cell]) {
    var row = Array(row.prefix(columns.count))
    while row.count < columns.count { row.append(.missing) }
    rows.append(row)
  }

  public func index(of column: String) -> Int? { columns.firstIndex { $0.name == column } }

  /// The cell of a row in the named column; missing where there is none.
  public func cell(_ row: Int, _ column: String) -> Cell {
    guard rows.indices.contains(row), let index = index(of: column) else { return .missing }
    return rows[row][index]
  }
}

extension Cell {
  public var intValue: Int? { if case .int(let value) = self { value } else { nil } }

  /// Any number as a floating-point value; money in units of its currency.
  public var realValue: Double? {
    switch self {
    case .int(let value): Double(value)
    case .real(let value): value
    case .money(let value): value.units
    case .missing, .text, .bool, .time, .under: nil
    }
  }

  public var textValue: String? { if case .text(let value) = self { value } else { nil } }
}

extension ResultTable {
  /// The named columns alone, in that order; names that do not exist are left out.
  public func selecting(_ names: [String]) -> ResultTable {
    let kept = names.compactMap { index(of: $0) }
    return ResultTable(
      name, columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } })
  }
}
