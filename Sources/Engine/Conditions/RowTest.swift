import Language

/// A test of each row, resolved and typed.
///
/// A comparison with a missing value is false.
indirect enum RowTest: Hashable, Sendable {
  case numbers(Operand, Comparison, Operand)
  /// Texts are ordered by their bytes.
  case texts(Operand, Comparison, Operand)
  case textOrder(Operand, Comparison, String)
  case oneOf(Operand, Set<String>)
  case notOneOf(Operand, Set<String>)
  case contains(Operand, String)
  /// A value that is true or false.
  case holds(Operand)
  case isMissing(Operand)
  case not(RowTest)
  case and(RowTest, RowTest)
  case or(RowTest, RowTest)

  /// One flag for each row of `frame`.
  func mask(in dataset: Dataset, _ frame: Frame) -> [Bool] {
    func column(_ operand: Operand) -> PropertyColumn { operand.column(in: dataset, frame) }
    switch self {
    case .numbers(let left, let comparison, .constant(let value)):
      return column(left).flags(ofNumbers: { comparison.holds($0, value) })
    case .numbers(let left, let comparison, let right):
      return zip(column(left).numbers, column(right).numbers).map { comparison.holds($0, $1) }
    case .texts(let left, let comparison, let right):
      return Self.compare(column(left), comparison, column(right))
    case .textOrder(let operand, let comparison, let text):
      return column(operand).flags { comparison.holds($0, text) }
    case .oneOf(let operand, let texts): return column(operand).flags { texts.contains($0) }
    case .notOneOf(let operand, let texts): return column(operand).flags { !texts.contains($0) }
    case .contains(let operand, let part): return column(operand).flags { $0.contains(part) }
    case .holds(let operand): return column(operand).numbers.map { $0 > 0 }
    case .isMissing(let operand): return column(operand).missingRows
    case .not(let inner): return inner.mask(in: dataset, frame).map { !$0 }
    case .and(let left, let right):
      return zip(left.mask(in: dataset, frame), right.mask(in: dataset, frame)).map { $0 && $1 }
    case .or(let left, let right):
      return zip(left.mask(in: dataset, frame), right.mask(in: dataset, frame)).map { $0 || $1 }
    }
  }

  /// Compares two columns of texts by the rank of each text among those of both.
  private static func compare(
    _ left: PropertyColumn, _ comparison: Comparison, _ right: PropertyColumn
  ) -> [Bool] {
    guard case .text(let leftCodes, let leftTexts) = left.storage,
      case .text(let rightCodes, let rightTexts) = right.storage
    else { return Array(repeating: false, count: left.count) }
    let ordered = Set(leftTexts).union(rightTexts).sorted { $0.precedesByBytes($1) }
    let ranks = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, Double($0)) })
    func rank(_ code: Int32, _ texts: TextList) -> Double {
      texts.indices.contains(Int(code)) ? ranks[texts[Int(code)]] ?? .nan : .nan
    }
    return zip(leftCodes, rightCodes).map {
      comparison.holds(rank($0, leftTexts), rank($1, rightTexts))
    }
  }
}

extension Comparison {
  /// False where either number is missing (NaN), also for `!=`.
  func holds(_ left: Double, _ right: Double) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left < right || left > right
    case .less: left < right
    case .atMost: left <= right
    case .greater: left > right
    case .atLeast: left >= right
    }
  }

  /// By bytes.
  func holds(_ left: String, _ right: String) -> Bool {
    switch self {
    case .equal: left == right
    case .unequal: left != right
    case .less: left.precedesByBytes(right)
    case .atMost: !right.precedesByBytes(left)
    case .greater: right.precedesByBytes(left)
    case .atLeast: !left.precedesByBytes(right)
    }
  }

  /// The comparison with its sides exchanged.
  var mirrored: Comparison {
    switch self {
    case .equal, .unequal: self
    case .less: .greater
    case .atMost: .atLeast
    case .greater: .less
    case .atLeast: .atMost
    }
  }
}
