/// The values of a column as small numbers, equal where the values are; -1 where one is missing.
struct ColumnCodes {
  let codes: Column<Int32>
  /// How many different values there are at most.
  let count: Int

  init(_ column: PropertyColumn) {
    switch column.storage {
    case .text(let codes, let dictionary):
      self.init(codes: codes, count: dictionary.count)
    case .number(let values):
      self.init(values.map { $0.isNaN ? nil : ($0 == 0 ? 0 : $0.bitPattern) })
    case .money(let values), .time(let values):
      self.init(
        values.map { $0 == PropertyColumn.missing ? nil : UInt64(bitPattern: $0) })
    }
  }

  private init(codes: Column<Int32>, count: Int) {
    self.codes = codes
    self.count = count
  }

  private init(_ words: [UInt64?]) {
    var known: [UInt64: Int32] = [:]
    let codes: [Int32] = words.map { word in
      guard let word else { return -1 }
      if let code = known[word] { return code }
      let code = Int32(truncatingIfNeeded: known.count)
      known[word] = code
      return code
    }
    self.init(codes: Column(codes), count: known.count)
  }

  /// How many rows have each value.
  var tallies: [Int] {
    var tallies = Array(repeating: 0, count: count)
    for code in codes where code >= 0 && Int(code) < count { tallies[Int(code)] += 1 }
    return tallies
  }
}
