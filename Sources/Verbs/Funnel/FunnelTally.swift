import Engine
import Reporting
import Statistics

/// How far one unit got, over all its attempts and over the mature ones.
struct UnitReading {
  let depth: Int
  let matureDepth: Int
  /// The last deadline of an attempt whose window was still open.
  let openUntil: Int64?
  /// Seconds from each step to the next along the best attempt.
  let seconds: [Double]
  /// Fewer steps would be reached if events of one instant could not follow each other.
  let hangsOnTies: Bool

  /// - Parameter end: the end of `asof`; nil where nothing can be open.
  init(
    _ unit: EntryGatherer.Unit, matcher: StepMatcher, end: Int64?, opens: (Int) -> Bool
  ) {
    let events = unit.events
    let best = matcher.outcome(of: events, opens: opens)
    depth = best.depth
    var open: Int64?
    var hasMature = false
    if let end {
      for event in 0..<events.count {
        guard let deadline = events.deadlines[event], opens(event) else { continue }
        if deadline >= end { open = max(open ?? deadline, deadline) } else { hasMature = true }
      }
    }
    openUntil = open
    if let end, open != nil {
      matureDepth =
        hasMature
        ? matcher.outcome(of: events) { event in
          opens(event) && (events.deadlines[event] ?? .max) < end
        }.depth : 0
    } else {
      matureDepth = best.depth
    }
    seconds = Self.seconds(of: best, unit, matcher: matcher, opens: opens)
    if unit.hasTies, best.depth > 1 {
      var strict = matcher
      strict.strictlyLater = true
      hangsOnTies = strict.outcome(of: events, opens: opens).depth < best.depth
    } else {
      hangsOnTies = false
    }
  }

  /// Among the attempts of greatest depth: earliest finish, then latest entry, then each middle
  /// step as early as possible.
  private static func seconds(
    of best: StepMatcher.Outcome, _ unit: EntryGatherer.Unit, matcher: StepMatcher,
    opens: (Int) -> Bool
  ) -> [Double] {
    guard best.depth > 1, let attempt = best.attempt else { return [] }
    // The deadline of a calendar window need not grow with its entry (30 and 31 January both lead
    // to the end of February), so there every entry is tried, the latest first.
    let entries =
      unit.windowIsElapsed
      ? [attempt]
      : unit.events.deadlines.indices.reversed().compactMap { event in
        unit.events.deadlines[event].flatMap {
          opens(event) && unit.events.instants[event] <= best.finish
            ? StepMatcher.Attempt(entry: unit.events.instants[event], deadline: $0) : nil
        }
      }
    for entry in entries {
      let instants = matcher.instants(
        of: unit.events, entry: entry.entry, deadline: min(entry.deadline, best.finish),
        opens: opens)
      if instants.count >= best.depth {
        let path = instants.prefix(best.depth)
        return zip(path, path.dropFirst()).map { Double($1 &- $0) / 1000 }
      }
    }
    return []
  }
}

/// Counts over all units of a group.
struct FunnelTally {
  private(set) var reached: [Int]
  private(set) var mature: [Int]
  /// By step from the second on: reached the one before, not this one, and an attempt is open.
  private(set) var open: [Int]
  private(set) var openUnits = 0
  private(set) var lastOpenDeadline: Int64?
  private(set) var hangingOnTies = 0
  private var seconds: [[Double]]

  init(steps: Int) {
    reached = Array(repeating: 0, count: steps)
    mature = reached
    open = reached
    seconds = Array(repeating: [], count: steps)
  }

  mutating func add(_ reading: UnitReading) {
    for step in 0..<min(reading.depth, reached.count) { reached[step] += 1 }
    for step in 0..<min(reading.matureDepth, mature.count) { mature[step] += 1 }
    for (step, value) in reading.seconds.enumerated() { seconds[step + 1].append(value) }
    if let until = reading.openUntil, reading.depth < reached.count {
      if reading.depth > 0 { open[reading.depth] += 1 }
      openUnits += 1
      lastOpenDeadline = max(lastOpenDeadline ?? until, until)
    }
    if reading.hangsOnTies { hangingOnTies += 1 }
  }

  /// Throws E500 where the counts contradict each other.
  func checkInvariants() throws(Diagnostic) {
    for step in reached.indices.dropFirst() {
      let isSound =
        reached[step] <= reached[step - 1] && mature[step] <= mature[step - 1]
        && mature[step] <= reached[step] && reached[step] + open[step] <= reached[step - 1]
      if !isSound { throw .brokenInvariant("funnel steps") }
    }
  }

  /// One row for each step, without the dimensions.
  func rows(of plan: Funnel.Plan) -> [[Cell]] {
    plan.steps.indices.map { step in
      let first = rate(step, of: 0)
      let interval = Wilson.interval(successes: mature[step], trials: mature[0])
      let times = seconds[step].sorted()
      let isFirst = step == 0
      return [
        .int(step + 1), .text(plan.steps[step].name), .int(reached[step]), .int(mature[step]),
        first, isFirst ? .missing : rate(step, of: step - 1),
        isFirst ? .missing : .int(reached[step - 1] - reached[step] - open[step]),
        isFirst ? .missing : .int(open[step]), Cell(Quantile.value(0.5, ofSorted: times)),
        Cell(interval?.low), Cell(interval?.high), Cell(Quantile.value(0.25, ofSorted: times)),
        Cell(Quantile.value(0.75, ofSorted: times)),
      ]
    }
  }

  private func rate(_ step: Int, of base: Int) -> Cell {
    mature[base] == 0 ? .missing : .real(Double(mature[step]) / Double(mature[base]))
  }
}
