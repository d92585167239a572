import Statistics
import Testing

@Suite("means")
struct MeanTests {
  /// SciPy 1.17.1, `scipy.stats.t`.
  @Test(
    "Student's t agrees with SciPy",
    arguments: [
      (2.0, 5.0, 0.10193947882985835), (0.5, 1.0, 0.7048327646991335),
      (-3.2, 12.7, 0.007153180243658396), (1.96, 1e6, 0.04999606758526985),
    ])
  func student(t: Double, degrees: Double, p: Double) throws {
    let own = try #require(StudentT.twoSided(t, degrees: degrees))
    #expect(abs(own - p) < 1e-9 * max(p, 1e-3))
  }

  @Test(
    "its quantiles agree too",
    arguments: [
      (1.0, 12.706204736174694), (2.5, 3.5746548420036817), (10.0, 2.228138851986274),
      (200.0, 1.9718962236339088),
    ])
  func quantiles(degrees: Double, reach: Double) throws {
    let own = try #require(StudentT.halfWidth(degrees: degrees))
    #expect(abs(own - reach) < 1e-8)
    #expect(StudentT.halfWidth(degrees: 0) == nil)
    #expect(StudentT.twoSided(.nan, degrees: 3) == nil)
    #expect(StudentT.twoSided(.infinity, degrees: 3) == 0)
  }

  private static func mean(_ values: [Double]) throws -> SampleMean {
    try #require(
      SampleMean(
        sum: values.reduce(0, +), squares: values.reduce(0) { $0 + $1 * $1 }, count: values.count))
  }

  private static let first = [10, 0, 0, 15, 30, 0, 5, 0, 12.5, 0]
  private static let second = [0.0, 0, 3, 0, 8, 0, 0, 1]

  /// SciPy 1.17.1, `scipy.stats.ttest_ind(…, equal_var=False)`.
  @Test("Welch's test agrees with SciPy")
  func welch() throws {
    let test = try #require(
      WelchTest(try Self.mean(Self.first), minus: try Self.mean(Self.second)))
    #expect(abs(test.t - 1.750908144457726) < 1e-9)
    #expect(abs(test.p - 0.10830101500641208) < 1e-9)
    #expect(abs(test.degrees - 10.78872334477762) < 1e-8)
    #expect(abs(test.low + 1.4953647362218172) < 1e-7)
    #expect(abs(test.high - 12.995364736221816) < 1e-7)
  }

  /// The published case has 90,183 degrees of freedom: SciPy 1.17.1 gives p = 0.949468621546.
  @Test("far out it is the normal distribution")
  func manyDegrees() throws {
    let p = try #require(StudentT.twoSided(-0.0633742631289, degrees: 90183.2980628))
    #expect(abs(p - 0.949468621546) < 1e-9)
  }

  @Test("the ratio of means has the interval of its logarithm")
  func ratio() throws {
    let (a, b) = (try Self.mean(Self.first), try Self.mean(Self.second))
    let ratio = try #require(MeanRatio(a, over: b))
    #expect(abs(ratio.ratio - 4.833333333333333) < 1e-9)
    #expect(abs(ratio.low - 1.019308457452854) < 1e-8)
    #expect(abs(ratio.high - 22.918588519797137) < 1e-7)
    let turned = try #require(MeanRatio(b, over: a))
    #expect(abs(turned.low * ratio.high - 1) < 1e-9)
    #expect(MeanRatio(a, over: try Self.mean([0, 0, 0])) == nil)
  }

  @Test("samples that do not scatter, or are one value, are not tested")
  func flat() throws {
    let flat = try Self.mean([0.1, 0.1, 0.1])
    #expect(flat.variance == 0)
    #expect(WelchTest(flat, minus: flat) == nil)
    #expect(WelchTest(try Self.mean([3]), minus: try Self.mean([1, 2])) == nil)
    #expect(SampleMean(sum: 0, squares: 0, count: 0) == nil)
  }
}

@Suite("projected value")
struct ProjectedValueTests {
  /// 20 × 70% ÷ 5%; of 36 months; discounted by 1% a month: three answers to one question.
  @Test(
    "the formula, its cap and its discount",
    arguments: [
      (nil, 0.0, 280.0), (36, 0.0, 235.8218198592965), (nil, 0.01, 235.66666666666646),
      (36, 0.01, 209.6783294560333),
    ] as [(Int?, Double, Double)])
  func formula(cap: Int?, discount: Double, total: Double) throws {
    let value = ProjectedValue(payment: 14, churn: 0.05, discount: discount, cap: cap)
    let own = try #require(value.total)
    #expect(abs(own - total) < 1e-6)
    // A sum over the months, one after the other.
    var sum = 0.0
    var payment = 14.0
    for _ in 0..<(cap ?? 3000) {
      sum += payment
      payment *= 0.95 / (1 + discount)
    }
    #expect(abs(own - sum) < 1e-6)
  }

  @Test("who never leaves is worth more than any number, unless the months are bound")
  func endless() {
    #expect(ProjectedValue(payment: 10, churn: 0).total == nil)
    #expect(ProjectedValue(payment: 10, churn: 0, cap: 3).total == 30)
    #expect(ProjectedValue(payment: 10, churn: 1).total == 10)
  }

  @Test("payments until a cost is reached")
  func payback() {
    let value = ProjectedValue(payment: 10, churn: 0.5)
    #expect(value.periods(toReach: 10) == 1)
    #expect(value.periods(toReach: 10.01) == 2)
    #expect(value.periods(toReach: 15) == 2)
    #expect(value.periods(toReach: 0) == 0)
    // 20 is the sum of all months to come; 21 is never reached.
    #expect(value.periods(toReach: 21) == nil)
    #expect(ProjectedValue(payment: 0, churn: 0.5).periods(toReach: 1) == nil)
  }
}
