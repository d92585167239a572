#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Student's t distribution.
public enum StudentT {
  /// The chance of a |T| at least as large as |t|; nil unless there are degrees of freedom.
  ///
  /// I(ν/(ν+t²); ν/2, 1/2): NIST Digital Library of Mathematical Functions, 8.17, and Abramowitz
  /// and Stegun 26.7.1.
  public static func twoSided(_ t: Double, degrees: Double) -> Double? {
    guard degrees > 0, !t.isNaN, !degrees.isNaN else { return nil }
    if t.isInfinite { return 0 }
    if degrees.isInfinite { return min(1, 2 * Normal.cdf(-t.magnitude)) }
    return share(degrees / (degrees + t * t), degrees / 2, 0.5)
  }

  /// The t that |T| stays under with the given confidence; nil where there is none.
  ///
  /// By halving, from the normal quantile outwards: to the last figures that a double holds.
  public static func halfWidth(confidence: Double = 0.95, degrees: Double) -> Double? {
    guard confidence > 0, confidence < 1, degrees > 0, !degrees.isNaN else { return nil }
    let outside = 1 - confidence
    var low = 0.0
    var high = Normal.halfWidth(confidence: confidence)
    while let p = twoSided(high, degrees: degrees), p > outside {
      low = high
      high *= 2
      guard high.isFinite else { return nil }
    }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      guard middle > low, middle < high, let p = twoSided(middle, degrees: degrees) else { break }
      if p > outside { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The regularized incomplete beta function I(x; a, b), by the continued fraction of DLMF
  /// 8.17.22 in Lentz's method, on the side of the mean where it runs fast.
  static func share(_ x: Double, _ a: Double, _ b: Double) -> Double? {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    guard let whole = Gamma.logarithm(a + b), let left = Gamma.logarithm(a),
      let right = Gamma.logarithm(b)
    else { return nil }
    let front = exp(whole - left - right + a * log(x) + b * log1p(-x))
    let share =
      x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
    return min(1, max(0, share))
  }

  private static let mostTerms = 100_000

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    // Stands in for a zero that a later step would divide by.
    let tiny = 1e-300
    func nonzero(_ value: Double) -> Double { value.magnitude < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var value = d
    for term in 1..<mostTerms {
      let m = Double(term)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      value *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      value *= d * c
      if (d * c - 1).magnitude < 4 * Double.ulpOfOne { break }
    }
    return value
  }
}
