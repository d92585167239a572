import Engine
import Reporting
import Statistics

/// How money that moved becomes value: the share that stays, and how much less later money counts.
struct Valuation {
  let share: Double
  /// What a payment counts by its age in days; nil where all count alike.
  private let factors: [Double]?

  /// Days of a mean month of the Gregorian calendar, over which a discount is spread.
  static let daysOfMonth = 365.2425 / 12

  init(_ plan: LTV.Plan) {
    share = plan.basis.share
    factors =
      plan.discount == 0
      ? nil
      : (0...max(0, plan.mostDays)).map { age in
        PresentValue.factor(
          rate: plan.discount, periods: Double(age) / Self.daysOfMonth)
      }
  }

  /// Money as it is summed: exact where all of it counts alike.
  struct Sum {
    /// Ten-thousandths.
    private(set) var net: Int64 = 0
    private(set) var discounted = 0.0

    mutating func add(_ other: Sum) throws(Overflow) {
      net = try net.adding(other.net)
      discounted += other.discounted
    }
  }

  func sum(of movement: ValueCounts.Movement) throws(Overflow) -> Sum {
    let net = try movement.revenue.subtracting(movement.cost)
    guard let factors else { return Sum(net: net) }
    let age = min(max(0, Int(movement.age)), factors.count - 1)
    return Sum(net: net, discounted: Money(tenThousandths: net).units * factors[age])
  }

  /// In units of the currency.
  func units(_ sum: Sum) -> Double {
    (factors == nil ? Money(tenThousandths: sum.net).units : sum.discounted) * share
  }
}

/// What one account is worth.
struct AccountWorth {
  let account: ValueCounts.Account
  let orders: Int
  /// Ten-thousandths.
  let revenue: Int64
  let cost: Int64
  /// In units of the currency.
  let value: Double
  /// Seconds between its orders.
  let gaps: [Double]

  init(_ account: ValueCounts.Account, _ valuation: Valuation) throws(Overflow) {
    self.account = account
    var (orders, revenue, cost) = (0, Int64(0), Int64(0))
    var gaps: [Double] = []
    var last: Int64?
    var sum = Valuation.Sum()
    for movement in account.movements {
      revenue = try revenue.adding(movement.revenue)
      cost = try cost.adding(movement.cost)
      try sum.add(try valuation.sum(of: movement))
      guard movement.revenue > 0 else { continue }
      orders += 1
      if let last { gaps.append(Double(movement.instant &- last) / 1000) }
      last = movement.instant
    }
    (self.orders, self.revenue, self.cost, self.gaps) = (orders, revenue, cost, gaps)
    value = valuation.units(sum)
  }
}
