import Engine
import Reporting
import TestKit
import Testing

@Suite("ltv with costs")
struct LTVCostTests {
  /// Two channels: of `ads` two users, 30 on day 0 and 10 on day 3; of `seo` one, 5 on day 1.
  private static let world = World(
    asof: "2024-02-20",
    events: [
      .event("a", "signup", "2024-01-01T08:00:00Z"), .event("b", "signup", "2024-01-02T09:00:00Z"),
      .event("c", "signup", "2024-01-02T10:00:00Z"),
      .event("a", "pay", "2024-01-01T20:00:00Z", ["amount": .money(30)]),
      .event("b", "pay", "2024-01-05T20:00:00Z", ["amount": .money(10)]),
      .event("c", "pay", "2024-01-03T20:00:00Z", ["amount": .money(5)]),
      .event("d", "signup", "2024-02-19T10:00:00Z"),
    ],
    users: [
      "a": ["channel": "ads"], "b": ["channel": "ads"], "c": ["channel": "seo"],
      "d": ["channel": "seo"],
    ])

  /// Spend of both channels on two days, of one that nobody came by, and after the last day.
  private static let spend: [(day: String, channel: String, amount: Double)] = [
    ("2024-01-01", "ads", 10), ("2024-01-02", "ads", 20), ("2024-01-02", "seo", 4),
    ("2024-02-03", "seo", 8), ("2024-01-05", "tv", 3), ("2024-02-21", "ads", 1000),
  ]

  private func workspace(
    _ spend: [(day: String, channel: String, amount: Double)] = spend,
    costs: [(user: String, time: String, cost: Double)]? = nil
  ) -> Workspace {
    let calendar = Self.world.calendar
    func instants(_ times: [String]) -> PropertyColumn.Storage {
      .time(times.map { Self.world.instant(of: .written($0), in: calendar) })
    }
    func texts(_ values: [String]) -> PropertyColumn.Storage {
      .text(codes: values.indices.map { Int32($0) }, dictionary: values)
    }
    func money(_ values: [Double]) -> PropertyColumn.Storage {
      .money(values.map { Int64(($0 * 10_000).rounded()) })
    }
    let spent = DataTable(
      summary: TableSummary(
        name: "spend", role: "costs", rows: spend.count,
        columns: [
          ResultColumn("day", .time), ResultColumn("channel", .text), ResultColumn("paid", .money),
        ], mapping: ["time": "day", "amount": "paid"], sources: []),
      columns: [
        PropertyColumn(name: "day", type: .time, storage: instants(spend.map(\.day))),
        PropertyColumn(name: "channel", type: .text, storage: texts(spend.map(\.channel))),
        PropertyColumn(name: "paid", type: .money, storage: money(spend.map(\.amount))),
      ], lines: spend.indices.map { Int32($0) })
    var tables = [spent]
    if let costs {
      tables.append(
        DataTable(
          summary: TableSummary(
            name: "orders", role: "other", rows: costs.count,
            columns: [
              ResultColumn("who", .text), ResultColumn("at", .time), ResultColumn("cost", .money),
            ], mapping: ["user": "who", "time": "at", "cost": "cost"], sources: []),
          columns: [
            PropertyColumn(name: "who", type: .text, storage: texts(costs.map(\.user))),
            PropertyColumn(name: "at", type: .time, storage: instants(costs.map(\.time))),
            PropertyColumn(name: "cost", type: .money, storage: money(costs.map(\.cost))),
          ], lines: costs.indices.map { Int32($0) }))
    }
    var dataset = Self.world.dataset
    dataset.tables = tables.map(\.summary)
    dataset.table = { [tables] name in tables.first { $0.summary.name == name } }
    var workspace = Self.world.workspace()
    workspace.use(dataset)
    return workspace
  }

  @Test("CAC is spend ÷ users acquired, young ones included; payback is the crossing")
  func spend() throws {
    var workspace = workspace()
    let answer = try workspace.ask("ltv by channel within 7d with margin=50%, cac=spend")
    let value = try answer.table(named: "value")
    #expect(value.texts("channel") == ["ads", "seo"])
    #expect(value.ints("mature") == [2, 1])
    #expect(value.ints("acquired") == [2, 2])
    #expect(value.reals("spend") == [30, 12])
    #expect(value.reals("cac") == [15, 6])
    // Half of 40 of two users; half of 5 of one.
    #expect(value.reals("ltv") == [10, 2.5])
    #expect(value.ints("payback") == [-1, -1])
    let returns: [Double?] = [-5.0 / 15, -3.5 / 6]
    #expect(value.reals("roi") == returns)
    #expect(value.reals("roas") == [20.0 / 15, 5.0 / 6])
    let revenue = try workspace.ask("ltv by channel within 7d with cac=spend")
    // 30 ÷ 2 reaches 15 on day 0; 5 never 6.
    #expect(try revenue.table(named: "value").ints("payback") == [0, -1])
    #expect(try revenue.table(named: "value").reals("roi") == [nil, nil])
    #expect(revenue.warnings.contains { $0.code == "W548" })
    #expect(!answer.warnings.contains { $0.code == "W548" })
  }

  @Test("what was spent on nobody is in the total and told")
  func unmatched() throws {
    var workspace = workspace()
    let answer = try workspace.ask("ltv by channel within 7d with margin=50%, cac=spend")
    let total = try answer.table(named: "total")
    #expect(total.reals("spend") == [45])
    #expect(total.ints("acquired") == [4])
    let warning = try #require(answer.warnings.first { $0.code == "W549" })
    #expect(warning.message.english.hasPrefix("CNY 3.00 was spent where nobody was acquired"))
  }

  @Test("by month spend is that of the month; a range bounds it; where leaves the price alone")
  func cuts() throws {
    var workspace = workspace()
    let months = try workspace.ask("ltv by month within 0d with cac=spend")
    let value = try months.table(named: "value")
    #expect(value.texts("month") == ["2024-01", "2024-02"])
    #expect(value.reals("spend") == [37, 8])
    #expect(value.reals("cac") == [37.0 / 3, 8])
    let day = try workspace.ask("ltv within 7d with cac=spend during 2024-01-02")
    #expect(try day.table(named: "value").reals("cac") == [12])
    let some = try workspace.ask("ltv by channel within 7d where did(pay) with cac=spend")
    #expect(try some.table(named: "value").ints("acquired") == [2, 2])
    #expect(try some.table(named: "value").reals("cac") == [15, 6])
  }

  @Test("a split that the spend does not know is refused with what it knows")
  func unknownSplit() throws {
    var workspace = workspace()
    let query = "ltv by did(pay) within 7d with cac=spend"
    let refusal = try #require(workspace.run(query, interrupt: Interrupt()).last?.diagnostics.first)
    #expect(refusal.code == "E371")
    #expect(refusal.notes.first?.english.contains("channel") == true)
  }

  @Test("one cost for all is taken as such, with the way to the table that knows better")
  func constant() throws {
    var workspace = workspace()
    let answer = try workspace.ask("ltv by channel within 7d with cac=1 sort payback asc")
    let value = try answer.table(named: "value")
    #expect(value.reals("cac") == [1, 1])
    #expect(value.texts("channel") == ["ads", "seo"])
    #expect(value.ints("payback") == [0, 1])
    let warning = try #require(answer.warnings.first { $0.code == "W545" })
    #expect(warning.message.english.contains("with cac=spend"))
    let sorted = try workspace.ask("ltv by channel within 7d with cac=1 sort payback desc limit 1")
    #expect(try sorted.table(named: "value").texts("channel") == ["seo"])
    #expect(try Set(sorted.table(named: "curve").texts("channel")) == ["seo"])
    #expect(try sorted.table(named: "total").ints("mature") == [3])
  }

  @Test("costs by user and time in a table of their own make margin")
  func ledger() throws {
    let costs: [(user: String, time: String, cost: Double)] = [
      ("a", "2024-01-01T20:00:00Z", 12), ("b", "2024-01-05T20:00:00Z", 4),
      ("b", "2024-01-20T20:00:00Z", 100), ("nobody", "2024-01-05T20:00:00Z", 7),
    ]
    var workspace = workspace(costs: costs)
    let answer = try workspace.ask("ltv within 7d")
    let value = try answer.table(named: "value")
    #expect(value.reals("cost") == [16])
    #expect(value.reals("ltv") == [(45.0 - 16) / 3])
    #expect(answer.rule.english.hasPrefix("gross margin: revenue less costs (orders.cost)"))
    #expect(answer.warnings.contains { $0.code == "W546" })
    let revenue = try workspace.ask("ltv within 7d using revenue")
    #expect(try revenue.table(named: "value").reals("ltv") == [15])
    #expect(revenue.rule.english.hasPrefix("revenue (costs left aside)"))
    let share = try workspace.ask("ltv within 7d with margin=20%")
    #expect(try share.table(named: "value").reals("ltv") == [3])
  }

  @Test("the crossing is drawn where it lies, and said in one sentence")
  func picture() throws {
    var workspace = workspace()
    let outcome = try #require(
      workspace.run("ltv within 7d with margin=50%, cac=5", interrupt: Interrupt()).last)
    let picture = outcome.picture.joined(separator: "\n")
    #expect(picture.contains("◆ payback D0"))
    #expect(picture.contains("CAC CNY 5.00"))
    #expect(picture.contains("LTV/CAC 1.50"))
    let late = try #require(
      workspace.run("ltv within 7d with margin=50%, cac=50", interrupt: Interrupt()).last)
    #expect(late.picture.joined(separator: "\n").contains("not paid back yet"))
  }
}
