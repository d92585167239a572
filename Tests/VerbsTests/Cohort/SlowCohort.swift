import Foundation

/// Retention read off the definition: for each user and offset every event is looked at.
struct SlowCohort {
  struct Event {
    let name: Character
    /// Milliseconds.
    let instant: Int64

    /// `c` is both.
    var isStart: Bool { name == "a" || name == "c" }
    var isReturn: Bool { name == "b" || name == "c" }
  }

  struct Column {
    var unit: SlowDays.Unit
    var first: Int
    var last: Int
  }

  struct Question {
    var period: SlowDays.Unit?
    /// Nil for the triangle.
    var columns: [Column]?
    var within: Int64?
    var reading = "exact"
    var entry = "first"
    var isElapsed = false
    var keepsAll = false
    var times = 1
    /// Days, both ends inclusive.
    var range: ClosedRange<Int>?
  }

  struct Cell: Equatable {
    var size = 0
    var mature = 0
    var users = 0
    var isComplete = true
  }

  let days: SlowDays
  /// The last day that is read.
  let asof: Int
  let question: Question

  /// The first instant that is not read.
  private var end: Int64 { Int64(days.starts[asof + 1] * 1000) }

  // MARK: One user

  struct Entry {
    let start: Event
    /// E1 from the instant of E0 on.
    let returns: [Event]
  }

  func entries(_ all: [Event]) -> [Entry] {
    let events = all.filter { $0.instant < end }
    let starts = events.filter(\.isStart).sorted { $0.instant < $1.instant }
    func isInside(_ event: Event) -> Bool {
      question.range?.contains(days.day(of: event.instant)) ?? true
    }
    var chosen: [Event] = []
    switch question.entry {
    case "first": chosen = starts.prefix(1).filter(isInside)
    case "in_range": chosen = Array(starts.filter(isInside).prefix(1))
    default:
      for event in starts.filter(isInside) {
        let cohort = cohort(of: event)
        if !chosen.contains(where: { self.cohort(of: $0) == cohort }) { chosen.append(event) }
      }
    }
    return chosen.map { start in
      Entry(start: start, returns: events.filter { $0.isReturn && $0.instant >= start.instant })
    }
  }

  func cohort(of event: Event) -> String {
    question.period.map { days.label($0, ofDay: days.day(of: event.instant)) } ?? "all"
  }

  /// The first instant of the k-th window after a start.
  private func window(_ unit: SlowDays.Unit, _ k: Int, from start: Int64) -> Int64 {
    switch unit {
    case .day: return start + Int64(k) * 86_400_000
    case .week: return start + Int64(k) * 604_800_000
    default:
      let months = unit == .month ? k : unit == .quarter ? 3 * k : 12 * k
      let date = Date(timeIntervalSince1970: Double(start) / 1000)
      let moved = days.calendar.date(byAdding: .month, value: months, to: date) ?? date
      return Int64((moved.timeIntervalSince1970 * 1000).rounded())
    }
  }

  private func isIn(_ unit: SlowDays.Unit, _ k: Int, _ event: Event, after entry: Entry) -> Bool {
    if question.isElapsed {
      return event.instant >= window(unit, k, from: entry.start.instant)
        && event.instant < window(unit, k + 1, from: entry.start.instant)
    }
    let first = days.number(unit, ofDay: days.day(of: entry.start.instant))
    return days.number(unit, ofDay: days.day(of: event.instant)) == first + k
  }

  /// Whether they did E1 often enough in the k-th period.
  private func came(_ unit: SlowDays.Unit, _ k: Int, _ entry: Entry) -> Bool {
    entry.returns.filter { isIn(unit, k, $0, after: entry) }.count >= question.times
  }

  /// Farther than any event of a test.
  private static let farthest = 45

  func isRetained(_ column: Column, _ entry: Entry) -> Bool {
    func any(_ offsets: ClosedRange<Int>) -> Bool {
      offsets.contains { came(column.unit, $0, entry) }
    }
    let k = column.first
    if question.reading == "rolling" { return any(k...Self.farthest) }
    if column.last > k { return any(k...column.last) }
    if k == 0 { return came(column.unit, 0, entry) }
    switch question.reading {
    case "range": return any(1...k)
    case "streak": return (1...k).allSatisfy { came(column.unit, $0, entry) }
    default: return came(column.unit, k, entry)
    }
  }

  func isOver(_ unit: SlowDays.Unit, _ k: Int, _ entry: Entry) -> Bool {
    if question.isElapsed { return window(unit, k + 1, from: entry.start.instant) <= end }
    let first = days.number(unit, ofDay: days.day(of: entry.start.instant))
    // The day after the last one must lie in a later period.
    return days.number(unit, ofDay: asof + 1) > first + k
  }

  private func isRetained(within length: Int64, _ entry: Entry, _ all: [Event]) -> Bool {
    let latest = entry.start.instant + length
    let count = entry.returns.filter { $0.instant <= latest }.count
    // Which event is the start is free among those of its instant; it is no return of itself.
    let canBeOther = all.contains {
      $0.isStart && !$0.isReturn && $0.instant == entry.start.instant
    }
    return count - (canBeOther ? 0 : 1) >= question.times
  }

  // MARK: All users

  /// Cells by cohort and offset, where several columns share an offset by their place.
  func cells(_ users: [[Event]]) -> [String: [Cell]] {
    var cohorts: [String: [(Entry, [Event])]] = [:]
    for user in users {
      for entry in entries(user) {
        cohorts[cohort(of: entry.start), default: []].append((entry, user))
      }
    }
    return cohorts.mapValues { entries in
      if let length = question.within {
        return [
          cell(entries) {
            $0.start.instant + length < end
          } retained: {
            isRetained(within: length, $0, $1)
          }
        ]
      }
      let columns = question.columns ?? triangle(entries.map(\.0))
      return columns.map { column in
        cell(entries) {
          isOver(column.unit, column.last, $0)
        } retained: { entry, _ in
          isRetained(column, entry)
        }
      }
    }
  }

  private func triangle(_ entries: [Entry]) -> [Column] {
    guard let unit = question.period, let first = entries.first else { return [] }
    var last = 0
    if question.isElapsed {
      let over =
        entries.map { entry in
          (0...Self.farthest).first { !isOver(unit, $0, entry) } ?? 0
        }.max() ?? 0
      last = question.keepsAll ? over : max(0, over - 1)
    } else {
      last =
        days.number(unit, ofDay: asof)
        - days.number(unit, ofDay: days.day(of: first.start.instant))
    }
    return (0...last).map { Column(unit: unit, first: $0, last: $0) }
  }

  private func cell(
    _ entries: [(Entry, [Event])], isOver: (Entry) -> Bool, retained: (Entry, [Event]) -> Bool
  ) -> Cell {
    var cell = Cell()
    // All of a calendar cohort stand in its running period.
    let isWhole = question.columns == nil && question.within == nil && !question.isElapsed
    for (entry, events) in entries {
      cell.size += 1
      if !isOver(entry) { cell.isComplete = false }
      guard isOver(entry) || isWhole || question.keepsAll else { continue }
      cell.mature += 1
      if retained(entry, events) { cell.users += 1 }
    }
    return cell
  }
}
