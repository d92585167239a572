import Testing

@testable import Statistics

@Suite("statistics of feedback")
struct FeedbackStatisticsTests {
  typealias Classes = NetPromoterDifference.Classes

  @Test("the difference of two scores by both variances")
  func difference() throws {
    let one = Classes(promoters: 54, passives: 30, detractors: 16)
    let two = Classes(promoters: 50, passives: 30, detractors: 20)
    let difference = try #require(NetPromoterDifference(one, minus: two))
    #expect(abs(difference.points - 8) < 1e-12)
    // 0.7 - 0.38² and 0.7 - 0.3², each over 100.
    let error = (0.005556 + 0.0061).squareRoot()
    #expect(abs(difference.low - (8 - 195.9963984540054 * error)) < 1e-9)
    #expect(abs((difference.p ?? 0) - 2 * Normal.cdf(-0.08 / error)) < 1e-12)
    let back = try #require(NetPromoterDifference(two, minus: one))
    #expect(abs(back.points + difference.points) < 1e-12 && back.p == difference.p)
  }

  @Test("nothing to compare, and nothing that scatters")
  func edges() {
    let all = Classes(promoters: 5)
    #expect(NetPromoterDifference(all, minus: Classes()) == nil)
    #expect(NetPromoterDifference(all, minus: all)?.points == 0)
    #expect(NetPromoterDifference(all, minus: all)?.p == nil)
    #expect(LeaveOneOutImpact(of: Classes(), in: all) == nil)
    #expect(LeaveOneOutImpact(of: all, in: all) == nil)
  }

  @Test("the impact is the whole minus the whole without the part, for any counts")
  func impact() throws {
    var random = SplitMix64(seed: 4)
    for _ in 0..<200 {
      func classes() -> Classes {
        Classes(
          promoters: random.below(20), passives: random.below(20), detractors: 1 + random.below(20))
      }
      let (part, others) = (classes(), classes())
      let impact = try #require(LeaveOneOutImpact(of: part, in: part + others))
      func score(_ classes: Classes) -> Double {
        100 * Double(classes.promoters - classes.detractors) / Double(classes.answers)
      }
      #expect(abs(impact.points - (score(part + others) - score(others))) < 1e-9)
      #expect(impact.low <= impact.points && impact.points <= impact.high)
    }
  }

  @Test("log-odds by hand, turned round, and shrunk by the prior")
  func logOdds() throws {
    let odds = try #require(
      LogOddsOfWord((count: 8, words: 100), against: (count: 2, words: 100), prior: 20))
    // α = 20 · 10/200 = 1: ln(9/111) - ln(3/117), variance 1/9 + 1/3.
    let expected = 1.0986122886681098 + 0.05264373354055756
    #expect(abs(odds.logOdds - expected) < 1e-9)
    #expect(abs(odds.z - expected / (1.0 / 9 + 1.0 / 3).squareRoot()) < 1e-9)
    let back = try #require(
      LogOddsOfWord((count: 2, words: 100), against: (count: 8, words: 100), prior: 20))
    #expect(abs(back.z + odds.z) < 1e-12)
    let strong = try #require(
      LogOddsOfWord((count: 8, words: 100), against: (count: 2, words: 100), prior: 2_000))
    #expect(strong.logOdds < odds.logOdds && strong.logOdds > 0)
    #expect(LogOddsOfWord((count: 0, words: 0), against: (count: 1, words: 2)) == nil)
    #expect(LogOddsOfWord((count: 0, words: 5), against: (count: 0, words: 2)) == nil)
  }
}
