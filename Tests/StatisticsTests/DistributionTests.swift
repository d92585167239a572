import Statistics
import Testing

@Suite("distributions")
struct DistributionTests {
  @Test(
    "normal quantiles are those of the tables",
    arguments: [
      (0.5, 0.0), (0.975, 1.959963984540054), (0.95, 1.6448536269514722),
      (0.995, 2.5758293035489004), (0.0001, -3.719016485455709), (1e-12, -7.034483825301131),
    ])
  func quantile(p: Double, z: Double) throws {
    let found = try #require(Normal.quantile(p))
    #expect(abs(found - z) < 1e-11 * max(1, abs(z)))
  }

  @Test("the distribution function undoes the quantile")
  func inverse() throws {
    for step in 1..<200 {
      let p = Double(step) / 200
      #expect(abs(Normal.cdf(try #require(Normal.quantile(p))) - p) < 1e-13)
    }
  }

  @Test("there is no quantile at or beyond the ends", arguments: [0, 1, -0.1, 1.1, Double.nan])
  func ends(p: Double) { #expect(Normal.quantile(p) == nil) }

  @Test("the logarithm of the gamma function is that of factorials and halves")
  func gamma() throws {
    var factorial = 1.0
    for n in 1...20 {
      #expect(abs(try #require(Gamma.logarithm(Double(n))) - factorial.logarithm) < 1e-12 * 45)
      factorial *= Double(n)
    }
    #expect(abs(try #require(Gamma.logarithm(0.5)) - Double.pi.squareRoot().logarithm) < 1e-13)
    #expect(Gamma.logarithm(0) == nil)
    #expect(Gamma.logarithm(-1.5) == nil)
  }

  @Test("the upper share for a = 1 is exp(-x), for a = 1/2 the tails of the normal distribution")
  func upperShare() throws {
    for x in [0.001, 0.1, 0.5, 1, 1.9, 2.1, 3, 10, 50, 300] {
      let one = try #require(Gamma.upperShare(1, x))
      #expect(abs(one.logarithm + x) < 1e-11 * max(1, x))
      let half = try #require(Gamma.upperShare(0.5, x))
      let tails = 2 * Normal.cdf(-(2 * x).squareRoot())
      #expect(abs(half / tails - 1) < 1e-10)
    }
    #expect(Gamma.upperShare(2, 0) == 1)
    #expect(Gamma.upperShare(2, .infinity) == 0)
    #expect(Gamma.upperShare(0, 1) == nil)
    #expect(Gamma.upperShare(1, -1) == nil)
  }

  @Test("both sides of the change of method meet")
  func meet() throws {
    for a in [0.5, 1.0, 2.5, 10, 40] {
      let below = try #require(Gamma.upperShare(a, a + 1 - 1e-9))
      let above = try #require(Gamma.upperShare(a, a + 1))
      #expect(abs(below - above) < 1e-8)
    }
  }
}

extension Double {
  /// The natural logarithm, written out so that no test trusts the code under test.
  fileprivate var logarithm: Double {
    // ln x = k ln 2 + ln m with m in [1, 2): 2 artanh((m-1)/(m+1)) as a series.
    let ratio = (significand - 1) / (significand + 1)
    var power = ratio
    var sum = 0.0
    for n in stride(from: 1, through: 61, by: 2) {
      sum += power / Double(n)
      power *= ratio * ratio
    }
    return 2 * sum + Double(exponent) * 0.693147180559945309417
  }
}
