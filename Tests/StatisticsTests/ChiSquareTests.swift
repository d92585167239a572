import Statistics
import Testing

@Suite("chi-square test")
struct ChiSquareTests {
  @Test("a table of two by two by hand: 30 of 50 against 20 of 50")
  func byHand() throws {
    // Expected 25 in every cell, so 4 · 5²/25 = 4; p = erfc(√2) = 0.0455; V = √(4/100).
    let test = try #require(ChiSquareTest([[30, 20], [20, 30]]))
    #expect(abs(test.statistic - 4) < 1e-12)
    #expect(test.degreesOfFreedom == 1)
    #expect(abs(test.p - 0.04550026389635842) < 1e-12)
    #expect(abs(test.cramersV - 0.2) < 1e-12)
    #expect(test.leastExpected == 25)
  }

  @Test(
    "the critical values of the tables give 5%",
    arguments: [(1, 3.841458820694124), (2, 5.991464547107979), (4, 9.487729036781154)])
  func critical(df: Int, value: Double) throws {
    #expect(abs(try #require(Gamma.upperShare(Double(df) / 2, value / 2)) - 0.05) < 1e-12)
  }

  @Test("rows that fall alike differ by nothing")
  func alike() throws {
    let test = try #require(ChiSquareTest([[10, 30], [20, 60], [5, 15]]))
    #expect(test.statistic < 1e-12)
    #expect(test.degreesOfFreedom == 2)
    #expect(abs(test.p - 1) < 1e-9)
    #expect(test.cramersV < 1e-6)
  }

  @Test("perfect dependence has a V of 1, and empty rows count for nothing")
  func dependent() throws {
    let test = try #require(ChiSquareTest([[40, 0], [0, 0], [0, 60]]))
    #expect(abs(test.cramersV - 1) < 1e-12)
    #expect(test.degreesOfFreedom == 1)
    #expect(test.p < 1e-20)
  }

  @Test(
    "there is nothing to test with one row, one column or none",
    arguments: [[[5, 5]], [[5, 0], [7, 0]], [[0, 0], [0, 0]], [], [[-1, 2], [3, 4]]])
  func nothing(counts: [[Int]]) { #expect(ChiSquareTest(counts) == nil) }
}
