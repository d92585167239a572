/// A unit's events that matter to a funnel, in order of time.
struct FunnelEvents {
  var instants: [Int64] = []
  /// Bit k-1 is set where the event can serve step k.
  var steps: [UInt64] = []
  /// The last instant of the attempt the event would open; nil where it opens none.
  var deadlines: [Int64?] = []
  /// Bit i is set where the event is of the i-th excluded kind; empty where nothing is excluded.
  var excluded: [UInt64] = []
  /// What all matched events must share: events of one key do, -1 shares with nothing; empty where
  /// nothing is held.
  var keys: [Int32] = []

  var count: Int { instants.count }

  mutating func removeAll() {
    instants.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
    deadlines.removeAll(keepingCapacity: true)
    excluded.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
  }

  /// The events with the held steps served by those of one key alone.
  func holding(_ key: Int32, in held: UInt64) -> FunnelEvents {
    var events = self
    events.keys = []
    let first = held & (~held &+ 1)
    for event in 0..<count {
      let allowed: UInt64 =
        key < 0 ? (keys[event] < 0 ? first : 0) : (keys[event] == key ? held : 0)
      events.steps[event] &= ~held | allowed
      if events.steps[event] & 1 == 0 { events.deadlines[event] = nil }
    }
    return events
  }

  /// The keys of the events that may begin an attempt, each once, in order.
  func entryKeys(opens: (Int) -> Bool) -> [Int32] {
    var found: Set<Int32> = []
    for event in 0..<count where deadlines[event] != nil && opens(event) {
      found.insert(keys[event])
    }
    return found.sorted()
  }
}

/// What some events can serve at each instant, as far as it matters which are taken.
///
/// Events of one instant that serve the same steps stand for each other, and no more of them than
/// there are steps are ever taken; so ten thousand events of one instant are a handful.
struct Timeline {
  private(set) var instants: [Int64] = []
  /// How many events there are at each instant, whatever they serve.
  private(set) var sizes: [Int] = []
  /// The last instant of an attempt that begins here; nil where none does.
  private(set) var deadlines: [Int64?] = []
  private var ends: [Int] = []
  private var signatures: [UInt64] = []
  /// For each excluded kind, of the moments before each one, how many hold such an event.
  private var excludedBefore: [[Int]]

  var count: Int { instants.count }

  /// Which events a timeline is made of.
  struct Choice {
    /// How many of one kind are ever taken at one instant.
    let most: Int
    /// Only events of this key serve steps.
    var key: Int32?
    /// Events that serve no step end a chain; otherwise they are left out.
    var keepsOthers = false
    /// Only an event that opens an attempt can serve the first step.
    var firstStepOpens = true
    /// How many kinds of events are excluded; others are left unmarked.
    var exclusions = 0
  }

  init(_ events: FunnelEvents, choice: Choice, opens: (Int) -> Bool) {
    excludedBefore = Array(repeating: [0], count: choice.exclusions)
    var start = 0
    while start < events.count {
      var end = start + 1
      while end < events.count, events.instants[end] == events.instants[start] { end += 1 }
      add(events, start..<end, choice, opens)
      start = end
    }
  }

  private mutating func add(
    _ events: FunnelEvents, _ group: Range<Int>, _ choice: Choice, _ opens: (Int) -> Bool
  ) {
    var found: [UInt64] = []
    var deadline: Int64?
    var excluded: UInt64 = 0
    for event in group {
      if choice.exclusions > 0, !events.excluded.isEmpty { excluded |= events.excluded[event] }
      if let key = choice.key, events.keys[event] != key { continue }
      var steps = events.steps[event]
      if let end = events.deadlines[event], opens(event) {
        deadline = max(deadline ?? end, end)
      } else if choice.firstStepOpens {
        steps &= ~1
      }
      if steps != 0 { found.append(steps) }
    }
    guard !found.isEmpty || excluded != 0 || choice.keepsOthers else { return }
    instants.append(events.instants[group.lowerBound])
    sizes.append(group.count)
    deadlines.append(deadline)
    for kind in excludedBefore.indices {
      let before = excludedBefore[kind].last ?? 0
      excludedBefore[kind].append(before + Int(excluded >> UInt64(kind) & 1))
    }
    if found.count > 1 { found = Self.thinned(found, most: choice.most) }
    signatures.append(contentsOf: found)
    ends.append(signatures.count)
  }

  private static func thinned(_ found: [UInt64], most: Int) -> [UInt64] {
    var kept: [UInt64] = []
    var run = 0
    for steps in found.sorted() {
      run = kept.last == steps ? run + 1 : 1
      if run <= most { kept.append(steps) }
    }
    return kept
  }

  /// The steps that each event worth taking at a moment can serve.
  func events(at moment: Int) -> ArraySlice<UInt64> {
    signatures[(moment == 0 ? 0 : ends[moment - 1])..<ends[moment]]
  }

  /// The kinds of events that may begin an attempt at a moment, each once.
  func entries(at moment: Int) -> [UInt64] {
    var kinds: [UInt64] = []
    for steps in events(at: moment) where steps & 1 == 1 && kinds.last != steps {
      kinds.append(steps)
    }
    return kinds
  }

  /// The timeline in which only one kind of event begins an attempt at a moment.
  func entering(by kind: UInt64, at moment: Int) -> Timeline {
    var copy = self
    for index in (moment == 0 ? 0 : ends[moment - 1])..<ends[moment]
    where signatures[index] != kind {
      copy.signatures[index] &= ~1
    }
    return copy
  }

  /// Whether an event of any excluded kind lies at a moment.
  func isExcluded(_ moment: Int) -> Bool {
    excludedBefore.indices.contains { isExcluded(moment, by: $0) }
  }

  func isExcluded(_ moment: Int, by kind: Int) -> Bool {
    excludedBefore[kind][moment + 1] > excludedBefore[kind][moment]
  }

  /// Whether an event of an excluded kind lies at a moment strictly between two others.
  func hasExcluded(_ kind: Int, between first: Int, and last: Int) -> Bool {
    last > first + 1 && excludedBefore[kind][last] > excludedBefore[kind][first + 1]
  }

  /// Whether an event of an excluded kind lies strictly after one instant and strictly before
  /// another.
  func hasExcluded(_ kind: Int, after first: Int64, before last: Int64) -> Bool {
    guard first < last else { return false }
    let from = firstMoment { $0 > first }
    let to = firstMoment { $0 >= last }
    return from < to && excludedBefore[kind][to] > excludedBefore[kind][from]
  }

  private func firstMoment(where holds: (Int64) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(instants[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
