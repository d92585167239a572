/// The net promoter score of counted answers, in points from -100 to 100.
public struct NetPromoterScore: Hashable, Sendable {
  /// 100 (promoters - detractors) / answers; never -0.
  public let points: Double
  public let low: Double
  public let high: Double

  /// Nil without answers or for negative counts.
  ///
  /// Each answer is worth +1, 0 or -1, so with shares p and d the variance of one is
  /// p + d - (p - d)², and the interval z standard errors √(variance / n) to either side, cut at
  /// ±100. Score: Reichheld (2003), "The One Number You Need to Grow", Harvard Business Review
  /// 81(12); variance: that of a multinomial difference, Goodman (1965), Technometrics 7(2).
  public init?(promoters: Int, passives: Int, detractors: Int, confidence: Double = 0.95) {
    let answers = promoters + passives + detractors
    guard promoters >= 0, passives >= 0, detractors >= 0, answers > 0 else { return nil }
    let n = Double(answers)
    let p = Double(promoters) / n
    let d = Double(detractors) / n
    let score = Double(promoters - detractors) / n
    let variance = max(0, p + d - score * score)
    let reach = Normal.halfWidth(confidence: confidence) * (variance / n).squareRoot()
    points = 100 * Double(promoters - detractors) / n + 0
    low = max(-100, 100 * (score - reach))
    high = min(100, 100 * (score + reach))
  }
}
