import Engine
import Reporting

/// Kusto's plugins over activity (Microsoft's documentation of Azure Data Explorer).
///
/// Periods are of universal time, a week begins on Sunday. "New" is never seen in an earlier period
/// of the range; what lies before the range is not looked at.
struct KustoActivity: Hashable {
  /// `new_activity_metrics`: users first seen in `cohort`, at `period`.
  struct Pair: Hashable {
    let cohort: Int
    let period: Int
    /// First seen in the cohort's period.
    let size: Int
    /// Seen in the period, but neither in the cohort's period nor before it.
    let new: Int
    /// Of the cohort, seen in the period.
    let retained: Int

    var churned: Int { size - retained }
  }

  /// `activity_counts_metrics`.
  struct Period: Hashable {
    let period: Int
    let events: Int
    let users: Int
    let new: Int
    /// Seen in this or an earlier period.
    let running: Int
  }

  private(set) var pairs: [Pair] = []
  private(set) var periods: [Period] = []

  /// Users first seen in one period, in another one.
  struct Sighting {
    let first: Int
    let period: Int
    var users = 1
    let events: Int
  }

  /// Where nobody did anything.
  init() {}

  init(_ activity: PeerPeriods) {
    guard let shown = activity.shown else {
      self.init()
      return
    }
    self.init(
      activity.counts.flatMap { own in
        let inside = own.filter { shown.contains($0.period) }
        return inside.map { count in
          Sighting(
            first: inside.first?.period ?? count.period, period: count.period,
            events: count.events)
        }
      }, in: shown)
  }

  /// - Parameter sightings: all of them lie in the periods shown.
  init(_ sightings: [Sighting], in shown: ClosedRange<Int>) {
    let width = shown.count
    var events = Array(repeating: 0, count: width)
    var users = events
    // Users first seen in one place, seen in another.
    var seen = Array(repeating: Array(repeating: 0, count: width), count: width)
    for sighting in sightings
    where shown.contains(sighting.period) && shown.contains(sighting.first) {
      let place = sighting.period &- shown.lowerBound
      events[place] += sighting.events
      users[place] += sighting.users
      seen[sighting.first &- shown.lowerBound][place] += sighting.users
    }
    var running = 0
    for place in 0..<width {
      let new = seen[place][place]
      running += new
      periods.append(
        Period(
          period: shown.lowerBound &+ place, events: events[place], users: users[place], new: new,
          running: running))
    }
    // By place, the users there who were first seen after a cohort, from the last cohort back.
    var later = Array(repeating: Array(repeating: 0, count: width), count: width)
    for cohort in stride(from: width - 2, through: 0, by: -1) {
      for place in (cohort + 1)..<width {
        later[cohort][place] = later[cohort + 1][place] + seen[cohort + 1][place]
      }
    }
    for cohort in 0..<width where seen[cohort][cohort] > 0 {
      for place in cohort..<width {
        // At the cohort's own period all of it is new; later, whoever was first seen after it.
        let new = place == cohort ? seen[cohort][cohort] : later[cohort][place]
        pairs.append(
          Pair(
            cohort: shown.lowerBound &+ cohort, period: shown.lowerBound &+ place,
            size: seen[cohort][cohort], new: new, retained: seen[cohort][place]))
      }
    }
  }

  func tables(_ calendar: LocalCalendar, unit: CalendarUnit) -> [ResultTable] {
    func label(_ period: Int) -> Cell { .text(calendar.label(ofPeriod: period, unit: unit)) }
    var pairTable = ResultTable(
      "new_activity",
      columns: [
        ResultColumn("cohort", .date), ResultColumn("size", .int), ResultColumn("offset", .int),
        ResultColumn("period", .date), ResultColumn("new", .int), ResultColumn("retained", .int),
        ResultColumn("churned", .int), ResultColumn("retention_rate", .rate),
        ResultColumn("churn_rate", .rate),
      ])
    for pair in pairs {
      pairTable.append([
        label(pair.cohort), .int(pair.size), .int(pair.period &- pair.cohort),
        label(pair.period), .int(pair.new), .int(pair.retained), .int(pair.churned),
        .quotient(pair.retained, pair.size), .quotient(pair.churned, pair.size),
      ])
    }
    var periodTable = ResultTable(
      "activity",
      columns: [
        ResultColumn("period", .date), ResultColumn("events", .int), ResultColumn("users", .int),
        ResultColumn("new", .int), ResultColumn("running", .int),
      ])
    for row in periods {
      periodTable.append([
        label(row.period), .int(row.events), .int(row.users), .int(row.new), .int(row.running),
      ])
    }
    return [pairTable, periodTable]
  }
}
