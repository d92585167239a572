/// Totals of Mixpanel under Optimized Re-entry: every event of step 1 opens an attempt, and an
/// event of a later step goes to the latest attempt that waits for it.
struct ReentryScan {
  private struct Attempt {
    let event: Int
    let deadline: Int64
    let key: Int32?
    var stops: [Stop]
    /// The first excluded event since the last step that is further from it than the grace.
    var excludedAt: Int64?
  }

  let events: FunnelEvents
  let rules: Funnel.Rules
  let stepCount: Int
  /// Milliseconds within which steps are interchangeable.
  let grace: Int64

  private var open: [Attempt] = []
  private var taken: Set<Int> = []

  init(events: FunnelEvents, rules: Funnel.Rules, stepCount: Int, grace: Int64) {
    self.events = events
    self.rules = rules
    self.stepCount = stepCount
    self.grace = grace
  }

  mutating func attempts() -> [PeerAttempt] {
    let order = (0..<events.count).sorted { left, right in
      (events.instants[left], events.steps[left], left)
        < (events.instants[right], events.steps[right], right)
    }
    for event in order {
      if events.deadlines[event] != nil {
        enter(by: event, order)
      } else {
        advance(by: event, order)
      }
      if !taken.contains(event) { exclude(at: event) }
    }
    return open.map { PeerAttempt(event: $0.event, stops: $0.stops) }
  }

  private mutating func enter(by event: Int, _ order: [Int]) {
    taken.insert(event)
    open.append(
      Attempt(
        event: event, deadline: events.deadlines[event] ?? .max,
        key: events.keys.isEmpty ? nil : events.keys[event],
        stops: [Stop(step: 0, instant: events.instants[event])]))
    catchUp(open.count - 1, order)
  }

  private mutating func advance(by event: Int, _ order: [Int]) {
    let waiting = open.indices.last { attempt in canTake(event, attempt) }
    guard let waiting else { return }
    take(event, waiting)
    catchUp(waiting, order)
  }

  private func canTake(_ event: Int, _ index: Int) -> Bool {
    let attempt = open[index]
    let step = attempt.stops.count
    guard step < stepCount, !taken.contains(event),
      events.steps[event] >> UInt64(step) & 1 == 1, events.instants[event] <= attempt.deadline,
      attempt.key.map({ $0 >= 0 && events.keys[event] == $0 }) ?? true
    else { return false }
    return attempt.excludedAt.map { $0 >= events.instants[event] - grace } ?? true
  }

  private mutating func take(_ event: Int, _ index: Int) {
    taken.insert(event)
    open[index].stops.append(
      Stop(step: open[index].stops.count, instant: events.instants[event]))
    open[index].excludedAt = nil
  }

  /// Steps that came shortly before the one they follow.
  private mutating func catchUp(_ index: Int, _ order: [Int]) {
    while let last = open[index].stops.last {
      let early = order.first { event in
        events.instants[event] >= last.instant - grace && events.instants[event] <= last.instant
          && canTake(event, index)
      }
      guard let early else { return }
      take(early, index)
    }
  }

  private mutating func exclude(at event: Int) {
    guard !events.excluded.isEmpty, events.excluded[event] != 0 else { return }
    for index in open.indices where open[index].excludedAt == nil {
      let step = open[index].stops.count
      guard step < stepCount, let last = open[index].stops.last,
        events.instants[event] > last.instant + grace
      else { continue }
      let isVoid = rules.exclusions.enumerated().contains { kind, exclusion in
        events.excluded[event] >> UInt64(kind) & 1 == 1
          && (exclusion.first..<exclusion.last).contains(step - 1)
      }
      if isVoid { open[index].excludedAt = events.instants[event] }
    }
  }
}
