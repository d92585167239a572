/// What is counted of one unit: its best reading over all attempts and over the mature ones.
struct UnitReading {
  var reading = Reading()
  /// The steps matched over mature attempts alone.
  var matureMask: UInt64 = 0
  /// The last deadline of an attempt whose window was still open.
  var openUntil: Int64?
  /// Fewer steps would be reached if events of one instant could not follow each other.
  var hangsOnTies = false
  /// An attempt still has time, which another product's rules do not look at.
  var hasTimeLeft = false
  /// The steps that would be matched if nothing were excluded.
  var unvoidedMask: UInt64 = 0

  /// Whether it is better over all attempts, or as good and better over the mature ones.
  func isDeeper(than other: UnitReading) -> Bool {
    (reading.required, matureMask.nonzeroBitCount)
      > (other.reading.required, other.matureMask.nonzeroBitCount)
  }
}

/// Reads units under the rules of one funnel.
struct UnitReader {
  let matcher: FunnelMatcher
  /// The end of `asof`; nil where nothing can be open.
  let end: Int64?
  /// The end of `asof`, where another product's rules count.
  private let asofEnd: Int64
  private let later: FunnelMatcher
  private let unvoided: FunnelMatcher?
  private let peer: (any PeerRules)?

  init(matcher: FunnelMatcher, end: Int64?, asofEnd: Int64 = .max) {
    self.asofEnd = asofEnd
    self.matcher = matcher
    self.end = end
    peer = matcher.rules.peer?.rules
    later = matcher.with { $0.isStrictlyLater = true }
    unvoided = matcher.rules.exclusions.isEmpty ? nil : matcher.with { $0.exclusions = [] }
  }

  func read(_ unit: EntryGatherer.Unit, opens: (Int) -> Bool) -> UnitReading {
    if let peer { return read(unit, by: peer, opens: opens) }
    let events = unit.events
    var result = UnitReading()
    result.reading = matcher.reading(of: events, hasStops: true, opens: opens)
    result.matureMask = result.reading.mask
    var hasMature = false
    if let end {
      for event in 0..<events.count {
        guard let deadline = events.deadlines[event], opens(event) else { continue }
        if deadline >= end {
          result.openUntil = max(result.openUntil ?? deadline, deadline)
        } else {
          hasMature = true
        }
      }
      if result.openUntil != nil {
        result.matureMask =
          hasMature
          ? matcher.reading(of: events, hasStops: false) { event in
            opens(event) && (events.deadlines[event] ?? .max) < end
          }.mask : 0
      }
    }
    if unit.hasTies, !matcher.rules.isStrictlyLater, result.reading.mask.nonzeroBitCount > 1 {
      let strict = later.reading(of: events, hasStops: false, opens: opens)
      let best = result.reading
      result.hangsOnTies =
        (strict.required, strict.optional) < (best.required, best.optional)
    }
    result.unvoidedMask = result.reading.mask
    if let unvoided, unit.hasExcluded {
      result.unvoidedMask =
        unvoided.reading(of: events, hasStops: false, opens: opens).mask | result.reading.mask
    }
    return result
  }

  /// Under another product's rules nothing is open, and every entrant is in the denominator.
  private func read(
    _ unit: EntryGatherer.Unit, by peer: any PeerRules, opens: (Int) -> Bool
  ) -> UnitReading {
    let reading = peer.reading(of: unit, by: matcher, opens: opens)
    var result = UnitReading(reading: reading, matureMask: reading.mask)
    result.unvoidedMask = reading.mask
    let last = UInt64(1) << UInt64(max(0, matcher.steps.count - 1))
    result.hasTimeLeft =
      reading.mask != 0 && reading.mask & last == 0
      && (0..<unit.events.count).contains { event in
        opens(event) && (unit.events.deadlines[event].map { $0 >= asofEnd } ?? false)
      }
    if let unvoided, unit.hasExcluded {
      var free = unit
      free.hasExcluded = false
      free.events.excluded = []
      result.unvoidedMask |= peer.reading(of: free, by: unvoided, opens: opens).mask
    }
    return result
  }

  /// Whether `exclude_user` leaves the unit out: an excluded event strictly after the entry of an
  /// attempt and before its last step, or before the end of its window where it is not finished.
  func drops(_ unit: EntryGatherer.Unit) -> Bool {
    guard peer == nil, matcher.rules.dropsUnit, unit.hasExcluded else { return false }
    let keys: [Int32?] =
      unit.events.keys.isEmpty ? [nil] : unit.events.entryKeys { _ in true }.map { $0 }
    return keys.contains { key in
      let line = matcher.timeline(unit.events, key: key) { event in
        key.map { unit.events.keys[event] == $0 } ?? true
      }
      return line.instants.indices.contains { moment in
        matcher.rules.exclusions.indices.contains { kind in
          drops(at: moment, in: line, kind, isLone: (key ?? 0) < 0)
        }
      }
    }
  }

  private func drops(
    at moment: Int, in line: Timeline, _ kind: Int, isLone: Bool
  ) -> Bool {
    let exclusion = matcher.rules.exclusions[kind]
    let entry = line.instants[moment]
    guard let deadline = line.deadlines[moment],
      line.hasExcluded(kind, after: entry, before: deadline)
    else { return false }
    let isWhole = exclusion.first == 0 && exclusion.last == matcher.steps.count - 1
    // An entry without the held value goes no further, so its window alone decides.
    guard !isLone else { return exclusion.first == 0 }
    let kinds = matcher.rules.order == .anyOrder ? [] : line.entries(at: moment)
    guard kinds.count > 1 else {
      return drops(at: moment, deadline, in: line, kind, isWhole: isWhole)
    }
    // Each of several entries of one instant is an attempt of its own.
    return kinds.contains { steps in
      drops(
        at: moment, deadline, in: line.entering(by: steps, at: moment), kind, isWhole: isWhole)
    }
  }

  private func drops(
    at moment: Int, _ deadline: Int64, in line: Timeline, _ kind: Int, isWhole: Bool
  ) -> Bool {
    let exclusion = matcher.rules.exclusions[kind]
    let entry = line.instants[moment]
    let outcome = matcher.outcome(at: moment, in: line, deadline: deadline)
    let isFinished = outcome.required == matcher.steps.requiredCount
    if isWhole {
      return line.hasExcluded(kind, after: entry, before: isFinished ? outcome.finish : deadline)
    }
    let stops = matcher.stops(of: outcome, in: line)
    guard let from = stops.first(where: { $0.step == exclusion.first }) else { return false }
    let to = stops.first { $0.step == exclusion.last }
    return line.hasExcluded(kind, after: from.instant, before: to?.instant ?? deadline)
  }
}
