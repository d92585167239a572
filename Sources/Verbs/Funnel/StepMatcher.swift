/// Finds how many steps of a funnel one unit's events can serve, over all attempts and choices.
///
/// Every entry event opens an attempt; step k takes another event not earlier than the one at step
/// k-1 and not later than the attempt's deadline. One pass in order of time keeps, for each number
/// of steps, the chain with the latest deadline: a later group of events cannot tell two chains of
/// the same length apart but by their deadline, so no choice is lost. Events of one instant have
/// no order; among them the steps are matched as in a bipartite graph, by augmenting paths
/// (Kuhn 1955), so that each event serves once and in whichever order helps.
struct StepMatcher {
  /// An attempt under way.
  struct Attempt: Hashable {
    let entry: Int64
    let deadline: Int64
  }

  struct Outcome {
    /// The greatest number of steps; 0 without an attempt.
    var depth = 0
    /// When that many steps were first complete.
    var finish: Int64 = 0
    /// The attempt, of those that finish then, with the latest deadline, then the latest entry.
    var attempt: Attempt?
  }

  let stepCount: Int
  /// Each step asks for a later instant than the one before.
  var strictlyLater = false

  /// Runs over the events that `opens` allows as entries.
  func outcome(of events: FunnelEvents, opens: (Int) -> Bool) -> Outcome {
    var reach = [Attempt?](repeating: nil, count: stepCount + 1)
    var outcome = Outcome()
    var start = 0
    while start < events.count {
      let instant = events.instants[start]
      var end = start + 1
      while end < events.count, events.instants[end] == instant { end += 1 }
      let reached = advance(&reach, over: start..<end, of: events, opens: opens)
      if reached > outcome.depth {
        outcome = Outcome(depth: reached, finish: instant, attempt: reach[reached])
      }
      start = end
    }
    return outcome
  }

  /// Takes in the events of one instant; returns the greatest number of steps a chain got to here.
  private func advance(
    _ reach: inout [Attempt?], over group: Range<Int>, of events: FunnelEvents, opens: (Int) -> Bool
  ) -> Int {
    if group.count == 1 || strictlyLater {
      return advanceByOne(&reach, over: group, of: events, opens: opens)
    }
    let instant = events.instants[group.lowerBound]
    let before = reach
    var reached = 0
    for from in 0..<stepCount {
      let attempt: Attempt?
      if from == 0 {
        attempt = entry(in: group, of: events, opens: opens)
      } else {
        attempt = before[from].flatMap { $0.deadline >= instant ? $0 : nil }
      }
      guard let attempt else { continue }
      let added = matchedSteps(after: from, in: group, of: events, opens: opens)
      for step in stride(from: from + 1, through: from + added, by: 1) {
        improve(&reach, step, attempt)
        reached = max(reached, step)
      }
    }
    return reached
  }

  /// At most one more step for each chain: one event, or several of which each step takes one and
  /// the next step none.
  private func advanceByOne(
    _ reach: inout [Attempt?], over group: Range<Int>, of events: FunnelEvents, opens: (Int) -> Bool
  ) -> Int {
    let instant = events.instants[group.lowerBound]
    var steps: UInt64 = 0
    for event in group { steps |= events.steps[event] }
    var reached = 0
    for step in stride(from: stepCount, to: 1, by: -1) where steps >> UInt64(step - 1) & 1 == 1 {
      if let attempt = reach[step - 1], attempt.deadline >= instant {
        improve(&reach, step, attempt)
        reached = max(reached, step)
      }
    }
    if let attempt = entry(in: group, of: events, opens: opens) {
      improve(&reach, 1, attempt)
      reached = max(reached, 1)
    }
    return reached
  }

  private func improve(_ reach: inout [Attempt?], _ step: Int, _ attempt: Attempt) {
    if let old = reach[step],
      (old.deadline, old.entry) >= (attempt.deadline, attempt.entry)
    {
      return
    }
    reach[step] = attempt
  }

  private func entry(
    in group: Range<Int>, of events: FunnelEvents, opens: (Int) -> Bool
  ) -> Attempt? {
    for event in group where events.steps[event] & 1 == 1 && opens(event) {
      if let deadline = events.deadlines[event] {
        return Attempt(entry: events.instants[event], deadline: deadline)
      }
    }
    return nil
  }

  /// How many steps in a row after `from` the events of one instant can serve.
  private func matchedSteps(
    after from: Int, in group: Range<Int>, of events: FunnelEvents, opens: (Int) -> Bool
  ) -> Int {
    var servedBy = [Int](repeating: -1, count: group.count)
    func canServe(_ event: Int, _ step: Int) -> Bool {
      guard events.steps[event] >> UInt64(step - 1) & 1 == 1 else { return false }
      return step > 1 || (events.deadlines[event] != nil && opens(event))
    }
    func augment(_ step: Int, _ tried: inout [Bool]) -> Bool {
      for (at, event) in group.enumerated() where !tried[at] && canServe(event, step) {
        tried[at] = true
        if servedBy[at] < 0 || augment(servedBy[at], &tried) {
          servedBy[at] = step
          return true
        }
      }
      return false
    }
    var added = 0
    while from + added < stepCount {
      var tried = [Bool](repeating: false, count: group.count)
      guard augment(from + added + 1, &tried) else { break }
      added += 1
    }
    return added
  }

  /// The instant of each step of the attempt that begins at `entry`, with an event that `opens`
  /// allows, and is taken as early as possible at every step; shorter than `stepCount` where the
  /// attempt ends sooner.
  func instants(
    of events: FunnelEvents, entry: Int64, deadline: Int64, opens: (Int) -> Bool
  ) -> [Int64] {
    var instants: [Int64] = []
    var start = 0
    while start < events.count, instants.count < stepCount {
      let instant = events.instants[start]
      var end = start + 1
      while end < events.count, events.instants[end] == instant { end += 1 }
      if instant >= entry, instant <= deadline, !instants.isEmpty || instant == entry {
        let added = matchedSteps(
          after: instants.count, in: start..<end, of: events, opens: opens)
        instants.append(
          contentsOf: repeatElement(instant, count: strictlyLater ? min(1, added) : added))
      }
      start = end
    }
    return instants
  }
}
