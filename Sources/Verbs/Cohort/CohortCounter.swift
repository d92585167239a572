import Engine
import Language
import Reporting
import Statistics

/// Counts the cells of one group's cohorts, and their averages.
///
/// A triangle takes time linear in its cells and in the periods that users touched.
struct CohortCounter {
  /// One cohort at one offset.
  struct Counted {
    /// Of the cohort, in `labels`.
    let label: Int
    let size: Int
    let mature: Int
    let offset: Int
    let users: Int
    let isComplete: Bool
    /// Of the column; nil in the triangle.
    let column: Int?

    var rate: Double? { mature == 0 ? nil : Double(users) / Double(mature) }
  }

  /// All cohorts at one offset.
  struct Averaged {
    let offset: Int
    let column: Int?
    private(set) var cohorts = 0
    private(set) var users = 0
    private(set) var mature = 0
    private var rates = 0.0

    init(offset: Int, column: Int?) {
      self.offset = offset
      self.column = column
    }

    mutating func add(_ cell: Counted) {
      cohorts += 1
      users += cell.users
      mature += cell.mature
      rates += cell.rate ?? 0
    }

    func rate(_ average: Cohort.Average) -> Double? {
      if mature == 0 { return nil }
      return average == .simple ? rates / Double(cohorts) : Double(users) / Double(mature)
    }
  }

  private(set) var cells: [Counted] = []
  /// Labels of the cohorts.
  private(set) var labels: [Cell] = []
  private(set) var averages: [Averaged] = []
  /// The fewest users behind a rate of each cohort that has one.
  private(set) var bases: [Int] = []
  let plan: Cohort.Plan
  private let calendar: LocalCalendar
  private let asof: CivilDay
  private let end: Int64
  private let reader: MemberReader

  /// - Parameter group: places in `members.all`.
  ///
  /// Throws E590 once interrupted, E500 where counts contradict each other.
  init(
    plan: Cohort.Plan, dataset: Dataset, members: CohortMembers, group: [Int],
    interrupt: Interrupt
  ) throws(Diagnostic) {
    self.plan = plan
    calendar = dataset.calendar
    asof = dataset.asof.day
    end = dataset.end
    reader = MemberReader(plan: plan, members: members, dataset: dataset)
    var cohorts: [Int: [CohortMembers.Member]] = [:]
    for place in group {
      let member = members.all[place]
      cohorts[member.cohort, default: []].append(member)
    }
    if cohorts.isEmpty, plan.period == nil { cohorts[0] = [] }
    for number in cohorts.keys.sorted() {
      try interrupt.check()
      let members = cohorts[number] ?? []
      labels.append(label(number))
      let counted =
        if let columns = plan.columns {
          columns.indices.map { count(members, column: $0) }
        } else {
          plan.isElapsed ? windows(members) : triangle(members, cohort: number)
        }
      let known = plan.columns == nil ? [members.count] : counted.map(\.mature)
      if let least = known.filter({ $0 > 0 }).min() { bases.append(least) }
      for cell in counted where cell.users > cell.mature || cell.mature > cell.size {
        throw .brokenInvariant("cohort cells")
      }
      cells += counted
    }
    average()
  }

  private func label(_ cohort: Int) -> Cell {
    .text(plan.period.map { calendar.label(ofPeriod: cohort, unit: $0) } ?? "all")
  }

  /// One row of the triangle, from offset 0 to the period that holds `asof`.
  private func triangle(_ members: [CohortMembers.Member], cohort: Int) -> [Counted] {
    guard let unit = plan.period else { return [] }
    let width = calendar.period(of: asof, unit: unit) - cohort + 1
    guard width > 0 else { return [] }
    var users = RunningCounts(width)
    for member in members {
      for stretch in reader.retained(member, unit).stretches(below: width) { users.add(stretch) }
    }
    // The period that holds `asof` is over where the next day begins another.
    let isLastOver = calendar.period(of: asof.advanced(by: 1), unit: unit) > cohort + width - 1
    return users.sums.enumerated().map { offset, users in
      Counted(
        label: labels.count - 1, size: members.count, mature: members.count, offset: offset,
        users: users, isComplete: offset < width - 1 || isLastOver, column: nil)
    }
  }

  /// One row of a triangle of windows from each user's own start.
  ///
  /// Only those count at an offset whose window is over, unless all are asked for.
  private func windows(_ members: [CohortMembers.Member]) -> [Counted] {
    guard let unit = plan.period else { return [] }
    let windows = ElapsedWindows(calendar: calendar, unit: unit)
    let over = members.map { windows.over(at: end, from: $0.instant) }
    let longest = over.max() ?? 0
    let width = max(1, plan.keepsImmature ? longest + 1 : longest)
    var (users, mature) = (RunningCounts(width), RunningCounts(width))
    for (member, over) in zip(members, over) {
      mature.add(0..<over)
      let limit = plan.keepsImmature ? width : over
      for stretch in reader.retained(member, unit).stretches(below: limit) { users.add(stretch) }
    }
    return zip(users.sums, mature.sums).enumerated().map { offset, counts in
      Counted(
        label: labels.count - 1, size: members.count,
        mature: plan.keepsImmature ? members.count : counts.1, offset: offset, users: counts.0,
        isComplete: counts.1 == members.count, column: nil)
    }
  }

  private func count(_ members: [CohortMembers.Member], column: Int) -> Counted {
    let chosen = plan.columns?[column] ?? .period(.day, 0)
    var (mature, over, users) = (0, 0, 0)
    for member in members {
      let isOver = reader.isOver(chosen, for: member)
      if isOver { over += 1 }
      guard isOver || plan.keepsImmature else { continue }
      mature += 1
      if reader.isRetained(member, at: chosen) { users += 1 }
    }
    return Counted(
      label: labels.count - 1, size: members.count, mature: mature, offset: chosen.offset,
      users: users, isComplete: over == members.count, column: column)
  }

  private mutating func average() {
    var byOffset: [Averaged] =
      (plan.columns ?? []).enumerated().map { Averaged(offset: $1.offset, column: $0) }
    let includesRunning = plan.average == .observed || plan.keepsImmature
    for cell in cells {
      if let column = cell.column {
        if cell.mature > 0 { byOffset[column].add(cell) }
        continue
      }
      while byOffset.count <= cell.offset {
        byOffset.append(Averaged(offset: byOffset.count, column: nil))
      }
      if cell.isComplete || includesRunning, cell.mature > 0 { byOffset[cell.offset].add(cell) }
    }
    averages = byOffset
  }
}

/// Counts over a row of offsets, to which whole stretches are added at once.
struct RunningCounts {
  private var steps: [Int]

  init(_ width: Int) { steps = Array(repeating: 0, count: max(0, width) + 1) }

  /// Adds one to each offset of a stretch, as far as it lies in the row.
  mutating func add(_ stretch: Range<Int>) {
    let low = min(max(0, stretch.lowerBound), steps.count - 1)
    let high = min(max(low, stretch.upperBound), steps.count - 1)
    steps[low] += 1
    steps[high] -= 1
  }

  var sums: [Int] {
    var sum = 0
    return steps.dropLast().map { step in
      sum += step
      return sum
    }
  }
}
