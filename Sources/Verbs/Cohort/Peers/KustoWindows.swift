import Engine
import Reporting

/// Kusto's `sliding_window_counts`, `activity_engagement` and `active_users_count` (Microsoft's
/// documentation of Azure Data Explorer).
///
/// For each period: events and users of the `window` periods that end with it, and of the period
/// itself; the ratio is inner ÷ outer. What lies before the range but in a window is counted.
struct KustoWindows: Hashable {
  struct Row: Hashable {
    let period: Int
    /// Events and users of the window.
    var events = 0
    var outer = 0
    /// Users of the period alone.
    var inner = 0
  }

  private(set) var rows: [Row] = []

  init(rows: [Row]) { self.rows = rows }

  init(_ activity: PeerActivity, _ periods: PeerPeriods) {
    guard let shown = periods.shown else { return }
    rows = shown.map { Row(period: $0) }
    for own in periods.counts {
      var covered = Int.min
      for count in own {
        let last = min(count.period &+ activity.window &- 1, shown.upperBound)
        let from = max(count.period, shown.lowerBound)
        guard from <= last else { continue }
        for period in from...last {
          rows[period &- shown.lowerBound].events += count.events
          // A window that holds two active periods of a user holds the user once.
          if period > covered { rows[period &- shown.lowerBound].outer += 1 }
        }
        covered = max(covered, last)
        if shown.contains(count.period) { rows[count.period &- shown.lowerBound].inner += 1 }
      }
    }
  }

  func table(_ calendar: LocalCalendar, unit: CalendarUnit) -> ResultTable {
    var table = ResultTable(
      "windows",
      columns: [
        ResultColumn("period", .date), ResultColumn("events", .int), ResultColumn("inner", .int),
        ResultColumn("outer", .int), ResultColumn("ratio", .rate),
      ])
    for row in rows {
      table.append([
        .text(calendar.label(ofPeriod: row.period, unit: unit)), .int(row.events),
        .int(row.inner), .int(row.outer), .quotient(row.inner, row.outer),
      ])
    }
    return table
  }
}

/// `active_users_count`: users with enough active days in the window that ends with one of them.
///
/// The window of 8 days that ends on the 8th begins on the 1st: the day exactly 8 days before does
/// not count. Bins run from the beginning of the range.
struct KustoActiveUsers: Hashable {
  /// First day of each bin, with its active users; empty bins are left out, as Kusto does.
  private(set) var bins: [(day: Int, users: Int)] = []

  static func == (left: KustoActiveUsers, right: KustoActiveUsers) -> Bool {
    left.bins.elementsEqual(right.bins) { $0 == $1 }
  }

  func hash(into hasher: inout Hasher) {
    for bin in bins {
      hasher.combine(bin.day)
      hasher.combine(bin.users)
    }
  }

  init(bins: [(day: Int, users: Int)]) { self.bins = bins }

  init(_ activity: PeerActivity, _ days: PeerPeriods) {
    guard let shown = days.shown else { return }
    let length = activity.unit == .week ? 7 : 1
    var users: [Int: Int] = [:]
    for own in days.counts {
      var active: Set<Int> = []
      let numbers = own.map(\.period)
      var first = 0
      for (place, day) in numbers.enumerated() {
        while numbers[first] <= day &- activity.window { first += 1 }
        if shown.contains(day), place - first + 1 >= activity.days {
          active.insert((day &- shown.lowerBound) / length)
        }
      }
      for bin in active { users[bin, default: 0] += 1 }
    }
    bins = users.keys.sorted().map { (shown.lowerBound &+ $0 &* length, users[$0] ?? 0) }
  }

  var table: ResultTable {
    var table = ResultTable(
      "active", columns: [ResultColumn("period", .date), ResultColumn("users", .int)])
    for bin in bins { table.append([.text(CivilDay(number: bin.day).label), .int(bin.users)]) }
    return table
  }
}
