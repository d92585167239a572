import Engine
import Language
import Reporting
import Statistics

/// Counts the cells of one group's cohorts, and their averages.
struct CohortCounter {
  /// One cohort at one offset.
  struct Counted {
    let cohort: Cell
    let size: Int
    let mature: Int
    let offset: Int
    let users: Int
    let isComplete: Bool
    let point: RetentionPoint?

    var rate: Double? { mature == 0 ? nil : Double(users) / Double(mature) }

    /// Throws E500 where the counts contradict each other.
    func checkInvariants() throws(Diagnostic) {
      if users > mature || mature > size { throw .brokenInvariant("cohort cells") }
    }

    func row(of plan: Cohort.Plan) -> [Cell] {
      let interval = Wilson.interval(successes: users, trials: mature)
      return [
        cohort, .int(size), .int(mature), .int(offset), .int(users), Cell(rate),
        .bool(isComplete), Cell(interval?.low), Cell(interval?.high),
      ] + (point.map { [.text($0.text)] } ?? [])
    }
  }

  /// All cohorts at one offset.
  struct Averaged {
    let offset: Int
    let cohorts: Int
    let users: Int
    let mature: Int
    let rate: Double?
    let point: RetentionPoint?

    func row(of plan: Cohort.Plan) -> [Cell] {
      [.int(offset), .int(cohorts), .int(users), Cell(rate), .int(mature)]
        + (point.map { [.text($0.text)] } ?? [])
    }
  }

  private(set) var cells: [Counted] = []
  private(set) var averages: [Averaged] = []
  /// The fewest users behind a rate of each cohort that has one.
  private(set) var bases: [Int] = []
  private let plan: Cohort.Plan
  private let calendar: LocalCalendar
  private let asof: CivilDay

  /// Throws E590 once interrupted.
  init(
    plan: Cohort.Plan, dataset: Dataset, members: [Cohort.Member], interrupt: Interrupt
  ) throws(Diagnostic) {
    self.plan = plan
    calendar = dataset.calendar
    asof = dataset.asof.day
    var cohorts: [Int: [Cohort.Member]] = [:]
    for member in members {
      let number = plan.period.map { calendar.period(of: member.day, unit: $0) } ?? 0
      cohorts[number, default: []].append(member)
    }
    for number in cohorts.keys.sorted() {
      try interrupt.check()
      let members = cohorts[number] ?? []
      if let points = plan.points {
        let counted = points.map { count(members, cohort: number, at: $0) }
        if let least = counted.map(\.mature).filter({ $0 > 0 }).min() { bases.append(least) }
        cells += counted
      } else if let unit = plan.period {
        bases.append(members.count)
        cells += triangle(members, cohort: number, unit: unit)
      }
    }
    averages = average()
  }

  private func label(_ cohort: Int) -> Cell {
    .text(plan.period.map { calendar.label(ofPeriod: cohort, unit: $0) } ?? "all")
  }

  /// One row of the triangle, from offset 0 to the period that holds `asof`.
  private func triangle(
    _ members: [Cohort.Member], cohort: Int, unit: CalendarUnit
  ) -> [Counted] {
    let last = calendar.period(of: asof, unit: unit) - cohort
    guard last >= 0 else { return [] }
    var counts = [Int](repeating: 0, count: last + 1)
    for member in members {
      let offsets = offsets(of: member, unit: unit)
      switch plan.reading {
      case .exact:
        for offset in offsets where offset <= last { counts[offset] += 1 }
      case .rolling:
        if let latest = offsets.last { for offset in 0...min(latest, last) { counts[offset] += 1 } }
      }
    }
    let next = asof.advanced(by: 1)
    let label = label(cohort)
    return counts.enumerated().map { offset, users in
      Counted(
        cohort: label, size: members.count, mature: members.count, offset: offset,
        users: users,
        isComplete: calendar.firstDay(ofPeriod: cohort + offset + 1, unit: unit) <= next,
        point: nil)
    }
  }

  /// The periods, counted from the user's own first, in which they did E1; ascending, each once.
  private func offsets(of member: Cohort.Member, unit: CalendarUnit) -> [Int] {
    let first = calendar.period(of: member.day, unit: unit)
    var offsets: [Int] = []
    for day in member.returns {
      let offset = calendar.period(of: day, unit: unit) - first
      if offsets.last != offset { offsets.append(offset) }
    }
    return offsets
  }

  private func count(
    _ members: [Cohort.Member], cohort: Int, at point: RetentionPoint
  ) -> Counted {
    let mature = members.filter { point.isOver(for: $0.day, in: calendar, asof: asof) }
    let users = mature.count { member in
      let offsets = offsets(of: member, unit: point.calendarUnit)
      switch plan.reading {
      case .exact: return offsets.contains(point.offset)
      case .rolling: return (offsets.last ?? -1) >= point.offset
      }
    }
    return Counted(
      cohort: label(cohort), size: members.count, mature: mature.count, offset: point.offset,
      users: users, isComplete: mature.count == members.count, point: point)
  }

  private func average() -> [Averaged] {
    if let points = plan.points {
      return points.map { point in
        average(cells.filter { $0.point == point && $0.mature > 0 }, point.offset, point)
      }
    }
    let byOffset = Dictionary(grouping: cells, by: \.offset)
    return byOffset.keys.sorted().map { offset in
      let counted = (byOffset[offset] ?? []).filter { $0.isComplete || plan.average == .observed }
      return average(counted, offset, nil)
    }
  }

  private func average(_ cells: [Counted], _ offset: Int, _ point: RetentionPoint?) -> Averaged {
    let users = cells.reduce(0) { $0 + $1.users }
    let mature = cells.reduce(0) { $0 + $1.mature }
    let rates = cells.compactMap(\.rate)
    let rate: Double? =
      switch plan.average {
      case .weighted, .observed: mature == 0 ? nil : Double(users) / Double(mature)
      case .simple: rates.isEmpty ? nil : rates.reduce(0, +) / Double(rates.count)
      }
    return Averaged(
      offset: offset, cohorts: cells.count, users: users, mature: mature, rate: rate, point: point)
  }
}
