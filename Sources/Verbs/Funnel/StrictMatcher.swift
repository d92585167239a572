/// Follows an attempt in which each next event must be the next step.
///
/// Events of one instant have no order: at the entry any of them may have come before it; after
/// that the events of an instant are all served before the next instant, or some of them and then
/// the chain ends.
struct StrictMatcher {
  var chain: ChainMatcher

  private var steps: StepList { chain.steps }

  func outcome(
    at start: Int, in line: Timeline, deadline: Int64, until: Int64 = .max
  ) -> AttemptOutcome {
    var outcome = AttemptOutcome(
      moment: start, entry: line.instants[start], deadline: deadline)
    // The most optional steps of a chain that ends with each step and left out no event; -1: none.
    var optional = [Int](repeating: -1, count: steps.count)
    for run in steps.runs(after: -1, line.events(at: start)) {
      optional[run.to] = max(optional[run.to], run.optional)
      improve(&outcome, run.to, run.optional, line.instants[start])
    }
    for moment in (start + 1)..<max(line.count, start + 1) {
      let instant = line.instants[moment]
      let limit =
        chain.each?.end(from: line.instants[moment - 1], in: chain.calendar) ?? .max
      if instant > min(deadline, limit, until) { break }
      let size = line.sizes[moment]
      let events = line.events(at: moment)
      var next = [Int](repeating: -1, count: steps.count)
      for from in 0..<(steps.count - 1) where optional[from] >= 0 {
        for run in steps.runs(after: from, events) {
          improve(&outcome, run.to, optional[from] + run.optional, instant)
          guard events.count == size, run.sizes.contains(size) else { continue }
          let required = steps.requiredBefore[run.to + 1] - steps.requiredBefore[from + 1]
          next[run.to] = max(next[run.to], optional[from] + size - required)
        }
      }
      optional = next
      if !optional.contains(where: { $0 >= 0 }) { break }
    }
    return outcome
  }

  private func improve(
    _ outcome: inout AttemptOutcome, _ step: Int, _ optional: Int, _ instant: Int64
  ) {
    let required = steps.requiredBefore[step + 1]
    guard step >= steps.least, (required, optional) > (outcome.required, outcome.optional) else {
      return
    }
    outcome.required = required
    outcome.optional = optional
    outcome.finish = instant
  }

  func stops(of best: AttemptOutcome, in line: Timeline) -> [Stop] {
    let chosen = chain.chosenSteps(of: best) { steps in
      var matcher = self
      matcher.chain.steps = steps
      let other = matcher.outcome(
        at: best.moment, in: line, deadline: best.deadline, until: best.finish)
      return (other.required, other.optional) == (best.required, best.optional)
    }
    // The more steps are taken at the entry's instant, the earlier all others are.
    var first = 0
    var matching = InstantMatching(line.events(at: best.moment))
    while first < chosen.count, matching.add(chosen[first]) {
      first += 1
      if steps.isStrictlyLater { break }
    }
    for taken in stride(from: first, to: 0, by: -1) {
      if let stops = stops(chosen, taken, of: best, in: line) { return stops }
    }
    return []
  }

  /// Nil where the steps cannot be completed by the finish with that many at the entry's instant.
  private func stops(
    _ chosen: [Int], _ taken: Int, of best: AttemptOutcome, in line: Timeline
  ) -> [Stop]? {
    var stops = chosen.prefix(taken).map { Stop(step: $0, instant: best.entry) }
    var moment = best.moment + 1
    while stops.count < chosen.count {
      guard moment < line.count, line.instants[moment] <= best.finish else { return nil }
      var matching = InstantMatching(line.events(at: moment))
      var count = 0
      while stops.count < chosen.count, matching.add(chosen[stops.count]) {
        stops.append(Stop(step: chosen[stops.count], instant: line.instants[moment]))
        count += 1
        if steps.isStrictlyLater { break }
      }
      if stops.count < chosen.count, count < line.sizes[moment] { return nil }
      moment += 1
    }
    return stops
  }
}
