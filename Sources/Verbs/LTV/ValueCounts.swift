import Engine

/// What a question about value counts: whole numbers, sums of money and times, nothing statistical.
struct ValueCounts: Hashable, Sendable {
  /// One for each population that is compared, else one.
  var sides: [Side]

  /// Money that moved on one instant of a user's time.
  struct Movement: Hashable, Sendable {
    /// In milliseconds since 1970 UTC.
    let instant: Int64
    /// Whole days since the day of acquisition.
    let age: Int32
    /// Ten-thousandths; below zero for a refund that is subtracted.
    let revenue: Int64
    /// Ten-thousandths.
    let cost: Int64
  }

  /// A counted user whose money moved within the horizon.
  struct Account: Hashable, Sendable {
    let user: Int32
    /// The local day of the acquisition.
    let acquired: Int32
    /// Had an active event within the horizon.
    let isActive: Bool
    /// In order of instant, then of amounts.
    let movements: [Movement]
  }

  struct Group: Hashable, Sendable {
    /// A cell for each dimension of the breakdown.
    let key: [Cell]
    /// Acquired within the range.
    var users = 0
    /// Of them, those old enough for the horizon.
    var mature = 0
    /// Those that the value is divided by: the mature, or all with `using all`.
    var counted = 0
    /// Of the counted, those with an active event within the horizon.
    var active = 0
    /// Amounts below zero that are not subtracted.
    var refundsLeftOut = 0
    /// Payments beside which no cost stands, though costs are known.
    var withoutCost = 0
    /// By user.
    var accounts: [Account] = []
    /// The counted users, where they are kept under a name.
    var members: [Int32] = []
    /// Users acquired at the price of `spend`, of everybody, whatever `where` says.
    var acquired = 0
    /// What was spent on them, in ten-thousandths.
    var spend: Int64?

    init(key: [Cell]) { self.key = key }
  }

  struct Side: Hashable, Sendable {
    /// In the natural order of their keys.
    var groups: [Group] = []
    /// Everybody acquired in the range, and everything spent in it.
    var acquired = 0
    var spend: Int64?
    /// Spent on groups that acquired nobody.
    var unmatched: Int64 = 0
    /// Rows of spend without a readable time or amount.
    var unreadableSpend = 0
    /// Rows of costs of users whom the dataset does not know.
    var strayCosts = 0
  }
}

extension ValueCounts.Group {
  /// Both groups as one; users stand in one group alone.
  static func merged(_ groups: [Self], key: [Cell]) throws(Overflow) -> Self {
    var all = Self(key: key)
    for group in groups {
      all.users += group.users
      all.mature += group.mature
      all.counted += group.counted
      all.active += group.active
      all.refundsLeftOut += group.refundsLeftOut
      all.withoutCost += group.withoutCost
      all.accounts += group.accounts
      all.members += group.members
      all.acquired += group.acquired
      if let spend = group.spend { all.spend = try (all.spend ?? 0).adding(spend) }
    }
    all.accounts.sort { $0.user < $1.user }
    return all
  }
}

/// A sum of money that leaves the range of numbers.
struct Overflow: Error {}

extension Int64 {
  func adding(_ other: Int64) throws(Overflow) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    if overflow { throw Overflow() }
    return sum
  }

  func subtracting(_ other: Int64) throws(Overflow) -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    if overflow { throw Overflow() }
    return difference
  }
}
