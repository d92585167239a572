import Engine
import Reporting
import Statistics

/// One user's value within the horizon.
struct UserValue {
  /// The instant of acquisition.
  let acquired: Int64
  let isMature: Bool
  let isActive: Bool
  /// Payments above zero.
  let orders: Int
  /// Amounts below zero that are not subtracted.
  let refundsLeftOut: Int
  /// Ten-thousandths by age in days, in order of age.
  let payments: [(age: Int, amount: Int64)]
}

/// Reads each user's acquisition and payments from the event columns.
struct UserValueReader {
  private let plan: LTV.Plan
  private let dataset: Dataset
  private let acquires: [Bool]
  private let isActive: [Bool]
  private let amounts: PropertyColumn

  init(_ plan: LTV.Plan, _ dataset: Dataset) {
    self.plan = plan
    self.dataset = dataset
    acquires = (plan.acquisition ?? .any).mask(in: dataset)
    isActive = plan.active.mask(in: dataset)
    amounts = dataset.events.properties[plan.amount]
  }

  /// Nil where the user was not acquired within the range.
  func value(of user: Int) -> UserValue? {
    let log = dataset.events
    let calendar = dataset.calendar
    let rows = log.rows(of: user)
    guard let first = rows.first(where: { acquires[$0] }) else { return nil }
    let acquired = log.times[first]
    guard plan.range.contains(acquired) else { return nil }
    let day = calendar.day(of: acquired)
    let last = plan.lastDay(from: day)
    var active = false
    var orders = 0
    var refundsLeftOut = 0
    var payments: [(age: Int, amount: Int64)] = []
    for row in rows {
      let today = calendar.day(of: log.times[row])
      guard today >= day, today <= last else { continue }
      if isActive[row] { active = true }
      guard let amount = amount(of: row) else { continue }
      if amount > 0 { orders += 1 }
      if amount < 0, !plan.subtractsRefunds {
        refundsLeftOut += 1
        continue
      }
      payments.append((today.number - day.number, amount))
    }
    return UserValue(
      acquired: acquired, isMature: last <= dataset.asof.day, isActive: active, orders: orders,
      refundsLeftOut: refundsLeftOut, payments: payments)
  }

  private func amount(of row: Int) -> Int64? {
    guard case .money(let values) = amounts.storage, values[row] != PropertyColumn.missing else {
      return nil
    }
    return values[row]
  }
}

/// Sums over the users of a group; only mature users enter the money.
struct ValueTally {
  private(set) var users = 0
  private(set) var mature = 0
  private(set) var refundsLeftOut = 0
  private var payers = 0
  private var repeaters = 0
  private var active = 0
  private var orders = 0
  private var revenue: Int64 = 0
  private var squares = 0.0
  private var byAge: [Int: Int64] = [:]

  /// Throws E404 where a sum of money leaves the range of numbers.
  mutating func add(_ value: UserValue) throws(Diagnostic) {
    users += 1
    guard value.isMature else { return }
    mature += 1
    if value.isActive { active += 1 }
    if value.orders > 0 { payers += 1 }
    if value.orders > 1 { repeaters += 1 }
    orders += value.orders
    refundsLeftOut += value.refundsLeftOut
    var own: Int64 = 0
    for payment in value.payments {
      try Self.add(payment.amount, to: &own)
      try Self.add(payment.amount, to: &byAge[payment.age, default: 0])
    }
    try Self.add(own, to: &revenue)
    let units = Money(tenThousandths: own).units
    squares += units * units
  }

  private static func add(_ amount: Int64, to sum: inout Int64) throws(Diagnostic) {
    let (total, overflow) = sum.addingReportingOverflow(amount)
    guard !overflow else {
      throw Diagnostic(
        "E404", Phrase("the amounts add up to more than can be counted", "金额之和超出可计范围"),
        at: nil,
        notes: [Phrase("look for outliers: describe", "请检查异常值：概览")])
    }
    sum = total
  }

  /// Throws E500 where the counts contradict each other.
  func checkInvariants() throws(Diagnostic) {
    let isSound =
      mature <= users && payers <= mature && repeaters <= payers && active <= mature
      && orders >= payers
    if !isSound { throw .brokenInvariant("ltv users") }
  }

  /// The row of the table `value`, without the dimensions.
  var row: [Cell] {
    let money = Money(tenThousandths: revenue)
    // Delta method: the mean's standard error from the users' own values.
    let interval = MeanInterval(sum: money.units, squares: squares, count: mature)
    return [
      .int(users), .int(mature), .int(payers), .money(money), quotient(mature), quotient(active),
      quotient(payers), Cell(interval?.low), Cell(interval?.high), .int(active), .int(orders),
      payers == 0 ? .missing : .real(Double(repeaters) / Double(payers)),
      payers == 0 ? .missing : .real(Double(orders) / Double(payers)), quotient(orders),
    ]
  }

  /// Cumulative revenue and value by age, a row a day.
  func curve(ages: Int) -> [[Cell]] {
    var sum: Int64 = 0
    var rows: [[Cell]] = []
    for age in 0...max(0, ages) {
      sum &+= byAge[age] ?? 0
      let money = Money(tenThousandths: sum)
      rows.append([
        .int(age), .int(mature), .money(money),
        mature == 0 ? .missing : .real(money.units / Double(mature)),
      ])
    }
    return rows
  }

  private func quotient(_ count: Int) -> Cell {
    count == 0 ? .missing : .real(Money(tenThousandths: revenue).units / Double(count))
  }
}
