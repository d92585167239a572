import Engine
import Language
import Reporting

/// What a product's report of active periods asks, with every default filled in.
public struct PeerActivity: Hashable, Sendable {
  public let ruleSet: Cohort.RuleSet
  public let unit: CalendarUnit
  public let weekStart: WeekStart
  /// How many periods make one interval, from the beginning of the range on.
  public let every: Int
  /// How many events in an interval make it active.
  public let times: ClosedRange<Int>
  /// How many periods a trailing window holds.
  public let window: Int
  /// On how many days of its window a user must have come; 1 for any.
  public let days: Int

  func calendar(of dataset: Dataset) -> LocalCalendar {
    (ruleSet == .kusto ? .utc : dataset.calendar).starting(weekOn: weekStart)
  }
}

/// The periods in which each user was active, with how many events.
struct PeerPeriods {
  /// By user, ascending by period.
  private(set) var counts: [[(period: Int, events: Int)]] = []
  /// The periods of the range up to the end of the data; nil where nobody did anything.
  private(set) var shown: ClosedRange<Int>?

  /// Throws E590 once interrupted.
  init(
    of plan: Cohort.Plan, unit: CalendarUnit, calendar: LocalCalendar, in dataset: Dataset,
    interrupt: Interrupt
  ) throws(Diagnostic) {
    let log = dataset.events
    let mask = plan.start.mask(in: dataset)
    let users = plan.population.users(in: dataset)
    var first = Int.max
    for user in 0..<dataset.users.count {
      if user & 0xFFF == 0 { try interrupt.check() }
      var own: [(period: Int, events: Int)] = []
      for row in log.rows(of: user) where mask[row] && users.contains(user) {
        let period = calendar.period(of: log.times[row], unit: unit)
        if own.last?.period == period {
          own[own.count - 1].events += 1
        } else {
          own.append((period, 1))
        }
      }
      if let earliest = own.first?.period { first = min(first, earliest) }
      counts.append(own)
    }
    guard first < .max else { return }
    let (low, high) = Self.bounds(of: plan, unit, dataset, calendar)
    shown = low ?? first <= high ? (low ?? first)...high : nil
  }

  /// The first period of the range, nil for that of the first event, and the last.
  static func bounds(
    of plan: Cohort.Plan, _ unit: CalendarUnit, _ dataset: Dataset, _ calendar: LocalCalendar
  ) -> (low: Int?, high: Int) {
    let ended = min(plan.range.end ?? dataset.end, dataset.end) &- 1
    return (
      plan.range.start.map { period(of: $0, unit, dataset, calendar) },
      period(of: ended, unit, dataset, calendar)
    )
  }

  /// Ranges are days of the dataset; a product with another zone takes the same days there.
  private static func period(
    of instant: Int64, _ unit: CalendarUnit, _ dataset: Dataset, _ calendar: LocalCalendar
  ) -> Int {
    let own = dataset.calendar
    let there =
      own.zone == calendar.zone
      ? instant : calendar.instant(ofLocal: own.localTime(of: instant))
    return calendar.period(of: there, unit: unit)
  }
}
