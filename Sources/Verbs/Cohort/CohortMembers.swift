import Engine
import Reporting

/// The users of the cohorts, each time they enter, with their returns.
struct CohortMembers {
  /// One entry of a user.
  struct Member {
    let user: Int
    /// The local day of the E0 by which they enter.
    let day: CivilDay
    /// The instant of that E0.
    let instant: Int64
    /// The period of the cohort; 0 without periods.
    let cohort: Int
    /// Places in `times` and `days` of E1 from that instant on, in order of time.
    let returns: Range<Int>
    /// Whether the E0 itself is among the returns: 1, else 0.
    let own: Int
  }

  private(set) var all: [Member] = []
  /// The instant of every return.
  private(set) var times: [Int64] = []
  /// The local day of every return.
  private(set) var days: [CivilDay] = []
  private var periods: [CalendarUnit: [Int]] = [:]

  /// Throws E590 once interrupted.
  init(
    of plan: Cohort.Plan, among users: UserSet, range: InstantRange, in dataset: Dataset,
    interrupt: Interrupt
  ) throws(Diagnostic) {
    let log = dataset.events
    let calendar = dataset.calendar
    let starts = plan.start.mask(in: dataset)
    let returning = plan.returning.mask(in: dataset)
    for user in 0..<log.userCount {
      if user & 0xFFF == 0 { try interrupt.check() }
      guard users.contains(user) else { continue }
      let rows = log.rows(of: user)
      let entries = Self.entries(plan, rows, starts, log.times, range, calendar)
      guard let earliest = entries.first else { continue }
      let first = times.count
      for row in rows where returning[row] && log.times[row] >= earliest.instant {
        times.append(log.times[row])
        days.append(calendar.day(of: log.times[row]))
      }
      var begin = first
      for entry in entries {
        while begin < times.count, times[begin] < entry.instant { begin += 1 }
        // Among events of one instant E0 is one that is no E1 where there is such a one.
        let isOwn = rows.allSatisfy {
          !(starts[$0] && log.times[$0] == entry.instant) || returning[$0]
        }
        all.append(
          Member(
            user: user, day: entry.day, instant: entry.instant, cohort: entry.cohort,
            returns: begin..<times.count, own: isOwn ? 1 : 0))
      }
    }
    let units = plan.isElapsed ? [] : plan.countedUnits
    for unit in units { periods[unit] = days.map { calendar.period(of: $0, unit: unit) } }
  }

  /// The instants by which a user enters, in order of time.
  private static func entries(
    _ plan: Cohort.Plan, _ rows: Range<Int>, _ starts: [Bool], _ times: TimeColumn,
    _ range: InstantRange, _ calendar: LocalCalendar
  ) -> [(instant: Int64, day: CivilDay, cohort: Int)] {
    var entries: [(instant: Int64, day: CivilDay, cohort: Int)] = []
    for row in rows where starts[row] {
      let isInside = range.contains(times[row])
      if plan.entry == .first, !isInside { return [] }
      guard isInside else { continue }
      let day = calendar.day(of: times[row])
      let cohort = plan.period.map { calendar.period(of: day, unit: $0) } ?? 0
      if plan.entry == .recurring {
        if entries.last?.cohort != cohort { entries.append((times[row], day, cohort)) }
      } else {
        return [(times[row], day, cohort)]
      }
    }
    return entries
  }

  /// The offsets in which a member did E1 often enough, ascending, each once.
  func offsets(
    of member: Member, unit: CalendarUnit, plan: Cohort.Plan, in calendar: LocalCalendar
  ) -> [Int] {
    var offsets: [Int] = []
    var current = Int.min
    var count = 0
    let first = calendar.period(of: member.day, unit: unit)
    let numbers = periods[unit]
    for at in member.returns {
      let offset =
        numbers.map { $0[at] &- first }
        ?? ElapsedWindows(calendar: calendar, unit: unit).offset(
          of: times[at], from: member.instant)
      count = offset == current ? count + 1 : 1
      current = offset
      if count == plan.times { offsets.append(offset) }
    }
    return offsets
  }
}

extension Cohort.Plan {
  /// The periods in which offsets are counted.
  var units: Set<CalendarUnit> {
    Set((columns ?? []).compactMap(\.unit) + (triangleUnit.map { [$0] } ?? []))
  }
}
