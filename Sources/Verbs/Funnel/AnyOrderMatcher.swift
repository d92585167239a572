/// Counts the different steps that distinct events of one window serve, in whatever order.
///
/// Events are taken in order of time as long as they let one more step be served. What a set of
/// events can serve is a matroid (Edmonds and Fulkerson 1965), so this reaches the most steps, and
/// each number of them at the earliest instant. An excluded event is passed only by a step at its
/// very instant: such instants are served first, and augmenting paths keep them served.
struct AnyOrderMatcher {
  let stepCount: Int
  let isStrictlyLater: Bool
  /// Whether excluded events void.
  let voids: Bool

  func outcome(
    at start: Int, in line: Timeline, deadline: Int64, until: Int64 = .max
  ) -> (outcome: AttemptOutcome, instants: [Int64]) {
    var outcome = AttemptOutcome(
      moment: start, entry: line.instants[start], deadline: deadline)
    var instants: [Int64] = []
    // Moments of excluded events that were passed, and the entry's: each must serve a step.
    var forced = [start]
    guard var matching = self.matching(forced, in: line) else { return (outcome, []) }
    for moment in start..<line.count {
      if line.instants[moment] > min(deadline, until) { break }
      if voids, moment > start + 1, line.isExcluded(moment - 1) {
        forced.append(moment - 1)
        guard let longer = self.matching(forced, in: line) else { break }
        matching = longer
        for earlier in start..<moment { take(earlier, in: line, &matching) }
      }
      take(moment, in: line, &matching)
      if matching.size > outcome.required {
        outcome.required = matching.size
        outcome.finish = line.instants[moment]
        instants = matching.moments.sorted().map { line.instants[$0] }
      }
      if matching.size == stepCount { break }
    }
    return (outcome, instants)
  }

  private func take(_ moment: Int, in line: Timeline, _ matching: inout EventMatching) {
    var forced = matching.forced.count { $0 == moment }
    if isStrictlyLater {
      if forced == 0 { matching.add(line.events(at: moment).reduce(0, |), at: moment) }
      return
    }
    for steps in line.events(at: moment) {
      // The event that was served first for this moment is not taken twice.
      if forced > 0, matching.isForced(steps, at: moment) {
        forced -= 1
        continue
      }
      matching.add(steps, at: moment)
    }
  }

  /// One event of each of the moments; nil where they cannot all serve different steps.
  private func matching(_ moments: [Int], in line: Timeline) -> EventMatching? {
    var groups = EventMatching(stepCount: stepCount)
    for moment in moments {
      guard groups.add(line.events(at: moment).reduce(0, |), at: moment) else { return nil }
    }
    guard !isStrictlyLater else {
      groups.forced = moments
      return groups
    }
    var matching = EventMatching(stepCount: stepCount)
    for (moment, step) in groups.served {
      let steps = line.events(at: moment).first { $0 >> UInt64(step) & 1 == 1 }
      guard let steps else { return nil }
      matching.place(steps, at: moment, on: step)
    }
    return matching
  }
}

/// Events, each with the one step it serves.
struct EventMatching {
  private var eventOf: [Int]
  private var events: [(moment: Int, steps: UInt64)] = []
  /// Kinds of events that could not be added; they never can be later.
  private var refused: Set<UInt64> = []
  /// Moments that were served before all others.
  var forced: [Int] = []

  init(stepCount: Int) { eventOf = Array(repeating: -1, count: stepCount) }

  var size: Int { events.count }
  var moments: [Int] { events.map(\.moment) }

  /// Each moment with the step it serves.
  var served: [(moment: Int, step: Int)] {
    eventOf.enumerated().filter { $0.element >= 0 }.map { (events[$0.element].moment, $0.offset) }
  }

  func isForced(_ steps: UInt64, at moment: Int) -> Bool {
    events.prefix(forced.count).contains { $0.moment == moment && $0.steps == steps }
  }

  mutating func place(_ steps: UInt64, at moment: Int, on step: Int) {
    eventOf[step] = events.count
    events.append((moment, steps))
    forced.append(moment)
  }

  @discardableResult
  mutating func add(_ steps: UInt64, at moment: Int) -> Bool {
    guard steps != 0, !refused.contains(steps) else { return false }
    events.append((moment, steps))
    var tried: UInt64 = 0
    if augment(events.count - 1, &tried) { return true }
    events.removeLast()
    refused.insert(steps)
    return false
  }

  private mutating func augment(_ event: Int, _ tried: inout UInt64) -> Bool {
    let steps = events[event].steps
    for step in eventOf.indices {
      let bit = UInt64(1) << UInt64(step)
      guard steps & bit != 0, tried & bit == 0 else { continue }
      tried |= bit
      if eventOf[step] < 0 || augment(eventOf[step], &tried) {
        eventOf[step] = event
        return true
      }
    }
    return false
  }
}
