/// The difference of two proportions of the same people, asked twice.
public struct PairedProportion: Hashable, Sendable {
  /// First minus second.
  public let difference: Double
  public let low: Double
  public let high: Double
  /// McNemar's test without continuity correction, two-sided; 1 where nobody changed.
  public let p: Double

  /// Nil without people or where the counts contradict each other.
  ///
  /// With b in the first alone and c in the second alone: z = (b - c)/√(b + c) (McNemar 1947,
  /// Psychometrika 12). The interval adds half a person to each of the four cells: Agresti and Min
  /// (2005), "Simple improved confidence intervals for comparing matched proportions", Statistics
  /// in Medicine 24.
  public init?(first: Int, second: Int, both: Int, people: Int, confidence: Double = 0.95) {
    let (b, c) = (first - both, second - both)
    guard people > 0, both >= 0, b >= 0, c >= 0, both + b + c <= people else { return nil }
    let n = Double(people)
    difference = (Double(b) - Double(c)) / n
    let changed = Double(b + c)
    let z = changed > 0 ? (Double(b) - Double(c)) / changed.squareRoot() : 0
    p = min(1, 2 * Normal.cdf(-z.magnitude))
    let m = n + 2
    let middle = (Double(b) - Double(c)) / m
    let spread = (changed + 1 - (Double(b) - Double(c)) * (Double(b) - Double(c)) / m)
    let reach = Normal.halfWidth(confidence: confidence) * max(0, spread).squareRoot() / m
    low = max(-1, min(difference, middle - reach))
    high = min(1, max(difference, middle + reach))
  }
}
