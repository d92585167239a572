/// The difference of two independent net promoter scores, in points.
public struct NetPromoterDifference: Hashable, Sendable {
  /// Answers counted by class.
  public struct Classes: Hashable, Sendable {
    public var promoters: Int
    public var passives: Int
    public var detractors: Int

    public init(promoters: Int = 0, passives: Int = 0, detractors: Int = 0) {
      self.promoters = promoters
      self.passives = passives
      self.detractors = detractors
    }

    public var answers: Int { promoters &+ passives &+ detractors }

    /// Both together.
    public static func + (left: Classes, right: Classes) -> Classes {
      Classes(
        promoters: left.promoters &+ right.promoters, passives: left.passives &+ right.passives,
        detractors: left.detractors &+ right.detractors)
    }

    /// What is left of the first without the second.
    public static func - (left: Classes, right: Classes) -> Classes {
      Classes(
        promoters: left.promoters &- right.promoters, passives: left.passives &- right.passives,
        detractors: left.detractors &- right.detractors)
    }

    /// The share of promoters minus that of detractors, -1 to 1, and the variance of its error.
    ///
    /// (p + d - (p - d)²) / n, as for one score.
    var score: (value: Double, error: Double)? {
      guard promoters >= 0, passives >= 0, detractors >= 0, answers > 0 else { return nil }
      let n = Double(answers)
      let value = Double(promoters &- detractors) / n
      return (value, max(0, Double(promoters &+ detractors) / n - value * value) / n)
    }
  }

  /// First minus second, -200 to 200.
  public let points: Double
  public let low: Double
  public let high: Double
  /// Two-sided; nil where neither side scatters.
  public let p: Double?

  /// Nil where a side has no answers.
  ///
  /// The variances of two independent scores add up, and the difference over its standard error is
  /// referred to the normal distribution: Goodman (1965), Technometrics 7(2).
  public init?(_ first: Classes, minus second: Classes, confidence: Double = 0.95) {
    guard let one = first.score, let other = second.score else { return nil }
    let difference = one.value - other.value
    let error = (one.error + other.error).squareRoot()
    let reach = Normal.halfWidth(confidence: confidence) * error
    points = 100 * difference + 0
    low = max(-200, 100 * (difference - reach))
    high = min(200, 100 * (difference + reach))
    p = error > 0 ? min(1, 2 * Normal.cdf(-(difference / error).magnitude)) : nil
  }
}

/// What a part of the answers does to the whole score: the score minus that without the part.
public struct LeaveOneOutImpact: Hashable, Sendable {
  /// In points; below zero where the part pulls the score down.
  public let points: Double
  public let low: Double
  public let high: Double

  /// Nil where the part is empty or is everything.
  ///
  /// With n of N answers in the part, its score t and that of the others r, the impact is
  /// n/N (t - r); its interval is z n/N √(v_t + v_r), given how many answers the part has.
  public init?(
    of part: NetPromoterDifference.Classes, in whole: NetPromoterDifference.Classes,
    confidence: Double = 0.95
  ) {
    let others = whole - part
    guard let one = part.score, let other = others.score else { return nil }
    let share = Double(part.answers) / Double(whole.answers)
    let impact = share * (one.value - other.value)
    let reach =
      Normal.halfWidth(confidence: confidence) * share * (one.error + other.error).squareRoot()
    points = 100 * impact + 0
    low = 100 * (impact - reach)
    high = 100 * (impact + reach)
  }
}
