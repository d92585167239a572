import Engine
import Language
import Reporting

/// Counts one group's cohorts from their members.
///
/// A triangle takes time linear in its cells and in the periods that users touched.
struct CohortCells {
  private let plan: Cohort.Plan
  private let calendar: LocalCalendar
  private let asof: CivilDay
  private let end: Int64
  private let reader: MemberReader

  init(_ plan: Cohort.Plan, _ members: CohortMembers, in dataset: Dataset) {
    self.plan = plan
    calendar = dataset.calendar
    asof = dataset.asof.day
    end = dataset.end
    reader = MemberReader(plan: plan, members: members, dataset: dataset)
  }

  /// - Parameter places: in `members.all`.
  ///
  /// Throws E590 once interrupted.
  func group(
    _ key: [Cell], _ places: [Int], interrupt: Interrupt
  ) throws(Diagnostic) -> CohortGroup {
    var cohorts: [Int: [CohortMembers.Member]] = [:]
    for place in places {
      let member = reader.members.all[place]
      cohorts[member.cohort, default: []].append(member)
    }
    if cohorts.isEmpty, plan.period == nil { cohorts[0] = [] }
    var group = CohortGroup(key: key, rows: [])
    for number in cohorts.keys.sorted() {
      try interrupt.check()
      let members = cohorts[number] ?? []
      let cells =
        if let columns = plan.columns {
          columns.enumerated().map { count(members, column: $0, $1) }
        } else {
          plan.isElapsed ? windows(members) : triangle(members, cohort: number)
        }
      group.rows.append(CohortRow(number: number, size: members.count, cells: cells))
    }
    if let unit = plan.countedStays {
      for place in places {
        let member = reader.members.all[place]
        group.stays.add(
          last: reader.retained(member, unit).offsets.last ?? 0,
          over: reader.overPeriods(of: member, unit: unit) - 1)
      }
    }
    return group
  }

  /// One row of the triangle, from offset 0 to the period that holds `asof`.
  private func triangle(
    _ members: [CohortMembers.Member], cohort: Int
  ) -> [CohortRow.Counted] {
    guard let unit = plan.period else { return [] }
    let frame = TriangleRow(cohort: cohort, unit: unit, calendar: calendar, asof: asof)
    var users = RunningCounts(frame.width)
    for member in members {
      for stretch in reader.retained(member, unit).stretches(below: frame.width) {
        users.add(stretch)
      }
    }
    return frame.cells(size: members.count, users: users.sums)
  }

  /// One row of a triangle of windows from each user's own start.
  private func windows(_ members: [CohortMembers.Member]) -> [CohortRow.Counted] {
    guard let unit = plan.period else { return [] }
    let windows = ElapsedWindows(calendar: calendar, unit: unit)
    let over = members.map { windows.over(at: end, from: $0.instant) }
    let frame = WindowsRow(over: over.map { ($0, 1) }, keepsImmature: plan.keepsImmature)
    var users = RunningCounts(frame.width)
    for (member, over) in zip(members, over) {
      let limit = plan.keepsImmature ? frame.width : over
      for stretch in reader.retained(member, unit).stretches(below: limit) { users.add(stretch) }
    }
    return frame.cells(users: users.sums)
  }

  private func count(
    _ members: [CohortMembers.Member], column: Int, _ chosen: Cohort.Column
  ) -> CohortRow.Counted {
    var (mature, over, users) = (0, 0, 0)
    for member in members {
      let isOver = reader.isOver(chosen, for: member)
      if isOver { over += 1 }
      guard isOver || plan.keepsImmature else { continue }
      mature += 1
      if reader.isRetained(member, at: chosen) { users += 1 }
    }
    return CohortRow.Counted(
      offset: chosen.offset, column: column, over: over, mature: mature, users: users,
      isComplete: over == members.count)
  }
}

/// The offsets that one cohort of a triangle of calendar periods has by `asof`.
struct TriangleRow {
  /// From offset 0 to the period that holds `asof`; 0 for a cohort after it.
  let width: Int
  private let isLastOver: Bool

  init(cohort: Int, unit: CalendarUnit, calendar: LocalCalendar, asof: CivilDay) {
    width = max(0, calendar.period(of: asof, unit: unit) - cohort + 1)
    // The period that holds `asof` is over where the next day begins another.
    isLastOver = calendar.period(of: asof.advanced(by: 1), unit: unit) > cohort + width - 1
  }

  /// - Parameter users: by offset; as many as the row is wide.
  func cells(size: Int, users: [Int]) -> [CohortRow.Counted] {
    users.prefix(width).enumerated().map { offset, users in
      let isComplete = offset < width - 1 || isLastOver
      return CohortRow.Counted(
        offset: offset, column: nil, over: isComplete ? size : 0, mature: size, users: users,
        isComplete: isComplete)
    }
  }
}

/// The offsets that one cohort has in windows from each user's own start.
///
/// Only those count at an offset whose window is over, unless all are asked for.
struct WindowsRow {
  let width: Int
  private let size: Int
  private let over: [Int]
  private let keepsImmature: Bool

  /// - Parameter over: how many windows of a member are over, and how many members that holds for.
  init(over counts: [(windows: Int, members: Int)], keepsImmature: Bool) {
    let longest = counts.map(\.windows).max() ?? 0
    width = max(1, keepsImmature ? longest + 1 : longest)
    size = counts.reduce(0) { $0 + $1.members }
    var mature = RunningCounts(width)
    for (windows, members) in counts { mature.add(0..<windows, times: members) }
    over = mature.sums
    self.keepsImmature = keepsImmature
  }

  /// - Parameter users: by offset; as many as the row is wide.
  func cells(users: [Int]) -> [CohortRow.Counted] {
    zip(users, over).enumerated().map { offset, counts in
      CohortRow.Counted(
        offset: offset, column: nil, over: counts.1, mature: keepsImmature ? size : counts.1,
        users: counts.0, isComplete: counts.1 == size)
    }
  }
}

/// Counts over a row of offsets, to which whole stretches are added at once.
struct RunningCounts {
  private var steps: [Int]

  init(_ width: Int) { steps = Array(repeating: 0, count: max(0, width) + 1) }

  /// Adds to each offset of a stretch, as far as it lies in the row.
  mutating func add(_ stretch: Range<Int>, times: Int = 1) {
    let low = min(max(0, stretch.lowerBound), steps.count - 1)
    let high = min(max(low, stretch.upperBound), steps.count - 1)
    steps[low] += times
    steps[high] -= times
  }

  var sums: [Int] {
    var sum = 0
    return steps.dropLast().map { step in
      sum += step
      return sum
    }
  }
}
