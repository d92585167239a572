/// The interval of a proportion.
public enum Wilson {
  /// The score interval of `successes` among `trials`; nil without trials or where the counts
  /// contradict each other.
  ///
  /// (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), without continuity correction:
  /// Wilson (1927), "Probable Inference, the Law of Succession, and Statistical Inference",
  /// Journal of the American Statistical Association 22.
  public static func interval(
    successes: Int, trials: Int, confidence: Double = 0.95
  ) -> Interval? {
    guard trials > 0, (0...trials).contains(successes) else { return nil }
    let z = Normal.halfWidth(confidence: confidence)
    let n = Double(trials)
    let p = Double(successes) / n
    let centre = p + z * z / (2 * n)
    let reach = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    // At the ends the formula gives 0 and 1 but for rounding.
    return Interval(
      low: successes == 0 ? 0 : max(0, (centre - reach) / scale),
      high: successes == trials ? 1 : min(1, (centre + reach) / scale))
  }
}
