import Engine

/// Collects the events of a unit that matter, and the attempts they open.
struct EntryGatherer {
  /// One unit's events, reused from unit to unit.
  struct Unit {
    var events = FunnelEvents()
    /// The row of the event log behind each event.
    var rows: [Int] = []
    var hasEntry = false
    /// Two events of one instant lie among them.
    var hasTies = false
    var hasExcluded = false

    /// Before the first entry only events of its own instant can serve: they have no order.
    mutating func keepOnly(instant: Int64) {
      guard let last = events.instants.last, last != instant else { return }
      clear()
    }

    mutating func clear() {
      events.removeAll()
      rows.removeAll(keepingCapacity: true)
      hasEntry = false
      hasTies = false
      hasExcluded = false
    }
  }

  /// The end of `asof` where attempts can still be open there, else nil.
  let maturityEnd: Int64?
  /// By row, the steps it can serve, a bit each.
  let steps: [UInt64]
  /// By row, whether it is of the excluded kind; nil where nothing is excluded.
  let excluded: [Bool]?
  private let keys: [Int32]?
  private let times: [Int64]
  private let range: InstantRange
  private let rules: Funnel.Rules
  private let stepCount: Int
  private let calendar: LocalCalendar

  init(plan: Funnel.Plan, dataset: Dataset) {
    steps = Self.stepBits(of: plan, in: dataset)
    excluded = plan.rules.exclusion?.selector.mask(in: dataset)
    keys = Self.keys(of: plan.rules.hold, in: dataset)
    times = dataset.events.times
    range = plan.range
    rules = plan.rules
    stepCount = plan.steps.count
    calendar = dataset.calendar
    maturityEnd = !plan.rules.hasWindow || plan.unit == .session ? nil : dataset.end
  }

  func gather(_ rows: UnitRows, into unit: inout Unit) {
    unit.clear()
    for row in rows {
      let served = steps[row]
      let isExcluded = excluded.map { $0[row] } ?? false
      guard served != 0 || isExcluded || rules.order == .strict else { continue }
      let instant = times[row]
      // Without a window the range is the only bound, so later steps must lie in it too.
      if let start = range.start, instant < start { continue }
      if !rules.hasWindow, let end = range.end, instant >= end { continue }
      if !unit.hasEntry { unit.keepOnly(instant: instant) }
      var deadline: Int64?
      let mayOpen = rules.order == .anyOrder ? served != 0 : served & 1 == 1
      if mayOpen, range.contains(instant) {
        deadline = rules.deadline(from: instant, steps: stepCount, in: calendar)
        unit.hasEntry = true
      }
      if unit.events.instants.last == instant { unit.hasTies = true }
      unit.events.instants.append(instant)
      unit.events.steps.append(served)
      unit.events.deadlines.append(deadline)
      if excluded != nil { unit.events.isExcluded.append(isExcluded) }
      if let keys { unit.events.keys.append(keys[row]) }
      if isExcluded { unit.hasExcluded = true }
      unit.rows.append(row)
    }
  }

  /// For each row the steps it can serve, a bit each.
  private static func stepBits(of plan: Funnel.Plan, in dataset: Dataset) -> [UInt64] {
    var bits = [UInt64](repeating: 0, count: dataset.events.count)
    for (index, step) in plan.steps.enumerated() {
      let bit = UInt64(1) << UInt64(index)
      for (row, flag) in step.selector.mask(in: dataset).enumerated() where flag {
        bits[row] |= bit
      }
    }
    return bits
  }

  /// For each row a number for its values of the held properties, -1 where one is missing; nil
  /// where none is held.
  private static func keys(of hold: [Int], in dataset: Dataset) -> [Int32]? {
    guard !hold.isEmpty else { return nil }
    let columns = hold.compactMap { index in
      dataset.events.properties.indices.contains(index) ? dataset.events.properties[index] : nil
    }
    let grouping = MultiGrouping(columns.map { Grouping($0) }, rows: dataset.events.count)
    let isMissing = grouping.keys.map { $0.contains(.missing) }
    return grouping.groupOf.map { isMissing[Int($0)] ? -1 : $0 }
  }
}
