import Engine
import Testing

/// Truths planted in the simulated datasets, asked of the program in its own language.
@Suite("planted truths through the program")
struct SimulatedTruthTests {
  private func table(_ dataset: String, _ query: String, _ name: String) throws -> ResultTable {
    var session = try TestSession(Repository.dataset(dataset))
    return try #require(session.ask(query).table(name), "\(query) has no table \(name)")
  }

  @Test(
    "SH1-SH3: the shop's sessions by step, in each quarter",
    arguments: [
      ("until 2024-03-31", [6_875, 3_500, 1_700, 1_200, 1_000, 550]),
      ("since 2024-04-01", [7_500, 3_750, 1_750, 1_225, 1_000, 750]),
    ])
  func sessions(range: String, users: [Int]) throws {
    let query =
      "funnel visit -> view_item -> add_cart -> checkout -> pay_page -> pay using session \(range)"
    #expect(try table("shop", query, "steps").ints("users") == users)
  }

  @Test("SH4: sign-ups by month")
  func signups() throws {
    let retention = try table("shop", "cohort signup -> visit by month", "retention")
    let sizes = retention.grouped(by: "cohort").map { retention.cell($0.rows[0], "size") }
    #expect(sizes.map { $0.intValue ?? -1 } == [625, 750, 900, 1_080, 1_296, 1_296])
  }

  @Test("SH6: users who never visited")
  func fakes() throws {
    #expect(try table("shop", "segment where not did(visit)", "groups").ints("users") == [400])
  }

  @Test("SH9: of 500 buyers 200 bought twice, 100 of them eight times")
  func buyers() throws {
    let groups = try table("shop", "segment where did(pay) by count(pay)", "groups")
    let bought = groups.rows.indices.filter { groups.ints("users")[$0] > 0 }
    #expect(bought.map { groups.ints("count(pay)")[$0] } == [1, 2, 8])
    #expect(bought.map { groups.ints("users")[$0] } == [300, 100, 100])
  }

  /// Every user is a day old or older on the last day but those of that very day, and nobody is
  /// older than half a year: what is paid within 0 to 181 days of those mature is all they paid.
  @Test("SH10: users by channel")
  func channels() throws {
    let groups = try table("shop", "segment by channel", "groups")
    let users = groups.grouped(by: "channel").map { group in
      "\(group.key) \(groups.cell(group.rows[0], "users").intValue ?? -1)"
    }
    #expect(
      Set(users) == [
        "seo 1000", "referral 300", "wechat 1200", "kol 600", "offline 100", "douyin 1747",
        "bulk_add 1000",
      ])
  }

  @Test(
    "SH10: what the users of a channel spent, at least and no more than that",
    arguments: [
      ("seo", 60_000), ("referral", 30_000), ("wechat", 60_000), ("kol", 75_000),
      ("offline", 5_000), ("douyin", 29_000), ("bulk_add", 1_000),
    ])
  func revenue(channel: String, yuan: Int) throws {
    var session = try TestSession(Repository.dataset("shop"))
    let answer = try session.ask(
      "segment where channel = \"\(channel)\" and did(pay) by sum(pay.amount)")
    let groups = try #require(answer.table("groups"))
    var cents = 0
    for row in groups.rows.indices where groups.ints("users")[row] > 0 {
      let amount = try #require(groups.cell(row, "sum(pay.amount)").realValue)
      cents += Int((amount * 100).rounded()) * groups.ints("users")[row]
    }
    #expect(cents == yuan * 100)
  }

  @Test("SH15: +10 in the first quarter, +35 in the second")
  func nps() throws {
    let nps = try table("shop", "feedback nps by quarter", "nps")
    #expect(nps.ints("promoters") == [80, 110])
    #expect(nps.ints("passives") == [60, 50])
    #expect(nps.ints("detractors") == [60, 40])
    let scores = nps.rows.indices.compactMap { nps.cell($0, "nps").realValue }
    #expect(scores.map { ($0 * 1e9).rounded() / 1e9 } == [10, 35])
  }

  @Test(
    "SA2, SA3: the tool's users back on day 1, on day 7, on day 7 or later, by quarter",
    arguments: [
      ("", [450, 225, 1_000, 830]), (" using rolling", [-1, 375, -1, 1_125]),
    ])
  func retention(reading: String, users: [Int]) throws {
    let retention = try table(
      "saas", "cohort signup -> active at d1, d7 by quarter\(reading) until 2024-06-30",
      "retention")
    #expect(retention.ints("size") == [1_500, 1_500, 2_500, 2_500])
    #expect(retention.ints("mature") == [1_500, 1_500, 2_500, 2_500])
    for (found, expected) in zip(retention.ints("users"), users) where expected >= 0 {
      #expect(found == expected)
    }
  }

  @Test("SA5: the steps of the setup, by quarter")
  func setup() throws {
    let query =
      "funnel signup -> create_workspace -> import_data -> invite_member -> setup_done by quarter"
    let steps = try table("saas", query, "steps")
    #expect(
      steps.grouped(by: "quarter").map { $0.rows.map { steps.ints("users")[$0] } } == [
        [1_500, 1_200, 600, 420, 300], [2_500, 2_200, 1_900, 1_700, 1_540],
      ])
  }

  @Test("SA6: 14 of June's 200 whose day 30 has come are back on it, of all 1,000 it would be 1.4%")
  func immature() throws {
    let june = "cohort signup -> active at d30 during 2024-06"
    let honest = try table("saas", june, "retention")
    #expect(honest.ints("mature") == [200])
    #expect(honest.ints("users") == [14])
  }

  @Test("CO3: the community's users back on day 1, by quarter")
  func community() throws {
    let retention = try table(
      "community", "cohort signup -> active at d1 by quarter since 2024-01-01", "retention")
    #expect(retention.ints("mature") == [750, 750])
    #expect(retention.ints("users") == [300, 375])
  }

  @Test(
    "LV2: the viewers back on day 7, before and since the change of 15 April",
    arguments: [("until 2024-04-14", 400), ("since 2024-04-15", 520)])
  func live(range: String, users: Int) throws {
    let retention = try table("live", "cohort signup -> active at d7 \(range)", "retention")
    #expect(retention.ints("mature") == [2_000])
    #expect(retention.ints("users") == [users])
  }
}
