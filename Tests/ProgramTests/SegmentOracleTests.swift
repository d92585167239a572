import Engine
import Foundation
import Store
import Testing

@Suite("segments against pandas, and the shop's classes")
struct SegmentOracleTests {
  private func oracle() throws -> [String: Any] {
    try Repository.oracle("segment_rfm_cdnow")
  }

  @Test("scores of recency, frequency and money by ntile, fifteen commonest boxes")
  func scores() throws {
    let top = try #require(try oracle()["ntile_top15_segments"] as? [String: Int])
    var session = try TestSession(Repository.dataset("cdnow"))
    let groups = try #require(session.ask("segment by rfm using quintile").table("groups"))
    var found: [String: Int] = [:]
    for row in groups.rows.indices {
      found[groups.cell(row, "rfm").textValue ?? "-"] = groups.ints("users")[row]
    }
    for (box, users) in top { #expect(found[box] == users, "\(box)") }
    #expect(found.values.reduce(0, +) == 2357)
  }

  @Test("the share of the top customers, how many bring 80%, and Gini")
  func pareto() throws {
    let pareto = try #require(try oracle()["pareto"] as? [String: Any])
    var session = try TestSession(Repository.dataset("cdnow"))
    for (limit, users, share) in [
      ("20%", "top20pct_customers", "top20pct_share"), ("10%", nil, "top10pct_share"),
      ("1%", nil, "top1pct_share"),
    ] {
      let table = try #require(
        session.ask("segment by value limit \(limit)").table("concentration"))
      if let users { #expect(table.ints("top_users") == [pareto[users] as? Int ?? -1]) }
      let ours = try #require(table.cell(0, "top_revenue_share").realValue)
      #expect(abs(ours - (pareto[share] as? Double ?? -1)) < 1e-9, "\(limit)")
      #expect(table.ints("users_for_80") == [pareto["customers_for_80pct"] as? Int ?? -1])
      let gini = try #require(table.cell(0, "gini").realValue)
      #expect(abs(gini - (pareto["gini"] as? Double ?? -1)) < 1e-9)
    }
  }

  @Test(
    "quantiles cut linearly, closed at the right",
    arguments: [
      ("days_since(purchase)", "R"), ("days(purchase)", "F"), ("sum(purchase.amount)", "M"),
    ])
  func quantiles(figure: String, key: String) throws {
    let bins = try #require(try oracle()["quintile_bin_counts_by_quantile_cut"] as? [String: [Int]])
    var session = try TestSession(Repository.dataset("cdnow"))
    let column = "quantile(\(figure), 5)"
    let groups = try #require(session.ask("segment by \(column)").table("groups"))
    var found = Array(repeating: 0, count: 5)
    for row in groups.rows.indices {
      if let bin = groups.cell(row, column).intValue { found[bin - 1] = groups.ints("users")[row] }
    }
    #expect(found == bins[key])
  }

  private static let sessions = Repository.realDataset("online_shoppers/sessions.csv")

  @Test(
    "conversion by kind of visitor and month, with its chi-square test",
    .enabled(if: sessions != nil), arguments: ["visitor_type", "month"])
  func shoppers(column: String) throws {
    let oracle = try #require(
      try Repository.oracle("segment_shoppers_visitor_month")[column] as? [String: Any])
    let expected = try #require(oracle["groups"] as? [String: [String: Any]])
    var session = try TestSession(
      try #require(Self.sessions), mapping: try ColumnMapping(parsing: "user=session_id"))
    let answer = try session.ask("segment where revenue = 1 by \(column)")
    let groups = try #require(answer.table("groups"))
    for (row, cells) in groups.rows.enumerated() {
      let figures = try #require(expected[cells[0].textValue ?? "-"])
      #expect(groups.ints("base")[row] == figures["sessions"] as? Int)
      #expect(groups.ints("users")[row] == figures["conversions"] as? Int)
    }
    #expect(groups.rows.count == expected.count)
    let test = try #require(answer.table("test"))
    for (name, key) in [("chi_square", "chi2"), ("cramers_v", "cramers_v"), ("p", "p")] {
      let ours = try #require(test.cell(0, name).realValue)
      let theirs = try #require(oracle[key] as? Double)
      #expect(abs(ours - theirs) <= 1e-8 * abs(theirs), "\(name)")
    }
  }

  // MARK: The shop

  private func shop(_ query: String, _ name: String = "groups") throws -> ResultTable {
    var session = try TestSession(Repository.dataset("shop"))
    return try #require(session.ask(query).table(name), "\(query)")
  }

  @Test("SH8: 100 of 500 buyers bring 80.0%, and every user at the top of all brings 100.0%")
  func concentration() throws {
    let buyers = try shop("segment by value limit 20% as key20")
    #expect(buyers.ints("users") == [100, 400])
    #expect(abs((buyers.cell(0, "revenue_share").realValue ?? 0) - 0.8) < 1e-9)
    var session = try TestSession(Repository.dataset("shop"))
    let all = try session.ask("segment by value limit 20% using registered")
    #expect(all.table("groups")?.cell(0, "revenue_share").realValue == 1)
    #expect(all.notes.contains { $0.english.hasPrefix("population: all 5947 registered users") })
  }

  @Test("Y01: four stages sum to the registered users")
  func stages() throws {
    var session = try TestSession(Repository.dataset("shop"))
    let answer = try session.ask("segment by lifecycle using acq4")
    let groups = try #require(answer.table("groups"))
    #expect(groups.rows.count == 4)
    #expect(groups.ints("users").reduce(0, +) == 5947)
    #expect(
      answer.notes.contains {
        $0.english == "Σ check OK: 4 stages of acq4, sum = registered = 5947"
      })
  }

  /// Counted once by a script of a few lines from users.csv and events.csv.
  @Test("Y02: six states, and rows of the transition that sum to the counts of May")
  func lifecycle() throws {
    let groups = try shop("segment by lifecycle")
    #expect(
      groups.rows.map { $0[0].textValue } == [
        "never", "new", "returned", "active", "dormant", "lost",
      ])
    #expect(groups.ints("users") == [400, 316, 666, 1396, 1008, 2161])
    let both = try shop("segment by lifecycle compare 2024-05-31")
    let moves = try shop("segment by lifecycle compare 2024-05-31", "transition")
    for row in both.rows.indices where both.cell(row, "population") == .text("2024-05-31") {
      let state = both.cell(row, "lifecycle")
      let sum = moves.rows.indices.filter { moves.cell($0, "from_lifecycle") == state }
        .reduce(0) { $0 + moves.ints("users")[$1] }
      #expect(sum == both.ints("users")[row])
    }
    #expect(moves.grouped(by: "from_lifecycle").contains { $0.key == "not_yet_registered" })
    #expect(moves.ints("users").reduce(0, +) == 5947)
  }

  @Test("Y06: four tiers, the key users bring 80.0% of the revenue, the rules are told")
  func tiers() throws {
    var session = try TestSession(Repository.dataset("shop"))
    let answer = try session.ask("segment by tier as tiers")
    let groups = try #require(answer.table("groups"))
    #expect(groups.ints("users") == [100, 359, 1817, 3671])
    #expect(abs((groups.cell(0, "revenue_share").realValue ?? 0) - 0.8) < 1e-9)
    #expect(answer.rule.english.contains("key: top 20% of the buyers by amount in the last 180d"))
    let key = try session.ask("分群 来自 tiers.重点")
    #expect(key.table("groups")?.ints("users") == [100])
  }

  @Test("RFM classes of the shop's 500 buyers")
  func rfm() throws {
    #expect(
      try shop("segment by rfm").ints("users") == [67, 0, 33, 0, 63, 58, 37, 242, 5447])
  }

  @Test("the ten questions of the vocabulary are answered in both languages")
  func vocabulary() throws {
    var session = try TestSession(Repository.dataset("shop"))
    for query in [
      "segment by lifecycle", "segment by channel",
      "segment where city = \"shanghai\" and age_band = \"25-34\" as sh25", "segment by rfm",
      "segment by value limit 20% as key20",
      "segment where count(pay, last 90 days) >= 2 and days_since(visit) > 30 as at_risk",
      "分群 其中 发生(加购, 最近30天) 且 非 发生(支付, 最近30天) 存为 cart_left",
      "segment by tier as tiers chart share",
      "分群 按 rfm 口径 五分位 参数 bins=5 对比 2024-05-31 存为 rfm5",
      "segment from tiers.potential where member(cart_left) and not member(at_risk) as warm"
        + " limit 200",
      "funnel pay[amount > 100] -> review -> pay within 30d by tier since 2024-04-01",
      "ltv by tier", "feedback nps by tier", "segment by frequency",
    ] {
      #expect(try !session.ask(query).tables.isEmpty, "\(query)")
    }
  }
}
