import Engine

/// Event properties that never have two values within one user, as attributes of users.
enum DerivedAttributes {
  /// The amount is left out, for sums are taken of it, not groups by it; so is a property without
  /// any value, or with the name of an attribute.
  static func find(in log: EventLog, besides taken: Set<String>) -> [PropertyColumn] {
    log.properties.enumerated().compactMap { index, property in
      guard index != log.amountIndex, !taken.contains(property.name),
        let rows = valueRows(of: property, in: log)
      else { return nil }
      return attribute(property, rows: rows)
    }
  }

  /// A row with the value of each user, -1 where it has none; nil where some user has two values.
  private static func valueRows(of property: PropertyColumn, in log: EventLog) -> [Int]? {
    switch property.storage {
    case .text(let codes, _): valueRows(codes, log) { $0 < 0 }
    case .number(let values): valueRows(values, log) { $0.isNaN }
    case .money(let values), .time(let values):
      valueRows(values, log) { $0 == PropertyColumn.missing }
    }
  }

  private static func valueRows<Value: Equatable & BitwiseCopyable & Sendable>(
    _ values: Column<Value>, _ log: EventLog, isMissing: (Value) -> Bool
  ) -> [Int]? {
    var found = [Int](repeating: -1, count: log.userCount)
    var hasAny = false
    for user in 0..<log.userCount {
      for row in log.rows(of: user) where !isMissing(values[row]) {
        if found[user] < 0 {
          found[user] = row
          hasAny = true
        } else if values[found[user]] != values[row] {
          return nil
        }
      }
    }
    return hasAny ? found : nil
  }

  private static func attribute(_ property: PropertyColumn, rows: [Int]) -> PropertyColumn {
    let storage: PropertyColumn.Storage =
      switch property.storage {
      case .text(let codes, let dictionary):
        .text(codes: rows.map { $0 >= 0 ? codes[$0] : -1 }, dictionary: dictionary)
      case .number(let values): .number(rows.map { $0 >= 0 ? values[$0] : .nan })
      case .money(let values): .money(rows.map { $0 >= 0 ? values[$0] : PropertyColumn.missing })
      case .time(let values): .time(rows.map { $0 >= 0 ? values[$0] : PropertyColumn.missing })
      }
    return PropertyColumn(name: property.name, type: property.type, storage: storage)
  }
}
