import Engine

/// How far one attempt got, and when.
struct AttemptOutcome {
  /// The moment it began at.
  var moment = 0
  var entry: Int64 = 0
  var deadline: Int64 = 0
  var required = 0
  var optional = 0
  /// When that many steps were first complete.
  var finish: Int64 = 0

  /// Most required steps, then most optional ones, then the earliest finish, then the latest entry.
  func precedes(_ other: AttemptOutcome) -> Bool {
    if (required, optional) != (other.required, other.optional) {
      return (required, optional) > (other.required, other.optional)
    }
    return finish == other.finish ? entry > other.entry : finish < other.finish
  }
}

/// A matched step, from 0, and when.
struct Stop: Hashable {
  let step: Int
  let instant: Int64
}

/// Follows one attempt through the choices of events that the definition leaves open.
///
/// After each instant it keeps, for each step and number of optional steps so far, until when the
/// next step must come. Two chains of one attempt that are alike in both can be told apart by that
/// alone, so the later limit loses nothing. An excluded event ends the chains that wait across it.
struct ChainMatcher {
  var steps: StepList
  /// The longest time between consecutive steps.
  let each: Funnel.Limit?
  /// By excluded kind: chains whose last step is one of these (from 0) end at such an event.
  let voided: [Range<Int>]
  let calendar: LocalCalendar

  private static let unreached = Int64.min

  func outcome(
    at start: Int, in line: Timeline, deadline: Int64, until: Int64 = .max
  ) -> AttemptOutcome {
    var outcome = AttemptOutcome(
      moment: start, entry: line.instants[start], deadline: deadline)
    let last = min(deadline, until)
    let width = steps.optionalCount + 1
    var limits = [Int64](repeating: Self.unreached, count: steps.count * width)
    var arrivals: [Int] = []
    for run in steps.runs(after: -1, line.events(at: start)) {
      arrivals.append(run.to * width + run.optional)
    }
    settle(&limits, &arrivals, at: start, in: line, &outcome)
    for moment in (start + 1)..<max(line.count, start + 1) {
      let instant = line.instants[moment]
      if instant > last || isComplete(outcome) { break }
      let events = line.events(at: moment)
      if !events.isEmpty {
        for from in 0..<(steps.count - 1) {
          let states = (from * width)..<((from + 1) * width)
          guard states.contains(where: { limits[$0] >= instant }) else { continue }
          for run in steps.runs(after: from, events) {
            for state in states where limits[state] >= instant {
              arrivals.append(run.to * width + state - states.lowerBound + run.optional)
            }
          }
        }
      }
      for (kind, steps) in voided.enumerated() where line.isExcluded(moment, by: kind) {
        for state in (steps.lowerBound * width)..<(steps.upperBound * width) {
          limits[state] = Self.unreached
        }
      }
      settle(&limits, &arrivals, at: moment, in: line, &outcome)
    }
    return outcome
  }

  private func isComplete(_ outcome: AttemptOutcome) -> Bool {
    outcome.required == steps.requiredCount && outcome.optional == steps.optionalCount
  }

  private func settle(
    _ limits: inout [Int64], _ arrivals: inout [Int], at moment: Int, in line: Timeline,
    _ outcome: inout AttemptOutcome
  ) {
    guard !arrivals.isEmpty else { return }
    let instant = line.instants[moment]
    let limit = each?.end(from: instant, in: calendar) ?? .max
    let width = steps.optionalCount + 1
    for state in arrivals {
      limits[state] = max(limits[state], limit)
      let (step, optional) = (state / width, state % width)
      let required = steps.requiredBefore[step + 1]
      guard step >= steps.least, (required, optional) > (outcome.required, outcome.optional)
      else { continue }
      outcome.required = required
      outcome.optional = optional
      outcome.finish = instant
    }
    arrivals.removeAll(keepingCapacity: true)
  }

  /// The steps of the best reading of an attempt with their instants: earlier optional steps rather
  /// than later ones, then each step as early as it can be without a later finish.
  func stops(of best: AttemptOutcome, in line: Timeline) -> [Stop] {
    let chosen = chosenSteps(of: best) { steps in
      var matcher = self
      matcher.steps = steps
      let other = matcher.outcome(
        at: best.moment, in: line, deadline: best.deadline, until: best.finish)
      return (other.required, other.optional) == (best.required, best.optional)
    }
    return StopFinder(matcher: self, line: line, chosen: chosen).stops(of: best)
  }

  /// Settles for each optional step whether a best reading serves it; `isPossible` says whether
  /// there is one under the steps decided so far.
  func chosenSteps(
    of best: AttemptOutcome, isPossible: (StepList) -> Bool
  ) -> [Int] {
    var decided = steps
    var left = best.optional
    var open = steps.optionalCount
    var chosen: [Int] = []
    for step in 0..<steps.count {
      guard steps.isOptional[step] else {
        if steps.requiredBefore[step] < best.required { chosen.append(step) }
        continue
      }
      var isServed = left > 0
      if isServed, left < open {
        let served = decided.deciding(step, served: true)
        isServed = isPossible(served)
        decided = isServed ? served : decided.deciding(step, served: false)
      }
      open -= 1
      guard isServed else { continue }
      left -= 1
      chosen.append(step)
    }
    return chosen
  }
}
