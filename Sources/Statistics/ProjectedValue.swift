#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a user is worth who pays the same each period and may leave after any of them.
///
/// Σ over t = 0, 1, … of payment × qᵗ with q = (1 - churn) / (1 + discount): the first payment is
/// made at once. Without cap and discount payment ÷ churn; with a discount Gupta and Lehmann's
/// (2003) m (1+i) / (1+i-r), "Customers as assets", Journal of Interactive Marketing 17(1).
public struct ProjectedValue: Hashable, Sendable {
  /// What stays in a period: the payment less its costs.
  public let payment: Double
  /// The share that leaves each period, 0...1.
  public let churn: Double
  /// A fraction a period.
  public let discount: Double
  /// The periods counted; nil for all to come.
  public let cap: Int?

  public init(payment: Double, churn: Double, discount: Double = 0, cap: Int? = nil) {
    self.payment = payment
    self.churn = churn
    self.discount = discount
    self.cap = cap
  }

  /// What a payment of the next period counts beside one of this.
  public var factor: Double { (1 - churn) / (1 + discount) }

  /// 1 - factor, without the rounding of a difference: 5% stays 5%.
  private var loss: Double { (churn + discount) / (1 + discount) }

  /// Nil where nobody leaves and nothing bounds the sum.
  public var total: Double? { cap.map { value(after: $0) } ?? endless }

  private var endless: Double? {
    let value = loss > 0 ? payment / loss : nil
    return value.flatMap { $0.isFinite ? $0 : nil }
  }

  /// The sum of so many periods.
  public func value(after periods: Int) -> Double {
    let count = Double(max(0, periods))
    if loss == 0 { return payment * count }
    return payment * (1 - pow(factor, count)) / loss
  }

  /// The share of users still there after so many periods.
  public func remaining(after periods: Int) -> Double { pow(1 - churn, Double(max(0, periods))) }

  /// The first number of periods whose sum reaches a cost; nil where it never does, or not within
  /// the cap.
  public func periods(toReach cost: Double) -> Int? {
    guard cost.isFinite, payment > 0 || cost <= 0 else { return nil }
    if cost <= 0 { return 0 }
    let most = cap ?? 12_000
    // The sum rises with each period, so the first that reaches it is found by halving.
    guard value(after: most) >= cost * (1 - 1e-12) else { return nil }
    var (low, high) = (0, most)
    while high - low > 1 {
      let middle = (low + high) / 2
      if value(after: middle) >= cost * (1 - 1e-12) { high = middle } else { low = middle }
    }
    return high
  }
}
