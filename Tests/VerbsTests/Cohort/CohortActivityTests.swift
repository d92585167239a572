import Engine
import TestKit
import Testing

@Suite("stickiness and intervals")
struct CohortActivityTests {
  /// a on 1, 2, 4 and 10 January, b on 1 and 31 January, c on 5 February.
  private let world = World(
    asof: "2024-02-05",
    events: [
      ("a", "01-01"), ("a", "01-02"), ("a", "01-04"), ("a", "01-10"), ("b", "01-01"),
      ("b", "01-31"), ("c", "02-05"), ("c", "02-05"),
    ].map { .event($0.0, "open", "2024-\($0.1)T08:00:00Z") })

  @Test("by day: users of the day, of 7 and of 30 days")
  func daily() throws {
    let activity = try world.ask("cohort open using stickiness by day").table(named: "activity")
    #expect(activity.rows.count == 36)
    #expect(activity.columns.prefix(5).map(\.name) == ["period", "dau", "wau", "mau", "ratio"])
    #expect(Array(activity.ints("dau").prefix(4)) == [2, 1, 0, 1])
    // Both are still within 7 days on the 7th, a alone from the 8th.
    #expect(Array(activity.ints("wau")[5...9]) == [2, 2, 1, 1, 1])
    #expect(activity.ints("mau")[29] == 2 && activity.ints("mau")[35] == 3)
    #expect(activity.cell(35, "ratio") == .real(1.0 / 3))
    #expect(activity.cell(28, "complete") == .bool(false))
    #expect(activity.cell(29, "complete") == .bool(true))
  }

  @Test("by month: the mean over all its days; a running month over those so far")
  func monthly() throws {
    let answer = try world.ask("cohort using stickiness by month")
    let activity = try answer.table(named: "activity")
    #expect(activity.texts("period") == ["2024-01", "2024-02"])
    #expect(activity.reals("dau") == [6.0 / 31, 1.0 / 5])
    #expect(activity.ints("mau") == [2, 1])
    #expect(activity.reals("ratio") == [6.0 / 31 / 2, 0.2])
    #expect(activity.cell(1, "complete") == .bool(false))
    let days = try answer.table(named: "days")
    #expect(days.ints("days") == [1, 2, 4] && days.ints("users") == [1, 1, 1])
    #expect(days.ints("at_least") == [3, 2, 1])
  }

  @Test("a range chooses the days shown, not what came before them")
  func range() throws {
    let answer = try world.ask("cohort open using stickiness by day since 2024-02-01")
    let activity = try answer.table(named: "activity")
    #expect(activity.rows.count == 5)
    #expect(activity.ints("mau") == [2, 2, 2, 2, 3])
    #expect(try answer.table(named: "days").ints("users") == [1])
  }

  @Test("gaps between active days, their quartiles and the period they suggest")
  func interval() throws {
    let answer = try world.ask("cohort open using interval")
    let summary = try answer.table(named: "interval")
    // a waits 1, 2 and 6 days, b 30.
    #expect(summary.ints("users") == [2] && summary.ints("gaps") == [4])
    #expect(summary.reals("median") == [4] && summary.reals("q1") == [1.75])
    #expect(summary.reals("q3") == [12])
    // Medians 2 and 30: 80% lie within 24.4 days.
    #expect(summary.reals("typical").compactMap { $0 }.allSatisfy { ($0 - 24.4).magnitude < 1e-9 })
    #expect(summary.texts("suggests") == ["month"])
    let gaps = try answer.table(named: "gaps")
    #expect(gaps.ints("days") == [1, 2, 6, 30])
    #expect(gaps.reals("cumulative") == [0.25, 0.5, 0.75, 1])
  }

  @Test("nobody active gives no rows and no trap")
  func empty() throws {
    var world = world
    world.asof = "2023-12-31"
    for query in ["cohort open using stickiness", "cohort open using interval"] {
      _ = try world.picture(query)
    }
  }

  @Test("days of a far future are refused, not counted")
  func farFuture() throws {
    var world = world
    world.asof = "9999-12-31"
    world.users = Dictionary(
      uniqueKeysWithValues: ["a", "b", "c"].map { ($0, ["id": .text($0)]) })
    #expect(try world.refusal(of: "cohort using stickiness by id").code == "E408")
  }
}
