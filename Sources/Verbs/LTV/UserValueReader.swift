import Engine
import Reporting

/// One user's value within the horizon.
struct UserValue {
  /// The instant of acquisition.
  let acquired: Int64
  let day: CivilDay
  let isMature: Bool
  let isActive: Bool
  /// Amounts below zero that are not subtracted.
  let refundsLeftOut: Int
  /// Payments without a cost.
  let withoutCost: Int
  let movements: [ValueCounts.Movement]
}

/// Reads each user's acquisition, payments and costs from the columns of events.
struct UserValueReader {
  private let plan: LTV.Plan
  private let dataset: Dataset
  private let acquires: [Bool]
  private let isActive: [Bool]
  private let amounts: Column<Int64>
  /// Costs of rows, each column in ten-thousandths.
  private let costs: [Column<Int64>]
  private let ledger: CostLedger?

  init(_ plan: LTV.Plan, _ dataset: Dataset) throws(Diagnostic) {
    self.plan = plan
    self.dataset = dataset
    acquires = (plan.acquisition ?? .any).mask(in: dataset)
    isActive = plan.active.mask(in: dataset)
    let properties = dataset.events.properties
    amounts = plan.amount.map { properties[$0].moneyValues } ?? []
    var costs: [Column<Int64>] = []
    var ledgers: [LTV.Ledger] = []
    if case .costs(let sources) = plan.basis {
      for source in sources {
        switch source {
        case .property(let index): costs.append(properties[index].moneyValues)
        case .ledger(let ledger): ledgers.append(ledger)
        }
      }
    }
    self.costs = costs
    ledger = ledgers.isEmpty ? nil : try CostLedger(ledgers, in: dataset)
  }

  /// Rows of costs of users whom the dataset does not know.
  var strayCosts: Int { ledger?.stray ?? 0 }

  /// The first of a user's events that acquire; nil where there is none.
  func acquisition(of user: Int) -> Int64? {
    dataset.events.rows(of: user).first { acquires[$0] }.map { dataset.events.times[$0] }
  }

  func value(of user: Int, acquired: Int64) -> UserValue {
    let log = dataset.events
    let calendar = dataset.calendar
    let day = calendar.day(of: acquired)
    let last = plan.lastDay(from: day)
    // Days are told apart by their local date; instants only spare looking at those far away.
    let start = calendar.start(of: day.advanced(by: -1))
    let end = calendar.start(of: last.advanced(by: 2))
    func age(_ instant: Int64) -> Int? {
      guard instant >= start, instant < end else { return nil }
      let today = calendar.day(of: instant)
      return today >= day && today <= last ? today.number &- day.number : nil
    }
    var active = false
    var refundsLeftOut = 0
    var withoutCost = 0
    var movements: [ValueCounts.Movement] = []
    func move(_ instant: Int64, at age: Int, revenue: Int64, cost: Int64) {
      guard revenue != 0 || cost != 0 else { return }
      movements.append(
        ValueCounts.Movement(
          instant: instant, age: Int32(clamping: age), revenue: revenue, cost: cost))
    }
    for row in log.rows(of: user) {
      guard let age = age(log.times[row]) else { continue }
      if isActive[row] { active = true }
      let amount = amounts.isEmpty ? PropertyColumn.missing : amounts[row]
      let cost = cost(of: row)
      if amount != PropertyColumn.missing, amount < 0, !plan.subtractsRefunds {
        refundsLeftOut += 1
        continue
      }
      let revenue = amount == PropertyColumn.missing ? 0 : amount
      if !costs.isEmpty, cost == nil, revenue > 0 { withoutCost += 1 }
      move(log.times[row], at: age, revenue: revenue, cost: cost ?? 0)
    }
    for entry in ledger?.entries(of: user) ?? [] {
      guard let age = age(entry.instant) else { continue }
      move(entry.instant, at: age, revenue: 0, cost: entry.cost)
    }
    if movements.count > 1 {
      // Rows of one instant lie in no order.
      movements.sort {
        ($0.instant, $0.revenue, $0.cost) < ($1.instant, $1.revenue, $1.cost)
      }
    }
    return UserValue(
      acquired: acquired, day: day, isMature: last <= dataset.asof.day, isActive: active,
      refundsLeftOut: refundsLeftOut, withoutCost: withoutCost, movements: movements)
  }

  /// Nil where no column has one.
  private func cost(of row: Int) -> Int64? {
    var sum: Int64?
    for column in costs where column[row] != PropertyColumn.missing {
      sum = (sum ?? 0).addingReportingOverflow(column[row]).partialValue
    }
    return sum
  }
}
