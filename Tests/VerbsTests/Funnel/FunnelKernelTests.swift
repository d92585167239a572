import Engine
import Language
import Statistics
import TestKit
import Testing

@testable import Verbs

@Suite("the funnel's kernel")
struct FunnelKernelTests {
  /// Users with some events at few instants, so that many share one, and a region.
  private static func world(_ random: inout SplitMix64) -> World {
    var events: [World.Event] = []
    var users: [String: [String: Value]] = [:]
    for user in 0..<120 {
      let name = "u\(user)"
      users[name] = random.below(5) > 0 ? ["region": .text(random.pick(["n", "s"]))] : [:]
      for _ in 0..<random.below(9) {
        let day = 10 + random.below(20)
        let hour = random.pick(["00:00", "06:00", "12:00", "12:00:00.500"])
        events.append(
          .event(name, random.pick(["a", "a", "b", "b", "c", "d"]), "2024-02-\(day) \(hour)"))
      }
    }
    return World(asof: "2024-02-24", events: events, users: users)
  }

  /// With what does not hang on the order in which users are read.
  private static func ordered(_ counts: FunnelCounts) -> FunnelCounts {
    func ordered(_ tally: FunnelTally) -> FunnelTally {
      var copy = tally
      copy.seconds = tally.seconds.map { $0.sorted() }
      copy.overall = tally.overall.map { $0.sorted() }
      return copy
    }
    var copy = counts
    copy.total = ordered(counts.total)
    copy.groups = counts.groups.map(ordered)
    return copy
  }

  @Test(
    "counts what the reading of every rule counts, seeds 0 to 5",
    arguments: 0..<6,
    [
      "funnel a -> b within 3d", "funnel a -> b -> c -> d within 7d", "funnel a -> b -> c",
      "funnel a -> (b or d) -> c within 36h since 2024-02-12 until 2024-02-20",
      "funnel a -> b -> c within 5d by region", "funnel b -> a within 0s by region",
      "funnel a -> b -> c since 2024-02-15 where region = 's'",
      "funnel c -> any within 9d using all",
    ])
  func twin(seed: Int, query: String) throws {
    var random = SplitMix64(seed: UInt64(900 + seed))
    let world = Self.world(&random)
    let dataset = world.dataset
    let grammar = Catalogue(verbs: StandardVerbs.all, commands: []).grammar
    let statement = try #require(
      Parser(grammar: grammar).parse(query, mode: .file).script.statements.first)
    guard case .analysis(let call) = statement.kind else {
      Issue.record("\(query) is no question")
      return
    }
    let plan = try Funnel.plan(call, in: world.scope())
    let kernel = FunnelKernel(plan, dataset)
    guard query != "funnel c -> any within 9d using all" else {
      #expect(kernel == nil, "an event that serves two steps is read by every rule")
      return
    }
    let found = try #require(try kernel?.counts(Interrupt()))
    var count = FunnelCount(plan, dataset)
    try count.run(Interrupt())
    #expect(Self.ordered(found) == Self.ordered(count.counts))
    #expect(found.total.reached[0] > 0)
  }
}
