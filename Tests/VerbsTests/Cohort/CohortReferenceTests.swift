import Engine
import Foundation
import Statistics
import TestKit
import Testing

/// Retention read off the definition, by Foundation's calendar instead of our own.
struct SlowCohort {
  let calendar: Calendar
  let asof: Date

  /// Start of the period that holds an instant.
  private func start(_ instant: Int64, _ unit: Calendar.Component) -> Date {
    let date = Date(timeIntervalSince1970: Double(instant) / 1000)
    return calendar.dateInterval(of: unit, for: date)?.start ?? date
  }

  /// Users retained in period k after the period of their first `a`, by the start of that period.
  func retained(
    _ users: [[(name: String, instant: Int64)]], unit: Calendar.Component, k: Int, rolling: Bool
  ) -> [Date: (size: Int, users: Int)] {
    var cohorts: [Date: (size: Int, users: Int)] = [:]
    for events in users {
      guard let first = events.filter({ $0.name == "a" }).map(\.instant).min() else { continue }
      let cohort = start(first, unit)
      guard
        let from = calendar.date(byAdding: component(unit, k), to: cohort),
        let to = calendar.date(byAdding: component(unit, k + 1), to: cohort), from < asof
      else { continue }
      let came = events.contains { event in
        let date = Date(timeIntervalSince1970: Double(event.instant) / 1000)
        return event.name == "b" && event.instant >= first && date >= from
          && (rolling || date < to)
      }
      let old = cohorts[cohort] ?? (0, 0)
      cohorts[cohort] = (old.size + 1, old.users + (came ? 1 : 0))
    }
    return cohorts
  }

  private func component(_ unit: Calendar.Component, _ count: Int) -> DateComponents {
    switch unit {
    case .day: DateComponents(day: count)
    case .weekOfYear: DateComponents(day: 7 * count)
    default: DateComponents(month: count)
    }
  }
}

@Suite("cohort against a slow reference")
struct CohortReferenceTests {
  @Test(
    "random users around a change of the clocks, seed 7",
    arguments: [
      ("day", Calendar.Component.day), ("week", .weekOfYear), ("month", .month),
    ], [false, true])
  func random(unit: (String, Calendar.Component), rolling: Bool) throws {
    var random = SplitMix64(seed: 7)
    // Berlin's clocks change on 31 March 2024 at 01:00 UTC.
    let first: Int64 = 1_711_000_000_000
    var users: [[(name: String, instant: Int64)]] = []
    for _ in 0..<300 {
      users.append(
        (0..<random.below(8)).map { _ in
          (random.pick(["a", "b"]), first + Int64(random.below(40 * 24 * 4)) * 900_000)
        })
    }
    var world = World(zone: "Europe/Berlin", asof: "2024-04-29")
    world.events = users.enumerated().flatMap { index, events in
      events.map {
        World.Event(user: "u\(index)", name: $0.name, time: .instant($0.instant), properties: [:])
      }
    }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "Europe/Berlin"))
    calendar.firstWeekday = 2
    calendar.minimumDaysInFirstWeek = 4
    let end = try #require(
      calendar.date(from: DateComponents(year: 2024, month: 4, day: 30)))
    let slow = SlowCohort(calendar: calendar, asof: end)
    let kept = users.map { $0.filter { Double($0.instant) / 1000 < end.timeIntervalSince1970 } }
    let using = rolling ? "using rolling" : ""
    let retention = try world.ask("cohort a -> b by \(unit.0) \(using)").table(named: "retention")
    #expect(retention.rows.count > 2)
    let format = DateFormatter()
    format.timeZone = calendar.timeZone
    format.locale = Locale(identifier: "en_US_POSIX")
    format.dateFormat = unit.0 == "month" ? "yyyy-MM" : "yyyy-MM-dd"
    for k in 0...4 {
      let expected = slow.retained(kept, unit: unit.1, k: k, rolling: rolling)
      for (start, counts) in expected {
        let label = format.string(from: start)
        let row = try #require(
          retention.rows.indices.first {
            retention.cell($0, "cohort").textValue == label
              && retention.cell($0, "offset").intValue == k
          }, "\(label) \(k)")
        #expect(retention.cell(row, "size").intValue == counts.size, "\(label) \(k)")
        #expect(retention.cell(row, "users").intValue == counts.users, "\(label) \(k)")
      }
    }
  }
}
