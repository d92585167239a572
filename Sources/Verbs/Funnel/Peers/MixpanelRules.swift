import Engine
import Language
import Reporting

/// Mixpanel's funnels (docs.mixpanel.com, "Funnels Advanced Concepts" and "Funnels FAQ").
///
/// - Uniques: the first event of step 1 in the range is the one entry of a user; later ones do not
///   restart the window. With Optimized Re-entry every event of step 1 is an entry, and the latest
///   one before step 2 counts.
/// - Each step takes its first event that is not earlier than two seconds before the step before
///   it: steps within two seconds of one another are interchangeable.
/// - Steps reached before an excluded event are kept. An excluded event within two seconds of
///   either step is taken to lie outside them, by the same grace.
/// - Totals: one attempt at a time. It ends by its last step, its window or an excluded event; the
///   next event of step 1 after that opens another. With Optimized Re-entry every event of step 1
///   is an entry, and an event goes to the latest one that waits for it.
/// - A property held constant has the value of the entry.
struct MixpanelRules: PeerRules {
  let reenters: Bool

  let word = "mixpanel"
  let name = "Mixpanel"
  let defaultWindow: CalendarSpan? = CalendarSpan(7, .day)
  let boundsAllSteps = false

  /// Milliseconds within which steps are interchangeable.
  static let grace: Int64 = 2000

  var summary: Phrase {
    reenters
      ? Phrase(
        "optimized re-entry, steps within 2s in either order, immature entrants in the rates",
        "优化再进入，2 秒内的步骤不分先后，窗口未满者计入比率")
      : Phrase(
        "the first entry alone, steps within 2s in either order, immature entrants in the rates",
        "只看首次进入，2 秒内的步骤不分先后，窗口未满者计入比率")
  }

  func refusal(of part: PeerPart) -> Phrase? {
    switch part {
    case .session, .column, .exclusion, .hold, .periodSplit, .propertySplit, .entries: return nil
    case .strict:
      return Phrase("it lets other events come between", "它允许中间有其他事件")
    case .anyOrder:
      return Phrase(
        "its steps in any order are bound by anchored ones, which cannot be named here",
        "它的任意顺序受锚定步骤约束，这里无法指定")
    case .strictly:
      return Phrase("steps within two seconds are interchangeable", "两秒内的步骤可以互换")
    case .calendar, .each:
      return Phrase("its window is a span from the first step", "它的窗口是自第一步起的一段时长")
    case .excludeUser:
      return Phrase(
        "its exclusions keep the steps before them", "它的排除会保留此前的步骤")
    case .optional: return Phrase("it has no optional steps", "它没有可选步骤")
    }
  }

  func reading(
    of unit: EntryGatherer.Unit, by matcher: FunnelMatcher, opens: (Int) -> Bool
  ) -> Reading {
    let walk = Walk(events: unit.events, rules: matcher.rules, stepCount: matcher.steps.count)
    let entries = walk.order.filter { unit.events.deadlines[$0] != nil && opens($0) }
    guard reenters else {
      return entries.first.map { Reading(stops: walk.attempt(at: $0, from: nil).stops) }
        ?? Reading()
    }
    var best = Reading()
    for entry in entries {
      let reading = Reading(stops: walk.attempt(at: entry, from: nil).stops)
      if best.required == 0 || reading.precedes(best) { best = reading }
    }
    return best
  }

  func attempts(of unit: EntryGatherer.Unit, by matcher: FunnelMatcher) -> [PeerAttempt] {
    if reenters {
      var scan = ReentryScan(
        events: unit.events, rules: matcher.rules, stepCount: matcher.steps.count, grace: Self.grace
      )
      return scan.attempts()
    }
    let walk = Walk(events: unit.events, rules: matcher.rules, stepCount: matcher.steps.count)
    var attempts: [PeerAttempt] = []
    /// The place in the order from which on events are free.
    var next = 0
    while next < walk.order.count {
      let event = walk.order[next]
      guard unit.events.deadlines[event] != nil else {
        next += 1
        continue
      }
      let attempt = walk.attempt(at: event, from: next)
      attempts.append(PeerAttempt(event: event, stops: attempt.stops))
      next = max(next + 1, attempt.next)
    }
    return attempts
  }

  func reason(_ difference: PeerDifference) -> Phrase {
    switch difference {
    case .leftOut, .shallower:
      reenters
        ? Phrase(
          "it takes the first event of each step, ours whichever leads further",
          "它对每步取首个事件，本工具取能走得更远的")
        : Phrase(
          "a later entry leads further than the first, which alone it counts",
          "后来的进入走得更远，而它只看首次进入")
    case .deeper, .otherSteps:
      Phrase(
        "a step lies up to two seconds before the one it follows, or an excluded event as close to"
          + " a step",
        "某步比上一步早不超过两秒，或排除事件与某步相距不超过两秒")
    }
  }

  /// The events of a unit in order, and the attempts among them.
  private struct Walk {
    let events: FunnelEvents
    let rules: Funnel.Rules
    let stepCount: Int
    /// Places of events, by instant, then by what they serve, never by row.
    let order: [Int]

    init(events: FunnelEvents, rules: Funnel.Rules, stepCount: Int) {
      self.events = events
      self.rules = rules
      self.stepCount = stepCount
      order = (0..<events.count).sorted { left, right in
        (events.instants[left], events.steps[left], left)
          < (events.instants[right], events.steps[right], right)
      }
    }

    /// The attempt that an event opens.
    ///
    /// - Parameter start: where attempts follow one another, the place of the entry in the order:
    ///   earlier events are spent.
    /// - Returns: its stops, and the place in the order from which on another may begin.
    func attempt(at entry: Int, from start: Int?) -> (stops: [Stop], next: Int) {
      let deadline = events.deadlines[entry] ?? .max
      let key = events.keys.isEmpty ? nil : events.keys[entry]
      var used: Set<Int> = [entry]
      var stops = [Stop(step: 0, instant: events.instants[entry])]
      var last = start ?? 0
      while stops.count < stepCount, key.map({ $0 >= 0 }) ?? true {
        let previous = stops[stops.count - 1].instant
        let found = order.indices.first { place in
          let event = order[place]
          return place >= (start ?? 0) && !used.contains(event)
            && events.steps[event] >> UInt64(stops.count) & 1 == 1
            && events.instants[event] >= previous - MixpanelRules.grace
            && (key.map { events.keys[event] == $0 } ?? true)
        }
        let instant = found.map { events.instants[order[$0]] } ?? .max
        let limit = instant <= deadline ? instant : deadline
        if let place = exclusion(after: previous, before: limit, of: stops.count, used, start) {
          return (stops, place + 1)
        }
        guard let found, instant <= deadline else { break }
        used.insert(order[found])
        stops.append(Stop(step: stops.count, instant: instant))
        last = max(last, found)
      }
      if stops.count == stepCount { return (stops, last + 1) }
      let end = order.firstIndex { events.instants[$0] > deadline } ?? order.count
      return (stops, end)
    }

    /// The first excluded event that lies between two steps by more than the grace; one that ends
    /// a window is held against the attempt as well.
    private func exclusion(
      after first: Int64, before last: Int64, of step: Int, _ used: Set<Int>, _ start: Int?
    ) -> Int? {
      guard !events.excluded.isEmpty else { return nil }
      return order.indices.first { place in
        let event = order[place]
        guard place >= (start ?? 0), !used.contains(event), events.excluded[event] != 0,
          events.instants[event] > first + MixpanelRules.grace,
          events.instants[event] < (last == .max ? .max : last - MixpanelRules.grace)
        else { return false }
        return rules.exclusions.enumerated().contains { kind, exclusion in
          events.excluded[event] >> UInt64(kind) & 1 == 1
            && (exclusion.first..<exclusion.last).contains(step - 1)
        }
      }
    }
  }
}
