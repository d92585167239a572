#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How much likelier a word is in one text than in another, shrunk towards both together.
public struct LogOddsOfWord: Hashable, Sendable {
  /// The logarithm of the odds in the first text over the odds in the second.
  public let logOdds: Double
  /// The log-odds in standard errors.
  public let z: Double

  /// Nil where a side has no words or the counts contradict each other.
  ///
  /// - Parameters:
  ///   - prior: how many words the prior weighs, spread over the words as in both texts together.
  ///
  /// δ = ln((y₁+α)/(n₁+α₀-y₁-α)) - ln((y₂+α)/(n₂+α₀-y₂-α)) with variance 1/(y₁+α) + 1/(y₂+α):
  /// Monroe, Colaresi and Quinn (2008), "Fightin' Words: Lexical Feature Selection and Evaluation
  /// for Identifying the Content of Political Conflict", Political Analysis 16(4), equations 16,
  /// 20 and 22, with the informative prior of its section 3.5.1.
  public init?(
    _ first: (count: Int, words: Int), against second: (count: Int, words: Int),
    prior: Double = 500
  ) {
    guard first.words > 0, second.words > 0, prior > 0,
      (0...first.words).contains(first.count), (0...second.words).contains(second.count)
    else { return nil }
    let (y, n) = (Double(first.count), Double(first.words))
    let (x, m) = (Double(second.count), Double(second.words))
    let own = prior * (y + x) / (n + m)
    guard own > 0 else { return nil }
    func odds(_ count: Double, _ words: Double) -> Double {
      log((count + own) / (words + prior - count - own))
    }
    let difference = odds(y, n) - odds(x, m)
    guard difference.isFinite else { return nil }
    logOdds = difference
    z = difference / (1 / (y + own) + 1 / (x + own)).squareRoot()
  }
}
