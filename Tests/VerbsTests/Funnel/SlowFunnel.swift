import Engine

/// A funnel read off the definition, one attempt and one choice of events after another.
///
/// An attempt is an event of step 1; step k takes any unused event of its kind that is not earlier
/// than the one before and at most the window after the entry. Every choice is tried.
struct SlowFunnel {
  struct Event: Hashable {
    let name: String
    let instant: Int64
  }

  /// For each step the names that serve it.
  let steps: [Set<String>]
  let window: Int64?

  /// The greatest number of steps over all attempts that begin at an event `opens` allows.
  func depth(_ events: [Event], opens: (Event) -> Bool = { _ in true }) -> Int {
    var deepest = 0
    for (index, entry) in events.enumerated() where steps[0].contains(entry.name) && opens(entry) {
      var used = Set([index])
      deepest = max(
        deepest, 1 + further(from: 1, after: entry.instant, entry.instant, events, &used))
    }
    return deepest
  }

  private func further(
    from step: Int, after instant: Int64, _ entry: Int64, _ events: [Event], _ used: inout Set<Int>
  ) -> Int {
    guard step < steps.count else { return 0 }
    var best = 0
    for (index, event) in events.enumerated() where !used.contains(index) {
      guard steps[step].contains(event.name), event.instant >= instant else { continue }
      if let window, event.instant - entry > window { continue }
      used.insert(index)
      best = max(best, 1 + further(from: step + 1, after: event.instant, entry, events, &used))
      used.remove(index)
    }
    return best
  }
}
