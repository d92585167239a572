import Engine

/// Reads entries one by one, in order of time: each takes the earliest event for each step that no
/// entry before it has taken.
///
/// Of events of one instant that serve the same steps any stands for the others; between different
/// ones the order of their steps, held values and groups decides, never that of their rows.
struct EntryCounter {
  let matcher: FunnelMatcher
  let end: Int64?
  let calendar: LocalCalendar

  /// One entry: the event it began with and how far it got.
  struct Entry {
    let event: Int
    var reading: UnitReading
  }

  /// - Parameter ranks: an order of events of one instant that are alike otherwise.
  func entries(of unit: EntryGatherer.Unit, ranks: [Int]) -> [Entry] {
    if let peer = matcher.rules.peer?.rules {
      return peer.attempts(of: unit, by: matcher).map { attempt in
        let reading = Reading(stops: attempt.stops)
        return Entry(
          event: attempt.event,
          reading: UnitReading(
            reading: reading, matureMask: reading.mask, unvoidedMask: reading.mask))
      }
    }
    var entries = walk(unit, ranks, matcher.rules)
    guard unit.hasTies, !matcher.rules.isStrictlyLater else { return entries }
    var rules = matcher.rules
    rules.isStrictlyLater = true
    let strict = walk(unit, ranks, rules)
    for (index, entry) in strict.enumerated() where index < entries.count {
      entries[index].reading.hangsOnTies =
        entry.reading.reading.required < entries[index].reading.reading.required
    }
    return entries
  }

  private func walk(
    _ unit: EntryGatherer.Unit, _ ranks: [Int], _ rules: Funnel.Rules
  ) -> [Entry] {
    let events = unit.events
    let order = (0..<events.count).sorted { left, right in
      let keys = events.keys.isEmpty ? (0, 0) : (events.keys[left], events.keys[right])
      return (events.instants[left], events.steps[left], keys.0, ranks[left], left)
        < (events.instants[right], events.steps[right], keys.1, ranks[right], right)
    }
    var free = FreeEvents(events, order: order, stepCount: matcher.steps.count)
    let line = matcher.timeline(events, key: nil) { _ in true }
    var entries: [Entry] = []
    for event in order where events.deadlines[event] != nil && !free.isTaken(event) {
      free.take(event)
      entries.append(entry(at: event, events, rules, line, &free))
    }
    return entries
  }

  private func entry(
    at event: Int, _ events: FunnelEvents, _ rules: Funnel.Rules, _ line: Timeline,
    _ free: inout FreeEvents
  ) -> Entry {
    let deadline = events.deadlines[event] ?? .max
    let entry = events.instants[event]
    let key = events.keys.isEmpty ? nil : events.keys[event]
    var stops = [Stop(step: 0, instant: entry)]
    var unvoided: Int?
    while stops.count < matcher.steps.count, let last = stops.last, key.map({ $0 >= 0 }) ?? true {
      let step = stops.count
      let earliest = rules.isStrictlyLater ? last.instant &+ 1 : last.instant
      guard let next = free.first(serving: step, key: key, notBefore: earliest) else { break }
      let instant = events.instants[next]
      let limit = rules.each?.end(from: last.instant, in: calendar) ?? .max
      guard instant <= min(deadline, limit) else { break }
      let isVoid = rules.exclusions.enumerated().contains { kind, exclusion in
        !exclusion.dropsUnit && (exclusion.first..<exclusion.last).contains(step - 1)
          && line.hasExcluded(kind, after: last.instant, before: instant)
      }
      if isVoid {
        unvoided = step + 1
        break
      }
      free.take(next)
      stops.append(Stop(step: step, instant: instant))
    }
    return Entry(event: event, reading: reading(stops, deadline, unvoided: unvoided))
  }

  private func reading(_ stops: [Stop], _ deadline: Int64, unvoided: Int?) -> UnitReading {
    func mask(_ count: Int) -> UInt64 { UInt64(1) << UInt64(count) - 1 }
    let isOpen = end.map { deadline >= $0 } ?? false
    let reached = mask(stops.count)
    return UnitReading(
      reading: Reading(
        required: stops.count, entry: stops.first?.instant ?? 0,
        finish: stops.last?.instant ?? 0, stops: stops, mask: reached),
      matureMask: isOpen ? 0 : reached, openUntil: isOpen ? deadline : nil,
      unvoidedMask: mask(unvoided ?? stops.count))
  }
}

/// The events that no entry has taken yet, by step and held value, in order of time.
private struct FreeEvents {
  private struct List {
    var events: [Int] = []
    /// The next place that may be free, by place; shortened on the way.
    var next: [Int] = []
  }

  private struct Name: Hashable {
    let step: Int
    let key: Int32
  }

  private let instants: [Int64]
  private var taken: [Bool]
  private var lists: [Name: List] = [:]

  init(_ events: FunnelEvents, order: [Int], stepCount: Int) {
    instants = events.instants
    taken = Array(repeating: false, count: events.count)
    for event in order {
      for step in 0..<stepCount where events.steps[event] >> UInt64(step) & 1 == 1 {
        let key = events.keys.isEmpty ? 0 : events.keys[event]
        let name = Name(step: step, key: key)
        lists[name, default: List()].next.append(lists[name]?.events.count ?? 0)
        lists[name, default: List()].events.append(event)
      }
    }
  }

  func isTaken(_ event: Int) -> Bool { taken[event] }

  mutating func take(_ event: Int) { taken[event] = true }

  mutating func first(serving step: Int, key: Int32?, notBefore instant: Int64) -> Int? {
    let name = Name(step: step, key: key ?? 0)
    // Taken out while it changes, so that it is not copied.
    guard var list = lists.removeValue(forKey: name) else { return nil }
    defer { lists[name] = list }
    var low = 0
    var high = list.events.count
    while low < high {
      let middle = (low + high) / 2
      if instants[list.events[middle]] >= instant { high = middle } else { low = middle + 1 }
    }
    let place = freePlace(from: low, in: &list)
    return list.events.indices.contains(place) ? list.events[place] : nil
  }

  /// The first place from `start` on whose event is free, with every place passed made to point
  /// there.
  private func freePlace(from start: Int, in list: inout List) -> Int {
    var place = start
    while place < list.events.count, taken[list.events[place]] {
      place = max(place + 1, list.next[place])
    }
    var passed = start
    while passed < min(place, list.events.count) {
      let following = max(passed + 1, list.next[passed])
      list.next[passed] = place
      passed = following
    }
    return place
  }
}
