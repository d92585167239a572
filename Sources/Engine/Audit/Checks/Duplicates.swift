import Reporting

extension AuditCheck {
  /// Rows that say nothing new: equal to an earlier row of their table in every column.
  static let duplicates = AuditCheck(
    "duplicates", Phrase("duplicates", "重复行"),
    rule: Phrase("every column equals an earlier row's", "每一列都与之前某一行相同"), isFatal: true
  ) { table, _ in
    let rows = table.copies
    return Found(
      count: rows.count, of: table.rowsRead,
      words: Phrase("exactly the same as an earlier row", "与之前的某一行完全相同"),
      rows: rows, next: table.reload)
  }

  /// Ids of orders, answers and the like that stand twice with different content.
  static let repeatedIDs = AuditCheck(
    "repeated_ids", Phrase("repeated ids", "编号重复"),
    rule: Phrase(
      "a column named like an id, at least 80% of its values different, repeats one with other"
        + " content",
      "名称像编号且至少 80% 的值互不相同的列中，同一编号出现在内容不同的行")
  ) { table, _ in
    var rows: Set<Int> = []
    var names: [String] = []
    let columns = ColumnNames.idColumns(of: table)
    guard !columns.isEmpty else { return nil }
    let copies = Set(table.copies)
    for column in columns {
      let found = repeats(in: ColumnCodes(column), besides: copies)
      if !found.isEmpty { names.append(column.name) }
      rows.formUnion(found)
    }
    let list = names.joined(separator: ", ")
    return Found(
      count: rows.count, of: table.rowsRead,
      words: Phrase(
        "the id of an earlier row with different content (\(list))",
        "编号与之前某一行相同而内容不同（\(list)）"),
      rows: rows.sorted(), next: table.reload)
  }

  private static func repeats(in column: ColumnCodes, besides copies: Set<Int>) -> [Int] {
    var isKnown = Array(repeating: false, count: column.count)
    var present = 0
    var found: [Int] = []
    for (row, code) in column.codes.enumerated()
    where code >= 0 && Int(code) < column.count && !copies.contains(row) {
      present += 1
      if isKnown[Int(code)] { found.append(row) }
      isKnown[Int(code)] = true
    }
    // A category is no id: `plan_no` repeats by its nature.
    return (present &- found.count) &* 5 >= present &* 4 ? found : []
  }
}

/// Rows that equal an earlier one in all columns, found by a hash and then compared.
struct EqualRows {
  /// In ascending order.
  private(set) var repeats: [Int] = []
  private let columns: [PropertyColumn]

  init(_ columns: [PropertyColumn], count: Int) {
    self.columns = columns
    guard !columns.isEmpty else { return }
    // A seed of its own keeps made-up rows from colliding on purpose; no result depends on it.
    var hashes = [UInt64](repeating: UInt64.random(in: .min ... .max), count: count)
    for column in columns { Self.mix(column, into: &hashes) }
    var firsts: [UInt64: Int32] = [:]
    firsts.reserveCapacity(count)
    for row in 0..<count {
      var hash = hashes[row]
      while let first = firsts[hash], !isEqual(Int(first), row) { hash = hash &+ 1 }
      if firsts[hash] == nil {
        firsts[hash] = Int32(truncatingIfNeeded: row)
      } else {
        repeats.append(row)
      }
    }
  }

  private static func mix(_ column: PropertyColumn, into hashes: inout [UInt64]) {
    switch column.storage {
    case .text(let codes, _):
      for row in hashes.indices { mix(UInt64(bitPattern: Int64(codes[row])), into: &hashes[row]) }
    case .number(let values):
      for row in hashes.indices { mix(values[row].bitPattern, into: &hashes[row]) }
    case .money(let values), .time(let values):
      for row in hashes.indices { mix(UInt64(bitPattern: values[row]), into: &hashes[row]) }
    }
  }

  /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
  @inline(__always)
  private static func mix(_ word: UInt64, into hash: inout UInt64) {
    var value = hash &* 0x9e37_79b9_7f4a_7c15 ^ word
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    hash = value ^ value >> 31
  }

  private func isEqual(_ left: Int, _ right: Int) -> Bool {
    columns.allSatisfy { column in
      switch column.storage {
      case .text(let codes, _): codes[left] == codes[right]
      case .number(let values): values[left].bitPattern == values[right].bitPattern
      case .money(let values), .time(let values): values[left] == values[right]
      }
    }
  }
}
