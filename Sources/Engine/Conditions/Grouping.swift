/// Rows cut into groups by the values of a column.
public struct Grouping: Sendable {
  /// In natural order: numbers and times ascending, texts by bytes, the missing last.
  public let keys: [Cell]
  /// The group of each row, an index into `keys`.
  public let groupOf: [Int32]

  public init(keys: [Cell], groupOf: [Int32]) {
    self.keys = keys
    self.groupOf = groupOf
  }

  /// One group for each value that occurs.
  public init(_ column: PropertyColumn) {
    if case .text(let codes, let dictionary) = column.storage {
      self.init(codes: codes, dictionary: dictionary)
      return
    }
    let order = RowRanks(column)
    let ranks = (0..<column.count).map { order.rank(of: $0) }
    var representatives: [Double: Int] = [:]
    for (row, rank) in ranks.enumerated() where representatives[rank] == nil {
      representatives[rank] = row
    }
    let ordered = representatives.sorted { $0.key < $1.key }
    let groups = Dictionary(
      uniqueKeysWithValues: ordered.enumerated().map { ($1.key, Int32($0)) })
    self.init(
      keys: ordered.map { column.cell($0.value) }, groupOf: ranks.map { groups[$0] ?? 0 })
  }

  private init(codes: Column<Int32>, dictionary: TextList) {
    var occurs = Array(repeating: false, count: dictionary.count)
    var hasMissing = false
    for code in codes {
      if occurs.indices.contains(Int(code)) { occurs[Int(code)] = true } else { hasMissing = true }
    }
    let ordered = dictionary.indices.filter { occurs[$0] }.sorted {
      dictionary[$0].precedesByBytes(dictionary[$1])
    }
    var groups = Array(repeating: Int32(ordered.count), count: dictionary.count)
    for (group, code) in ordered.enumerated() { groups[code] = Int32(group) }
    keys = ordered.map { .text(dictionary[$0]) } + (hasMissing ? [.missing] : [])
    groupOf = codes.map {
      groups.indices.contains(Int($0)) ? groups[Int($0)] : Int32(ordered.count)
    }
  }

  /// The groups of the users at the given indices; an unknown user is missing.
  public func gathering(_ users: some Sequence<Int32>) -> Grouping {
    let hasMissing = keys.last == .missing
    let missing = Int32(hasMissing ? keys.count - 1 : keys.count)
    let groups = users.map { user in
      user >= 0 && Int(user) < groupOf.count ? groupOf[Int(user)] : missing
    }
    return Grouping(
      keys: hasMissing || !groups.contains(missing) ? keys : keys + [.missing], groupOf: groups)
  }
}

/// Rows cut into groups by several columns at once.
public struct MultiGrouping: Sendable {
  /// One cell for each column; in the order of the first column, then the next.
  public let keys: [[Cell]]
  /// The group of each row, an index into `keys`.
  public let groupOf: [Int32]

  /// Only combinations that occur get a group; without columns all rows are one group.
  public init(_ groupings: [Grouping], rows: Int) {
    var keys: [[Cell]] = [[]]
    var groupOf = Array(repeating: Int32(0), count: rows)
    for grouping in groupings {
      let width = grouping.keys.count
      let pairs = zip(groupOf, grouping.groupOf).map { Int($0) * width + Int($1) }
      let occurring = Set(pairs).sorted()
      let groups = Dictionary(uniqueKeysWithValues: occurring.enumerated().map { ($1, Int32($0)) })
      keys = occurring.map { keys[$0 / width] + [grouping.keys[$0 % width]] }
      groupOf = pairs.map { groups[$0] ?? 0 }
    }
    self.keys = keys
    self.groupOf = groupOf
  }
}
