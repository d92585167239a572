import Engine
import Testing

/// The value of users of the bundled datasets: planted truths, and figures that a script of a few
/// lines reads from the same files with exact fractions and without the program.
@Suite("what users are worth, through the program")
struct ValueTruthTests {
  private func answer(_ dataset: String, _ query: String) throws -> Answer {
    var session = try TestSession(Repository.dataset(dataset))
    return try session.ask(query)
  }

  private func value(_ dataset: String, _ query: String) throws -> ResultTable {
    try #require(answer(dataset, query).table("value"))
  }

  private func row(_ table: ResultTable, _ column: String, _ name: String) throws -> Int {
    try #require(table.rows.indices.first { table.cell($0, column) == .text(name) })
  }

  /// Channel, users, spend, revenue, return in percent at a margin of 40%.
  private static let channels: [(String, Int, Double, Double, Double)] = [
    ("seo", 1000, 8_000, 60_000, 200), ("referral", 300, 4_800, 30_000, 150),
    ("wechat", 1200, 12_000, 60_000, 100), ("kol", 600, 20_000, 75_000, 50),
    ("offline", 100, 4_000, 5_000, -50), ("douyin", 1747, 29_000, 29_000, -60),
    ("bulk_add", 1000, 1_000, 1_000, -60),
  ]

  @Test("SH10: spend, CAC, revenue and ROI of the channels")
  func channels() throws {
    let query = "ltv by channel within 12mo using all with margin=40%, cac=channel_daily"
    let answer = try answer("shop", query)
    let table = try #require(answer.table("value"))
    for (name, users, spend, revenue, percent) in Self.channels {
      let row = try row(table, "channel", name)
      #expect(table.cell(row, "users") == .int(users))
      #expect(table.cell(row, "acquired") == .int(users))
      #expect(table.cell(row, "spend").realValue == spend)
      #expect(table.cell(row, "revenue").realValue == revenue)
      #expect(table.cell(row, "cac").realValue == spend / Double(users))
      let roi = try #require(table.cell(row, "roi").realValue)
      #expect(abs(roi * 100 - percent) < 1e-9, "\(name)")
      let roas = try #require(table.cell(row, "roas").realValue)
      #expect(abs(roas - revenue / spend) < 1e-9, "\(name)")
      // Who earns less than a user cost has not paid back; who earns as much has.
      #expect((table.cell(row, "payback") == .missing) == (percent < 0), "\(name)")
    }
    let total = try #require(answer.table("total"))
    #expect(total.cell(0, "spend").realValue == 78_800)
    #expect(total.cell(0, "acquired") == .int(5_947))
    let blended = try #require(total.cell(0, "roi").realValue)
    #expect((blended * 1000).rounded() / 10 == 32)
  }

  @Test("costs are 60% of each order, so margin by cost is margin of 40%")
  func costs() throws {
    let query = "ltv by channel within 12mo using all"
    let costs = try value("shop", query)
    let share = try value("shop", "\(query) with margin=40%")
    for row in costs.rows.indices {
      let own = try #require(costs.cell(row, "ltv").realValue)
      let other = try #require(share.cell(row, "ltv").realValue)
      // Costs are rounded to cents.
      #expect(abs(own - other) < 0.01)
    }
    let whole = costs.rows.indices.reduce(0) { $0 + (costs.cell($1, "cost").realValue ?? 0) }
    #expect(whole == 156_000)
  }

  @Test("revenue within 60 days by channel, of the files that are shipped")
  func sixtyDays() throws {
    let table = try value("shop", "ltv by channel within 60d using revenue")
    let expected: [(String, Int, Int, Double)] = [
      ("bulk_add", 294, 5, 480.6), ("douyin", 1134, 70, 18_749.9), ("kol", 395, 78, 48_034.2),
      ("offline", 70, 15, 3_635.1), ("referral", 94, 26, 15_184.3), ("seo", 654, 104, 40_083),
      ("wechat", 789, 112, 34_132.8),
    ]
    for (name, mature, payers, revenue) in expected {
      let row = try row(table, "channel", name)
      #expect(table.cell(row, "mature") == .int(mature))
      #expect(table.cell(row, "payers") == .int(payers))
      #expect(table.cell(row, "revenue").realValue == revenue)
      #expect(table.cell(row, "ltv").realValue == revenue / Double(mature))
    }
  }

  private static let ofMusic: [(Int, [Int], Double, Double, Double, [Double])] = [
    (30, [2357, 2349, 3033, 436], 104_608.37, 44.38199830292745, 5.749837771231854, [2, 7.5, 15]),
    (
      90, [2357, 2349, 3757, 705], 130_103.54, 55.198786593126854, 6.157399566690855,
      [5, 15, 33.25]
    ),
    (180, [2357, 2349, 4563, 901], 160_523.21, 68.1048833262622, 6.694610826109312, [7, 21, 52]),
    (365, [2357, 2349, 6038, 1087], 213_136.64, 90.42708527789564, 7.95299145230172, [9, 28, 75]),
  ]

  @Test("customers of a music shop by their horizon", arguments: [0, 1, 2, 3])
  func music(place: Int) throws {
    let (days, counts, revenue, mean, reach, gaps) = Self.ofMusic[place]
    let table = try value("cdnow", "ltv within \(days)d")
    #expect(
      ["mature", "payers", "orders"].map { table.cell(0, $0).intValue ?? -1 }
        == Array(counts.prefix(3)))
    #expect(table.cell(0, "revenue").realValue == revenue)
    func near(_ column: String, _ wanted: Double) throws {
      let own = try #require(table.cell(0, column).realValue)
      #expect(abs(own - wanted) < 1e-9 * max(1, wanted), "\(column)")
    }
    try near("ltv", mean)
    try near("ltv_low", mean - reach)
    try near("ltv_high", mean + reach)
    try near("repeat_rate", Double(counts[3]) / Double(counts[1]))
    for (column, gap) in zip(["gap_q1", "gap_median", "gap_q3"], gaps) {
      try near(column, gap * 86_400)
    }
  }

  /// Fader, Hardie and Lee (2005): of the 2,357 customers of the sample 946 came again by the end
  /// of September 1997.
  @Test("the sample's customers and how a year of them is discounted and trimmed")
  func year() throws {
    var session = try TestSession(Repository.dataset("cdnow"))
    _ = session.workspace.run("set asof = 1997-09-30", interrupt: Interrupt())
    let early = try #require(session.ask("ltv within 1y using all").table("value"))
    #expect(early.cell(0, "counted") == .int(2_357))
    let discounted = try value("cdnow", "ltv within 365d with discount=1%")
    let ltv = try #require(discounted.cell(0, "ltv").realValue)
    #expect(abs(ltv - 87.70874018326032) < 1e-8)
    let trimmed = try value("cdnow", "ltv within 365d with trim=1%")
    #expect(trimmed.cell(0, "trimmed") == .int(23))
    #expect(abs((trimmed.cell(0, "ltv").realValue ?? 0) - 78.08059554413025) < 1e-8)
  }

  @Test("a subscription of the planted price, margin and churn is worth 320")
  func formula() throws {
    let table = try value("saas", "ltv using projected with arpa=20, margin=80%, churn=5%")
    #expect(table.cell(0, "ltv").realValue == 320)
  }

  /// In June 2,330 users visited; the payments of June are 54,085.50.
  @Test("the formula's payment is measured as revenue ÷ active users")
  func measured() throws {
    let table = try value("shop", "ltv using projected, net with churn=5% during 2024-06")
    let active = try #require(table.cell(0, "active").intValue)
    let revenue = try #require(table.cell(0, "revenue").realValue)
    #expect(table.cell(0, "arpa").realValue == revenue / Double(active))
    #expect(active == 2330 && revenue == 54_085.5)
  }

  @Test("a dataset without payments says what to map, and that there is a formula")
  func noAmount() throws {
    var session = try TestSession(Repository.dataset("saas"))
    let outcome = try #require(session.workspace.run("ltv", interrupt: Interrupt()).last)
    let refusal = try #require(outcome.diagnostics.first)
    #expect(refusal.code == "E403")
    #expect(refusal.notes.contains { $0.english.contains("map amount=") })
    #expect(refusal.notes.contains { $0.english.contains("using projected") })
  }
}
