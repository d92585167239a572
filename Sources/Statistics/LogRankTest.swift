/// The test of whether two groups of lives last equally long.
public struct LogRankTest: Hashable, Sendable {
  /// (O - E)² / V over the times at which lives ended.
  public let statistic: Double
  /// The chance of a statistic at least as large where the groups do not differ; one degree of
  /// freedom.
  public let p: Double
  /// Ends seen and expected in the first group.
  public let observed: Int
  public let expected: Double

  /// Nil where the groups never stand beside each other at a time of an end.
  ///
  /// With dᵢ ends among nᵢ at risk, of which mᵢ in the first group: E = Σ dᵢmᵢ/nᵢ,
  /// V = Σ dᵢ (mᵢ/nᵢ)(1 - mᵢ/nᵢ)(nᵢ - dᵢ)/(nᵢ - 1): Mantel (1966), "Evaluation of Survival Data and
  /// Two New Rank Order Statistics", Cancer Chemotherapy Reports 50.
  public init?(_ first: [KaplanMeier.Life], against second: [KaplanMeier.Life]) {
    let lives =
      (first.map { ($0, true) } + second.map { ($0, false) }).filter { $0.0.time.isFinite }
      .sorted { $0.0.time < $1.0.time }
    var (observed, expected, variance) = (0, 0.0, 0.0)
    var firstAtRisk = lives.count { $0.1 }
    var at = 0
    while at < lives.count {
      let time = lives[at].0.time
      let (n, m) = (Double(lives.count - at), Double(firstAtRisk))
      var ended = 0
      while at < lives.count, lives[at].0.time == time {
        if lives[at].0.isEnded {
          ended += 1
          if lives[at].1 { observed += 1 }
        }
        if lives[at].1 { firstAtRisk -= 1 }
        at += 1
      }
      let d = Double(ended)
      expected += d * m / n
      if n > 1 { variance += d * (m / n) * (1 - m / n) * (n - d) / (n - 1) }
    }
    guard variance > 0 else { return nil }
    let difference = Double(observed) - expected
    statistic = difference * difference / variance
    p = Gamma.upperShare(0.5, statistic / 2) ?? 1
    self.observed = observed
    self.expected = expected
  }
}
