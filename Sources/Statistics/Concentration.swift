/// How unevenly a total is spread over those who bring it.
public struct Concentration: Hashable, Sendable {
  /// Descending, none below zero.
  public let values: [Int64]
  private let sums: [Int128]

  /// Values below zero count as zero.
  public init(_ values: [Int64]) {
    self.values = values.map { max(0, $0) }.sorted(by: >)
    var sums: [Int128] = [0]
    for value in self.values { sums.append((sums.last ?? 0) + Int128(value)) }
    self.sums = sums
  }

  public var count: Int { values.count }

  /// As large as it is; two may be more than one value can hold.
  public var total: Double { Double(sums.last ?? 0) }

  /// What the first of them bring of the whole; nil without a total.
  public func share(ofFirst count: Int) -> Double? {
    guard let whole = sums.last, whole > 0 else { return nil }
    return Double(sums[min(max(0, count), values.count)]) / Double(whole)
  }

  /// The least number of the first that bring this many hundredths of the whole; nil without one.
  public func count(forPercent percent: Int) -> Int? {
    guard let whole = sums.last, whole > 0 else { return nil }
    return sums.firstIndex { $0 * 100 >= whole * Int128(percent) }
  }

  /// Σ(2i - n - 1)xᵢ / (n Σx) with x ascending: 0 where all bring the same, near 1 where one brings
  /// all; nil without a total.
  ///
  /// Sen (1973), "On Economic Inequality", in the form of Damgaard and Weiner (2000), Ecology
  /// 81(4).
  public var gini: Double? {
    guard let whole = sums.last, whole > 0 else { return nil }
    let n = Int128(values.count)
    var sum: Int128 = 0
    for (place, value) in values.enumerated() {
      // Descending, the i-th from the end has the rank n - place.
      sum += (2 * (n - Int128(place)) - n - 1) * Int128(value)
    }
    return Double(sum) / (Double(n) * Double(whole))
  }
}
