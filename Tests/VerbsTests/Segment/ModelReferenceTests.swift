import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("models of users against a slow reference")
struct ModelReferenceTests {
  /// Users who sign up, visit and pay now and then over half a year, in a zone with summer time;
  /// some are known by the user table alone, some do two things in one instant.
  static func world(_ random: inout SplitMix64, zone: String) -> World {
    var world = World(
      zone: zone, asof: "2024-05-20",
      roles: EventRoles(active: ["visit"], key: "pay", signup: "signup"))
    for user in 0..<(12 + random.below(30)) {
      let name = "\(user + 1)"
      world.users[name] = ["plan": .text(random.below(2) == 0 ? "pro" : "free")]
      if random.below(8) == 0 { continue }
      let start = 19_723 + random.below(140)
      if random.below(6) > 0 {
        world.events.append(.event(name, "signup", "\(CivilDay(number: start).label) 10:00"))
      }
      for _ in 0..<random.below(9) {
        let day = CivilDay(number: min(start + random.below(90), 19_862)).label
        let hour = random.pick(["00:00", "00:30", "02:30", "12:00", "23:59:59"])
        if random.below(3) == 0 {
          world.events.append(
            .event(
              name, "pay", "\(day) \(hour)",
              ["amount": .money(Double(random.below(6)) * 10 - (random.below(9) == 0 ? 20 : 0))]))
        }
        world.events.append(.event(name, "visit", "\(day) \(hour)"))
      }
    }
    return world
  }

  static let models = [
    "rfm", "tier", "lifecycle", "activity", "lifecycle using acq4",
  ]

  private static func expected(_ slow: SlowModels, _ model: String) -> [String: Int] {
    let name = model.hasSuffix("acq4") ? "acq4" : model
    return Dictionary(
      slow.ids.map { (slow.group($0, by: name), 1) }, uniquingKeysWith: +)
  }

  private static func found(_ groups: ResultTable, _ column: String) -> [String: Int] {
    var found: [String: Int] = [:]
    for row in groups.rows.indices where groups.ints("users")[row] > 0 {
      found[groups.texts(column)[row] ?? "-"] = groups.ints("users")[row]
    }
    return found
  }

  @Test("today, as of the end of asof", arguments: models)
  func today(model: String) throws {
    var random = SplitMix64(seed: 501)
    for round in 0..<6 {
      let world = Self.world(&random, zone: round % 2 == 0 ? "America/New_York" : "Asia/Shanghai")
      let slow = SlowModels(world, today: 19_863)
      let column = String(model.prefix { $0 != " " })
      let groups = try world.ask("segment by \(model)").table(named: "groups")
      #expect(Self.found(groups, column) == Self.expected(slow, model), "round \(round)")
    }
  }

  @Test("on the day before the range begins, without what comes later", arguments: models)
  func before(model: String) throws {
    var random = SplitMix64(seed: 502)
    let column = String(model.prefix { $0 != " " })
    for _ in 0..<4 {
      let world = Self.world(&random, zone: "America/New_York")
      // 2024-04-09 is day 19,822.
      let slow = SlowModels(world, today: 19_822)
      let answer = try world.ask("segment by \(model) since 2024-04-10")
      #expect(try Self.found(answer.table(named: "groups"), column) == Self.expected(slow, model))
      #expect(answer.rule.english.contains("on 2024-04-09"))
      let current =
        model.hasSuffix("acq4") ? "\(model), current" : "\(model) using current"
      let now = try world.ask("segment by \(current) since 2024-04-10").table(named: "groups")
      #expect(
        Self.found(now, column) == Self.expected(SlowModels(world, today: 19_863), model))
    }
  }

  @Test("the transition matrix counts who stood where then and now")
  func transition() throws {
    var random = SplitMix64(seed: 503)
    for _ in 0..<4 {
      let world = Self.world(&random, zone: "America/New_York")
      let (then, now) = (SlowModels(world, today: 19_822), SlowModels(world, today: 19_863))
      var moves: [String: Int] = [:]
      for user in then.ids {
        moves["\(then.lifecycle(user)) \(now.lifecycle(user))", default: 0] += 1
      }
      let answer = try world.ask("segment by lifecycle compare 2024-04-09")
      let table = try answer.table(named: "transition")
      var found: [String: Int] = [:]
      for row in table.rows.indices {
        let key =
          "\(table.texts("from_lifecycle")[row] ?? "") \(table.texts("to_lifecycle")[row] ?? "")"
        found[key] = table.ints("users")[row]
      }
      #expect(found == moves)
      // The rows add up to the counts of then, the columns to those of now.
      let groups = try answer.table(named: "groups")
      for row in groups.rows.indices {
        let isNow = groups.texts("population")[row] == "this"
        let column = isNow ? "to_lifecycle" : "from_lifecycle"
        let sum = table.rows.indices.filter {
          table.texts(column)[$0] == groups.texts("lifecycle")[row]
        }.reduce(0) { $0 + table.ints("users")[$1] }
        #expect(sum == groups.ints("users")[row])
      }
    }
  }

  @Test("shuffled rows give the same classes, and every model leaves nobody out", arguments: models)
  func laws(model: String) throws {
    var random = SplitMix64(seed: 504)
    let world = Self.world(&random, zone: "America/New_York")
    let groups = try world.ask("segment by \(model)").table(named: "groups")
    var shuffled = world
    shuffled.events.shuffle(using: &random)
    #expect(try shuffled.ask("segment by \(model)").table(named: "groups") == groups)
    #expect(groups.ints("users").reduce(0, +) == world.users.count)
    // A class is the same whether it is asked of all or of one plan and the other.
    let column = String(model.prefix { $0 != " " })
    var apart: [String: Int] = [:]
    let both = try world.ask(
      "segment by plan, \(model)"
    ).table(named: "groups")
    for row in both.rows.indices {
      apart[both.texts(column)[row] ?? "-", default: 0] += both.ints("users")[row]
    }
    #expect(apart == Self.found(groups, column))
  }

  @Test("funnels and cohorts are split by the same classes")
  func dimension() throws {
    var random = SplitMix64(seed: 505)
    let world = Self.world(&random, zone: "America/New_York")
    let slow = SlowModels(world, today: 19_822)
    let steps = try world.ask("funnel visit -> pay within 30d by tier since 2024-04-10")
      .table(named: "steps")
    var entered: [String: Int] = [:]
    for user in slow.ids {
      let visits = slow.everything(user).contains { $0.name == "visit" && $0.day >= 19_823 }
      if visits { entered[slow.tier(user), default: 0] += 1 }
    }
    var found: [String: Int] = [:]
    for row in steps.rows.indices where steps.ints("step")[row] == 1 {
      found[steps.texts("tier")[row] ?? "-"] = steps.ints("users")[row]
    }
    #expect(found == entered)
    let answer = try world.ask("funnel visit -> pay by tier")
    #expect(answer.warnings.contains { $0.code == "W540" })
    #expect(
      try !world.ask("funnel visit -> pay by tier using current").warnings.contains {
        $0.code == "W540"
      })
    #expect(try !world.ask("cohort signup -> visit by month, lifecycle").tables.isEmpty)
  }
}
