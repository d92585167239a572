/// The test of whether two independent proportions are equal.
public struct ProportionTest: Hashable, Sendable {
  /// (p₁ - p₂) / √(p(1-p)(1/n₁ + 1/n₂)), with p of both samples together.
  public let z: Double
  /// Two-sided: the chance of a |z| at least as large where the proportions are equal.
  public let p: Double

  /// Nil where a side has no trials or its counts contradict each other; where all or none of both
  /// succeed, z is 0 and p is 1.
  ///
  /// The score test without continuity correction; z² is Pearson's chi-square of the two by two
  /// table. Fleiss, Levin, Paik (2003), "Statistical Methods for Rates and Proportions", 3.2.
  public init?(
    _ first: (successes: Int, trials: Int), against second: (successes: Int, trials: Int)
  ) {
    guard first.trials > 0, second.trials > 0,
      (0...first.trials).contains(first.successes), (0...second.trials).contains(second.successes)
    else { return nil }
    let (n, m) = (Double(first.trials), Double(second.trials))
    let difference = Double(first.successes) / n - Double(second.successes) / m
    let pooled = (Double(first.successes) + Double(second.successes)) / (n + m)
    let error = (pooled * (1 - pooled) * (1 / n + 1 / m)).squareRoot()
    z = error > 0 ? difference / error : 0
    p = min(1, 2 * Normal.cdf(-z.magnitude))
  }
}
