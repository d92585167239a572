import Statistics
import Testing

@Suite("samples")
struct SampleTests {
  @Test("50 promoters, 30 passives and 20 detractors are +30 ± 15.3")
  func hundred() throws {
    let score = try #require(NetPromoterScore(promoters: 50, passives: 30, detractors: 20))
    #expect(abs(score.points - 30) < 1e-12)
    #expect(abs(score.high - score.points - 15.3) < 0.05)
    #expect(abs((score.high + score.low) / 2 - 30) < 1e-9)
  }

  @Test("60/25/15 of 100 and 72.75/26/1.25% of 2000 agree with published figures")
  func published() throws {
    let score = try #require(NetPromoterScore(promoters: 60, passives: 25, detractors: 15))
    #expect(abs(score.low - 30.4975908749) < 1e-8)
    #expect(abs(score.high - 59.5024091251) < 1e-8)
    let large = try #require(NetPromoterScore(promoters: 1455, passives: 520, detractors: 25))
    #expect(abs(large.low - 69.4037775145) < 1e-8)
  }

  @Test("a score is never minus zero, its interval never leaves ±100, and nobody has no score")
  func ends() throws {
    let even = try #require(NetPromoterScore(promoters: 2, passives: 0, detractors: 2))
    #expect(even.points == 0 && even.points.sign == .plus)
    // Divided first and scaled then, 29 of 100 would be 28.999999999999996.
    #expect(NetPromoterScore(promoters: 29, passives: 71, detractors: 0)?.points == 29)
    let all = try #require(NetPromoterScore(promoters: 9, passives: 1, detractors: 0))
    #expect(all.high == 100)
    let none = try #require(NetPromoterScore(promoters: 0, passives: 0, detractors: 3))
    #expect(none.points == -100 && none.low == -100 && none.high == -100)
    #expect(NetPromoterScore(promoters: 0, passives: 0, detractors: 0) == nil)
  }

  @Test("quantiles are linear between the values (type 7)")
  func quantiles() {
    let values = [1.0, 2, 3, 4]
    #expect(Quantile.value(0.5, ofSorted: values) == 2.5)
    #expect(Quantile.value(0.25, ofSorted: values) == 1.75)
    #expect(Quantile.value(0, ofSorted: values) == 1)
    #expect(Quantile.value(1, ofSorted: values) == 4)
    #expect(Quantile.value(0.9, of: [30, 10, 20]) == 28)
    #expect(Quantile.value(0.3, ofSorted: [7]) == 7)
    #expect(Quantile.value(0.5, ofSorted: []) == nil)
    #expect(Quantile.value(1.5, ofSorted: values) == nil)
    #expect(Quantile.value(.nan, ofSorted: values) == nil)
  }

  @Test("the mean of 2, 4, 6 is 4 with a standard error of 2/√3")
  func mean() throws {
    let interval = try #require(MeanInterval(sum: 12, squares: 56, count: 3))
    #expect(interval.mean == 4)
    #expect(abs(interval.high - 4 - 1.959963984540054 * 2 / 3.0.squareRoot()) < 1e-12)
    #expect(abs(interval.low + interval.high - 8) < 1e-12)
    #expect(MeanInterval(sum: 3, squares: 9, count: 1) == nil)
  }

  @Test("quantiles of many values in any order are those of the sorted values, seed 4")
  func selection() {
    var random = SplitMix64(seed: 4)
    let shares = [0, 0.25, 0.5, 0.75, 0.999, 1]
    for scale in [1.0, 1000, 1e9] {
      for count in [1, 2, 5000, 5001] {
        let values = (0..<count).map { _ in
          random.below(3) == 0 ? 0 : scale / Double(1 + random.below(100_000))
        }
        let sorted = values.sorted()
        #expect(
          Quantile.values(shares, of: values)
            == shares.map { Quantile.value($0, ofSorted: sorted) })
        let signed = values.map { $0 - scale / 1000 }
        let order = signed.sorted()
        #expect(
          Quantile.values(shares, of: signed) == shares.map { Quantile.value($0, ofSorted: order) })
      }
    }
    #expect(Quantile.values([0.5], of: []) == [nil])
    #expect(Quantile.values([1.5], of: [1, 2]) == [nil])
  }
}
