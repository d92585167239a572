import Foundation

/// Retention by the products' documented rules, read off their texts: every user, cohort and column
/// is looked at alone.
///
/// Written from the documents, not from the program. Events are `a` (start), `b` (return) and `c`
/// (both); times are milliseconds, days are those of the zone.
struct SlowPeerCohorts {
  typealias Event = SlowCohort.Event

  enum Product: String, CaseIterable { case posthog, mixpanel, amplitude, clickhouse }

  struct Question {
    var product: Product
    var unit: SlowDays.Unit = .day
    var reading = "exact"
    /// Calendar periods rather than windows from the start.
    var isCalendar = true
    var times = 1
    var brackets: [ClosedRange<Int>]?
  }

  let days: SlowDays
  let asof: Int
  let question: Question

  private var end: Int64 { Int64(days.starts[asof + 1] * 1000) }

  private func day(_ instant: Int64) -> Int { days.day(of: instant) }

  private func period(_ instant: Int64) -> Int {
    days.number(question.unit, ofDay: day(instant))
  }

  /// Users by cohort and column; the size stands under -1.
  func cells(_ users: [[Event]]) -> [String: [Int: Int]] {
    var cells: [String: [Int: Int]] = [:]
    for all in users {
      let events = all.filter { $0.instant < end }.sorted { $0.instant < $1.instant }
      for start in starts(events) {
        let label = days.label(question.unit, ofDay: day(start.instant))
        cells[label, default: [:]][-1, default: 0] += 1
        let width = question.brackets.map { $0.count + 1 } ?? asof + 2
        for column in 0..<width where counts(column, start, events) {
          cells[label, default: [:]][column, default: 0] += 1
        }
      }
    }
    return cells
  }

  /// The starts by which a user enters: the first of each calendar period, or for PostHog's windows
  /// the first of all.
  private func starts(_ events: [Event]) -> [Event] {
    let all = events.filter(\.isStart)
    if question.product == .posthog, !question.isCalendar { return Array(all.prefix(1)) }
    var seen: Set<Int> = []
    return all.filter { seen.insert(period($0.instant)).inserted }
  }

  /// How many returns fall on an offset.
  private func returns(_ offset: Int, _ start: Event, _ events: [Event]) -> Int {
    var count = 0
    var leaveOut = 0
    if question.product == .mixpanel {
      // The event that began the bucket is no return; another start of that instant may be it.
      let twins = events.filter { $0.instant == start.instant && $0.isStart }
      leaveOut = twins.allSatisfy(\.isReturn) ? 1 : 0
    }
    for event in events where event.isReturn {
      if event.instant < start.instant, needsOrder { continue }
      if event.instant == start.instant, leaveOut > 0, event.isStart {
        leaveOut -= 1
        continue
      }
      if self.offset(event.instant, from: start.instant) == offset { count += 1 }
    }
    return count
  }

  /// By ClickHouse's bits and PostHog's calendar a return has only to lie in the later period.
  private var needsOrder: Bool {
    question.product == .mixpanel || question.product == .amplitude || !question.isCalendar
  }

  private func offset(_ instant: Int64, from start: Int64) -> Int {
    if question.isCalendar { return period(instant) - period(start) }
    let hour: Int64 = 3_600_000
    let length: Int64 =
      switch question.unit {
      case .day: 24 * hour
      case .week: 168 * hour
      default: 720 * hour
      }
    func cut(_ instant: Int64) -> Int64 {
      switch question.product {
      case .mixpanel, .clickhouse: return instant
      case .amplitude where question.unit != .day: return Int64(days.starts[day(instant)] * 1000)
      case .amplitude, .posthog: return hourStart(instant)
      }
    }
    return Int((cut(instant) - cut(start)) / length)
  }

  private func hourStart(_ instant: Int64) -> Int64 {
    let date = Date(timeIntervalSince1970: Double(instant) / 1000)
    let hour = days.calendar.dateInterval(of: .hour, for: date)?.start ?? date
    return Int64(hour.timeIntervalSince1970 * 1000)
  }

  /// Whether enough returns fall on one of the offsets of a column.
  private func isActive(_ column: Int, _ start: Event, _ events: [Event]) -> Bool {
    offsets(of: column).contains { returns($0, start, events) >= question.times }
  }

  private func offsets(of column: Int) -> ClosedRange<Int> {
    guard column > 0, let brackets = question.brackets else { return column...column }
    return brackets[column - 1]
  }

  private var lastColumn: Int { question.brackets?.count ?? asof + 2 }

  private func counts(_ column: Int, _ start: Event, _ events: [Event]) -> Bool {
    let isCohort = question.product == .posthog || question.product == .clickhouse
    if column == 0, isCohort { return true }
    switch question.reading {
    case "exact": return isActive(column, start, events)
    case "rolling":
      return (column...max(column, lastColumn)).contains { isActive($0, start, events) }
    case "range": return (0...column).contains { isActive($0, start, events) }
    default:
      return (0...column).allSatisfy { column in
        isActive(column, start, events)
          || (column == 0 && startIsReturn(start, events))
      }
    }
  }

  /// In a streak the start counts for its own window where it is a return event.
  private func startIsReturn(_ start: Event, _ events: [Event]) -> Bool {
    events.filter { $0.instant == start.instant && $0.isStart }.allSatisfy(\.isReturn)
  }
}
