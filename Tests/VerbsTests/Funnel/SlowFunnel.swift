/// A funnel read off the definition: every choice of events is tried, one after another.
///
/// An attempt is an event of step 1 in the range; step k takes another event of its kind, not
/// earlier than the one before and not later than the window allows.
struct SlowFunnel {
  struct Event: Hashable {
    let name: String
    let instant: Int64
    var values: [String: String] = [:]
  }

  struct Step {
    let names: [String]
    var isOptional = false
  }

  enum Order { case ordered, strict, anyOrder }

  let steps: [Step]
  var order = Order.ordered
  var isStrictlyLater = false
  /// The last instant in time for an attempt, and for the next step.
  var window: ((Int64) -> Int64)?
  var each: ((Int64) -> Int64)?
  var excluded: String?
  /// The steps, from 1, between which it voids.
  var between: (Int, Int)?
  var dropsUser = false
  var hold: [String] = []
  /// The end of `asof`.
  var end: Int64 = .max

  /// The steps of `"a -> b? -> c"`, with `ab` for `(a or b)`.
  init(_ steps: String) {
    self.steps = steps.split(separator: " ").filter { $0 != "->" }.map { word in
      Step(
        names: word.filter { $0 != "?" }.map { String($0) }, isOptional: word.hasSuffix("?"))
    }
  }

  /// Which event, by its place, serves which step, from 0.
  typealias Reading = [(step: Int, event: Int)]

  var requiredCount: Int { steps.count { !$0.isOptional } }

  func deadline(_ entry: Int64) -> Int64 {
    var deadline = window?(entry) ?? .max
    if let each {
      var last = entry
      for _ in 1..<steps.count { last = each(last) }
      deadline = min(deadline, last)
    }
    return deadline
  }

  func isEntry(_ event: Event) -> Bool {
    order == .anyOrder
      ? steps.contains { $0.names.contains(event.name) } : steps[0].names.contains(event.name)
  }

  // MARK: All readings of one attempt

  func readings(of events: [Event], from entry: Int, voids: Bool) -> [Reading] {
    switch order {
    case .ordered:
      var found: [Reading] = []
      extend([(0, entry)], events, deadline(events[entry].instant), voids, &found)
      return found
    case .strict:
      var found: [Reading] = []
      for line in Self.orders(of: events) {
        guard let place = line.firstIndex(of: entry) else { continue }
        follow([(0, entry)], place, line, events, &found)
      }
      return found
    case .anyOrder:
      var found: [Reading] = []
      choose([], 0, entry, events, &found)
      return found.filter { reading in
        !voids || zip(reading, reading.dropFirst()).allSatisfy { isClear($0, $1, events) }
      }
    }
  }

  private func mayFollow(
    _ last: (step: Int, event: Int), _ next: (step: Int, event: Int), _ events: [Event]
  ) -> Bool {
    let (before, after) = (events[last.event].instant, events[next.event].instant)
    return (isStrictlyLater ? after > before : after >= before)
      && after <= each?(before) ?? .max && sharesValues(events[last.event], events[next.event])
  }

  private func sharesValues(_ one: Event, _ other: Event) -> Bool {
    hold.allSatisfy { one.values[$0] != nil && one.values[$0] == other.values[$0] }
  }

  /// Steps that may come after one: up to and with the next required one.
  private func nextSteps(_ step: Int) -> [Int] {
    var next: [Int] = []
    for candidate in (step + 1)..<max(steps.count, step + 1) {
      next.append(candidate)
      if !steps[candidate].isOptional { break }
    }
    return next
  }

  private func extend(
    _ reading: Reading, _ events: [Event], _ deadline: Int64, _ voids: Bool,
    _ found: inout [Reading]
  ) {
    found.append(reading)
    guard let last = reading.last else { return }
    for step in nextSteps(last.step) {
      for event in events.indices where !reading.contains(where: { $0.event == event }) {
        guard steps[step].names.contains(events[event].name), events[event].instant <= deadline,
          mayFollow(last, (step, event), events),
          !voids || isClear(last, (step, event), events)
        else { continue }
        extend(reading + [(step, event)], events, deadline, voids, &found)
      }
    }
  }

  /// No excluded event strictly between two matched steps.
  func isClear(
    _ last: (step: Int, event: Int), _ next: (step: Int, event: Int), _ events: [Event]
  ) -> Bool {
    guard let excluded else { return true }
    if let between, last.step + 1 < between.0 || last.step + 1 >= between.1 { return true }
    let (before, after) = (events[last.event].instant, events[next.event].instant)
    return !events.contains {
      $0.name == excluded && $0.instant > before && $0.instant < after
    }
  }

  private func follow(
    _ reading: Reading, _ place: Int, _ line: [Int], _ events: [Event], _ found: inout [Reading]
  ) {
    found.append(reading)
    guard place + 1 < line.count, let last = reading.last else { return }
    let next = line[place + 1]
    guard events[next].instant <= deadline(events[reading[0].event].instant) else { return }
    for step in nextSteps(last.step)
    where steps[step].names.contains(events[next].name) && mayFollow(last, (step, next), events) {
      follow(reading + [(step, next)], place + 1, line, events, &found)
    }
  }

  /// All ways to put the events in order: those of one instant have none.
  private static func orders(of events: [Event]) -> [[Int]] {
    var lines: [[Int]] = [[]]
    for instant in Set(events.map(\.instant)).sorted() {
      let group = events.indices.filter { events[$0].instant == instant }
      lines = lines.flatMap { line in permutations(group).map { line + $0 } }
    }
    return lines
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.indices.flatMap { index -> [[Int]] in
      var rest = items
      let first = rest.remove(at: index)
      return permutations(rest).map { [first] + $0 }
    }
  }

  /// For each step an event of the window or none; the entry serves one of them.
  private func choose(
    _ reading: Reading, _ step: Int, _ entry: Int, _ events: [Event], _ found: inout [Reading]
  ) {
    guard step < steps.count else {
      let ordered = reading.sorted { events[$0.event].instant < events[$1.event].instant }
      let instants = ordered.map { events[$0.event].instant }
      guard reading.contains(where: { $0.event == entry }), instants[0] == events[entry].instant,
        !isStrictlyLater || Set(instants).count == instants.count,
        ordered.allSatisfy({
          $0.event == entry || sharesValues(events[$0.event], events[entry])
        })
      else { return }
      found.append(ordered)
      return
    }
    choose(reading, step + 1, entry, events, &found)
    let first = events[entry].instant
    for event in events.indices where !reading.contains(where: { $0.event == event }) {
      guard events[event].instant >= first, steps[step].names.contains(events[event].name),
        events[event].instant <= deadline(first)
      else { continue }
      choose(reading + [(step, event)], step + 1, entry, events, &found)
    }
  }
}
