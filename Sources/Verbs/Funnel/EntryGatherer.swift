import Engine

/// Collects the events of a unit that serve some step, and the attempts they open.
struct EntryGatherer {
  /// One unit's events, reused from unit to unit.
  struct Unit {
    var events = StepMatcher.Events()
    /// The row of the event log behind each event.
    var rows: [Int] = []
    var hasEntry = false
    /// Two events of one instant lie among them.
    var hasTies = false
    /// Later entries have later deadlines.
    var windowIsElapsed = true

    /// Before the first entry only events of its own instant can serve: they have no order.
    mutating func keepOnly(instant: Int64) {
      guard let last = events.instants.last, last != instant else { return }
      events.removeAll()
      rows.removeAll(keepingCapacity: true)
      hasTies = false
    }
  }

  /// The end of `asof` where attempts can still be open there, else nil.
  let maturityEnd: Int64?
  private let steps: [UInt64]
  private let times: [Int64]
  private let range: InstantRange
  private let window: LocalCalendar.Span?
  private let calendar: LocalCalendar

  init(plan: Funnel.Plan, dataset: Dataset, steps: [UInt64]) {
    self.steps = steps
    times = dataset.events.times
    range = plan.range
    window = plan.window?.calendarSpan
    calendar = dataset.calendar
    maturityEnd = window == nil || plan.unit == .session ? nil : dataset.end
  }

  func gather(_ rows: UnitRows, into unit: inout Unit) {
    unit.events.removeAll()
    unit.rows.removeAll(keepingCapacity: true)
    unit.hasEntry = false
    unit.hasTies = false
    if case .months = window { unit.windowIsElapsed = false }
    for row in rows where steps[row] != 0 {
      let instant = times[row]
      // Without a window the range is the only bound, so later steps must lie in it too.
      if let start = range.start, instant < start { continue }
      if window == nil, let end = range.end, instant >= end { continue }
      if !unit.hasEntry { unit.keepOnly(instant: instant) }
      var deadline: Int64?
      if steps[row] & 1 == 1, range.contains(instant) {
        deadline = window.map { calendar.instant(instant, plus: $0) } ?? .max
        unit.hasEntry = true
      }
      if unit.events.instants.last == instant { unit.hasTies = true }
      unit.events.instants.append(instant)
      unit.events.steps.append(steps[row])
      unit.events.deadlines.append(deadline)
      unit.rows.append(row)
    }
  }
}
