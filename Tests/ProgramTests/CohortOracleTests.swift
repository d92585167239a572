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
