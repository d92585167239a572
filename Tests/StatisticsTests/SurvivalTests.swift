import Statistics
import Testing

@Suite("how long lives last")
struct SurvivalTests {
  /// Time, how many lives, and whether they ended.
  typealias Lives = [(Double, Int, Bool)]

  static func lives(_ counts: Lives) -> [KaplanMeier.Life] {
    counts.flatMap { time, count, isEnded in
      Array(repeating: KaplanMeier.Life(time: time, isEnded: isEnded), count: count)
    }
  }

  /// Weeks of remission under 6-MP.
  ///
  /// Freireich et al. (1963), Blood 21, in Kleinbaum and Klein, "Survival Analysis".
  static let treated: Lives = [
    (6, 1, false), (6, 3, true), (7, 1, true), (9, 1, false), (10, 1, false), (10, 1, true),
    (11, 1, false), (13, 1, true), (16, 1, true), (17, 1, false), (19, 1, false),
    (
      20, 1,
      false
    ), (22, 1, true), (23, 1, true), (25, 1, false), (32, 2, false), (34, 1, false),
    (
      35,
      1, false
    ),
  ]
  static let placebo: Lives = [
    (1, 2, true), (2, 2, true), (3, 1, true), (4, 2, true), (5, 2, true), (8, 4, true),
    (
      11, 2,
      true
    ), (12, 2, true), (15, 1, true), (17, 1, true), (22, 1, true), (23, 1, true),
  ]
  /// Lives of fruit flies in days, from the package lifelines.
  static let control: Lives = [
    (7, 1, false), (7, 1, true), (17, 1, true), (32, 1, true), (33, 1, true), (38, 2, true),
    (41, 7, true), (45, 1, false), (45, 9, true), (48, 8, true), (51, 3, true), (53, 7, true),
    (54, 2, true), (56, 18, true), (58, 4, true), (60, 1, false), (60, 15, true),
    (
      61, 2,
      false
    ), (61, 9, true), (63, 9, true), (66, 3, true), (68, 1, false), (68, 9, true),
    (
      69, 1,
      false
    ), (69, 12, true), (75, 1, true),
  ]
  static let mutant: Lives = [
    (6, 1, true), (9, 3, true), (13, 3, true), (15, 2, true), (19, 3, true), (22, 4, true),
    (
      26,
      5, true
    ), (29, 5, true), (33, 2, true), (36, 2, true), (43, 1, true), (47, 1, true),
    (
      62, 2,
      true
    ),
  ]

  private func near(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
    value.map { ($0 - expected).magnitude <= tolerance } ?? false
  }

  @Test("Freireich's remissions, as Kleinbaum and Klein print them")
  func freireich() throws {
    let curve = KaplanMeier(Self.lives(Self.treated))
    for (time, share) in [(6.0, 0.857142857143), (10, 0.752941176471), (16, 0.627450980392)] {
      #expect(near(curve.survival(at: time), share, 1e-11))
    }
    let first = try #require(curve.steps.first)
    #expect(first.atRisk == 21 && first.ended == 3)
    #expect(near(first.interval?.low, 0.619717955266))
    #expect(near(first.interval?.high, 0.951551747647))
    let test = try #require(
      LogRankTest(Self.lives(Self.treated), against: Self.lives(Self.placebo)))
    #expect(near(test.statistic, 16.7929409892))
    #expect(near(test.p, 4.16880910933e-05, 1e-14))
    #expect(test.observed == 9)
  }

  @Test("fruit flies, against lifelines and R")
  func waltons() throws {
    let all = KaplanMeier(Self.lives(Self.control + Self.mutant))
    for (time, share) in [(20.0, 0.913650306748), (40, 0.777837423313), (60, 0.311523659396)] {
      #expect(near(all.survival(at: time), share))
    }
    #expect(all.survival(at: 75) == 0)
    #expect(all.survival(at: 0) == 1)
    let mutant = KaplanMeier(Self.lives(Self.mutant))
    #expect(near(mutant.survival(at: 40), 0.117647058824))
    #expect(near(mutant.steps.last { $0.time <= 40 }?.interval?.low, 0.0372426489801))
    let test = try #require(
      LogRankTest(Self.lives(Self.control), against: Self.lives(Self.mutant)))
    #expect(near(test.statistic, 122.249125573, 1e-7))
    #expect(near(test.p, 2.03598322229e-28, 1e-33))
  }

  @Test("without censoring the curve is the share that is left; a test needs both groups")
  func plain() {
    let curve = KaplanMeier(Self.lives([(1, 2, true), (2, 1, true), (3, 1, true)]))
    #expect(curve.steps.map(\.survival) == [0.5, 0.25, 0])
    #expect(curve.steps.last?.interval == nil)
    #expect(LogRankTest([], against: Self.lives([(1, 2, true)])) == nil)
    #expect(LogRankTest(Self.lives([(1, 2, false)]), against: Self.lives([(1, 2, false)])) == nil)
    #expect(KaplanMeier([KaplanMeier.Life(time: .nan, isEnded: true)]).steps.isEmpty)
  }

  @Test("the order of the lives decides nothing, and swapping groups keeps the statistic")
  func order() throws {
    let (one, two) = (Self.lives(Self.treated), Self.lives(Self.placebo))
    let test = try #require(LogRankTest(one, against: two))
    let turned = try #require(LogRankTest(two.reversed(), against: one.reversed()))
    #expect(near(turned.statistic, test.statistic))
    #expect(KaplanMeier(one.reversed()) == KaplanMeier(one))
  }
}
