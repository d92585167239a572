#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The gamma function and its incomplete integrals.
public enum Gamma {
  /// ln Γ(x); nil unless x is above zero and finite.
  ///
  /// Stirling's series at x + 10 or more, brought down by Γ(x) = Γ(x+1)/x: NIST Digital Library of
  /// Mathematical Functions, 5.11.1 and 5.5.1; about fifteen figures.
  public static func logarithm(_ x: Double) -> Double? {
    guard x > 0, x.isFinite else { return nil }
    var product = 1.0
    var y = x
    while y < 10 {
      product *= y
      y += 1
    }
    let inverse = 1 / (y * y)
    let series = stirling.reversed().reduce(0) { $0 * inverse + $1 }
    return (y - 0.5) * log(y) - y + log(2 * Double.pi) / 2 + series / y - log(product)
  }

  /// Q(a, x) = Γ(a, x) / Γ(a), the upper share of the integral; nil unless a > 0 and x >= 0.
  ///
  /// Below x = a + 1 one minus the series of DLMF 8.11.4, from there on the continued fraction of
  /// DLMF 8.9.2 by Lentz's method.
  public static func upperShare(_ a: Double, _ x: Double) -> Double? {
    guard a > 0, a.isFinite, x >= 0, !x.isNaN, let logGamma = logarithm(a) else { return nil }
    if x == 0 { return 1 }
    if x.isInfinite { return 0 }
    let factor = exp(a * log(x) - x - logGamma)
    let share = x < a + 1 ? 1 - factor * lowerSeries(a, x) : factor * upperFraction(a, x)
    return min(1, max(0, share))
  }

  private static let stirling: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156,
  ]

  private static let mostTerms = 100_000

  private static func lowerSeries(_ a: Double, _ x: Double) -> Double {
    var term = 1 / a
    var sum = term
    for n in 1..<mostTerms {
      term *= x / (a + Double(n))
      sum += term
      if term < sum * Double.ulpOfOne { break }
    }
    return sum
  }

  private static func upperFraction(_ a: Double, _ x: Double) -> Double {
    // Stands in for a zero that a later step would divide by.
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / (b == 0 ? tiny : b)
    var fraction = d
    for n in 1..<mostTerms {
      let numerator = Double(n) * (a - Double(n))
      b += 2
      d = numerator * d + b
      c = b + numerator / c
      if d == 0 { d = tiny }
      if c == 0 { c = tiny }
      d = 1 / d
      fraction *= c * d
      if (c * d - 1).magnitude < 4 * Double.ulpOfOne { break }
    }
    return fraction
  }
}
