/// The interval of a mean by its standard error.
public struct MeanInterval: Hashable, Sendable {
  public let mean: Double
  public let low: Double
  public let high: Double

  /// From the sum of the values and the sum of their squares; nil for fewer than two values.
  ///
  /// mean ± z s/√n with s² = (Σx² - (Σx)²/n) / (n-1), by the central limit theorem; for samples of
  /// some dozens or more.
  public init?(sum: Double, squares: Double, count: Int, confidence: Double = 0.95) {
    guard count > 1, sum.isFinite, squares.isFinite else { return nil }
    let n = Double(count)
    let variance = max(0, (squares - sum * sum / n) / (n - 1))
    let reach = Normal.halfWidth(confidence: confidence) * (variance / n).squareRoot()
    mean = sum / n
    low = sum / n - reach
    high = sum / n + reach
  }
}
