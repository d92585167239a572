import Statistics
import Testing

@Suite("concentration and paired proportions")
struct ConcentrationTests {
  @Test("ten values: the top two hold 54%, five reach 80%, Gini 0.502")
  func worked() {
    let whole = Concentration([340, 200, 150, 100, 60, 50, 40, 30, 20, 10])
    #expect(whole.share(ofFirst: 2) == 0.54)
    #expect(whole.count(forPercent: 80) == 5)
    #expect(abs((whole.gini ?? 0) - 0.502) < 1e-12)
  }

  @Test("equal parts have no concentration, one holder all of it, nothing no answer")
  func extremes() {
    #expect(Concentration([5, 5, 5, 5]).gini == 0)
    #expect(abs((Concentration([0, 0, 0, 9]).gini ?? 0) - 0.75) < 1e-12)
    #expect(Concentration([0, 0]).gini == nil)
    #expect(Concentration([]).count(forPercent: 80) == nil)
    #expect(Concentration([.max, .max]).share(ofFirst: 1) == 0.5)
    #expect(Concentration([-5, 5]).share(ofFirst: 1) == 1)
  }

  /// Approval of the prime minister in two surveys of the same 1600 voters: Agresti (2002),
  /// "Categorical Data Analysis", table 10.1: 794, 150, 86, 570.
  @Test("paired proportions of a published table")
  func paired() throws {
    let found = try #require(PairedProportion(first: 880, second: 944, both: 794, people: 1600))
    #expect(abs(found.difference + 0.04) < 1e-12)
    // z = -64/√236 = -4.17.
    #expect(abs(found.p - 3.1e-5) < 2e-6)
    // Agresti gives (-0.059, -0.021) by Wald's formula; half a person a cell moves little.
    #expect(abs(found.low + 0.059) < 0.001)
    #expect(abs(found.high + 0.021) < 0.001)
  }

  @Test("nobody changed, nobody there, contradictions")
  func degenerate() {
    #expect(PairedProportion(first: 3, second: 3, both: 3, people: 9)?.p == 1)
    #expect(PairedProportion(first: 0, second: 0, both: 0, people: 0) == nil)
    #expect(PairedProportion(first: 1, second: 3, both: 2, people: 9) == nil)
  }
}
