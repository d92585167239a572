import Engine
import Statistics
import TestKit
import Testing

@Suite("ltv against a slow reference")
struct LTVReferenceTests {
  @Test("random users and payments, seed 11", arguments: [0, 1, 7, 30])
  func random(horizon: Int) throws {
    var random = SplitMix64(seed: 11)
    let day: Int64 = 86_400_000
    let start = Int64(19_723) * day  // 2024-01-01
    let asof = 19_723 + 59  // 2024-02-29
    var world = World(asof: "2024-02-29")
    var expected = (users: 0, mature: 0, payers: 0, revenue: Int64(0), net: Int64(0))
    for user in 0..<400 {
      let acquired = start + Int64(random.below(60)) * day + Int64(random.below(86_400_000))
      world.events.append(
        World.Event(user: "u\(user)", name: "signup", time: .instant(acquired), properties: [:]))
      var paid: Int64 = 0
      var net: Int64 = 0
      var orders = 0
      let acquiredDay = Int(acquired / day)
      for _ in 0..<random.below(4) {
        let instant = acquired + Int64(random.below(40)) * day + Int64(random.below(86_400_000))
        let cents = Int64(random.below(20_000)) - 2000
        world.events.append(
          World.Event(
            user: "u\(user)", name: "pay", time: .instant(instant),
            properties: ["amount": .money(Double(cents) / 100)]))
        let paymentDay = Int(instant / day)
        guard paymentDay <= asof, paymentDay - acquiredDay <= horizon else { continue }
        net += cents * 100
        // An amount below zero is a refund.
        paid += max(0, cents * 100)
        if cents > 0 { orders += 1 }
      }
      expected.users += 1
      guard acquiredDay + horizon <= asof else { continue }
      expected.mature += 1
      expected.revenue += paid
      expected.net += net
      if orders > 0 { expected.payers += 1 }
    }
    let value = try world.ask("ltv within \(horizon)d").table(named: "value")
    #expect(value.ints("users") == [expected.users])
    #expect(value.ints("mature") == [expected.mature])
    #expect(value.ints("payers") == [expected.payers])
    #expect(value.cell(0, "revenue") == .money(Money(tenThousandths: expected.revenue)))
    let ltv = try #require(value.cell(0, "ltv").realValue)
    #expect(abs(ltv - Double(expected.revenue) / 10_000 / Double(expected.mature)) < 1e-9)
    let net = try world.ask("ltv within \(horizon)d using net").table(named: "value")
    #expect(net.cell(0, "revenue") == .money(Money(tenThousandths: expected.net)))
    #expect(net.ints("payers") == [expected.payers])
  }
}
