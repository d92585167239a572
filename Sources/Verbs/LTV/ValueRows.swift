import Engine
import Reporting

/// Reads the counts of one side from the rows that its SQL gave.
struct ValueRows {
  let plan: LTV.Plan
  let dataset: Dataset
  let rows: SQLRows
  let suffix: String

  /// What was spent is read from its own table: it is of no user.
  func side(range: InstantRange) throws(Diagnostic) -> ValueCounts.Side {
    var side = ValueCounts.Side()
    var groups: [[Cell]: ValueCounts.Group] = [:]
    if plan.breakdown.isEmpty { groups[[]] = ValueCounts.Group(key: []) }
    var acquired: [[Cell]: Int] = [:]
    let width = plan.breakdown.count
    for row in rows["sizes" + suffix] {
      let key = key(row)
      if plan.acquisitionCost != nil { acquired[key] = row.count(width) }
      guard row.count(width + 1) > 0 || width == 0 else { continue }
      var group = ValueCounts.Group(key: key)
      group.users = row.count(width + 1)
      group.mature = row.count(width + 2)
      groups[key] = group
    }
    addMembers(to: &groups)
    side.strayCosts = rows["strays"].first?.count(0) ?? 0
    side.acquired = acquired.values.reduce(0, +)
    try addSpend(range, acquired, to: &side, &groups)
    side.groups = groups.values.sorted { precedes($0.key, $1.key) }
    return side
  }

  private func addMembers(to groups: inout [[Cell]: ValueCounts.Group]) {
    let width = plan.breakdown.count
    let places = dataset.users.places
    var movements: [Int: [ValueCounts.Movement]] = [:]
    for row in rows["movements" + suffix] {
      guard let user = row.first?.textValue.flatMap({ places[$0] }), row.count == 5,
        let instant = row.milliseconds(1), let revenue = row.milliseconds(3),
        let cost = row.milliseconds(4)
      else { continue }
      movements[user, default: []].append(
        ValueCounts.Movement(
          instant: instant, age: Int32(clamping: row.count(2)), revenue: revenue, cost: cost))
    }
    var members: [(user: Int, row: [Cell])] = []
    for row in rows["members" + suffix] {
      if let user = row[width].textValue.flatMap({ places[$0] }) { members.append((user, row)) }
    }
    for (user, row) in members.sorted(by: { $0.user < $1.user }) {
      let key = key(row)
      let day = CivilDay(number: row.count(width + 1))
      let isActive = row.count(width + 2) > 0
      var own = movements[user] ?? []
      own.sort { ($0.instant, $0.revenue, $0.cost) < ($1.instant, $1.revenue, $1.cost) }
      let index = Int32(truncatingIfNeeded: user)
      groups[key]?.counted += 1
      if isActive { groups[key]?.active += 1 }
      groups[key]?.refundsLeftOut += row.count(width + 3)
      groups[key]?.withoutCost += row.count(width + 4)
      if plan.saving != nil { groups[key]?.members.append(index) }
      guard !own.isEmpty else { continue }
      groups[key]?.accounts.append(
        ValueCounts.Account(
          user: index, acquired: Int32(clamping: day.number), isActive: isActive, movements: own))
    }
  }

  private func addSpend(
    _ range: InstantRange, _ acquired: [[Cell]: Int], to side: inout ValueCounts.Side,
    _ groups: inout [[Cell]: ValueCounts.Group]
  ) throws(Diagnostic) {
    for key in groups.keys { groups[key]?.acquired = acquired[key] ?? 0 }
    guard case .spend(let source) = plan.acquisitionCost else { return }
    let reader = try SpendReader(source, breakdown: plan.breakdown, in: dataset)
    side.unreadableSpend = reader.unreadable
    do {
      let spend = try reader.sums(in: range)
      var whole: Int64 = 0
      for (key, sum) in spend {
        whole = try whole.adding(sum)
        if acquired[key] == nil { side.unmatched = try side.unmatched.adding(sum) }
      }
      side.spend = whole
      for key in groups.keys { groups[key]?.spend = spend[key] ?? 0 }
    } catch {
      throw .tooMuchMoney()
    }
  }

  private func key(_ row: [Cell]) -> [Cell] {
    plan.breakdown.enumerated().map { index, dimension -> Cell in
      guard row.indices.contains(index) else { return .missing }
      switch dimension {
      case .user(let users): return users.cell(row[index], in: dataset)
      case .period(let unit):
        return .text(dataset.calendar.label(ofPeriod: row.count(index), unit: unit))
      }
    }
  }

  /// The natural order of the groups; labels of periods sort as the periods do.
  private func precedes(_ left: [Cell], _ right: [Cell]) -> Bool {
    for (index, dimension) in plan.breakdown.enumerated() {
      let (one, other) = (left[index], right[index])
      if one == other { continue }
      if case .user(let users) = dimension { return users.precedes(one, other) }
      return Cell.precedes(one, other)
    }
    return false
  }
}
