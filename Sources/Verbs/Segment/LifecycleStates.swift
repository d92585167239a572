import Engine
import Reporting

/// How many users are new, returning, resurrecting and dormant in each period: PostHog's lifecycle
/// (its public documentation and the tests of its query runner).
///
/// Of those active in a period, *new* are the users whose first event of any kind lies in it,
/// *returning* were active in the period before, *resurrecting* are the rest. *Dormant* were active
/// in the period before and are not in this one; nobody is in the first period of the range. What
/// lies before the range is looked at.
struct LifecycleStates: Hashable {
  /// One period; only counts of users.
  struct Period: Hashable {
    let period: Int
    var new = 0
    var returning = 0
    var resurrecting = 0
    /// Positive here; the table shows it negative, as PostHog does.
    var dormant = 0

    var active: Int { new + returning + resurrecting }
  }

  private(set) var periods: [Period] = []

  init(_ periods: [Period]) { self.periods = periods }

  /// - Parameter active: one flag for each row: the events that make a user active.
  ///
  /// Throws E590 once interrupted.
  init(
    _ active: [Bool], of users: UserSet, by unit: CalendarUnit, in range: InstantRange,
    calendar: LocalCalendar, dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) {
    let log = dataset.events
    let times = dataset.events.times
    var first = Int64.max
    for (row, flag) in active.enumerated() where flag { first = min(first, times[row]) }
    let shown =
      first < .max ? Self.periods(from: first, unit, range, calendar, dataset) : nil
    guard let shown else { return }
    periods = shown.map { Period(period: $0) }
    for user in 0..<log.userCount {
      if user & 0xFFF == 0 { try interrupt.check() }
      let rows = log.rows(of: user)
      guard users.contains(user), let first = rows.first else { continue }
      let birth = calendar.period(of: log.times[first], unit: unit)
      var last: Int?
      for row in rows where active[row] {
        let period = calendar.period(of: log.times[row], unit: unit)
        if period == last { continue }
        if let last, period > last + 1 { leave(after: last, shown) }
        if shown.contains(period) {
          let place = period - shown.lowerBound
          if period == birth {
            periods[place].new += 1
          } else if last == period - 1 {
            periods[place].returning += 1
          } else {
            periods[place].resurrecting += 1
          }
        }
        last = period
      }
      if let last { leave(after: last, shown) }
    }
  }

  /// Books a user as dormant in the first period without activity.
  private mutating func leave(after last: Int, _ shown: ClosedRange<Int>) {
    let empty = last + 1
    guard shown.contains(empty), empty > shown.lowerBound else { return }
    periods[empty - shown.lowerBound].dormant += 1
  }

  /// The periods of the range, up to the end of the data; from the first activity on without one.
  ///
  /// - Parameter first: when anybody was first active.
  static func periods(
    from first: Int64, _ unit: CalendarUnit, _ range: InstantRange, _ calendar: LocalCalendar,
    _ dataset: Dataset
  ) -> ClosedRange<Int>? {
    let low = calendar.period(of: range.start ?? first, unit: unit)
    let end = min(range.end ?? dataset.end, dataset.end) &- 1
    let high = calendar.period(of: end, unit: unit)
    return low <= high ? low...high : nil
  }

  /// Throws E500 where the states contradict each other: who was active in a period returns in the
  /// next or is dormant there.
  func checkInvariants() throws(Diagnostic) {
    for (before, period) in zip(periods, periods.dropFirst())
    where before.active != period.returning + period.dormant {
      throw .brokenInvariant("lifecycle states")
    }
  }

  /// The dormant as a count of people, which privacy can weigh; screens show the negative alone.
  static let notReturning = "not_returning"

  /// - Parameter end: the first instant after the data; a period that reaches past it is
  /// incomplete.
  func table(_ calendar: LocalCalendar, unit: CalendarUnit, end: Int64) -> ResultTable {
    var table = ResultTable(
      "lifecycle",
      columns: [
        ResultColumn("period", .date), ResultColumn("active", .int), ResultColumn("new", .int),
        ResultColumn("returning", .int), ResultColumn("resurrecting", .int),
        ResultColumn("dormant", .int), ResultColumn("complete", .bool),
        ResultColumn(Self.notReturning, .int),
      ])
    let running = calendar.period(of: end, unit: unit)
    for period in periods {
      table.append([
        .text(calendar.label(ofPeriod: period.period, unit: unit)), .int(period.active),
        .int(period.new), .int(period.returning), .int(period.resurrecting),
        .int(-period.dormant), .bool(period.period < running), .int(period.dormant),
      ])
    }
    return table
  }
}

extension LifecycleStates {
  /// The three states make the active; who was active returns or is dormant in the next period.
  static func disclosure(of answer: Answer) -> Disclosure {
    var disclosure = Disclosure([
      Disclosure.Table(
        "lifecycle", group: "active",
        counts: ["new", "returning", "resurrecting", notReturning],
        figures: [(["dormant"], [notReturning])])
    ])
    for row in (answer.table("lifecycle")?.rows ?? []).indices {
      func place(_ row: Int, _ column: String) -> Disclosure.Place {
        Disclosure.Place("lifecycle", row, column)
      }
      disclosure.sum(
        [place(row, "active")],
        of: ["new", "returning", "resurrecting"].map { place(row, $0) })
      guard row > 0 else { continue }
      disclosure.sum(
        [place(row - 1, "active")], of: [place(row, "returning"), place(row, notReturning)])
    }
    return disclosure
  }
}
