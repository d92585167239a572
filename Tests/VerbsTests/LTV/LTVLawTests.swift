import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("laws of ltv")
struct LTVLawTests {
  private static func world(_ part: Int) -> LTVWorld {
    var random = SplitMix64(seed: 31, part: UInt64(part))
    return LTVWorld(
      &random, zone: "Europe/Berlin", from: 19_760, days: 40, asof: "2024-04-10", users: 150)
  }

  private static let queries = [
    "", " using net", " using all", " with margin=40%", " with discount=2%", " using all, net",
  ]

  @Test("groups add up to the total; shuffled rows give the same", arguments: 0..<3)
  func sums(part: Int) throws {
    let made = Self.world(part)
    var shuffled = made.world
    var random = SplitMix64(seed: 32, part: UInt64(part))
    shuffled.events.shuffle(using: &random)
    for words in Self.queries {
      let answer = try made.world.ask("ltv by plan within 20d\(words)")
      let again = try shuffled.ask("ltv by plan within 20d\(words)")
      #expect(answer.tables == again.tables, "\(words)")
      let (value, total) = (try answer.table(named: "value"), try answer.table(named: "total"))
      for column in ["users", "mature", "counted", "payers", "active", "orders"] {
        #expect(value.ints(column).reduce(0, +) == total.ints(column)[0], "\(words) \(column)")
      }
      let revenue = value.reals("revenue").compactMap { $0 }.reduce(0, +)
      #expect(abs(revenue - (total.reals("revenue")[0] ?? 0)) < 1e-9)
      let sum = value.rows.indices.reduce(0.0) {
        $0 + (value.reals("ltv")[$1] ?? 0) * Double(value.ints("counted")[$1])
      }
      #expect(abs(sum - (total.reals("ltv")[0] ?? 0) * Double(total.ints("counted")[0])) < 1e-7)
    }
  }

  @Test("with all users and no refunds the value never falls as the horizon grows")
  func monotone() throws {
    let made = Self.world(4)
    var before = 0.0
    for horizon in [0, 1, 5, 20, 60, 300] {
      let value = try made.world.ask("ltv within \(horizon)d using all").table(named: "value")
      let ltv = try #require(value.reals("ltv")[0])
      #expect(ltv >= before)
      before = ltv
    }
  }

  @Test("curves of days, weeks and months end with the value itself", arguments: ["15d", "2mo"])
  func ends(horizon: String) throws {
    let made = Self.world(5)
    for words in Self.queries {
      for age in ["day", "week", "month"] {
        let joint = words.contains("with") ? ", " : " with "
        let answer = try made.world.ask("ltv within \(horizon)\(words)\(joint)age=\(age)")
        let value = try #require(try answer.table(named: "value").reals("ltv")[0])
        let curve = try answer.table(named: "curve")
        let last = try #require(curve.reals("ltv").last.flatMap { $0 })
        #expect(abs(value - last) < 1e-9, "\(words) \(age)")
        let low = try #require(try answer.table(named: "value").reals("ltv_low")[0])
        #expect(abs((curve.reals("low").last.flatMap { $0 } ?? 0) - low) < 1e-7)
      }
    }
    let weeks = try made.world.ask("ltv within 15d with age=week").table(named: "curve")
    let days = try made.world.ask("ltv within 15d").table(named: "curve")
    #expect(weeks.ints("age") == [0, 1, 2])
    #expect(weeks.reals("ltv")[0] == days.reals("ltv")[6])
    #expect(weeks.reals("ltv")[1] == days.reals("ltv")[13])
  }

  @Test("a share of revenue scales the value; a discount never adds to it; a cost is paid later")
  func settings() throws {
    let world = Self.world(6).world
    func ltv(_ words: String) throws -> Double {
      try #require(try world.ask("ltv within 40d\(words)").table(named: "value").reals("ltv")[0])
    }
    let whole = try ltv("")
    #expect(abs(try ltv(" with margin=25%") - whole / 4) < 1e-9)
    #expect(try ltv(" with discount=5%") < whole)
    #expect(try ltv(" with discount=0") == whole)
    #expect(try ltv(" using net") <= whole)
    var before = 0
    for cost in [1.0, 5, 10] {
      let value = try world.ask("ltv within 40d with cac=\(cost)").table(named: "value")
      let payback = value.ints("payback")[0]
      #expect(payback >= before || payback == -1)
      before = max(before, payback)
    }
  }

  @Test("trimming leaves out the greatest values and nobody without one")
  func trim() throws {
    var world = World(asof: "2024-03-01")
    for user in 0..<200 {
      world.events.append(.event("u\(user)", "signup", "2024-01-01T08:00:00Z"))
      guard user < 10 else { continue }
      world.events.append(
        .event(
          "u\(user)", "pay", "2024-01-02T08:00:00Z",
          ["amount": .money(user == 3 ? 10_000 : Double(user + 1))]))
    }
    let value = try world.ask("ltv within 30d with trim=1%").table(named: "value")
    // Two of 200: the one of 10,000 and the one of 10.
    #expect(value.ints("trimmed") == [2])
    #expect(value.ints("counted") == [198])
    #expect(value.ints("mature") == [200])
    #expect(value.reals("ltv") == [41.0 / 198])
    let most = try world.ask("ltv within 30d with trim=10%").table(named: "value")
    #expect(most.ints("trimmed") == [10])
    #expect(most.reals("ltv") == [0])
  }

  @Test("the counted users are kept under a name, a part for each group")
  func saved() throws {
    let made = Self.world(7)
    var workspace = made.workspace()
    let value = try workspace.ask("ltv within 20d as mature_ones").table(named: "value")
    let again = try workspace.ask("segment from mature_ones").table(named: "groups")
    #expect(again.ints("users") == value.ints("counted"))
    let parts = try workspace.ask("ltv by plan within 20d as byplan").table(named: "value")
    let one = try workspace.ask("segment from byplan.a").table(named: "groups")
    #expect(one.ints("users") == [parts.ints("counted")[0]])
  }

  @Test("amounts that add up to more than can be counted are refused, not wrapped round")
  func overflow() throws {
    var world = World(asof: "2024-03-01")
    for user in 0..<4 {
      world.events.append(.event("u\(user)", "signup", "2024-01-01T08:00:00Z"))
      world.events.append(
        .event("u\(user)", "pay", "2024-01-02T08:00:00Z", ["amount": .money(9e14)]))
    }
    #expect(try world.refusal(of: "ltv within 30d").code == "E404")
  }
}
