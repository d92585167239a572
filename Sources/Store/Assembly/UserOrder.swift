import Engine

/// Puts users in their order and events in theirs.
enum UserOrder {
  /// Old codes in the order of ids: as integers where every id is a canonical integer, else as
  /// bytes.
  static func sorted(_ ids: TextDictionary) -> [Int] {
    let codes = Array(0..<ids.count)
    let isNumeric = codes.allSatisfy { ids.withBytes($0, isCanonicalInteger) }
    guard isNumeric else { return codes.sorted { ids.precedes($0, $1) } }
    return codes.sorted { left, right in
      ids.withBytes(left) { left in ids.withBytes(right) { integer(left, precedes: $0) } }
    }
  }

  /// Of whatever length, for ids are often longer than a machine's integers.
  private static func isCanonicalInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = bytes.dropFirst(isNegative ? 1 : 0)
    guard let first = digits.first, digits.allSatisfy(NumberText.isDigit) else { return false }
    return first != UInt8(ascii: "0") || (digits.count == 1 && !isNegative)
  }

  private static func integer(
    _ left: UnsafeBufferPointer<UInt8>, precedes right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let isNegative = left.first == UInt8(ascii: "-")
    let isOtherNegative = right.first == UInt8(ascii: "-")
    if isNegative != isOtherNegative { return isNegative }
    let (less, more) = isNegative ? (right, left) : (left, right)
    if less.count != more.count { return less.count < more.count }
    return less.lexicographicallyPrecedes(more)
  }

  /// The place of each old code in an order.
  static func ranks(_ order: [Int]) -> [Int32] {
    var ranks = [Int32](repeating: 0, count: order.count)
    for (rank, code) in order.enumerated() { ranks[code] = Int32(truncatingIfNeeded: rank) }
    return ranks
  }

  /// Event rows by user, then time, then name.
  ///
  /// A counting sort by user keeps it linear for files that are in order already; `users`
  /// are ranks.
  static func rows(_ rows: EventRows, userCount: Int) -> (order: [Int], offsets: [Int]) {
    var offsets = [Int](repeating: 0, count: userCount + 1)
    for user in rows.users { offsets[Int(user) + 1] += 1 }
    for user in 0..<userCount { offsets[user + 1] += offsets[user] }
    var next = offsets
    var order = [Int](repeating: 0, count: rows.users.count)
    for (row, user) in rows.users.enumerated() {
      order[next[Int(user)]] = row
      next[Int(user)] += 1
    }
    func precedes(_ left: Int, _ right: Int) -> Bool {
      if rows.times[left] != rows.times[right] { return rows.times[left] < rows.times[right] }
      return rows.codes[left] < rows.codes[right]
    }
    for user in 0..<userCount {
      let range = offsets[user]..<offsets[user + 1]
      let isSorted = range.dropFirst().allSatisfy { !precedes(order[$0], order[$0 - 1]) }
      if !isSorted { order[range].sort(by: precedes) }
    }
    return (order, offsets)
  }
}
