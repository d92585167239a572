#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How customers drop off where each has a chance of leaving of their own, which does not change.
///
/// A customer leaves in every period with chance θ, and θ is spread over the customers as
/// Beta(α, β): Fader and Hardie (2007), "How to Project Customer Retention", Journal of Interactive
/// Marketing 21(1).
public struct ShiftedBetaGeometric: Hashable, Sendable {
  public let alpha: Double
  public let beta: Double

  public init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
  }

  /// The share of those still there after period k - 1 who are so after period k, from k = 1:
  /// (β + k - 1) / (α + β + k - 1), their equation 7.
  public func retention(in period: Int) -> Double {
    let k = Double(period) - 1
    return (beta + k) / (alpha + beta + k)
  }

  /// The share still there after each period from 0 to `last`.
  public func survival(to last: Int) -> [Double] {
    var shares = [1.0]
    for period in stride(from: 1, through: last, by: 1) {
      shares.append((shares.last ?? 1) * retention(in: period))
    }
    return shares
  }

  /// A model with how likely it makes the data.
  public struct Fit: Hashable, Sendable {
    public let model: ShiftedBetaGeometric
    public let logLikelihood: Double
  }

  /// The model that makes the losses most likely; nil where nobody was lost or nobody stayed.
  ///
  /// - Parameter periods: from the first on, how many were there before it and left in it. Those
  ///   who were not watched to the end of a period do not count in it.
  ///
  /// Maximises Σ lost·ln(1 - r) + stayed·ln r over the periods, which for one cohort is their
  /// equation 8.
  public static func fit(_ periods: [(atRisk: Int, lost: Int)]) -> Fit? {
    let lost = periods.reduce(0) { $0 + $1.lost }
    guard lost > 0, periods.contains(where: { $0.lost < $0.atRisk }) else { return nil }
    func logLikelihood(_ model: ShiftedBetaGeometric) -> Double {
      periods.enumerated().reduce(0) { sum, entry in
        let (index, period) = entry
        let share = model.retention(in: index + 1)
        return sum + Double(period.lost) * log(1 - share)
          + Double(period.atRisk - period.lost) * log(share)
      }
    }
    let found = NelderMead.minimum(
      of: { -logLikelihood(ShiftedBetaGeometric(alpha: exp($0[0]), beta: exp($0[1]))) },
      from: [0, 0])
    let model = ShiftedBetaGeometric(alpha: exp(found.place[0]), beta: exp(found.place[1]))
    guard found.value.isFinite, model.alpha.isFinite, model.beta.isFinite else { return nil }
    return Fit(model: model, logLikelihood: -found.value)
  }
}
