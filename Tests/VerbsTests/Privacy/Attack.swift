import Engine

/// Somebody who reads all tables of an answer and works out what was not told.
///
/// By subtracting what is printed, and by what the sums leave possible. Written apart from the
/// program's own check.
struct Attack {
  struct Range: Equatable {
    var low: Int
    var high: Int
  }

  static let open = 1_000_000

  var ranges: [String: Range] = [:]
  private var sums: [(whole: [String], parts: [String])] = []
  private var extras = 0

  /// Takes in every count of a table, as printed.
  mutating func read(_ table: ResultTable, _ columns: [String], keys: [String]) {
    for row in table.rows.indices {
      for column in columns {
        let name = "\(keys[row]).\(column)"
        switch table.cell(row, column) {
        case .int(let value): ranges[name] = Range(low: value, high: value)
        case .under(let least): ranges[name] = Range(low: 1, high: least - 1)
        default: ranges[name] = Range(low: 0, high: Self.open)
        }
      }
    }
  }

  mutating func know(_ name: String, _ value: Int) { ranges[name] = Range(low: value, high: value) }

  mutating func sum(_ whole: [String], of parts: [String], hasRest: Bool = false) {
    let whole = whole.filter { ranges[$0] != nil }
    var parts = parts.filter { ranges[$0] != nil }
    if hasRest {
      extras += 1
      parts.append("rest \(extras) of \(whole.first ?? "")")
      ranges["rest \(extras) of \(whole.first ?? "")"] = Range(low: 0, high: Self.open)
    }
    sums.append((whole, parts))
  }

  /// Everything that can be worked out.
  mutating func think() {
    var hasLearnt = true
    while hasLearnt {
      hasLearnt = false
      for (whole, parts) in sums {
        let terms = whole.map { ($0, 1) } + parts.map { ($0, -1) }
        for (name, sign) in terms {
          let others = terms.filter { $0.0 != name }
          // sign · name = -Σ others
          var (low, high) = (0, 0)
          for (other, factor) in others {
            guard let range = ranges[other] else { continue }
            low -= factor > 0 ? range.high : -range.low
            high -= factor > 0 ? range.low : -range.high
          }
          if sign < 0 { (low, high) = (-high, -low) }
          guard let own = ranges[name] else { continue }
          let better = Range(low: max(own.low, low), high: min(own.high, high))
          if better != own {
            ranges[name] = better
            hasLearnt = true
          }
        }
      }
    }
  }

  /// What is known exactly and is a number of people that should not be told.
  func found(under least: Int) -> [String] {
    ranges.filter { $0.value.low == $0.value.high && (1..<least).contains($0.value.low) }
      .map { "\($0.key) = \($0.value.low)" }.sorted()
  }
}
