import Engine
import Reporting

/// Counts cohorts of users by their first start, exactly or rolling, in calendar periods, on all
/// cores.
///
/// It gives what `CohortCells` gives over `CohortMembers`, which follow every rule.
struct RetentionKernel {
  private let plan: Cohort.Plan
  private let dataset: Dataset
  /// The periods in which offsets are counted.
  private let periods: PeriodStarts
  /// By event code: bit 0 for a start, bit 1 for a return.
  private let kinds: [UInt8]
  /// By offset the columns that it counts in, a bit each; empty for the triangle.
  private let columnsAt: [UInt64]

  private static let mostGroups = 256
  /// Cells that each stretch of users counts in.
  private static let mostCells = 400_000

  /// Nil where the plan asks for more.
  init?(_ plan: Cohort.Plan, _ dataset: Dataset) {
    // Where columns are asked for, users are counted by the day of their start.
    guard plan.question == .retention, plan.comparison == nil, plan.entry == .first,
      !plan.isElapsed, plan.times == 1, plan.saving == nil, plan.countedStays == nil,
      plan.reading == .exact || (plan.reading == .rolling && plan.columns == nil),
      plan.dimensions.allSatisfy({ !$0.overlaps }), plan.period != .hour,
      let unit = plan.columns == nil ? plan.triangleUnit : .day,
      let periods = PeriodStarts(unit, of: dataset),
      let starts = plan.start.plainCodes(in: dataset),
      let returns = plan.returning.plainCodes(in: dataset),
      plan.columns.map({
        $0.count <= 64 && $0.allSatisfy { $0.unit == .day && $0.last < 20_000 }
      }) ?? true
    else { return nil }
    self.plan = plan
    self.dataset = dataset
    self.periods = periods
    var kinds = [UInt8](repeating: 0, count: EventSelector.codeLimit)
    for code in starts { kinds[Int(code)] |= 1 }
    for code in returns { kinds[Int(code)] |= 2 }
    self.kinds = kinds
    columnsAt = Self.columnsAt(plan)
  }

  private static func columnsAt(_ plan: Cohort.Plan) -> [UInt64] {
    guard let columns = plan.columns else { return [] }
    var bits = [UInt64](repeating: 0, count: (columns.map(\.last).max() ?? 0) + 1)
    for (index, column) in columns.enumerated() {
      for offset in max(0, column.offset)...max(0, column.offset, column.last) {
        bits[offset] |= UInt64(1) << UInt64(index)
      }
    }
    return bits
  }

  /// What each place of a stretch's table counts at.
  private var width: Int { plan.columns?.count ?? periods.count }

  /// Nil for more cells than are worth a table for each stretch.
  ///
  /// Throws E408 for too many to show, E590 once interrupted.
  func groups(_ interrupt: Interrupt) throws(Diagnostic) -> [CohortGroup]? {
    let grouping =
      plan.dimensions.isEmpty ? nil : UserDimension.grouping(of: plan.dimensions, in: dataset)
    let groupCount = grouping?.keys.count ?? 1
    guard groupCount <= Self.mostGroups,
      groupCount * periods.count * (width + 1) <= Self.mostCells
    else { return nil }
    let pass = Pass(
      kinds: kinds, starts: periods.starts, columnsAt: columnsAt, range: plan.range,
      isRolling: plan.reading == .rolling,
      users: plan.population.isEveryone ? nil : plan.population.users(in: dataset),
      groupOf: grouping?.groupOf, groupCount: groupCount, width: width)
    let parts = try dataset.events.parts(of: pass, most: 16, interrupt)
    var table = RetentionTable(groups: groupCount, periods: periods.count, width: width)
    for part in parts { table.add(part) }
    let kept = (0..<groupCount).filter { group in
      plan.dimensions.isEmpty
        || periods.starts.indices.dropLast().contains {
          table.size($0, of: group) > 0
        }
    }
    let assembly = RetentionAssembly(plan: plan, dataset: dataset, periods: periods, table: table)
    try Cohort.checkSize(kept.map { assembly.cohorts(of: $0) }, of: plan, in: dataset)
    return kept.map { group in
      CohortGroup(key: grouping?.keys[group] ?? [], rows: assembly.rows(of: group))
    }
  }

  /// What the pass over the events needs to know.
  private struct Pass: EventKernel {
    let kinds: [UInt8]
    let starts: [Int64]
    let columnsAt: [UInt64]
    let range: InstantRange
    let isRolling: Bool
    /// Nil for all.
    let users: UserSet?
    let groupOf: [Int32]?
    let groupCount: Int
    let width: Int

    func part<Code: Packed, Instant: Packed>(
      of range: Range<Int>, in columns: RawColumns<Code, Instant>
    ) -> RetentionTable {
      var table = RetentionTable(groups: groupCount, periods: starts.count - 1, width: width)
      let ticks = starts.map { columns.tick(notBefore: $0) }
      ticks.withUnsafeBufferPointer { starts in
        kinds.withUnsafeBufferPointer { kinds in
          columnsAt.withUnsafeBufferPointer { columnsAt in
            let reading = Reading(
              kinds: kinds, starts: starts, columnsAt: columnsAt, range: self.range,
              isRolling: isRolling)
            for user in range {
              if let users, !users.contains(user) { continue }
              let group = Int(groupOf?[user] ?? 0)
              reading.read(columns.rows(of: user), columns, group: group, into: &table)
            }
          }
        }
      }
      return table
    }

  }

  /// Reads one user's rows.
  private struct Reading {
    let kinds: UnsafeBufferPointer<UInt8>
    let starts: UnsafeBufferPointer<Int64>
    let columnsAt: UnsafeBufferPointer<UInt64>
    let range: InstantRange
    let isRolling: Bool

    @inline(__always)
    func read<Code: Packed, Instant: Packed>(
      _ rows: Range<Int>, _ columns: RawColumns<Code, Instant>, group: Int,
      into table: inout RetentionTable
    ) {
      var row = rows.lowerBound
      while row < rows.upperBound, kinds[Int(truncatingIfNeeded: columns.codes[row])] & 1 == 0 {
        row += 1
      }
      guard row < rows.upperBound else { return }
      let entry = columns.tick(row)
      guard range.contains(columns.instant(ofTick: entry)) else { return }
      // Other events of the same instant may lie before it: they have no order.
      while row > rows.lowerBound, columns.tick(row - 1) == entry { row -= 1 }
      let start = starts.place(of: entry)
      let base = table.enter(start, group: group)
      var place = start
      var last = -1
      var found: UInt64 = 0
      while row < rows.upperBound {
        if kinds[Int(truncatingIfNeeded: columns.codes[row])] & 2 != 0 {
          let tick = columns.tick(row)
          while tick >= starts[place + 1] { place += 1 }
          let offset = place - start
          if offset != last {
            last = offset
            if !columnsAt.isEmpty {
              if offset < columnsAt.count { found |= columnsAt[offset] }
            } else if !isRolling {
              table.counts[base + offset] += 1
            }
          }
        }
        row += 1
      }
      if columnsAt.isEmpty, isRolling, last >= 0 {
        for offset in 0...last { table.counts[base + offset] += 1 }
      }
      while found != 0 {
        table.counts[base + found.trailingZeroBitCount] += 1
        found &= found &- 1
      }
    }
  }
}

/// Counts by group and by the period of the start: users, and those retained at each offset or
/// column.
struct RetentionTable: Sendable {
  fileprivate var counts: [Int]
  private var sizes: [Int]
  private let periods: Int
  private let width: Int

  init(groups: Int, periods: Int, width: Int) {
    self.periods = periods
    self.width = width
    counts = Array(repeating: 0, count: groups * periods * width)
    sizes = Array(repeating: 0, count: groups * periods)
  }

  /// Where the counts of a period lie, which has one user more.
  @inline(__always)
  fileprivate mutating func enter(_ period: Int, group: Int) -> Int {
    sizes[group * periods + period] += 1
    return (group * periods + period) * width
  }

  mutating func add(_ other: RetentionTable) {
    for index in counts.indices { counts[index] += other.counts[index] }
    for index in sizes.indices { sizes[index] += other.sizes[index] }
  }

  func size(_ period: Int, of group: Int) -> Int { sizes[group * periods + period] }

  func counts(_ period: Int, of group: Int) -> ArraySlice<Int> {
    let base = (group * periods + period) * width
    return counts[base..<(base + width)]
  }
}
