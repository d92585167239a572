import Engine
import Reporting

/// Counts active users by day on all cores.
///
/// It gives what the counting of `ActiveDays` gives.
struct ActivityKernel {
  private let plan: Cohort.Plan
  private let dataset: Dataset
  private let days: PeriodStarts
  private let isActive: [Bool]

  private static let mostGroups = 256
  private static let mostCells = 400_000

  /// Nil where the plan asks for more.
  init?(_ plan: Cohort.Plan, by unit: CalendarUnit, _ dataset: Dataset) {
    guard unit == .day, plan.dimensions.allSatisfy({ !$0.overlaps }),
      let days = PeriodStarts(.day, of: dataset), let codes = plan.start.plainCodes(in: dataset)
    else { return nil }
    self.plan = plan
    self.dataset = dataset
    self.days = days
    var isActive = [Bool](repeating: false, count: EventSelector.codeLimit)
    for code in codes { isActive[Int(code)] = true }
    self.isActive = isActive
  }

  /// Nil for more groups than are worth a table for each stretch.
  ///
  /// Throws E408 for more days than anyone can read, E590 once interrupted.
  func counts(_ interrupt: Interrupt) throws(Diagnostic) -> ActivityCounts? {
    let grouping =
      plan.dimensions.isEmpty ? nil : UserDimension.grouping(of: plan.dimensions, in: dataset)
    let groupCount = grouping?.keys.count ?? 1
    guard groupCount <= Self.mostGroups, groupCount * days.count * 4 <= Self.mostCells else {
      return nil
    }
    let pass = Pass(
      isActive: isActive, starts: days.starts, counted: counted,
      users: plan.population.isEveryone ? nil : plan.population.users(in: dataset),
      groupOf: grouping?.groupOf, groupCount: groupCount)
    let parts = try dataset.events.parts(of: pass, most: 16, interrupt)
    var table = ActivityTable(groups: groupCount, days: days.count)
    for part in parts { table.add(part) }
    let first = (0..<groupCount).compactMap { table.firstDay(of: $0) }.min()
    var counts = ActivityCounts(first: first.map { days.first + $0 })
    guard let shown = counts.shown(plan, in: dataset) else { return counts }
    try Cohort.checkCells(shown.count &* groupCount, in: dataset)
    for group in 0..<groupCount where table.users(of: group) > 0 {
      var found = ActivityCounts.Group(
        key: grouping?.keys[group] ?? [], users: table.users(of: group))
      found.daily = table.daily(of: group, shown, from: days.first)
      found.frequency = table.frequency(of: group)
      counts.groups.append(found)
    }
    return counts
  }

  /// The places of the days whose visits count by number: those of the range.
  private var counted: Range<Int> {
    let low = plan.range.start.map { dataset.calendar.day(of: $0).number - days.first } ?? 0
    let high = plan.range.end.map { dataset.calendar.day(of: $0 &- 1).number - days.first + 1 }
    let start = min(max(0, low), days.count)
    return start..<max(start, min(days.count, high ?? days.count))
  }

  /// What the pass over the events needs to know.
  private struct Pass: EventKernel {
    let isActive: [Bool]
    let starts: [Int64]
    let counted: Range<Int>
    /// Nil for all.
    let users: UserSet?
    let groupOf: [Int32]?
    let groupCount: Int

    func part<Code: Packed, Instant: Packed>(
      of range: Range<Int>, in columns: RawColumns<Code, Instant>
    ) -> ActivityTable {
      var table = ActivityTable(groups: groupCount, days: starts.count - 1)
      let ticks = starts.map { columns.tick(notBefore: $0) }
      isActive.withUnsafeBufferPointer { isActive in
        ticks.withUnsafeBufferPointer { starts in
          for user in range {
            if let users, !users.contains(user) { continue }
            var own = ActivityTable.Own(group: Int(groupOf?[user] ?? 0))
            var next = Int64.min
            var place = -1
            for row in columns.rows(of: user)
            where isActive[Int(truncatingIfNeeded: columns.codes[row])] {
              let tick = columns.tick(row)
              guard tick >= next else { continue }
              if place < 0 { place = starts.place(of: tick) }
              while tick >= starts[place + 1] { place += 1 }
              next = starts[place + 1]
              table.add(place, of: &own, counted)
            }
            table.finish(own)
          }
        }
      }
      return table
    }
  }
}

/// Counts by group and day, where trailing days are kept as steps up and down.
struct ActivityTable: Sendable {
  /// One user's days so far.
  struct Own {
    let group: Int
    var last = -1
    /// How many of them count by number.
    var number = 0
  }

  private var daily: [Int]
  private var weekly: [Int]
  private var monthly: [Int]
  private var byNumber: [Int]
  private var users: [Int]
  private let days: Int

  init(groups: Int, days: Int) {
    self.days = days
    daily = Array(repeating: 0, count: groups * (days + 1))
    weekly = daily
    monthly = daily
    byNumber = daily
    users = Array(repeating: 0, count: groups)
  }

  /// A day on which the user was active, later than those before.
  @inline(__always)
  mutating func add(_ day: Int, of own: inout Own, _ counted: Range<Int>) {
    let base = own.group * (days + 1)
    daily[base + day] += 1
    // Static, so that no copy of the table is alive while one of its columns changes.
    Self.step(&weekly, base, days, from: day, after: own.last, window: 7)
    Self.step(&monthly, base, days, from: day, after: own.last, window: 30)
    if own.last < 0 { users[own.group] += 1 }
    if counted.contains(day) { own.number += 1 }
    own.last = day
  }

  /// Days already covered by an earlier active day count once.
  @inline(__always)
  private static func step(
    _ steps: inout [Int], _ base: Int, _ days: Int, from day: Int, after last: Int, window: Int
  ) {
    let covered = last < 0 ? 0 : min(days, last + window)
    let low = max(day, covered)
    let high = min(days, day + window)
    guard low < high else { return }
    steps[base + low] += 1
    steps[base + high] -= 1
  }

  @inline(__always)
  mutating func finish(_ own: Own) {
    if own.number > 0 { byNumber[own.group * (days + 1) + own.number] += 1 }
  }

  mutating func add(_ other: ActivityTable) {
    for index in daily.indices {
      daily[index] += other.daily[index]
      weekly[index] += other.weekly[index]
      monthly[index] += other.monthly[index]
      byNumber[index] += other.byNumber[index]
    }
    for index in users.indices { users[index] += other.users[index] }
  }

  func users(of group: Int) -> Int { users[group] }

  func firstDay(of group: Int) -> Int? {
    (0..<days).first { daily[group * (days + 1) + $0] > 0 }
  }

  func daily(
    of group: Int, _ shown: ClosedRange<Int>, from first: Int
  ) -> [Int: ActivityCounts.Day] {
    var found: [Int: ActivityCounts.Day] = [:]
    var (week, month) = (0, 0)
    for day in 0..<days {
      let place = group * (days + 1) + day
      week += weekly[place]
      month += monthly[place]
      guard shown.contains(first + day) else { continue }
      found[first + day] = ActivityCounts.Day(dau: daily[place], wau: week, mau: month)
    }
    return found
  }

  func frequency(of group: Int) -> [Int: Int] {
    var found: [Int: Int] = [:]
    for number in 1..<max(2, days + 1) where number <= days {
      let users = byNumber[group * (days + 1) + number]
      if users > 0 { found[number] = users }
    }
    return found
  }
}
