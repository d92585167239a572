import Engine
import Reporting
import Statistics

/// Counts over all units of a group.
struct FunnelTally: Hashable {
  private let steps: StepList
  var reached: [Int]
  var mature: [Int]
  /// By required step from the second on: reached the one before, not this one, and an attempt is
  /// open.
  private(set) var open: [Int]
  /// The last deadline among those.
  private(set) var openUntil: [Int64?]
  /// Would have reached the step, were it not for an excluded event.
  var excluded: [Int]
  private(set) var openUnits = 0
  var excludedUnits = 0
  private(set) var lastOpenDeadline: Int64?
  var hangingOnTies = 0
  /// Not finished, though an attempt has time: another product's rules count them as lost.
  var withTimeLeft = 0
  /// Seconds from the step before, by step.
  var seconds: [[Double]]
  /// Seconds from the entry, by step.
  var overall: [[Double]]
  /// The steps, from 0, between which times are asked; nil where they are from the entry on.
  private let timed: ClosedRange<Int>?
  /// Seconds between those.
  var between: [Double] = []

  init(_ steps: StepList, timing timed: ClosedRange<Int>? = nil) {
    self.steps = steps
    self.timed = timed
    reached = Array(repeating: 0, count: steps.count)
    mature = reached
    open = reached
    excluded = reached
    openUntil = Array(repeating: nil, count: steps.count)
    seconds = Array(repeating: [], count: steps.count)
    overall = seconds
  }

  mutating func add(_ unit: UnitReading) {
    let mask = unit.reading.mask
    for step in 0..<steps.count {
      let bit = UInt64(1) << UInt64(step)
      if mask & bit != 0 { reached[step] += 1 }
      if unit.matureMask & bit != 0 { mature[step] += 1 }
      if unit.unvoidedMask & ~mask & bit != 0 { excluded[step] += 1 }
    }
    if unit.unvoidedMask != mask { excludedUnits += 1 }
    if let timed, let first = unit.reading.stops.first(where: { $0.step == timed.lowerBound }),
      let last = unit.reading.stops.first(where: { $0.step == timed.upperBound })
    {
      between.append(Double(last.instant &- first.instant) / 1000)
    }
    var last: Int64?
    for stop in unit.reading.stops {
      if let last {
        seconds[stop.step].append(Double(stop.instant &- last) / 1000)
        overall[stop.step].append(Double(stop.instant &- unit.reading.entry) / 1000)
      }
      last = stop.instant
    }
    if unit.hasTimeLeft { withTimeLeft += 1 }
    if unit.hangsOnTies { hangingOnTies += 1 }
    guard let until = unit.openUntil, let next = missedStep(mask) else { return }
    add(open: 1, until: until, at: next)
  }

  /// Counts units that miss a step and still have time.
  mutating func add(open units: Int, until: Int64?, at step: Int) {
    guard let until, units > 0 else { return }
    open[step] += units
    openUntil[step] = max(openUntil[step] ?? until, until)
    openUnits += units
    lastOpenDeadline = max(lastOpenDeadline ?? until, until)
  }

  /// Seconds from one step to another, of those who reached both.
  func times(between pair: (from: Int, to: Int)) -> [Double] {
    timed == nil ? overall[pair.to] : between
  }

  /// Counts a unit that an excluded event leaves out altogether.
  mutating func leaveOut(_ unit: UnitReading) {
    excludedUnits += 1
    for step in 0..<steps.count where unit.unvoidedMask >> UInt64(step) & 1 == 1 {
      excluded[step] += 1
    }
  }

  /// The first required step that was not matched; nil where all were.
  private func missedStep(_ mask: UInt64) -> Int? {
    (0..<steps.count).first { !steps.isOptional[$0] && mask >> UInt64($0) & 1 == 0 }
  }

  /// The required step before each one; nil before the first.
  func previous(of step: Int) -> Int? {
    (0..<step).last { !steps.isOptional[$0] }
  }

  var lastRequired: Int { (0..<steps.count).last { !steps.isOptional[$0] } ?? 0 }

  /// Reached the required step before, not this one, and no attempt has time left; nil at the first
  /// step and at optional ones, where nobody is lost.
  func lost(at step: Int) -> Int? {
    guard !steps.isOptional[step], let before = previous(of: step) else { return nil }
    return reached[before] - reached[step] - open[step]
  }

  /// Throws E500 where the counts contradict each other.
  func checkInvariants() throws(Diagnostic) {
    for step in reached.indices {
      guard mature[step] <= reached[step] else { throw .brokenInvariant("funnel steps") }
      guard let before = previous(of: step) else { continue }
      let isSound =
        reached[step] <= reached[before] && mature[step] <= mature[before]
        && reached[step] + open[step] <= reached[before]
      if !isSound { throw .brokenInvariant("funnel steps") }
    }
  }

  /// Those a rate is taken over: the mature, or all.
  func counts(usesAll: Bool) -> [Int] { usesAll ? reached : mature }

  /// The share of the first step, or of another one; missing for 0/0.
  func rate(_ step: Int, of base: Int, usesAll: Bool) -> Double? {
    let counts = counts(usesAll: usesAll)
    return counts[base] == 0 ? nil : Double(counts[step]) / Double(counts[base])
  }

  /// Quartiles of the times of each step.
  struct Quartiles: Sendable {
    static let shares = [0.25, 0.5, 0.75]
    /// From the step before.
    let seconds: [[Double?]]
    /// From the entry.
    let overall: [[Double?]]
  }

  var quartiles: Quartiles {
    let samples = seconds + overall
    let found = Concurrent.map(samples.count) {
      Quantile.values(Quartiles.shares, of: samples[$0])
    }
    return Quartiles(
      seconds: Array(found.prefix(seconds.count)), overall: Array(found.dropFirst(seconds.count)))
  }

  /// One row for each step, without the dimensions.
  func rows(
    of plan: Funnel.Plan, in calendar: LocalCalendar, _ known: Quartiles? = nil
  ) -> [[Cell]] {
    let quartiles = known ?? self.quartiles
    return plan.steps.indices.map { step in
      let counts = counts(usesAll: plan.usesAll)
      let before = previous(of: step)
      let interval = Wilson.interval(successes: counts[step], trials: counts[0])
      let times = quartiles.seconds[step]
      let isCounted = lost(at: step) != nil
      var row: [Cell] = [
        .int(step + 1), .text(plan.stepName(step)), .int(reached[step]), .int(mature[step]),
        Cell(rate(step, of: 0, usesAll: plan.usesAll)),
        Cell(before.flatMap { rate(step, of: $0, usesAll: plan.usesAll) }),
        lost(at: step).map { .int($0) } ?? .missing, isCounted ? .int(open[step]) : .missing,
        Cell(times[1]), Cell(interval?.low), Cell(interval?.high),
        Cell(times[0]), Cell(times[2]), Cell(quartiles.overall[step][1]),
        openUntil[step].map { .text(calendar.day(of: $0).label) } ?? .missing,
      ]
      if !plan.rules.exclusions.isEmpty { row.append(.int(excluded[step])) }
      return row
    }
  }
}
