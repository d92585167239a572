import Engine
import TestKit
import Testing

@Suite("ltv by formula")
struct LTVProjectedTests {
  /// Without any amount.
  private let bare = World(
    asof: "2024-03-31", events: [.event("a", "signup", "2024-01-01T08:00:00Z")])

  @Test(
    "20 × 80% ÷ 5% is 320; of 20 × 70% ÷ 5% a cap of 36 months and a discount leave 236",
    arguments: [
      ("arpa=20, margin=80%, churn=5%", 320.0), ("arpa=20, margin=70%, churn=5%", 280),
      ("arpa=20, margin=70%, churn=5%, cap=36mo", 235.8218198592965),
      ("arpa=20, margin=70%, churn=5%, cap=3y", 235.8218198592965),
      ("arpa=20, margin=70%, churn=5%, cap=36", 235.8218198592965),
      ("arpa=20, margin=70%, churn=5%, discount=1%", 235.66666666666646),
      ("arpa=20, churn=50%", 40),
    ])
  func formula(settings: String, expected: Double) throws {
    let answer = try bare.ask("ltv using projected with \(settings)")
    let value = try answer.table(named: "value")
    let ltv = try #require(value.cell(0, "ltv").realValue)
    #expect(abs(ltv - expected) < 1e-9)
    #expect(value.columns.map(\.name).contains("active") == false)
  }

  @Test("the formula is printed with its numbers")
  func printed() throws {
    let answer = try bare.ask("ltv using projected with arpa=20, margin=80%, churn=5%")
    #expect(answer.notes.first?.english == "CNY 20.00 × 80% ÷ 5% = CNY 320.00")
    #expect(answer.rule.english.hasPrefix("arpa × margin ÷ churn"))
    let cap = try bare.ask("ltv using projected with arpa=20, margin=70%, churn=5%, cap=36mo")
    #expect(
      cap.notes.first?.english
        == "CNY 20.00 × 70% × (1 − (1 − 5%)^36) ÷ 5% = CNY 235.82")
    let curve = try cap.table(named: "curve")
    #expect(curve.rows.count == 36)
    let first = try #require(curve.reals("ltv").first.flatMap { $0 })
    #expect(abs(first - 14) < 1e-9)
    #expect(
      abs((curve.reals("ltv").last.flatMap { $0 } ?? 0) - 235.8218198592965) < 1e-9)
  }

  /// Four users active in January, two of them in February, one in March with one more; each pays
  /// 10 in every month they are active.
  private var months: World {
    var world = World(asof: "2024-04-15")
    for (user, active) in [
      ("a", [1, 2, 3]), ("b", [1, 2]), ("c", [1]), ("d", [1]), ("e", [3, 4]),
    ] {
      world.users[user] = ["plan": .text(user < "c" ? "pro" : "free")]
      for month in active {
        world.events.append(
          .event(user, "pay", "2024-0\(month)-01T08:00:00Z", ["amount": .money(10)]))
      }
    }
    return world
  }

  @Test("what is not given is measured over whole calendar months")
  func measured() throws {
    let answer = try months.ask("ltv using projected")
    let value = try answer.table(named: "value")
    // 8 active months from January to March; of 4 in January 2 come again, of 2 in February 1.
    #expect(value.reals("revenue") == [80])
    #expect(value.ints("active") == [8])
    #expect(value.ints("at_risk") == [6])
    #expect(value.ints("lost") == [3])
    #expect(value.reals("arpa") == [10])
    #expect(value.reals("ltv") == [20])
    #expect(answer.warnings.contains { $0.code == "W547" })
    let given = try months.ask("ltv using projected with churn=5%, margin=50%")
    #expect(try given.table(named: "value").reals("ltv") == [100])
    #expect(!given.warnings.contains { $0.code == "W547" })
    let march = try months.ask("ltv using projected during 2024-03")
    #expect(try march.table(named: "value").ints("at_risk") == [2])
    #expect(try march.table(named: "value").ints("active") == [2])
    let split = try months.ask("ltv by plan using projected sort ltv desc")
    #expect(try split.table(named: "value").texts("plan") == ["pro", "free"])
    #expect(try split.table(named: "value").ints("lost") == [1, 2])
  }

  @Test(
    "what the formula cannot use is refused, and what it lacks asked for by name",
    arguments: [
      ("ltv using projected within 90d with arpa=20, churn=5%", "E375"),
      ("ltv using projected with arpa=20, churn=5% compare previous during 2024-02", "E375"),
      ("ltv using projected with arpa=20, churn=5% where did(signup)", "E375"),
      ("ltv using projected with arpa=20, churn=5% last 30 days", "E375"),
      ("ltv using projected, all with arpa=20, churn=5%", "E372"),
      ("ltv using projected with arpa=20, churn=5%, trim=1%", "E372"),
      ("ltv using projected with arpa=20, churn=0", "E373"),
      ("ltv using projected with arpa=20, churn=105%", "E373"),
      ("ltv using projected with arpa=20, churn=5%, cap=36d", "E373"),
      ("ltv using projected with churn=5%", "E377"),
      ("ltv using projected with arpa=20 during 2024-05", "E378"),
      ("ltv by month using projected with arpa=20", "E375"),
    ])
  func refusals(query: String, code: String) throws {
    let refusal = try bare.refusal(of: query)
    #expect(refusal.code == code, "\(query): \(refusal.message.english)")
    #expect(!refusal.notes.isEmpty)
  }

  @Test("a cost is paid back by so many payments")
  func payback() throws {
    let answer = try bare.ask("ltv using projected with arpa=10, churn=50%, cac=15")
    let value = try answer.table(named: "value")
    #expect(value.ints("payback") == [2])
    #expect(value.reals("ltv_cac") == [20.0 / 15])
    let never = try bare.ask("ltv using projected with arpa=10, churn=50%, cac=20.5")
    #expect(try never.table(named: "value").cell(0, "payback") == .missing)
  }
}
