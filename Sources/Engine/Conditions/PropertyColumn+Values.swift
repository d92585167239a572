extension PropertyColumn {
  /// The values at the given rows, in that order; a row outside the column is missing.
  public func gathering(_ rows: [Int32]) -> PropertyColumn {
    func gather<Value: BitwiseCopyable & Sendable>(_ values: Column<Value>, missing: Value)
      -> [Value]
    {
      rows.map { row in
        row >= 0 && Int(row) < values.count ? values[Int(row)] : missing
      }
    }
    let gathered: Storage =
      switch storage {
      case .text(let codes, let dictionary):
        .text(codes: gather(codes, missing: -1), dictionary: dictionary)
      case .number(let values): .number(gather(values, missing: .nan))
      case .money(let values): .money(gather(values, missing: Self.missing))
      case .time(let values): .time(gather(values, missing: Self.missing))
      }
    return PropertyColumn(name: name, type: type, storage: gathered)
  }

  /// Every value as a number on one scale, NaN where missing: money in units of its currency,
  /// times in milliseconds since 1970 UTC, texts never.
  var numbers: Column<Double> {
    switch storage {
    case .text(let codes, _): Column(repeating: .nan, count: codes.count)
    case .number(let values): values
    case .money(let values):
      Column(values.map { $0 == Self.missing ? .nan : Double($0) / 10_000 })
    case .time(let values): Column(values.map { $0 == Self.missing ? .nan : Double($0) })
    }
  }

  /// One flag a row: whether a test of its number holds, on the scale of `numbers`.
  func flags(ofNumbers test: (Double) -> Bool) -> [Bool] {
    switch storage {
    case .text(let codes, _): Array(repeating: test(.nan), count: codes.count)
    case .number(let values): values.map(test)
    case .money(let values):
      values.map { test($0 == Self.missing ? .nan : Double($0) / 10_000) }
    case .time(let values): values.map { test($0 == Self.missing ? .nan : Double($0)) }
    }
  }

  /// Whether each row has no value.
  var missingRows: [Bool] {
    switch storage {
    case .text(let codes, let dictionary): codes.map { !dictionary.indices.contains(Int($0)) }
    case .number(let values): values.map(\.isNaN)
    case .money(let values), .time(let values): values.map { $0 == Self.missing }
    }
  }

  /// One flag a row: whether a test of its text holds; false where missing.
  func flags(_ test: (String) -> Bool) -> [Bool] {
    guard case .text(let codes, let dictionary) = storage else {
      return Array(repeating: false, count: count)
    }
    let passing = dictionary.map(test)
    return codes.map { passing.indices.contains(Int($0)) && passing[Int($0)] }
  }

  /// What values of this column can be compared with.
  var valueType: ValueType {
    switch storage {
    case .text: .text
    case .number:
      switch type {
      case .bool: .flag
      case .duration: .duration
      default: .number
      }
    case .money: .number
    case .time: .time
    }
  }
}

extension String {
  /// Order by bytes, the same on every machine.
  func precedesByBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
