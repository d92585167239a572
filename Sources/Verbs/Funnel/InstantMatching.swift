/// Which steps the events of one instant serve, each event once.
///
/// A matching in a bipartite graph, grown by augmenting paths (Kuhn 1955): a step once served stays
/// served while more are added, so the steps that can be served together are a matroid, and adding
/// them one by one in order of preference misses nothing.
struct InstantMatching {
  private let events: ArraySlice<UInt64>
  /// The step each event serves, from 0; -1 for none.
  private var servedBy: [Int]
  private(set) var size = 0

  init(_ events: ArraySlice<UInt64>) {
    self.events = events
    servedBy = Array(repeating: -1, count: events.count)
  }

  /// Serves one more step; false and unchanged where it cannot be.
  mutating func add(_ step: Int) -> Bool {
    var tried = Array(repeating: false, count: servedBy.count)
    guard augment(step, &tried) else { return false }
    size += 1
    return true
  }

  private mutating func augment(_ step: Int, _ tried: inout [Bool]) -> Bool {
    for (at, steps) in events.enumerated() where !tried[at] && steps >> UInt64(step) & 1 == 1 {
      tried[at] = true
      if servedBy[at] < 0 || augment(servedBy[at], &tried) {
        servedBy[at] = step
        return true
      }
    }
    return false
  }
}

/// The steps of a funnel with those that may be passed over.
struct StepList: Hashable {
  let isOptional: [Bool]
  /// Cannot be passed over.
  private(set) var must: [Bool]
  /// Not to be served at all.
  private(set) var isAbsent: [Bool]
  /// How many of the steps before each one are required.
  let requiredBefore: [Int]
  let optionalCount: Int
  /// Each step asks for a later instant than the one before.
  let isStrictlyLater: Bool
  /// The last step a reading must have come to, from 0.
  private(set) var least = 0

  init(isOptional: [Bool], isStrictlyLater: Bool) {
    self.isOptional = isOptional
    self.isStrictlyLater = isStrictlyLater
    must = isOptional.map { !$0 }
    isAbsent = isOptional.map { _ in false }
    optionalCount = isOptional.count { $0 }
    var before = [0]
    for flag in isOptional { before.append((before.last ?? 0) + (flag ? 0 : 1)) }
    requiredBefore = before
  }

  var count: Int { isOptional.count }
  var requiredCount: Int { requiredBefore[count] }

  /// The steps without the choice whether to serve an optional one.
  func deciding(_ step: Int, served: Bool) -> StepList {
    var copy = self
    if served {
      copy.must[step] = true
      copy.least = max(least, step)
    } else {
      copy.isAbsent[step] = true
    }
    return copy
  }

  /// Steps served at one instant, from the one after `from` to `to`.
  struct Run {
    let to: Int
    /// How many optional ones among them at most.
    let optional: Int
    /// How many events they take at least, and at most.
    let sizes: ClosedRange<Int>
  }

  /// The runs of steps after `from` (-1 for none) that the events of one instant can serve: to each
  /// last step the one with most optional steps.
  func runs(after from: Int, _ events: ArraySlice<UInt64>) -> [Run] {
    if isStrictlyLater || events.count == 1 { return singleRuns(after: from, events) }
    var runs: [Run] = []
    var matching = InstantMatching(events)
    var decided = 0
    for step in (from + 1)..<max(count, from + 1) where !isAbsent[step] {
      var wider: InstantMatching
      if must[step] {
        guard matching.add(step) else { break }
        if isOptional[step] { decided += 1 }
        wider = matching
      } else {
        wider = matching
        guard wider.add(step) else { continue }
      }
      let least = wider.size
      var optional = decided + (must[step] ? 0 : 1)
      for other in (from + 1)..<step where !must[other] && !isAbsent[other] && wider.add(other) {
        optional += 1
      }
      runs.append(Run(to: step, optional: optional, sizes: least...wider.size))
    }
    return runs
  }

  private func singleRuns(after from: Int, _ events: ArraySlice<UInt64>) -> [Run] {
    var served: UInt64 = 0
    for steps in events { served |= steps }
    var runs: [Run] = []
    for step in (from + 1)..<max(count, from + 1) where !isAbsent[step] {
      if served >> UInt64(step) & 1 == 1 {
        runs.append(Run(to: step, optional: isOptional[step] ? 1 : 0, sizes: 1...1))
      }
      if must[step] { break }
    }
    return runs
  }
}
