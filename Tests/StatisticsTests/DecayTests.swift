import Statistics
import Testing

@Suite("curves of retention")
struct DecayTests {
  /// Customers left of 1000 after each year: Fader and Hardie (2007), table 1.
  static let regular = [1000, 631, 468, 382, 326, 289, 262, 241]
  static let highEnd = [1000, 869, 743, 653, 593, 551, 517, 491]

  private func periods(_ left: [Int]) -> [(atRisk: Int, lost: Int)] {
    zip(left, left.dropFirst()).map { (atRisk: $0, lost: $0 - $1) }
  }

  private func near(_ value: Double, _ expected: Double, _ tolerance: Double) -> Bool {
    (value - expected).magnitude <= tolerance
  }

  @Test("the parameters that Fader and Hardie print")
  func faderHardie() throws {
    let regular = try #require(ShiftedBetaGeometric.fit(periods(Self.regular)))
    #expect(near(regular.model.alpha, 0.704077323993, 1e-4))
    #expect(near(regular.model.beta, 1.18204309812, 1e-4))
    #expect(near(regular.logLikelihood, -1680.26518846, 1e-5))
    let survival = regular.model.survival(to: 12)
    #expect(near(survival[12], 0.170037450451, 1e-4))
    #expect(near(survival[1], 0.626706059837, 1e-5))
    let highEnd = try #require(ShiftedBetaGeometric.fit(periods(Self.highEnd)))
    #expect(near(highEnd.model.alpha, 0.668088365622, 1e-4))
    #expect(near(highEnd.model.beta, 3.80609507936, 1e-3))
    #expect(near(highEnd.logLikelihood, -1611.15814739, 1e-5))
  }

  @Test("nothing is fitted where nobody left, nobody stayed or nobody was there")
  func refusals() {
    #expect(ShiftedBetaGeometric.fit([(atRisk: 10, lost: 0)]) == nil)
    #expect(ShiftedBetaGeometric.fit([(atRisk: 10, lost: 10)]) == nil)
    #expect(ShiftedBetaGeometric.fit([]) == nil)
    #expect(DecayCurve.fit([(age: 1, rate: 0.5, weight: 9)], shape: .power) == nil)
  }

  @Test("a curve's own points give it back", arguments: [0.05, 0.61, 1.7, -0.3])
  func recovers(b: Double) throws {
    for shape in [DecayCurve.Shape.power, .exponential] {
      let curve = DecayCurve(shape: shape, a: 0.4, b: b)
      let points = (1...8).map { (age: Double($0), rate: curve.rate(at: Double($0)), weight: 10.0) }
      let found = try #require(DecayCurve.fit(points, shape: shape))
      #expect(near(found.a, 0.4, 1e-6) && near(found.b, b, 1e-6))
    }
  }

  @Test("a point without weight decides nothing")
  func weights() throws {
    let points = [
      (age: 1.0, rate: 0.4, weight: 5.0), (age: 2, rate: 0.2, weight: 5),
      (age: 3, rate: 0.9, weight: 0),
    ]
    let curve = try #require(DecayCurve.fit(points, shape: .exponential))
    #expect(near(curve.rate(at: 2), 0.2, 1e-9))
  }

  @Test("the lowest place of a valley that bends: Rosenbrock (1960)")
  func rosenbrock() {
    let found = NelderMead.minimum(
      of: { 100 * ($0[1] - $0[0] * $0[0]) * ($0[1] - $0[0] * $0[0]) + (1 - $0[0]) * (1 - $0[0]) },
      from: [-1.2, 1])
    #expect(near(found.place[0], 1, 1e-4) && near(found.place[1], 1, 1e-4))
  }
}
