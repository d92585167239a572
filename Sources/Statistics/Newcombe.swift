/// The difference of two independent proportions with its interval.
public struct ProportionDifference: Hashable, Sendable {
  /// First minus second.
  public let difference: Double
  public let low: Double
  public let high: Double

  /// Nil where either side has no trials or its counts contradict each other.
  ///
  /// With Wilson's limits l, u of each side: low = d - √((p₁-l₁)² + (u₂-p₂)²),
  /// high = d + √((u₁-p₁)² + (p₂-l₂)²): method 10 of Newcombe (1998), "Interval Estimation for the
  /// Difference Between Independent Proportions", Statistics in Medicine 17.
  public init?(
    _ first: (successes: Int, trials: Int), minus second: (successes: Int, trials: Int),
    confidence: Double = 0.95
  ) {
    guard
      let one = Wilson.interval(
        successes: first.successes, trials: first.trials, confidence: confidence),
      let two = Wilson.interval(
        successes: second.successes, trials: second.trials, confidence: confidence)
    else { return nil }
    let p = Double(first.successes) / Double(first.trials)
    let q = Double(second.successes) / Double(second.trials)
    func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    difference = p - q
    low = p - q - length(p - one.low, two.high - q)
    high = p - q + length(one.high - p, q - two.low)
  }
}
