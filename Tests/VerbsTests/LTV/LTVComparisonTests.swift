import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("ltv compared")
struct LTVComparisonTests {
  /// Payments of ten users of `pro` and eight of `free`, those of the tests of means.
  private static let pro = [10, 0, 0, 15, 30, 0, 5, 0, 12.5, 0]
  private static let free = [0.0, 0, 3, 0, 8, 0, 0, 1]

  private var world: World {
    var world = World(asof: "2024-03-31")
    for (plan, month, amounts) in [("pro", "02", Self.pro), ("free", "01", Self.free)] {
      for (user, amount) in amounts.enumerated() {
        let name = "\(plan)\(user)"
        world.users[name] = ["plan": .text(plan), "side": .text(user % 2 == 0 ? "l" : "r")]
        world.events.append(.event(name, "signup", "2024-\(month)-01T08:00:00Z"))
        guard amount > 0 else { continue }
        world.events.append(
          .event(name, "pay", "2024-\(month)-03T08:00:00Z", ["amount": .money(amount)]))
      }
    }
    return world
  }

  /// SciPy 1.17.1, `scipy.stats.ttest_ind(…, equal_var=False)` and the ratio by the delta method.
  @Test(
    "the difference is Welch's, the ratio that of means",
    arguments: [
      ("where plan = 'pro' compare rest", "rest"), ("during 2024-02 compare previous", "previous"),
      ("compare before 2024-02-01", "before"),
      ("during 2024-02 compare 2024-01", "2024-01-01..2024-01-31"),
    ])
  func sides(clause: String, name: String) throws {
    let answer = try world.ask("ltv within 7d \(clause)")
    let value = try answer.table(named: "value")
    #expect(value.texts("population") == ["this", name])
    #expect(value.ints("counted") == [10, 8])
    let table = try answer.table(named: "difference")
    #expect(table.texts("metric") == ["ltv"])
    #expect(table.reals("a") == [7.25])
    #expect(table.reals("b") == [1.5])
    #expect(table.reals("difference") == [5.75])
    func near(_ column: String, _ wanted: Double) throws {
      let own = try #require(table.cell(0, column).realValue)
      #expect(abs(own - wanted) < 1e-6, "\(column)")
    }
    try near("low", -1.4953647362218172)
    try near("high", 12.995364736221816)
    try near("p", 0.10830101500641208)
    try near("p_adjusted", 0.10830101500641208)
    try near("ratio", 4.833333333333333)
    try near("ratio_low", 1.019308457452854)
    try near("ratio_high", 22.918588519797137)
  }

  @Test("several groups are corrected together; equal populations do not differ")
  func groups() throws {
    let answer = try world.ask("ltv by side within 7d where plan = 'pro' compare rest")
    let table = try answer.table(named: "difference")
    #expect(table.texts("side") == ["l", "r"])
    let raw = table.reals("p")
    #expect(table.reals("p_adjusted") == BenjaminiHochberg.adjusted(raw))
    var workspace = world.workspace()
    _ = try workspace.ask("segment where plan = 'pro' as pros")
    let same = try workspace.ask("ltv within 7d compare pros, pros")
    #expect(try same.table(named: "difference").reals("difference") == [0])
    #expect(same.warnings.contains { $0.code == "W521" })
  }

  @Test("how many times is said under the chart, in both languages")
  func ratio() throws {
    let query = "ltv within 7d where plan = 'pro' compare rest"
    let english = try world.picture(query).joined(separator: " ")
    #expect(english.contains("this is worth 4.8 times rest [1.0, 22.9]"))
    let chinese = try world.picture(query, .chinese).joined(separator: " ")
    #expect(chinese.contains("“本组”的价值是“其余”的 4.8 倍"))
  }
}
