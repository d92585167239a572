import Engine
import Reporting

extension LTV {
  /// Counts the users of each side, once over the columns of events for both.
  static func count(
    _ plan: Plan, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> ValueCounts {
    let reader = try UserValueReader(plan, dataset)
    let groupings = plan.breakdown.map { Grouped($0, dataset) }
    var spend: SpendReader?
    if case .spend(let source) = plan.acquisitionCost {
      spend = try SpendReader(source, breakdown: plan.breakdown, in: dataset)
    }
    let everyone = plan.population.users(in: dataset)
    let sides: [(users: UserSet, range: InstantRange)] =
      plan.comparison?.sides.map { ($0.users ?? everyone, $0.range) } ?? [(everyone, plan.range)]
    var counts = ValueCounts(sides: [])
    for side in sides {
      var tally = SideTally(plan: plan, groupings: groupings)
      for user in 0..<dataset.users.count {
        if user & 0xFFF == 0 { try interrupt.check() }
        guard let acquired = reader.acquisition(of: user), side.range.contains(acquired) else {
          continue
        }
        tally.add(user, acquired: acquired)
        guard side.users.contains(user) else { continue }
        tally.add(user, reader.value(of: user, acquired: acquired))
      }
      do {
        counts.sides.append(
          try tally.side(
            spend: try spend?.sums(in: side.range), unreadable: spend?.unreadable ?? 0,
            strayCosts: reader.strayCosts))
      } catch {
        throw .tooMuchMoney()
      }
    }
    return counts
  }
}

extension Diagnostic {
  /// E404: a sum of money leaves the range of numbers.
  static func tooMuchMoney() -> Diagnostic {
    Diagnostic(
      "E404",
      Phrase("the amounts add up to more than can be counted", "金额之和超出可计范围"), at: nil,
      notes: [Phrase("look for outliers: describe", "请检查异常值：概览")])
  }
}

/// The users of one population while they are counted.
private struct SideTally {
  let plan: LTV.Plan
  let groupings: [Grouped]
  private var groups: [ValueCounts.Group] = []
  /// Where in `groups` each key stands.
  private var places: [[Int32]: Int] = [:]
  private var acquired: [[Int32]: Int] = [:]

  init(plan: LTV.Plan, groupings: [Grouped]) {
    self.plan = plan
    self.groupings = groupings
    // Without a breakdown there is one group, though it be empty.
    if groupings.isEmpty { _ = place(of: []) }
  }

  /// Somebody who was acquired, whatever `from` and `where` say of them.
  mutating func add(_ user: Int, acquired instant: Int64) {
    guard plan.acquisitionCost != nil else { return }
    acquired[key(of: user, instant), default: 0] += 1
  }

  mutating func add(_ user: Int, _ value: UserValue) {
    let place = place(of: key(of: user, value.acquired))
    groups[place].users += 1
    if value.isMature { groups[place].mature += 1 }
    guard value.isMature || plan.keepsImmature else { return }
    groups[place].counted += 1
    if value.isActive { groups[place].active += 1 }
    groups[place].refundsLeftOut += value.refundsLeftOut
    groups[place].withoutCost += value.withoutCost
    let index = Int32(truncatingIfNeeded: user)
    if plan.saving != nil { groups[place].members.append(index) }
    guard !value.movements.isEmpty else { return }
    groups[place].accounts.append(
      ValueCounts.Account(
        user: index, acquired: Int32(clamping: value.day.number), isActive: value.isActive,
        movements: value.movements))
  }

  private mutating func place(of key: [Int32]) -> Int {
    if let place = places[key] { return place }
    places[key] = groups.count
    groups.append(ValueCounts.Group(key: cells(of: key)))
    return groups.count - 1
  }

  func side(
    spend: [[Cell]: Int64]?, unreadable: Int, strayCosts: Int
  ) throws(Overflow) -> ValueCounts.Side {
    var side = ValueCounts.Side()
    side.unreadableSpend = unreadable
    side.strayCosts = strayCosts
    side.acquired = acquired.values.reduce(0, +)
    var left = spend ?? [:]
    if let spend {
      var whole: Int64 = 0
      for sum in spend.values { whole = try whole.adding(sum) }
      side.spend = whole
      for key in acquired.keys { left[cells(of: key)] = nil }
    }
    for sum in left.values { side.unmatched = try side.unmatched.adding(sum) }
    for (key, place) in places.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      var group = groups[place]
      group.acquired = acquired[key] ?? 0
      if let spend { group.spend = spend[group.key] ?? 0 }
      side.groups.append(group)
    }
    return side
  }

  private func key(of user: Int, _ acquired: Int64) -> [Int32] {
    groupings.map { $0.code(of: user, acquired: acquired) }
  }

  private func cells(of key: [Int32]) -> [Cell] { zip(groupings, key).map { $0.cell($1) } }
}

/// The codes of one dimension of the breakdown; a missing value comes last.
private struct Grouped {
  private let grouping: Grouping?
  private let calendar: LocalCalendar
  private let unit: CalendarUnit?

  init(_ breakdown: LTV.Breakdown, _ dataset: Dataset) {
    calendar = dataset.calendar
    switch breakdown {
    case .user(let dimension):
      grouping = dimension.grouping(in: dataset)
      unit = nil
    case .period(let period):
      grouping = nil
      unit = period
    }
  }

  func code(of user: Int, acquired: Int64) -> Int32 {
    if let unit { return Int32(truncatingIfNeeded: calendar.period(of: acquired, unit: unit)) }
    guard let grouping, grouping.groupOf.indices.contains(user) else { return .max }
    let code = grouping.groupOf[user]
    return code < 0 ? .max : code
  }

  func cell(_ code: Int32) -> Cell {
    if let unit { return .text(calendar.label(ofPeriod: Int(code), unit: unit)) }
    guard let keys = grouping?.keys, keys.indices.contains(Int(code)) else { return .missing }
    return keys[Int(code)]
  }
}
