import Engine
import Reporting

/// Counts the funnels that need no more than order and one fixed window, on all cores.
///
/// It gives what `FunnelCount` gives, which follows every rule.
struct FunnelKernel {
  private let plan: Funnel.Plan
  private let dataset: Dataset
  /// By event code the step it serves, from 1; 0 for none.
  private let stepOf: [UInt8]
  private let window: Int64
  private let maturityEnd: Int64?

  /// Each group has tallies in each stretch of users.
  private static let mostGroups = 1024

  /// Nil where the plan asks for more.
  init?(_ plan: Funnel.Plan, _ dataset: Dataset) {
    let rules = plan.rules
    guard rules.order == .ordered, !rules.isStrictlyLater, rules.each == nil,
      rules.exclusions.isEmpty, rules.hold.isEmpty, rules.peer == nil, plan.unit == .user,
      plan.saving == nil, (plan.bins.steps?.from ?? 0) == 0,
      !plan.steps.contains(where: \.isOptional),
      plan.breakdown.allSatisfy({ if case .user(let user) = $0 { !user.overlaps } else { false } }),
      let stepOf = Self.stepOf(plan, in: dataset)
    else { return nil }
    self.plan = plan
    self.dataset = dataset
    self.stepOf = stepOf
    guard let limit = rules.window else {
      window = Int64.max / 4
      maturityEnd = nil
      return
    }
    guard !limit.isCalendar, case .elapsed(let length) = limit.span.calendarSpan,
      length < Int64.max / 8
    else { return nil }
    window = length
    maturityEnd = dataset.end
  }

  /// Nil where a step is more than some kinds of events, or one kind serves several steps.
  private static func stepOf(_ plan: Funnel.Plan, in dataset: Dataset) -> [UInt8]? {
    var stepOf = [UInt8](repeating: 0, count: EventSelector.codeLimit)
    for (index, step) in plan.steps.enumerated() {
      guard let codes = step.selector.plainCodes(in: dataset) else { return nil }
      for code in codes {
        guard stepOf[Int(code)] == 0 else { return nil }
        stepOf[Int(code)] = UInt8(index + 1)
      }
    }
    return stepOf
  }

  /// Throws E590 once interrupted.
  func counts(_ interrupt: Interrupt) throws(Diagnostic) -> FunnelCounts? {
    let groups = plan.breakdown.isEmpty ? nil : UserDimension.grouping(of: dimensions, in: dataset)
    if let groups, groups.keys.count > Self.mostGroups { return nil }
    let pass = Pass(
      stepOf: stepOf, stepCount: plan.steps.count, window: window, maturityEnd: maturityEnd,
      start: plan.range.start ?? .min, entryEnd: plan.range.end ?? .max,
      end: plan.rules.hasWindow ? .max : plan.range.end ?? .max,
      users: plan.population.isEveryone ? nil : plan.population.users(in: dataset),
      groups: groups)
    let parts = try dataset.events.parts(of: pass, interrupt)
    let steps = StepList(
      isOptional: plan.steps.map(\.isOptional), isStrictlyLater: plan.rules.isStrictlyLater)
    let all = FunnelParts(parts, stepCount: plan.steps.count)
    let total = all.tally(steps, group: nil)
    guard let groups else { return FunnelCounts(total: total) }
    let kept = groups.keys.indices.filter { all.hasUsers(in: $0) }
    let tallies = kept.map { all.tally(steps, group: Int32($0)) }
    func share(_ tally: FunnelTally) -> FunnelCounts.Share { tally.share(usesAll: plan.usesAll) }
    return FunnelCounts(
      total: total, keys: kept.map { groups.keys[$0] }, groups: tallies,
      rest: tallies.map { share(total) - share($0) })
  }

  private var dimensions: [UserDimension] {
    plan.breakdown.compactMap { if case .user(let dimension) = $0 { dimension } else { nil } }
  }

  /// What the pass over the events needs to know, instants in milliseconds.
  private struct Pass: EventKernel {
    let stepOf: [UInt8]
    let stepCount: Int
    let window: Int64
    let maturityEnd: Int64?
    /// Events before it, and at or after `end`, are not read.
    let start: Int64
    let entryEnd: Int64
    let end: Int64
    /// Nil for all.
    let users: UserSet?
    let groups: MultiGrouping?

    func part<Code: Packed, Instant: Packed>(
      of range: Range<Int>, in columns: RawColumns<Code, Instant>
    ) -> FunnelPart {
      var part = FunnelPart(
        stepCount: stepCount, groupCount: groups?.keys.count ?? 1, scale: columns.scale,
        zero: columns.zero)
      let bounds = (start: columns.tick(notBefore: start), end: columns.tick(notBefore: end))
      let isBounded = start != .min || end != .max
      stepOf.withUnsafeBufferPointer { stepOf in
        guard let stepBase = stepOf.baseAddress else { return }
        let kernel = ChainKernel(
          columns: columns, stepOf: stepBase, stepCount: stepCount,
          window: window / columns.scale, entryEnd: columns.tick(notBefore: entryEnd),
          maturityEnd: maturityEnd.map { columns.tick(notBefore: $0) })
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: 4 * (stepCount + 1)) {
          guard let scratch = $0.baseAddress else { return }
          let stops = scratch + 2 * (stepCount + 1)
          for user in range {
            if let users, !users.contains(user) { continue }
            var rows = columns.rows(of: user)
            if isBounded { rows = kernel.rows(rows, from: bounds.start, before: bounds.end) }
            let found = kernel.read(rows, scratch, stops: stops)
            if found.depth > 0 { part.add(found, stops, group: groups?.groupOf[user] ?? 0) }
          }
        }
      }
      return part
    }
  }
}
