import Engine
import Reporting

/// Users by the number of intervals in which they were active: PostHog's stickiness and Mixpanel's
/// frequency (their public documentation).
///
/// An interval is `every` periods from the beginning of the range on; it is active where its events
/// meet the criterion. `users` were active in exactly so many intervals, `at_least` in so many or
/// more.
struct PeerStickiness: Hashable {
  /// Place k - 1 holds the users active in exactly k intervals.
  private(set) var exactly: [Int]

  /// - Parameter users: by the number of active intervals.
  init(_ users: [Int: Int], _ activity: PeerActivity, in shown: ClosedRange<Int>?) {
    let every = max(1, activity.every)
    let count = shown.map { ($0.count &+ every &- 1) / every } ?? 0
    exactly = (0..<count).map { users[$0 + 1] ?? 0 }
  }

  init(_ activity: PeerActivity, _ periods: PeerPeriods) {
    guard let shown = periods.shown else {
      exactly = []
      return
    }
    let every = max(1, activity.every)
    exactly = Array(repeating: 0, count: (shown.count &+ every &- 1) / every)
    for own in periods.counts {
      var events: [Int: Int] = [:]
      for count in own where shown.contains(count.period) {
        events[(count.period &- shown.lowerBound) / every, default: 0] += count.events
      }
      let active = events.values.count { activity.times.contains($0) }
      if active > 0 { exactly[active - 1] += 1 }
    }
  }

  var table: ResultTable {
    var table = ResultTable(
      "days",
      columns: [
        ResultColumn("days", .int), ResultColumn("users", .int), ResultColumn("share", .rate),
        ResultColumn("at_least", .int), ResultColumn("at_least_share", .rate),
      ])
    let all = exactly.reduce(0, +)
    var left = all
    for (place, users) in exactly.enumerated() {
      table.append([
        .int(place + 1), .int(users), .quotient(users, all), .int(left), .quotient(left, all),
      ])
      left -= users
    }
    return table
  }
}
