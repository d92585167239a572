import Statistics

/// A figure that two groups of answers can be tested for.
enum AnswerMeasure: Hashable {
  case score(NetPromoterDifference.Classes)
  case share(Int, of: Int)
  case mean(sum: Double, squares: Double, count: Int)

  /// Points, a fraction or a mean; nil without answers.
  var value: Double? {
    switch self {
    case .score(let classes):
      NetPromoterScore(
        promoters: classes.promoters, passives: classes.passives,
        detractors: classes.detractors)?.points
    case .share(let part, let whole): whole > 0 ? Double(part) / Double(whole) : nil
    case .mean(let sum, let squares, let count):
      SampleMean(sum: sum, squares: squares, count: count)?.mean
    }
  }

  var isShare: Bool { if case .share = self { true } else { false } }

  /// Both together; nil for figures of different kinds.
  static func + (left: AnswerMeasure, right: AnswerMeasure) -> AnswerMeasure {
    switch (left, right) {
    case (.score(let one), .score(let other)): .score(one + other)
    case (.share(let part, let whole), .share(let more, let all)):
      .share(part + more, of: whole + all)
    case (.mean(let sum, let squares, let count), .mean(let more, let moreSquares, let others)):
      .mean(sum: sum + more, squares: squares + moreSquares, count: count + others)
    default: left
    }
  }

  /// What sets this figure apart from another.
  struct Difference {
    let value: Double
    let low: Double?
    let high: Double?
    let p: Double?
  }

  /// Scores by their three-class variances, shares by Newcombe and the two-proportion test, means
  /// by Welch; nil where a side has nothing.
  func minus(_ other: AnswerMeasure) -> Difference? {
    switch (self, other) {
    case (.score(let one), .score(let two)):
      return NetPromoterDifference(one, minus: two).map {
        Difference(value: $0.points, low: $0.low, high: $0.high, p: $0.p)
      }
    case (.share(let part, let whole), .share(let more, let all)):
      guard let difference = ProportionDifference((part, whole), minus: (more, all)) else {
        return nil
      }
      let p = ProportionTest((part, whole), against: (more, all))?.p
      return Difference(
        value: difference.difference, low: difference.low, high: difference.high, p: p)
    case (.mean(let sum, let squares, let count), .mean(let more, let moreSquares, let others)):
      guard let one = SampleMean(sum: sum, squares: squares, count: count),
        let two = SampleMean(sum: more, squares: moreSquares, count: others)
      else { return nil }
      let test = WelchTest(one, minus: two)
      return Difference(
        value: one.mean - two.mean, low: test?.low, high: test?.high, p: test?.p)
    default: return nil
    }
  }
}
