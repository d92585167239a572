/// Readings of a funnel whose steps are all required and bound by order and window alone.
struct PlainReader {
  let matcher: StepMatcher
  /// Whether later entries have later deadlines.
  let isMonotone: Bool

  func reading(
    of events: FunnelEvents, hasStops: Bool, opens: (Int) -> Bool
  ) -> Reading {
    let best = matcher.outcome(of: events, opens: opens)
    guard let attempt = best.attempt else { return Reading() }
    var reading = Reading(
      required: best.depth, entry: attempt.entry, finish: best.finish,
      mask: best.depth >= 64 ? .max : UInt64(1) << UInt64(best.depth) - 1)
    guard hasStops, best.depth > 1 else { return reading }
    let instants = self.instants(of: best, attempt, events, opens: opens)
    reading.entry = instants.first ?? reading.entry
    reading.stops = instants.enumerated().map { Stop(step: $0.offset, instant: $0.element) }
    return reading
  }

  /// Among the attempts of greatest depth: earliest finish, then latest entry, then each middle
  /// step as early as possible.
  private func instants(
    of best: StepMatcher.Outcome, _ attempt: StepMatcher.Attempt, _ events: FunnelEvents,
    opens: (Int) -> Bool
  ) -> [Int64] {
    // The deadline of a calendar window need not grow with its entry (30 and 31 January both lead
    // to the end of February), so there every entry is tried, the latest first.
    let entries =
      isMonotone
      ? [attempt]
      : events.deadlines.indices.reversed().compactMap { event in
        events.deadlines[event].flatMap {
          opens(event) && events.instants[event] <= best.finish
            ? StepMatcher.Attempt(entry: events.instants[event], deadline: $0) : nil
        }
      }
    for entry in entries {
      let instants = matcher.instants(
        of: events, entry: entry.entry, deadline: min(entry.deadline, best.finish), opens: opens)
      if instants.count >= best.depth { return Array(instants.prefix(best.depth)) }
    }
    return []
  }
}

extension FunnelEvents {
  /// The events at the given places, in that order, without what only other rules look at.
  func selecting(_ kept: [Int]) -> FunnelEvents {
    var events = FunnelEvents()
    events.instants = kept.map { instants[$0] }
    events.steps = kept.map { steps[$0] }
    events.deadlines = kept.map { deadlines[$0] }
    return events
  }
}
