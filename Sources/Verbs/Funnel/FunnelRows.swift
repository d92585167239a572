import Engine
import Reporting

/// Fills the counts of a funnel from the rows of its queries.
struct FunnelRows {
  let plan: Funnel.Plan
  let dataset: Dataset
  let rows: SQLRows

  private var steps: StepList {
    StepList(
      isOptional: plan.steps.map(\.isOptional), isStrictlyLater: plan.rules.isStrictlyLater)
  }

  var counts: FunnelCounts {
    var total = FunnelTally(steps, timing: plan.bins.timed)
    for row in rows["timed"] {
      let seconds = Double(row.milliseconds(0) ?? 0) / 1000
      total.between += Array(repeating: seconds, count: max(0, row.count(1)))
    }
    for row in rows["steps"] { total.read(step: row) }
    for row in rows["times"] { total.read(times: row) }
    for row in rows["excluded"] { total.read(excluded: row) }
    total.hangingOnTies = rows["ties"].first?.count(0) ?? 0
    total.withTimeLeft = rows["waiting"].first?.count(0) ?? 0
    var counts = FunnelCounts(total: total)
    readGroups(into: &counts)
    counts.unassigned = rows["unassigned"].first?.count(0) ?? 0
    if plan.saving != nil { counts.saved = numbers("saved") }
    if rows.all["masks"] != nil { counts.masks = numbers("masks").map { UInt64(max(0, $0)) } }
    return counts
  }

  private func readGroups(into counts: inout FunnelCounts) {
    let width = plan.breakdown.count
    guard width > 0 else { return }
    var places: [Key: Int] = [:]
    var groups: [(key: Key, tally: FunnelTally, share: FunnelCounts.Share)] = []
    let all = counts.total.share(usesAll: plan.usesAll)
    func place(_ row: [Cell]) -> Int {
      let key = Key(row.prefix(width))
      if let known = places[key] { return known }
      places[key] = groups.count
      groups.append((key, FunnelTally(steps), all))
      return groups.count - 1
    }
    for row in rows["groups"] {
      groups[place(row)].tally.read(step: Array(row.dropFirst(width)))
    }
    for row in rows["group_times"] {
      groups[place(row)].tally.read(times: Array(row.dropFirst(width)))
    }
    for row in rows["group_excluded"] {
      groups[place(row)].tally.read(excluded: Array(row.dropFirst(width)))
    }
    for row in rows["rest"] {
      let own = FunnelCounts.Share(successes: row.count(width + 1), trials: row.count(width))
      let other = FunnelCounts.Share(successes: row.count(width + 3), trials: row.count(width + 2))
      groups[place(row)].share = all - own + other
    }
    if plan.unit == .entries {
      for index in groups.indices {
        groups[index].share = all - groups[index].tally.share(usesAll: plan.usesAll)
      }
    }
    let named = groups.map { (keys: cells($0.key), tally: $0.tally, share: $0.share) }
      .sorted { precedes($0.keys, $1.keys) }
    counts.keys = named.map(\.keys)
    counts.groups = named.map(\.tally)
    counts.rest = named.map(\.share)
  }

  /// The values of a group as SQL gave them; texts count by their bytes.
  private struct Key: Hashable {
    private let cells: [Cell]
    private let bytes: [[UInt8]]

    init(_ cells: some Sequence<Cell>) {
      self.cells = Array(cells)
      bytes = self.cells.map { Array(($0.textValue ?? "").utf8) }
    }

    var values: [Cell] { cells }
  }

  private func cells(_ key: Key) -> [Cell] {
    zip(plan.breakdown, key.values).map { dimension, value in
      switch dimension {
      case .user(let user): user.cell(value, in: dataset)
      case .entryProperty(_, _, let type): type.cell(value)
      case .entryPeriod: value
      }
    }
  }

  private func precedes(_ left: [Cell], _ right: [Cell]) -> Bool {
    for (index, dimension) in plan.breakdown.enumerated() {
      var before = Cell.precedes
      if case .user(let user) = dimension { before = user.precedes }
      if before(left[index], right[index]) { return true }
      if before(right[index], left[index]) { return false }
    }
    return false
  }

  /// By user the number that a query gives; 0 for who is not in it.
  private func numbers(_ query: String) -> [Int] {
    let places = dataset.users.places
    var numbers = Array(repeating: 0, count: dataset.users.count)
    for row in rows[query] {
      guard let id = row.first?.textValue, let user = places[id] else { continue }
      numbers[user] = row.count(1)
    }
    return numbers
  }
}

extension FunnelTally {
  /// `step, users, mature, open, open_until`.
  fileprivate mutating func read(step row: [Cell]) {
    let step = row.count(0) - 1
    guard reached.indices.contains(step) else { return }
    reached[step] = row.count(1)
    mature[step] = row.count(2)
    add(open: row.count(3), until: row.milliseconds(4), at: step)
  }

  /// `step, since_previous, since_entry, users`.
  fileprivate mutating func read(times row: [Cell]) {
    let step = row.count(0) - 1
    guard seconds.indices.contains(step), let previous = row.milliseconds(1),
      let entry = row.milliseconds(2)
    else { return }
    let users = max(0, row.count(3))
    seconds[step] += Array(repeating: Double(previous) / 1000, count: users)
    overall[step] += Array(repeating: Double(entry) / 1000, count: users)
  }

  /// `step, excluded`; step 0 counts units.
  fileprivate mutating func read(excluded row: [Cell]) {
    let step = row.count(0) - 1
    if step < 0 { excludedUnits = row.count(1) }
    if excluded.indices.contains(step) { excluded[step] = row.count(1) }
  }
}
