import Engine

/// How far one unit got: the steps of its best reading, with their instants.
struct Reading {
  var required = 0
  var optional = 0
  var entry: Int64 = 0
  var finish: Int64 = 0
  /// In order of time; only where asked for.
  var stops: [Stop] = []
  /// Bit k-1 is set where step k was matched.
  var mask: UInt64 = 0

  /// Better readings first; of two that are alike neither.
  func precedes(_ other: Reading) -> Bool {
    if (required, optional) != (other.required, other.optional) {
      return (required, optional) > (other.required, other.optional)
    }
    if finish != other.finish { return finish < other.finish }
    if entry != other.entry { return entry > other.entry }
    // Earlier optional steps first; bits reversed put the first step highest.
    if mask != other.mask { return mask.reversedBits > other.mask.reversedBits }
    for (mine, its) in zip(stops, other.stops) where mine.instant != its.instant {
      return mine.instant < its.instant
    }
    return false
  }
}

/// Finds the best reading of a unit's events under the rules of a funnel.
struct FunnelMatcher {
  let rules: Funnel.Rules
  let steps: StepList
  private let chain: ChainMatcher

  init(rules: Funnel.Rules, isOptional: [Bool], calendar: LocalCalendar) {
    self.rules = rules
    steps = StepList(isOptional: isOptional, isStrictlyLater: rules.isStrictlyLater)
    chain = ChainMatcher(
      steps: steps, each: rules.each,
      voided: rules.dropsUnit ? [] : rules.exclusions.map { $0.first..<$0.last },
      calendar: calendar)
  }

  /// The same rules with changes, such as for the question what hangs on them.
  func with(_ change: (inout Funnel.Rules) -> Void) -> FunnelMatcher {
    var rules = self.rules
    change(&rules)
    return FunnelMatcher(rules: rules, isOptional: steps.isOptional, calendar: chain.calendar)
  }

  /// Whether one pass over the events decides: no rule looks at more than order and window.
  private var isPlain: Bool {
    rules.order == .ordered && rules.each == nil && chain.voided.isEmpty
      && steps.optionalCount == 0
  }

  /// The best reading over the attempts that `opens` allows; empty without any.
  func reading(
    of events: FunnelEvents, hasStops: Bool, opens: (Int) -> Bool
  ) -> Reading {
    guard !events.keys.isEmpty else {
      return reading(of: events, key: nil, hasStops: hasStops, opens: opens)
    }
    if let held = rules.heldSteps {
      return reading(of: events, holding: held, hasStops: hasStops, opens: opens)
    }
    var best = Reading()
    for key in events.entryKeys(opens: opens) {
      let reading =
        key < 0
        ? lone(events, opens: opens)
        : self.reading(of: events, key: key, hasStops: hasStops) { event in
          opens(event) && events.keys[event] == key
        }
      if best.required == 0 || reading.precedes(best) { best = reading }
    }
    return best
  }

  /// The best reading where some steps alone share the held values.
  private func reading(
    of events: FunnelEvents, holding held: UInt64, hasStops: Bool, opens: (Int) -> Bool
  ) -> Reading {
    var best = Reading()
    // -1 shares with nothing: such an event serves the first held step, and then no other one is.
    for key in Set(events.keys).union([-1]).sorted() {
      let part = events.holding(key, in: held)
      let reading = self.reading(of: part, key: nil, hasStops: hasStops, opens: opens)
      if best.required == 0 || reading.precedes(best) { best = reading }
    }
    return best
  }

  /// An entry without the value that matched events share: no other event can share it.
  private func lone(_ events: FunnelEvents, opens: (Int) -> Bool) -> Reading {
    let entries = (0..<events.count).filter {
      events.deadlines[$0] != nil && opens($0) && events.keys[$0] < 0
    }
    guard let first = entries.first else { return Reading() }
    let instant = events.instants[first]
    return Reading(
      required: 1, entry: instant, finish: instant, stops: [Stop(step: 0, instant: instant)],
      mask: 1)
  }

  private func reading(
    of events: FunnelEvents, key: Int32?, hasStops: Bool, opens: (Int) -> Bool
  ) -> Reading {
    if isPlain {
      let plain = PlainReader(
        matcher: StepMatcher(stepCount: steps.count, strictlyLater: rules.isStrictlyLater),
        isMonotone: rules.window?.isMonotone ?? true)
      guard let key else { return plain.reading(of: events, hasStops: hasStops, opens: opens) }
      let kept = (0..<events.count).filter { events.keys[$0] == key }
      return plain.reading(of: events.selecting(kept), hasStops: hasStops) { opens(kept[$0]) }
    }
    let line = timeline(events, key: key, opens: opens)
    var best: AttemptOutcome?
    for moment in 0..<line.count {
      guard let deadline = line.deadlines[moment] else { continue }
      // Once all is reached only an earlier finish, or a later entry for the same, is better.
      var until = Int64.max
      if let best, best.required == steps.requiredCount, best.optional == steps.optionalCount {
        if line.instants[moment] > best.finish { break }
        until = best.finish
      }
      let outcome = outcome(at: moment, in: line, deadline: deadline, until: until)
      if best.map({ outcome.precedes($0) }) ?? true { best = outcome }
    }
    guard let best else { return Reading() }
    return reading(of: best, in: line, hasStops: hasStops)
  }

  /// What the events of a unit can serve, as this funnel reads them.
  func timeline(
    _ events: FunnelEvents, key: Int32?, opens: (Int) -> Bool
  ) -> Timeline {
    Timeline(
      events,
      choice: Timeline.Choice(
        most: steps.count, key: key, keepsOthers: rules.order == .strict,
        firstStepOpens: rules.order != .anyOrder,
        exclusions: rules.exclusions.count),
      opens: opens)
  }

  /// How far the attempt that begins at a moment gets.
  func outcome(
    at moment: Int, in line: Timeline, deadline: Int64, until: Int64 = .max
  ) -> AttemptOutcome {
    switch rules.order {
    case .ordered: chain.outcome(at: moment, in: line, deadline: deadline, until: until)
    case .strict:
      StrictMatcher(chain: chain).outcome(
        at: moment, in: line, deadline: deadline, until: until)
    case .anyOrder: anyOrder(at: moment, in: line, deadline: deadline, until: until).outcome
    }
  }

  /// The matched steps of an attempt with their instants.
  func stops(of best: AttemptOutcome, in line: Timeline) -> [Stop] {
    switch rules.order {
    case .ordered: return chain.stops(of: best, in: line)
    case .strict: return StrictMatcher(chain: chain).stops(of: best, in: line)
    case .anyOrder:
      let found = anyOrder(
        at: best.moment, in: line, deadline: best.deadline, until: best.finish)
      return found.instants.enumerated().map { Stop(step: $0.offset, instant: $0.element) }
    }
  }

  private func anyOrder(
    at moment: Int, in line: Timeline, deadline: Int64, until: Int64
  ) -> (outcome: AttemptOutcome, instants: [Int64]) {
    let voids = !chain.voided.isEmpty
    return AnyOrderMatcher(
      stepCount: steps.count, isStrictlyLater: rules.isStrictlyLater, voids: voids
    ).outcome(at: moment, in: line, deadline: deadline, until: until)
  }

  /// The steps that an attempt matched.
  func reading(of best: AttemptOutcome, in line: Timeline, hasStops: Bool) -> Reading {
    var reading = Reading(
      required: best.required, optional: best.optional, entry: best.entry, finish: best.finish)
    if hasStops || best.optional > 0 { reading.stops = stops(of: best, in: line) }
    if reading.stops.isEmpty {
      for step in 0..<steps.count
      where !steps.isOptional[step] && steps.requiredBefore[step] < best.required {
        reading.mask |= UInt64(1) << UInt64(step)
      }
    } else {
      for stop in reading.stops { reading.mask |= UInt64(1) << UInt64(stop.step) }
    }
    return reading
  }
}

extension UInt64 {
  fileprivate var reversedBits: UInt64 {
    var result: UInt64 = 0
    for bit in 0..<UInt64(64) where self >> bit & 1 == 1 { result |= 1 << (63 - bit) }
    return result
  }
}
