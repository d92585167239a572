import Engine
import Reporting

extension Funnel {
  /// One user's events against the steps: what took which step, what became of each attempt, and
  /// what would have made the answer another.
  ///
  /// Nil where the funnel counts something else than users, or by another product's rules.
  public static func ladder(
    _ plan: Plan, of user: Int, on dataset: Dataset
  ) throws(Diagnostic) -> Ladder? {
    guard plan.unit == .user, plan.rules.peer == nil else { return nil }
    return FunnelLadder(plan, user, dataset).ladder
  }
}

/// Reads one user as the funnel does, attempt by attempt.
struct FunnelLadder {
  /// What became of one attempt.
  struct Attempt {
    /// Its place among the unit's events.
    let event: Int
    let deadline: Int64
    let reading: Reading
    /// How far it would have got if nothing were excluded.
    let unvoided: Reading
  }

  let plan: Funnel.Plan
  let user: Int
  let dataset: Dataset
  let gatherer: EntryGatherer
  let matcher: FunnelMatcher
  let unit: EntryGatherer.Unit
  let read: UnitReading
  let attempts: [Attempt]
  /// Why the user is counted nowhere; nil where it counts.
  let outside: Phrase?
  private let isLeftOut: Bool

  init(_ plan: Funnel.Plan, _ user: Int, _ dataset: Dataset) {
    self.plan = plan
    self.user = user
    self.dataset = dataset
    matcher = FunnelMatcher(
      rules: plan.rules, isOptional: plan.steps.map(\.isOptional), calendar: dataset.calendar)
    gatherer = EntryGatherer(plan: plan, dataset: dataset)
    let reader = UnitReader(matcher: matcher, end: gatherer.maturityEnd)
    let users = plan.population.users(in: dataset)
    let units = FunnelUnits(.user, of: dataset, users)
    var unit = EntryGatherer.Unit()
    for index in 0..<units.units.count where units.user(of: index) == user {
      gatherer.gather(units.units.rows(of: index), into: &unit)
    }
    if !unit.hasEntry { unit.clear() }
    let isLeftOut = unit.hasEntry && reader.drops(unit)
    self.isLeftOut = isLeftOut
    self.unit = unit
    read = unit.hasEntry ? reader.read(unit) { _ in true } : UnitReading()
    attempts = Self.attempts(of: unit, matcher)
    outside =
      if !users.contains(user) {
        Phrase(
          "Not counted: the user is none of those the query asks about.", "未计入：该用户不在所问的人群之中。")
      } else if isLeftOut {
        Phrase(
          "Not counted: an excluded event inside an attempt leaves the user out altogether.",
          "未计入：某次尝试中出现了被排除的事件，该用户被整个剔除。")
      } else {
        nil
      }
  }

  private static func attempts(
    of unit: EntryGatherer.Unit, _ matcher: FunnelMatcher
  ) -> [Attempt] {
    let unvoided =
      matcher.rules.exclusions.isEmpty ? nil : matcher.with { $0.exclusions = [] }
    return unit.events.deadlines.indices.compactMap { event in
      guard let deadline = unit.events.deadlines[event] else { return nil }
      let reading = matcher.reading(of: unit.events, hasStops: true) { $0 == event }
      return Attempt(
        event: event, deadline: deadline, reading: reading,
        unvoided: unvoided?.reading(of: unit.events, hasStops: false) { $0 == event } ?? reading)
    }
  }

  /// The steps matched by the best reading; 0 for a user who is counted nowhere.
  var depth: Int { outside == nil ? read.reading.mask.nonzeroBitCount : 0 }

  var ladder: Ladder {
    let rows = dataset.events.rows(of: user)
    let relevant = rows.filter(isRelevant)
    let taken = takenSteps
    var rungs: [Ladder.Rung] = []
    for row in relevant {
      rungs.append(
        Ladder.Rung(
          time: dataset.events.times[row], event: name(of: row), notes: notes(of: row, taken)))
    }
    return Ladder(
      rungs: rungs, irrelevant: rows.count - relevant.count, findings: findings, depth: depth)
  }

  /// Whether an event can serve a step, is excluded, or under `strict` breaks a chain.
  private func isRelevant(_ row: Int) -> Bool {
    gatherer.steps[row] != 0 || isExcluded(row)
      || (plan.rules.order == .strict && unit.rows.contains(row))
  }

  func isExcluded(_ row: Int) -> Bool { (gatherer.excluded?[row] ?? 0) != 0 }

  func name(of row: Int) -> String {
    let code = Int(dataset.events.codes[row])
    return dataset.events.names.indices.contains(code) ? dataset.events.names[code] : ""
  }

  // MARK: Which event took which step

  /// The steps of the best reading by row: of several events of one instant, each takes one.
  var takenSteps: [Int: Int] {
    guard outside == nil else { return [:] }
    var taken: [Int: Int] = [:]
    var start = 0
    let stops = self.stops
    while start < stops.count {
      var end = start + 1
      while end < stops.count, stops[end].instant == stops[start].instant { end += 1 }
      assign(Array(stops[start..<end]), into: &taken)
      start = end
    }
    return taken
  }

  /// The matched steps with their instants; a lone entry has no more than its first step.
  var stops: [Stop] {
    let reading = read.reading
    if !reading.stops.isEmpty || reading.mask == 0 { return reading.stops }
    return [Stop(step: 0, instant: reading.entry)]
  }

  private func assign(_ stops: [Stop], into taken: inout [Int: Int]) {
    guard let first = stops.first else { return }
    let isAnyOrder = plan.rules.order == .anyOrder
    let events = unit.rows.indices.filter { unit.events.instants[$0] == first.instant }
    var rows: [Int: Int] = [:]
    // An augmenting path for each step: an event that serves several goes where it is needed.
    func place(_ stop: Int, _ seen: inout Set<Int>) -> Bool {
      for event in events where !seen.contains(event) {
        let served = unit.events.steps[event]
        let fits =
          isAnyOrder ? served != 0 : served >> UInt64(stops[stop].step) & 1 == 1
        // The first step is taken by the event that opens the attempt.
        guard fits, isAnyOrder || stops[stop].step > 0 || unit.events.deadlines[event] != nil
        else { continue }
        seen.insert(event)
        if let other = rows[event], !place(other, &seen) { continue }
        rows[event] = stop
        return true
      }
      return false
    }
    for stop in stops.indices {
      var seen: Set<Int> = []
      _ = place(stop, &seen)
    }
    for (event, stop) in rows { taken[unit.rows[event]] = stops[stop].step }
  }
}
