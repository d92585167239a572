import Engine
import Foundation
import Testing

@Suite("retention against pandas")
struct CohortOracleTests {
  @Test("weekly cohorts of the music shop's customers")
  func cdnowByWeek() throws {
    var session = try TestSession(Repository.dataset("cdnow"))
    let answer = try session.ask("cohort purchase -> purchase by week")
    try compare(answer.table("retention"), with: "cohort_cdnow_weekly")
  }

  private static let nushell = Repository.realDataset("oss_nushell/events.csv.gz")

  @Test(
    "monthly cohorts of a project's authors, its running month included",
    .enabled(if: nushell != nil))
  func nushellByMonth() throws {
    var session = try TestSession(try #require(Self.nushell))
    let query = "cohort any[is_bot = 0] -> any[is_bot = 0] by month"
    let observed = try session.ask("\(query) with average=observed")
    try compare(observed.table("retention"), with: "cohort_nushell_monthly")
    let rates = try #require(
      try Repository.oracle("cohort_nushell_monthly")[
        "weighted_rate_by_k_over_cohorts_with_k_observable"] as? [Double])
    let average = try #require(observed.table("average"))
    for (offset, rate) in rates.enumerated() {
      let ours = try #require(average.cell(offset, "rate").realValue)
      #expect(abs(ours - rate) < 1e-9, "offset \(offset)")
    }
    let complete = try #require(session.ask(query).table("average"))
    let first = try #require(complete.cell(1, "rate").realValue)
    #expect((first * 10_000).rounded() / 10_000 == 0.1762)
  }

  @Test("retained on a day and on that day or later", arguments: [1, 3, 7, 14, 30])
  func byDay(day: Int) throws {
    let expected = try #require(
      try Repository.oracle("cohort_nday_ecom")["D\(day)"] as? [String: Any])
    var session = try TestSession(Repository.dataset("clickstream"))
    let exact = try #require(session.ask("cohort any -> any at d\(day)").table("retention"))
    #expect(exact.ints("mature") == [expected["eligible"] as? Int ?? -1])
    #expect(exact.ints("users") == [expected["exact_day"] as? Int ?? -1])
    let rolling = try #require(
      session.ask("cohort any -> any at d\(day) using rolling").table("retention"))
    #expect(rolling.ints("users") == [expected["unbounded_on_or_after"] as? Int ?? -1])
  }

  @Test("retained on at least one of the days 1 to N", arguments: [1, 3, 7, 14, 30])
  func byDays(day: Int) throws {
    let expected = try #require(
      try Repository.oracle("cohort_nday_ecom")["D\(day)"] as? [String: Any])
    var session = try TestSession(Repository.dataset("clickstream"))
    let table = try #require(
      session.ask("cohort any -> any at d\(day) using range").table("retention"))
    #expect(table.ints("mature") == [expected["eligible"] as? Int ?? -1])
    #expect(table.ints("users") == [expected["any_in_days_1_to_n"] as? Int ?? -1])
  }

  @Test(
    "daily over monthly users of a project's authors", .enabled(if: nushell != nil))
  func stickiness() throws {
    var session = try TestSession(try #require(Self.nushell))
    let months = try #require(
      try Repository.oracle("stickiness_nushell")["months"] as? [String: [String: Any]])
    let byMonth = try #require(
      session.ask("cohort any[is_bot = 0] using stickiness by month").table("activity"))
    let groups = byMonth.grouped(by: "period")
    for (month, figures) in months {
      let row = try #require(groups.first { $0.key == month }?.rows.first, "\(month)")
      #expect(byMonth.cell(row, "mau").intValue == figures["MAU"] as? Int, "\(month)")
      for (column, name) in [("dau", "avg_DAU_over_calendar_days"), ("ratio", "avg_DAU_over_MAU")] {
        let ours = try #require(byMonth.cell(row, column).realValue)
        let theirs = try #require(figures[name] as? Double)
        #expect(abs(ours - theirs) < 1e-9, "\(month) \(name)")
      }
    }
    let days = try #require(
      try Repository.oracle("stickiness_nushell")["rolling"] as? [String: [String: Any]])
    let byDay = try #require(
      session.ask("cohort any[is_bot = 0] using stickiness by day").table("activity"))
    let rows = byDay.grouped(by: "period")
    for (day, figures) in days {
      let row = try #require(rows.first { $0.key == day }?.rows.first, "\(day)")
      for (column, name) in [("dau", "DAU"), ("wau", "WAU_7"), ("mau", "MAU_30")] {
        #expect(byDay.cell(row, column).intValue == figures[name] as? Int, "\(day) \(name)")
      }
    }
  }

  /// Every cell the file names: sizes and retained users by cohort.
  private func compare(_ retention: Engine.ResultTable?, with name: String) throws {
    let retention = try #require(retention)
    let cohorts = try #require(try Repository.oracle(name)["cohorts"] as? [[String: Any]])
    let groups = retention.grouped(by: "cohort")
    #expect(groups.count >= cohorts.count)
    for cohort in cohorts {
      let key = try #require(cohort["cohort"] as? String)
      let rows = try #require(groups.first { $0.key == key }?.rows, "\(key)")
      let retained = try #require(cohort["retained"] as? [Int])
      #expect(retention.cell(rows[0], "size").intValue == cohort["size"] as? Int, "\(key)")
      let ours = rows.prefix(retained.count).map { retention.cell($0, "users").intValue ?? -1 }
      #expect(ours == retained, "\(key)")
    }
  }
}
