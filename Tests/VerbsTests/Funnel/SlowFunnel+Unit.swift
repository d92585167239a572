extension SlowFunnel {
  /// What a funnel counts of one user.
  struct Unit: Equatable {
    var entered = false
    var reached: [Bool]
    var mature: [Bool]
    var isOpen = false
    /// Seconds from the matched step before, by step.
    var seconds: [Double?]
    /// Would have reached the step, were it not for excluded events.
    var excluded: [Bool]
    var hangsOnTies = false

    init(steps: Int) {
      reached = Array(repeating: false, count: steps)
      mature = reached
      excluded = reached
      seconds = Array(repeating: nil, count: steps)
    }
  }

  func unit(_ events: [Event], opens: (Event) -> Bool = { _ in true }) -> Unit {
    var unit = Unit(steps: steps.count)
    let entries = events.indices.filter { isEntry(events[$0]) && opens(events[$0]) }
    unit.entered = !entries.isEmpty
    guard unit.entered else { return unit }
    let isVoid = excluded != nil && events.contains { $0.name == excluded }
    let free = isVoid ? flags(best(events, entries, voids: false)) : []
    if isVoid, dropsUser, entries.contains(where: { drops(events, $0) }) {
      unit.excluded = free
      return unit
    }
    let voids = isVoid && !dropsUser
    let all = best(events, entries, voids: voids)
    unit.reached = flags(all)
    if voids { unit.excluded = zip(free, unit.reached).map { $0 && !$1 } }
    let hasWindow = window != nil || each != nil
    let open = entries.filter { hasWindow && deadline(events[$0].instant) >= end }
    unit.isOpen = !open.isEmpty
    unit.mature =
      open.isEmpty
      ? unit.reached
      : flags(best(events, entries.filter { !open.contains($0) }, voids: voids))
    for (index, stop) in all.enumerated().dropFirst() {
      let step = order == .anyOrder ? index : stop.step
      unit.seconds[step] =
        Double(events[stop.event].instant - events[all[index - 1].event].instant) / 1000
    }
    if Set(events.map(\.instant)).count < events.count {
      var strict = self
      strict.isStrictlyLater = true
      let later = strict.best(events, entries, voids: voids)
      unit.hangsOnTies =
        (required(later), later.count) < (required(all), all.count)
    }
    return unit
  }

  private func flags(_ reading: Reading) -> [Bool] {
    steps.indices.map { step in
      order == .anyOrder ? step < reading.count : reading.contains { $0.step == step }
    }
  }

  private func required(_ reading: Reading) -> Int {
    reading.count { order == .anyOrder || !steps[$0.step].isOptional }
  }

  /// Most required, then most optional steps; earliest finish, latest entry, earlier optional
  /// steps, and each step as early as it can be.
  private func best(_ events: [Event], _ entries: [Int], voids: Bool) -> Reading {
    var best: Reading = []
    for entry in entries {
      for reading in readings(of: events, from: entry, voids: voids)
      where best.isEmpty || precedes(reading, best, events) {
        best = reading
      }
    }
    return best
  }

  private func precedes(_ one: Reading, _ other: Reading, _ events: [Event]) -> Bool {
    let (mine, its) = (required(one), required(other))
    if mine != its { return mine > its }
    if one.count != other.count { return one.count > other.count }
    let (left, right) = (
      one.map { events[$0.event].instant }, other.map { events[$0.event].instant }
    )
    if left.last != right.last { return (left.last ?? 0) < (right.last ?? 0) }
    if left.first != right.first { return (left.first ?? 0) > (right.first ?? 0) }
    if order != .anyOrder {
      for step in steps.indices {
        let isIn = one.contains { $0.step == step }
        if isIn != other.contains(where: { $0.step == step }) { return isIn }
      }
    }
    return left.lexicographicallyPrecedes(right)
  }

  /// Whether an excluded event lies strictly after the entry and before the last step, or before
  /// the window's end where the attempt is not finished.
  private func drops(_ events: [Event], _ entry: Int) -> Bool {
    let reading = best(events, [entry], voids: false)
    var from = events[entry].instant
    var to = deadline(from)
    if let between {
      guard let first = reading.first(where: { $0.step == between.0 - 1 }) else { return false }
      from = events[first.event].instant
      if let last = reading.first(where: { $0.step == between.1 - 1 }) {
        to = events[last.event].instant
      }
    } else if required(reading) == requiredCount, let last = reading.last {
      to = events[last.event].instant
    }
    return events.contains { $0.name == excluded && $0.instant > from && $0.instant < to }
  }

  /// Entries in order of time, each with the earliest event for each step that none before it took.
  ///
  /// Only for steps of one name each: then events of one instant that serve a step are alike.
  func entries(_ events: [Event]) -> [Unit] {
    var taken: Set<Int> = []
    let order = events.indices.sorted { events[$0].instant < events[$1].instant }
    var units: [Unit] = []
    for entry in order where isEntry(events[entry]) && !taken.contains(entry) {
      taken.insert(entry)
      var unit = Unit(steps: steps.count)
      let until = deadline(events[entry].instant)
      unit.isOpen = window != nil && until >= end
      var last = entry
      unit.reached[0] = true
      for step in steps.indices.dropFirst() {
        let next = order.first { event in
          !taken.contains(event) && steps[step].names.contains(events[event].name)
            && (isStrictlyLater
              ? events[event].instant > events[last].instant
              : events[event].instant >= events[last].instant)
        }
        guard let next, events[next].instant <= until,
          excluded == nil || isClear((step - 1, last), (step, next), events)
        else { break }
        taken.insert(next)
        unit.reached[step] = true
        unit.seconds[step] = Double(events[next].instant - events[last].instant) / 1000
        last = next
      }
      if !unit.isOpen { unit.mature = unit.reached }
      units.append(unit)
    }
    return units
  }
}
