/// Pearson's test of whether the rows of a table of counts differ in how they fall into columns.
public struct ChiSquareTest: Hashable, Sendable {
  /// Σ (observed - expected)² / expected.
  public let statistic: Double
  /// (rows - 1)(columns - 1), of those with any count.
  public let degreesOfFreedom: Int
  /// The chance of a statistic at least as large where the rows do not differ.
  public let p: Double
  /// Cramér's V, 0 to 1: √(χ² / (n · min(rows - 1, columns - 1))).
  ///
  /// Cramér (1946), "Mathematical Methods of Statistics", p. 282.
  public let cramersV: Double
  /// The least expected count; below 5 the p-value is rough (Cochran 1954, Biometrics 10).
  public let leastExpected: Double

  /// Nil where fewer than two rows or two columns have any count, or a count is negative.
  ///
  /// Pearson (1900), Philosophical Magazine 50; without continuity correction. p = Q(df/2, χ²/2).
  public init?(_ counts: [[Int]]) {
    let width = counts.map(\.count).max() ?? 0
    let table = counts.map { row in
      (0..<width).map { Double(row.indices.contains($0) ? row[$0] : 0) }
    }
    guard table.allSatisfy({ $0.allSatisfy { $0 >= 0 } }) else { return nil }
    let rowSums = table.map { $0.reduce(0, +) }
    let columnSums = (0..<width).map { column in table.reduce(0) { $0 + $1[column] } }
    let total = rowSums.reduce(0, +)
    let rows = rowSums.count { $0 > 0 }
    let columns = columnSums.count { $0 > 0 }
    guard rows > 1, columns > 1 else { return nil }
    var sum = 0.0
    var least = Double.infinity
    for (row, rowSum) in zip(table, rowSums) where rowSum > 0 {
      for (observed, columnSum) in zip(row, columnSums) where columnSum > 0 {
        let expected = rowSum * columnSum / total
        sum += (observed - expected) * (observed - expected) / expected
        least = min(least, expected)
      }
    }
    statistic = sum
    degreesOfFreedom = (rows - 1) * (columns - 1)
    p = Gamma.upperShare(Double(degreesOfFreedom) / 2, sum / 2) ?? 1
    cramersV = min(1, (sum / (total * Double(min(rows, columns) - 1))).squareRoot())
    leastExpected = least
  }
}
