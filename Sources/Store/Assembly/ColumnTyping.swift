import Engine

/// Gives a type to a column from its distinct values, and its storage.
struct ColumnTyping {
  let clock: LocalClock

  /// A column is int, float or bool only where every value is written canonically, time only where
  /// every value is a calendar date or time; else it is text.
  func type(of values: TextDictionary) -> ColumnType {
    let count = values.count
    guard count > 0 else { return .text }
    func all(_ test: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
      (0..<count).allSatisfy { values.withBytes($0, test) }
    }
    if all({ NumberText.bool($0) != nil }) { return .bool }
    if all({ Self.exactInteger($0) != nil }) { return .int }
    if all({ NumberText.canonicalNumber($0) != nil }) { return .float }
    if all({ TimeText.isCalendarTime($0) }) { return .time }
    return .text
  }

  /// The column in the form its type has; a value that its type cannot read is missing.
  func column(
    named name: String, codes: [Int32], values: TextDictionary, type: ColumnType
  ) -> PropertyColumn {
    let storage: PropertyColumn.Storage
    switch type {
    case .int, .float, .rate, .duration, .bool:
      let numbers = (0..<values.count).map { values.withBytes($0) { number($0, type) } }
      storage = .number(codes.map { $0 >= 0 ? numbers[Int($0)] : .nan })
    case .money:
      let amounts = (0..<values.count).map { code in
        values.withBytes(code) { NumberText.money($0) } ?? PropertyColumn.missing
      }
      storage = .money(codes.map { $0 >= 0 ? amounts[Int($0)] : PropertyColumn.missing })
    case .time:
      let instants = (0..<values.count).map { code in
        values.withBytes(code) { TimeText($0) }.map { clock.instant(of: $0).instant }
          ?? PropertyColumn.missing
      }
      storage = .time(codes.map { $0 >= 0 ? instants[Int($0)] : PropertyColumn.missing })
    case .text, .date:
      storage = .text(codes: codes, dictionary: (0..<values.count).map { values.text($0) })
    }
    return PropertyColumn(name: name, type: type == .date ? .text : type, storage: storage)
  }

  private func number(_ bytes: UnsafeBufferPointer<UInt8>, _ type: ColumnType) -> Double {
    if type == .bool {
      return NumberText.bool(bytes).map { $0 ? 1 : 0 } ?? .nan
    }
    return NumberText.canonicalNumber(bytes) ?? .nan
  }

  private static func exactInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    NumberText.canonicalInteger(bytes).flatMap {
      $0.magnitude <= NumberText.exactLimit ? $0 : nil
    }
  }
}
