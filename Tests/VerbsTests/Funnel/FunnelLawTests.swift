import Engine
import Statistics
import TestKit
import Testing

/// What must hold of any funnel, whatever the data.
@Suite("laws of the funnel")
struct FunnelLawTests {
  private static let queries = [
    "funnel a -> b -> c within 8s", "funnel a -> b -> c within 4s each",
    "funnel a -> (b or a) -> c within 8s using strict",
    "funnel a -> b -> c within 8s using any_order",
    "funnel a -> b? -> c within 8s", "funnel a -> b -> c within 8s excluding x",
    "funnel a -> b -> c within 8s excluding x using exclude_user",
    "funnel a -> b -> c within 8s with hold=p", "funnel a -> b -> a -> c within 8s using entries",
    "funnel a -> b -> c within 8s using strictly", "funnel a -> b -> c within 8s using session",
    "funnel a -> b -> c within 8s with unit=p",
  ]

  private static func events(seed: UInt64, prefix: String = "u") -> [World.Event] {
    var random = SplitMix64(seed: seed)
    return (0..<60).flatMap { user in
      (0..<random.below(9)).map { _ in
        World.Event(
          user: "\(prefix)\(user)", name: random.pick(["a", "b", "c", "x"]),
          time: .instant(1_704_067_200_000 + Int64(random.below(12)) * 1000),
          properties: ["p": random.pick(["1", "2", nil])])
      }
    }
  }

  private static func world(_ events: [World.Event]) -> World {
    World(asof: "2024-02-01", events: events)
  }

  private func steps(_ world: World, _ query: String) throws -> ResultTable {
    try world.ask(query).table(named: "steps")
  }

  @Test("the order of rows does not matter, seed 11", arguments: queries)
  func rowOrder(query: String) throws {
    let events = Self.events(seed: 11)
    let expected = try Self.world(events).ask("\(query) by a.p")
    for turned in [
      events.reversed(), events.filter { $0.name == "a" } + events.filter { $0.name != "a" },
    ] {
      let found = try Self.world(turned).ask("\(query) by a.p")
      #expect(found.tables == expected.tables)
      #expect(found.notes == expected.notes)
    }
  }

  @Test("the names of users do not matter, and users without the events change nothing, seed 12")
  func users() throws {
    for query in Self.queries {
      let expected = try steps(Self.world(Self.events(seed: 12)), query)
      #expect(try steps(Self.world(Self.events(seed: 12, prefix: "z")), query) == expected)
      guard !query.contains("unit") else { continue }
      let others = (0..<5).map { user in
        World.Event(
          user: "other\(user)", name: "d", time: .instant(1_704_067_205_000),
          properties: ["p": "1"])
      }
      #expect(try steps(Self.world(Self.events(seed: 12) + others), query) == expected)
    }
  }

  @Test("a wider window never lowers a count, and a later required step never exceeds one before")
  func monotone() throws {
    let world = Self.world(Self.events(seed: 13))
    for query in Self.queries where !query.contains("exclude_user") && !query.contains("entries") {
      let narrow = try steps(world, query).ints("users")
      let wide = try steps(world, query.replacing("8s", with: "9s").replacing("4s", with: "5s"))
        .ints("users")
      // A user may do the same steps another way, which only optional ones tell apart.
      let isBound = zip(narrow, wide).allSatisfy { $0 <= $1 } || query.contains("?")
      #expect(isBound, "\(query): \(narrow) and \(wide)")
      #expect((wide.last ?? 0) >= (narrow.last ?? 0))
      #expect(zip(wide, wide.dropFirst()).allSatisfy { $0 >= $1 } || query.contains("?"))
    }
  }

  @Test("rules that ask for more reach no more, seed 14")
  func narrower() throws {
    let world = Self.world(Self.events(seed: 14))
    func users(_ clauses: String) throws -> [Int] {
      try steps(world, "funnel a -> b -> c within 8s \(clauses)").ints("users")
    }
    let plain = try users("")
    for clauses in [
      "using strict", "using strictly", "excluding x", "excluding x using exclude_user",
      "with hold=p", "with each=3s", "using session",
    ] {
      #expect(zip(try users(clauses), plain).allSatisfy { $0 <= $1 }, "\(clauses)")
    }
    #expect(zip(plain, try users("using any_order")).allSatisfy { $0 <= $1 })
  }

  @Test("groups of users add up to the whole, seed 15")
  func parts() throws {
    let events = Self.events(seed: 15)
    var world = Self.world(events)
    for event in events { world.users[event.user] = ["half": event.user < "u3" ? "1" : "2"] }
    for query in Self.queries where !query.contains("unit") {
      let answer = try world.ask("\(query) by half")
      let groups = try answer.table(named: "steps")
      let total = try answer.table(named: "total")
      for column in ["users", "mature", "lost", "open"] {
        for step in total.rows.indices where total.cell(step, column) != .missing {
          let sum = groups.rows.indices.filter { groups.cell($0, "step") == .int(step + 1) }
            .reduce(0) { $0 + (groups.cell($1, column).intValue ?? 0) }
          #expect(sum == total.cell(step, column).intValue, "\(query) \(column)")
        }
      }
    }
  }

  @Test("data shifted by whole days gives the same numbers, seed 16")
  func shifted() throws {
    let events = Self.events(seed: 16)
    let later = events.map { event -> World.Event in
      guard case .instant(let instant) = event.time else { return event }
      return World.Event(
        user: event.user, name: event.name, time: .instant(instant + 7 * 86_400_000),
        properties: event.properties)
    }
    for query in Self.queries {
      #expect(try steps(Self.world(later), query) == steps(Self.world(events), query))
    }
  }

  /// One user whose ten thousand events bear a date alone.
  private static let crowd: Workspace = {
    var random = SplitMix64(seed: 17)
    let events = (0..<10_000).map { _ in
      World.Event(
        user: "u", name: random.pick(["a", "b", "c", "x"]), time: .written("2024-01-01"),
        properties: ["p": random.pick(["1", "2"])])
    }
    return world(events).workspace()
  }()

  @Test(
    "ten thousand events of one user at one instant are read in time", .timeLimit(.minutes(1)),
    arguments: queries + ["funnel a -> b -> c", "funnel any -> any -> any -> any -> any -> any"])
  func crowd(query: String) throws {
    var workspace = Self.crowd
    let steps = try workspace.ask(query).table(named: "steps")
    #expect(steps.ints("mature") == steps.ints("users"))
    #expect((steps.ints("users").first ?? 0) > 0 || query.contains("exclude_user"))
  }
}
