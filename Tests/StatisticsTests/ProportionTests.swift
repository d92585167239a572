import Statistics
import Testing

@Suite("proportions")
struct ProportionTests {
  struct Contrast: Sendable {
    let first: (Int, Int)
    let second: (Int, Int)
    let wilson: [Double]
    let low: Double
    let high: Double
  }

  /// Newcombe (1998), Table II, method 10, recomputed with statsmodels to twelve figures.
  static let contrasts = [
    Contrast(
      first: (56, 70), second: (48, 80),
      wilson: [0.691833555037, 0.876952607516, 0.490454650052, 0.700381724041],
      low: 0.0524314724024, high: 0.333872654037),
    Contrast(
      first: (9, 10), second: (3, 10),
      wilson: [0.595849973205, 0.982123786905, 0.107791267406, 0.603221852539],
      low: 0.170522723935, high: 0.809017973535),
    Contrast(
      first: (6, 7), second: (2, 7),
      wilson: [0.486872170726, 0.974320375655, 0.0822189240041, 0.641065548167],
      low: 0.0582279274823, high: 0.806249637524),
    Contrast(
      first: (5, 56), second: (0, 29), wilson: [0.0387421484496, 0.192560013855, 0, 0.1169697985],
      low: -0.0381371479035, high: 0.192560013855),
    Contrast(
      first: (0, 10), second: (0, 20), wilson: [0, 0.277532799863, 0, 0.161125158053],
      low: -0.161125158053, high: 0.277532799863),
    Contrast(
      first: (0, 10), second: (0, 10), wilson: [0, 0.277532799863, 0, 0.277532799863],
      low: -0.277532799863, high: 0.277532799863),
    Contrast(
      first: (10, 10), second: (0, 20), wilson: [0.722467200137, 1, 0, 0.161125158053],
      low: 0.679086037142, high: 1),
    Contrast(
      first: (10, 10), second: (0, 10), wilson: [0.722467200137, 1, 0, 0.277532799863],
      low: 0.607509350431, high: 1),
  ]

  @Test("Wilson's and Newcombe's intervals are those of Newcombe's table", arguments: contrasts)
  func table(contrast: Contrast) throws {
    let one = try #require(
      Wilson.interval(successes: contrast.first.0, trials: contrast.first.1))
    let two = try #require(
      Wilson.interval(successes: contrast.second.0, trials: contrast.second.1))
    for (found, expected) in zip([one.low, one.high, two.low, two.high], contrast.wilson) {
      #expect(abs(found - expected) < 1e-9)
    }
    let difference = try #require(
      ProportionDifference(contrast.first, minus: contrast.second))
    #expect(abs(difference.low - contrast.low) < 1e-9)
    #expect(abs(difference.high - contrast.high) < 1e-9)
  }

  @Test("412 satisfied of 500 are 82.4%, Wilson 78.8% to 85.5%")
  func satisfied() throws {
    let interval = try #require(Wilson.interval(successes: 412, trials: 500))
    #expect(abs(interval.low - 0.788185828711) < 1e-9)
    #expect(abs(interval.high - 0.85487359867) < 1e-9)
  }

  @Test(
    "an interval holds its proportion and stays within 0 and 1, and exchanging sides mirrors it")
  func holds() throws {
    for trials in 1...40 {
      for successes in 0...trials {
        let interval = try #require(Wilson.interval(successes: successes, trials: trials))
        let p = Double(successes) / Double(trials)
        #expect(0 <= interval.low && interval.low <= p && p <= interval.high && interval.high <= 1)
        let mirrored = try #require(
          Wilson.interval(successes: trials - successes, trials: trials))
        #expect(abs(mirrored.low - (1 - interval.high)) < 1e-12)
      }
    }
  }

  @Test("nothing tried has no interval, and impossible counts have none")
  func nothing() {
    #expect(Wilson.interval(successes: 0, trials: 0) == nil)
    #expect(Wilson.interval(successes: 4, trials: 3) == nil)
    #expect(Wilson.interval(successes: -1, trials: 3) == nil)
    #expect(ProportionDifference((1, 2), minus: (0, 0)) == nil)
  }
}

@Suite("tests of proportions")
struct ProportionTestTests {
  @Test("100 of 1,000 against 130 of 1,000: z = -2.103, p = 0.0355")
  func worked() throws {
    let test = try #require(ProportionTest((100, 1000), against: (130, 1000)))
    #expect(abs(test.z + 2.1027) < 0.0001)
    #expect(abs(test.p - 0.0355) < 0.0001)
  }

  @Test("its square is Pearson's chi-square of the same table")
  func chiSquare() throws {
    let test = try #require(ProportionTest((16, 50), against: (24, 150)))
    let table = try #require(ChiSquareTest([[16, 34], [24, 126]]))
    #expect(abs(test.z * test.z - table.statistic) < 1e-9)
    #expect(abs(test.p - table.p) < 1e-9)
  }

  @Test("nothing is tested without trials, and all or none differ in nothing")
  func edges() {
    #expect(ProportionTest((0, 0), against: (1, 2)) == nil)
    #expect(ProportionTest((3, 2), against: (1, 2)) == nil)
    #expect(ProportionTest((5, 5), against: (7, 7))?.p == 1)
  }

  @Test("p-values are adjusted as R's p.adjust(…, 'BH') does")
  func benjaminiHochberg() {
    let adjusted = BenjaminiHochberg.adjusted([0.01, nil, 0.04, 0.03, 0.005])
    #expect(adjusted == [0.02, nil, 0.04, 0.04, 0.02])
    #expect(BenjaminiHochberg.adjusted([0.9, 0.8]) == [0.9, 0.9])
    #expect(BenjaminiHochberg.adjusted([]) == [])
  }
}
