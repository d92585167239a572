import Engine
import Language
import Reporting
import Statistics
import TestKit
import Testing

@testable import Verbs

@Suite("the kernels of cohorts")
struct CohortKernelTests {
  /// Users with some events, many of one instant or around midnight, in a zone whose clocks change.
  private static func world(_ random: inout SplitMix64) -> World {
    var events: [World.Event] = []
    var users: [String: [String: Value]] = [:]
    for user in 0..<80 {
      let name = "u\(user)"
      users[name] = random.below(5) > 0 ? ["region": .text(random.pick(["n", "s"]))] : [:]
      for _ in 0..<random.below(12) {
        let day = CivilDay(number: 19_776 + random.below(45)).label
        let hour = random.pick(["00:00", "03:30", "12:00", "12:00", "23:59:59.999"])
        events.append(.event(name, random.pick(["a", "a", "b", "c"]), "\(day) \(hour)"))
      }
    }
    return World(zone: "America/New_York", asof: "2024-04-02", events: events, users: users)
  }

  private static func plan(_ query: String, in world: World) throws -> Cohort.Plan {
    let grammar = Catalogue(verbs: StandardVerbs.all, commands: []).grammar
    let statement = try #require(
      Parser(grammar: grammar).parse(query, mode: .file).script.statements.first)
    guard case .analysis(let call) = statement.kind else {
      throw Diagnostic("E100", Phrase("\(query) is no question", "不是问题"), at: nil)
    }
    return try Cohort.plan(call, in: world.scope())
  }

  @Test(
    "retention is counted as by the reading of every rule, seeds 0 to 4", arguments: 0..<5,
    [
      "cohort any -> any by week", "cohort a -> b by day", "cohort b -> (a or c) by month",
      "cohort a -> a by week since 2024-03-01", "cohort a -> b by week, region",
      "cohort any -> b by week using rolling", "cohort any -> any by week at d0, d1, d7",
      "cohort a -> b at d1, d3, d30", "cohort a -> b by month at d2 where region = 's'",
    ])
  func retention(seed: Int, query: String) throws {
    var random = SplitMix64(seed: UInt64(700 + seed))
    let world = Self.world(&random)
    let plan = try Self.plan(query, in: world)
    let kernel = try #require(RetentionKernel(plan, world.dataset), "\(query)")
    let found = try #require(try kernel.groups(Interrupt()))
    let slow = try Cohort.followed(plan, world.dataset, Interrupt()).counts
    #expect(found == slow.parts[0].groups)
    #expect(found.contains { $0.rows.contains { $0.size > 0 } })
  }

  @Test(
    "active days are counted as by the reading of every rule, seeds 0 to 4", arguments: 0..<5,
    [
      "cohort a using stickiness", "cohort any using stickiness by region",
      "cohort b using stickiness since 2024-03-05 until 2024-03-20",
    ])
  func activity(seed: Int, query: String) throws {
    var random = SplitMix64(seed: UInt64(800 + seed))
    let world = Self.world(&random)
    let plan = try Self.plan(query, in: world)
    let kernel = try #require(ActivityKernel(plan, by: .day, world.dataset))
    let found = try #require(try kernel.counts(Interrupt()))
    let slow = try Cohort.followedActivity(plan, by: .day, world.dataset, Interrupt())
    #expect(found.first == slow.first && found.groups.count == slow.groups.count)
    for (mine, its) in zip(found.groups, slow.groups) {
      #expect(mine.key == its.key && mine.users == its.users)
      #expect(mine.daily == its.daily && mine.frequency == its.frequency)
    }
    #expect(found.groups.contains { !$0.frequency.isEmpty })
  }
}
