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

    /// The events at the given places, in order.
    func selecting(_ kept: [Int]) -> Unit {
      var part = Unit()
      part.events = events.selecting(kept)
      if !events.excluded.isEmpty { part.events.excluded = kept.map { events.excluded[$0] } }
      if !events.keys.isEmpty { part.events.keys = kept.map { events.keys[$0] } }
      part.rows = kept.map { rows[$0] }
      part.hasEntry = hasEntry
      part.hasTies = hasTies
      part.hasExcluded = part.events.excluded.contains { $0 != 0 }
      return part
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
  /// By row, the kinds of excluded events it is of, a bit each; nil where nothing is excluded.
  let excluded: [UInt64]?
  private let keys: [Int32]?
  private let times: TimeColumn
  private let range: InstantRange
  private let rules: Funnel.Rules
  private let stepCount: Int
  /// Events that serve no step are kept.
  private let keepsOthers: Bool
  /// The range bounds all steps, not the entry alone.
  private let boundsAllSteps: Bool
  private let calendar: LocalCalendar

  init(plan: Funnel.Plan, dataset: Dataset) {
    steps = Self.stepBits(of: plan, in: dataset)
    excluded = Self.excludedBits(of: plan.rules.exclusions, in: dataset)
    keys = Self.keys(of: plan.rules.hold, in: dataset)
    times = dataset.events.times
    range = plan.range
    rules = plan.rules
    stepCount = plan.steps.count
    calendar = dataset.calendar
    maturityEnd =
      !plan.rules.hasWindow || plan.unit == .session || plan.rules.peer != nil
      ? nil : dataset.end
    let peer = plan.rules.peer?.rules
    keepsOthers = plan.rules.order == .strict || peer?.seesOtherEvents ?? false
    boundsAllSteps = !plan.rules.hasWindow || peer?.boundsAllSteps ?? false
  }

  func gather(_ rows: UnitRows, into unit: inout Unit) {
    unit.clear()
    for row in rows {
      let served = steps[row]
      let excludedBy = excluded.map { $0[row] } ?? 0
      guard served != 0 || excludedBy != 0 || keepsOthers else { continue }
      let instant = times[row]
      // Without a window the range is the only bound, so later steps must lie in it too.
      if let start = range.start, instant < start { continue }
      if boundsAllSteps, let end = range.end, instant >= end { continue }
      if !unit.hasEntry, rules.peer == nil { unit.keepOnly(instant: instant) }
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
      if excluded != nil { unit.events.excluded.append(excludedBy) }
      if let keys { unit.events.keys.append(keys[row]) }
      if excludedBy != 0 { unit.hasExcluded = true }
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

  /// For each row the excluded kinds it is of, a bit each; nil where none is.
  private static func excludedBits(
    of exclusions: [Funnel.Exclusion], in dataset: Dataset
  ) -> [UInt64]? {
    guard !exclusions.isEmpty else { return nil }
    var bits = [UInt64](repeating: 0, count: dataset.events.count)
    for (index, exclusion) in exclusions.enumerated() {
      for (row, flag) in exclusion.selector.mask(in: dataset).enumerated() where flag {
        bits[row] |= UInt64(1) << UInt64(index)
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
