#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The mean of a sample and how far its values scatter.
public struct SampleMean: Hashable, Sendable {
  public let count: Int
  public let mean: Double
  /// s² = (Σx² - (Σx)²/n) / (n-1); 0 for one value.
  public let variance: Double

  /// From the sum of the values and the sum of their squares; nil without values.
  public init?(sum: Double, squares: Double, count: Int) {
    guard count > 0, sum.isFinite, squares.isFinite else { return nil }
    let n = Double(count)
    self.count = count
    mean = sum / n
    let scatter = count > 1 ? max(0, (squares - sum * sum / n) / (n - 1)) : 0
    // What is left of equal values after rounding is no scatter.
    variance = scatter <= squares / n * 1e-12 ? 0 : scatter
  }

  /// The square of the mean's standard error.
  var error: Double { variance / Double(count) }
}

/// The difference of two means whose samples scatter differently.
public struct WelchTest: Hashable, Sendable {
  public let difference: Double
  public let t: Double
  /// Welch's approximate degrees of freedom.
  public let degrees: Double
  /// Two-sided.
  public let p: Double
  public let low: Double
  public let high: Double

  /// Nil where a sample has fewer than two values, or neither scatters.
  ///
  /// t = (x̄ - ȳ) / √(s²/n + r²/m), and Satterthwaite's degrees of freedom: Welch (1947), "The
  /// generalization of 'Student's' problem when several different population variances are
  /// involved", Biometrika 34(1/2).
  public init?(_ first: SampleMean, minus second: SampleMean, confidence: Double = 0.95) {
    guard first.count > 1, second.count > 1 else { return nil }
    let (one, other) = (first.error, second.error)
    let error = one + other
    guard error > 0, error.isFinite else { return nil }
    let below = one * one / Double(first.count - 1) + other * other / Double(second.count - 1)
    degrees = error * error / below
    difference = first.mean - second.mean
    t = difference / error.squareRoot()
    guard let chance = StudentT.twoSided(t, degrees: degrees),
      let reach = StudentT.halfWidth(confidence: confidence, degrees: degrees)
    else { return nil }
    p = chance
    low = difference - reach * error.squareRoot()
    high = difference + reach * error.squareRoot()
  }
}

/// How many times one mean is the other.
public struct MeanRatio: Hashable, Sendable {
  public let ratio: Double
  public let low: Double
  public let high: Double

  /// Nil unless both means are above zero and both samples have two values.
  ///
  /// The interval is that of the logarithm by the delta method, exp(ln(x̄/ȳ) ± z √(s²/(n x̄²) +
  /// r²/(m ȳ²))): Casella and Berger (2002), "Statistical Inference", 5.5.4.
  public init?(_ first: SampleMean, over second: SampleMean, confidence: Double = 0.95) {
    guard first.count > 1, second.count > 1, first.mean > 0, second.mean > 0 else { return nil }
    ratio = first.mean / second.mean
    let error =
      first.error / (first.mean * first.mean) + second.error / (second.mean * second.mean)
    let reach = exp(Normal.halfWidth(confidence: confidence) * error.squareRoot())
    guard ratio.isFinite, reach.isFinite, reach > 0 else { return nil }
    low = ratio / reach
    high = ratio * reach
  }
}
