extension Cell {
  /// The natural order of group keys: numbers ascending, texts by their bytes, missing last.
  public static func precedes(_ left: Cell, _ right: Cell) -> Bool {
    switch (left, right) {
    case (.missing, _): return false
    case (_, .missing): return true
    case (.text(let a), .text(let b)):
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.bool(let a), .bool(let b)): return !a && b
    case (.time(let a), .time(let b)): return a < b
    default:
      if let a = left.realValue, let b = right.realValue { return a < b }
      return left.rank < right.rank
    }
  }

  private var rank: Int {
    switch self {
    case .int, .real, .money: 0
    case .bool: 1
    case .time: 2
    case .text: 3
    case .missing, .under: 4
    }
  }
}
