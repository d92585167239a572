/// Funnels of other products read off the words of their rules, by trying every choice.
struct SlowPeers {
  struct Event: Hashable {
    let name: Character
    /// Seconds.
    let time: Int
  }

  /// The names that serve each step.
  let steps: [Set<Character>]
  let window: Int

  init(_ steps: String, window: Int) {
    self.steps = steps.split(separator: " ").map { Set($0) }
    self.window = window
  }

  /// Every chain of events that one entry can begin, as places of events in order of the steps:
  /// each not earlier than the one before, none twice, all inside the window.
  private func chains(from entry: Int, _ events: [Event], anyOrder: Bool) -> [[Int]] {
    var all: [[Int]] = []
    func grow(_ chain: [Int]) {
      all.append(chain)
      guard chain.count < steps.count else { return }
      let last = events[chain[chain.count - 1]].time
      for next in events.indices where !chain.contains(next) {
        let event = events[next]
        guard event.time >= last, event.time <= events[entry].time + window,
          anyOrder || steps[chain.count].contains(event.name)
        else { continue }
        if anyOrder, !canServe((chain + [next]).map { events[$0].name }) { continue }
        grow(chain + [next])
      }
    }
    let isEntry =
      anyOrder
      ? steps.contains { $0.contains(events[entry].name) }
      : steps[0].contains(events[entry].name)
    if isEntry { grow([entry]) }
    return all
  }

  /// Whether the events can serve different steps, by trying all ways.
  private func canServe(_ names: [Character]) -> Bool {
    func place(_ index: Int, _ used: Set<Int>) -> Bool {
      guard index < names.count else { return true }
      return steps.indices.contains { step in
        !used.contains(step) && steps[step].contains(names[index])
          && place(index + 1, used.union([step]))
      }
    }
    return place(0, [])
  }

  /// One attempt: the instants of its steps, each as early as can be.
  private func attempt(_ entry: Int, _ events: [Event], anyOrder: Bool) -> [Int]? {
    let times = chains(from: entry, events, anyOrder: anyOrder).map { chain in
      chain.map { events[$0].time }
    }
    let depth = times.map(\.count).max() ?? 0
    return times.filter { $0.count == depth }.min { $0.lexicographicallyPrecedes($1) }
  }

  /// PostHog: the instants of the steps that count; nil for who is not in the funnel.
  ///
  /// - Parameter excluded: a name with the steps, from 1, between which it taints.
  func posthog(
    _ events: [Event], excluded: [(name: Character, from: Int, to: Int)] = [],
    anyOrder: Bool = false
  ) -> [Int]? {
    let attempts = events.indices.compactMap { attempt($0, events, anyOrder: anyOrder) }
    let deepest = attempts.map(\.count).max() ?? 0
    let clean = attempts.filter { times in
      !excluded.contains { rule in
        guard times.count >= rule.from else { return false }
        let from = times[rule.from - 1]
        return events.contains { event in
          guard event.name == rule.name, event.time > from else { return false }
          return times.count >= rule.to
            ? event.time < times[rule.to - 1] : event.time <= times[0] + window
        }
      }
    }
    let counted = anyOrder ? clean : clean.filter { $0.count == deepest }
    return counted.max { left, right in
      if left.count != right.count { return left.count < right.count }
      if left.last != right.last { return (left.last ?? 0) > (right.last ?? 0) }
      return left[0] < right[0]
    }
  }

  /// Mixpanel's uniques: from the first entry, or the best of all, the first event of each step
  /// that is not more than two seconds before the step before; steps before an exclusion are kept.
  func mixpanel(
    _ events: [Event], excluded: (name: Character, from: Int, to: Int)? = nil,
    reenters: Bool = false
  ) -> [Int]? {
    // Of events of one instant those that serve fewer and earlier steps come first.
    let sorted = events.sorted { left, right in
      (left.time, bits(left)) < (right.time, bits(right))
    }
    let entries = sorted.indices.filter { steps[0].contains(sorted[$0].name) }
    let walks = (reenters ? entries : Array(entries.prefix(1))).map { entry in
      walk(entry, sorted, excluded)
    }
    return walks.max { left, right in
      if left.count != right.count { return left.count < right.count }
      let ends = (left.max() ?? 0, right.max() ?? 0)
      if ends.0 != ends.1 { return ends.0 > ends.1 }
      return left[0] < right[0]
    }
  }

  private func bits(_ event: Event) -> Int {
    steps.indices.reduce(0) { $0 + (steps[$1].contains(event.name) ? 1 << $1 : 0) }
  }

  private func walk(
    _ entry: Int, _ events: [Event], _ excluded: (name: Character, from: Int, to: Int)?
  ) -> [Int] {
    var used = [entry]
    while used.count < steps.count {
      let before = events[used[used.count - 1]].time
      let next = events.indices.first { index in
        !used.contains(index) && steps[used.count].contains(events[index].name)
          && events[index].time >= before - 2
      }
      guard let next, events[next].time <= events[entry].time + window else { break }
      if let excluded, excluded.from <= used.count, used.count < excluded.to,
        events.indices.contains(where: { index in
          !used.contains(index) && events[index].name == excluded.name
            && events[index].time > before + 2 && events[index].time < events[next].time - 2
        })
      {
        break
      }
      used.append(next)
    }
    return used.map { events[$0].time }
  }
}
