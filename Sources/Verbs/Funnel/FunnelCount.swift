import Engine
import Reporting

/// Counts the units of a dataset under a plan: in total, by group, and for each group all others.
struct FunnelCount {
  let plan: Funnel.Plan
  private var total: FunnelTally
  private var groups: [FunnelTally] = []
  private var others: [Others] = []
  private var unassigned = 0

  private let dataset: Dataset
  private let steps: StepList
  private let gatherer: EntryGatherer
  private let reader: UnitReader
  private var split: FunnelSplit
  private var saver: FunnelSaver?
  /// The steps of each user's best reading, 0 for who is not in the funnel; nil where not asked.
  private var masks: [UInt64]?

  /// What is taken from the total of all units to leave those outside a group.
  private struct Others {
    /// The units of the group, as they count in the total.
    var total: FunnelTally
    /// Those of them that have attempts in other groups, as they count there.
    var elsewhere: FunnelTally
  }

  init(_ plan: Funnel.Plan, _ dataset: Dataset, keepsMasks: Bool = false) {
    self.plan = plan
    self.dataset = dataset
    let matcher = FunnelMatcher(
      rules: plan.rules, isOptional: plan.steps.map(\.isOptional), calendar: dataset.calendar)
    steps = matcher.steps
    gatherer = EntryGatherer(plan: plan, dataset: dataset)
    reader = UnitReader(
      matcher: matcher, end: gatherer.maturityEnd, asofEnd: dataset.end)
    split = FunnelSplit(plan.breakdown, touch: plan.touch, peer: plan.rules.peer, in: dataset)
    total = FunnelTally(steps, timing: plan.bins.timed)
    masks = keepsMasks ? Array(repeating: 0, count: dataset.users.count) : nil
    saver = plan.saving.map { FunnelSaver($0, steps: steps, userCount: dataset.users.count) }
  }

  var counts: FunnelCounts {
    // A value whose every event served another entry makes no group.
    let order = split.orderedGroups.filter {
      groups.indices.contains($0) && (groups[$0].reached[0] > 0 || groups[$0].excludedUnits > 0)
    }
    func share(_ tally: FunnelTally) -> FunnelCounts.Share { tally.share(usesAll: plan.usesAll) }
    return FunnelCounts(
      total: total, keys: order.map { split.keys[$0] }, groups: order.map { groups[$0] },
      rest: order.map {
        share(total) - share(others[$0].total) + share(others[$0].elsewhere)
      }, unassigned: unassigned, saved: saver?.numbers, masks: masks)
  }

  mutating func run(_ interrupt: Interrupt) throws(Diagnostic) {
    let users = plan.population.users(in: dataset)
    let rows = FunnelUnits(plan.unit, of: dataset, users)
    unassigned = rows.unassigned
    var unit = EntryGatherer.Unit()
    for index in 0..<rows.units.count {
      if index & 0xFFF == 0 { try interrupt.check() }
      if let user = rows.user(of: index), !users.contains(user) { continue }
      gatherer.gather(rows.units.rows(of: index), into: &unit)
      guard unit.hasEntry else { continue }
      if unit.rows.count > 0xFFF { try interrupt.check() }
      let isLeftOut = reader.drops(unit)
      if plan.unit == .entries {
        addEntries(of: unit, user: rows.user(of: index) ?? -1, isLeftOut)
      } else {
        add(unit, userOf: { rows.user(ofRow: $0, in: index) }, isLeftOut)
      }
    }
  }

  private mutating func add(
    _ unit: EntryGatherer.Unit, userOf: (Int) -> Int, _ isLeftOut: Bool
  ) {
    let reader = self.reader
    let whole = reader.read(unit) { _ in true }
    count(whole, isLeftOut, in: &total)
    if !isLeftOut, let row = unit.rows.first { saver?.add(userOf(row), whole) }
    if !isLeftOut, plan.unit == .user, let row = unit.rows.first {
      masks?[userOf(row)] = whole.reading.mask
    }
    guard !plan.breakdown.isEmpty else { return }
    let parts = split.readings(of: unit, whole: whole, userOf: userOf) { part, opens in
      reader.read(part) { opens[$0] }
    }
    addGroups()
    // Without its deepest part a unit is as deep as the next one; without another, as the deepest.
    let ranked = parts.indices.sorted { parts[$0].reading.isDeeper(than: parts[$1].reading) }
    for (index, part) in parts.enumerated() {
      count(part.reading, isLeftOut, in: &groups[part.group])
      guard !isLeftOut else { continue }
      others[part.group].total.add(whole)
      if let best = ranked.prefix(2).first(where: { $0 != index }) {
        others[part.group].elsewhere.add(parts[best].reading)
      }
    }
  }

  private mutating func addEntries(
    of unit: EntryGatherer.Unit, user: Int, _ isLeftOut: Bool
  ) {
    var groupOf = [Int](repeating: 0, count: unit.rows.count)
    var ranks = groupOf
    if !plan.breakdown.isEmpty {
      for (event, row) in unit.rows.enumerated() where unit.events.deadlines[event] != nil {
        groupOf[event] = split.group(ofEntry: row, user: user)
      }
      addGroups()
      ranks = split.ranks(of: groupOf)
    }
    let counter = EntryCounter(
      matcher: reader.matcher, end: reader.end, calendar: dataset.calendar)
    for entry in counter.entries(of: unit, ranks: ranks) {
      count(entry.reading, isLeftOut, in: &total)
      guard !plan.breakdown.isEmpty else { continue }
      count(entry.reading, isLeftOut, in: &groups[groupOf[entry.event]])
      if !isLeftOut { others[groupOf[entry.event]].total.add(entry.reading) }
    }
  }

  private func count(_ reading: UnitReading, _ isLeftOut: Bool, in tally: inout FunnelTally) {
    if isLeftOut { tally.leaveOut(reading) } else { tally.add(reading) }
  }

  private mutating func addGroups() {
    while groups.count < split.keys.count {
      groups.append(FunnelTally(steps))
      others.append(Others(total: FunnelTally(steps), elsewhere: FunnelTally(steps)))
    }
  }
}
