import Engine
import TestKit
import Testing

@Suite("ltv")
struct LTVTests {
  /// Payments a d0 10, a d1 5, b d7 5 among 3 users who signed up on one day.
  private let world = World(
    asof: "2024-01-20",
    events: [
      .event("a", "signup", "2024-01-01T08:00:00Z"), .event("b", "signup", "2024-01-01T09:00:00Z"),
      .event("c", "signup", "2024-01-01T10:00:00Z"),
      .event("a", "pay", "2024-01-01T20:00:00Z", ["amount": .money(10)]),
      .event("a", "pay", "2024-01-02T20:00:00Z", ["amount": .money(5)]),
      .event("b", "pay", "2024-01-08T20:00:00Z", ["amount": .money(5)]),
    ])

  @Test("all users are in the denominator, payers or not")
  func denominators() throws {
    let value = try world.ask("ltv within 7d").table(named: "value")
    #expect(value.ints("users") == [3])
    #expect(value.ints("payers") == [2])
    #expect(value.cell(0, "revenue") == .money(Money(tenThousandths: 200_000)))
    #expect(value.reals("ltv") == [20.0 / 3])
    #expect(value.reals("arppu") == [10])
  }

  @Test("of groups without number the values are given and the curve left out, which is told")
  func manyGroups() throws {
    var world = World(asof: "2024-01-20")
    for user in 0..<1400 {
      world.users["u\(user)"] = ["plan": .text("p\(user)")]
      world.events.append(
        .event("u\(user)", "pay", "2024-01-01T20:00:00Z", ["amount": .money(10)]))
    }
    let answer = try world.ask("ltv by plan within 10y")
    #expect(try answer.table(named: "value").rows.count == 1400)
    #expect(try answer.table(named: "curve").rows.isEmpty)
    #expect(answer.notes.contains { $0.english.hasPrefix("the curve is left out: 1,400 groups") })
    #expect(try world.picture("ltv by plan within 10y").count < 30)
  }

  @Test("the curve accumulates by age in calendar days")
  func curve() throws {
    let curve = try world.ask("ltv within 7d").table(named: "curve")
    #expect(curve.ints("age") == Array(0...7))
    let ltv = curve.reals("ltv").map { (($0 ?? -1) * 100).rounded() / 100 }
    #expect(ltv[0] == 3.33)
    #expect(ltv[1] == 5)
    #expect(ltv[7] == 6.67)
  }

  @Test("an age of the horizon itself still counts, the next does not")
  func inclusive() throws {
    #expect(try world.ask("ltv within 6d").table(named: "value").reals("ltv") == [5])
  }

  @Test("a curve of months ends with the value itself")
  func monthlyCurve() throws {
    var year = world
    year.asof = "2025-03-01"
    year.events.append(.event("c", "pay", "2024-12-31T20:00:00Z", ["amount": .money(30)]))
    year.events.append(.event("c", "pay", "2025-01-01T20:00:00Z", ["amount": .money(40)]))
    let answer = try year.ask("ltv within 12mo")
    let value = try answer.table(named: "value").reals("ltv")
    #expect(value == [90.0 / 3])
    #expect(try answer.table(named: "curve").reals("ltv").last == value.last)
    #expect(try answer.table(named: "curve").ints("age").last == 366)
  }

  @Test("users younger than the horizon are left out and counted in a note")
  func maturity() throws {
    var young = world
    young.events.append(.event("d", "signup", "2024-01-14T00:00:00Z"))
    young.events.append(.event("d", "pay", "2024-01-14T01:00:00Z", ["amount": .money(900)]))
    let answer = try young.ask("ltv within 7d")
    let value = try answer.table(named: "value")
    #expect(value.ints("users") == [4])
    #expect(value.ints("mature") == [3])
    #expect(value.reals("ltv") == [20.0 / 3])
    #expect(answer.notes.contains { $0.english.hasPrefix("1 of 4 users") })
    // 13 January + 7 days is the last that has lived a week by the 20th.
    young.asof = "2024-01-21"
    #expect(try young.ask("ltv within 7d").table(named: "value").ints("mature") == [4])
  }

  @Test("by month users are grouped by their acquisition")
  func byMonth() throws {
    var later = world
    later.asof = "2024-03-31"
    later.events.append(.event("d", "signup", "2024-02-10T00:00:00Z"))
    later.events.append(.event("d", "pay", "2024-02-11T01:00:00Z", ["amount": .money(7)]))
    let value = try later.ask("ltv by month within 7d").table(named: "value")
    #expect(value.texts("month") == ["2024-01", "2024-02"])
    #expect(value.reals("ltv") == [20.0 / 3, 7])
  }

  @Test("a payment before the sign-up is not counted")
  func beforeAcquisition() throws {
    var early = world
    early.events.append(.event("c", "pay", "2023-12-30T01:00:00Z", ["amount": .money(50)]))
    #expect(try early.ask("ltv within 7d").table(named: "value").reals("ltv") == [20.0 / 3])
  }

  @Test("arpu divides by those active within the horizon")
  func arpu() throws {
    let value = try world.ask("ltv within 7d").table(named: "value")
    #expect(value.ints("active") == [3])
    #expect(value.reals("arpu") == [20.0 / 3])
  }

  @Test("refunds are left out of the revenue and said so; net subtracts them")
  func refunds() throws {
    var refunded = world
    refunded.events.append(.event("a", "pay", "2024-01-03T20:00:00Z", ["amount": .money(-4)]))
    // After the horizon: counts in neither.
    refunded.events.append(.event("b", "pay", "2024-01-12T20:00:00Z", ["amount": .money(-5)]))
    let answer = try refunded.ask("ltv within 7d")
    #expect(try answer.table(named: "value").reals("ltv") == [20.0 / 3])
    #expect(answer.notes.contains { $0.english.hasPrefix("amounts below zero, 1 in all") })
    let net = try refunded.ask("ltv within 7d using net")
    #expect(try net.table(named: "value").reals("ltv") == [16.0 / 3])
    #expect(try net.table(named: "value").ints("payers") == [2])
    #expect(net.rule.english.hasPrefix("revenue less refunds"))
    #expect(!net.notes.contains { $0.english.hasPrefix("amounts below zero") })
  }

  @Test("the range bounds the acquisition, not what a condition counts")
  func rangeOfConditions() throws {
    // All signed up on the first; a and b paid, b only later than that day.
    let value = try world.ask("ltv within 7d where did(pay) until 2024-01-01")
    #expect(try value.table(named: "value").ints("users") == [2])
    let split = try world.ask("ltv within 7d by did(pay) until 2024-01-01")
    #expect(try split.table(named: "value").ints("users").sorted() == [1, 2])
  }

  @Test("without an amount the error says what to map")
  func noAmount() throws {
    let bare = World(seconds: ["u": [("a", 0)]])
    #expect(try bare.refusal(of: "ltv").code == "E403")
  }

  @Test(
    "models come later, and the answer says what there is in their place",
    arguments: [
      "ltv using predicted", "ltv using predicted with model=bgnbd, horizon=12mo",
      "ltv with holdout=30d",
    ])
  func later(query: String) throws {
    let refusal = try world.refusal(of: query)
    #expect(refusal.code == "E204")
    let note = try #require(refusal.notes.first)
    #expect(note.english.contains("ltv using projected with churn=5%"))
    #expect(note.chinese.contains("口径 推算"))
  }

  @Test(
    "what was later once is computed or refused with a reason",
    arguments: [
      ("ltv within 7d each", "E309"), ("ltv limit 20%", "E376"), ("ltv chart heat", "E214"),
      ("ltv with trim=60%", "E373"), ("ltv with margin=140%", "E373"),
      ("ltv with discount=-1%", "E373"), ("ltv with age=year", "E373"),
      ("ltv with immature=hide", "E373"), ("ltv with cac=-3", "E370"),
      ("ltv with cac=nothing", "E428"), ("ltv using revenue with margin=40%", "E372"),
      ("ltv using registered", "E205"), ("ltv with churn=5%", "E372"),
      ("ltv compare rest", "E355"), ("ltv compare ours", "E355"), ("ltv sort nothing", "E213"),
      ("ltv where did(pay) compare rest as both", "E374"),
    ])
  func refusals(query: String, code: String) throws {
    let refusal = try world.refusal(of: query)
    #expect(refusal.code == code, "\(query): \(refusal.message.english)")
    #expect(!refusal.notes.isEmpty, "\(query)")
  }
}
