import Engine
import Foundation
import Statistics
import TestKit
import Testing

@Suite("funnels by other products' rules, on random users")
struct PeerRandomTests {
  typealias Event = SlowPeers.Event

  static func users(_ count: Int, most: Int, names: String, seed: UInt64) -> [[Event]] {
    var random = SplitMix64(seed: seed)
    let letters = Array(names)
    return (0..<count).map { _ in
      (0...random.below(most)).map { _ in
        Event(name: random.pick(letters), time: random.below(14))
      }
    }
  }

  static func id(_ user: Int) -> String { "u\(1000 + user)" }

  /// Rows stand in the order they were drawn, so ties come in any.
  static func world(_ users: [[Event]]) -> World {
    var events: [World.Event] = []
    for (index, own) in users.enumerated() {
      for event in own {
        events.append(
          World.Event(
            user: id(index), name: String(event.name),
            time: .instant(1_704_067_200_000 + Int64(event.time) * 1000), properties: [:]))
      }
    }
    var world = World(asof: "2024-01-01", events: events)
    world.declaredNames = ["a", "b", "c", "x", "y"]
    return world
  }

  /// Counts and mean times of a query are those of the slow reading; else the first user who
  /// differs is told.
  static func check(
    _ query: String, _ users: [[Event]], _ slow: ([Event]) -> [Int]?, timed: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let readings = users.map(slow)
    var workspace = world(users).workspace()
    let answer = try workspace.ask(query + " as depth", sourceLocation: sourceLocation)
    guard case .partition(let parts) = answer.saved?.kind else {
      Issue.record("nothing saved", sourceLocation: sourceLocation)
      return
    }
    let names = world(users).dataset.users.ids
    for user in users.indices {
      let place = names.firstIndex(of: Self.id(user)) ?? -1
      let depth = (parts.firstIndex { $0.users.contains(place) } ?? -1) + 1
      let expected = readings[user]?.count ?? 0
      guard depth != expected else { continue }
      let events = users[user].sorted { $0.time < $1.time }.map { "\($0.name)@\($0.time)" }
      Issue.record(
        "\(query): \(events) gives \(depth), not \(expected)", sourceLocation: sourceLocation)
      return
    }
    guard timed else { return }
    let times = try answer.table(named: "times", sourceLocation: sourceLocation)
    for row in times.rows.indices where times.cell(row, "from") == .text("previous") {
      let step = times.cell(row, "step").intValue ?? 0
      let all = readings.compactMap { reading -> Double? in
        guard let reading, reading.count >= step else { return nil }
        return Double(reading[step - 1] - reading[step - 2])
      }
      let mean = all.isEmpty ? nil : all.reduce(0, +) / Double(all.count)
      let found = times.cell(row, "mean_seconds").realValue
      #expect(
        abs((found ?? -1) - (mean ?? -1)) < 1e-9, "\(query), step \(step)",
        sourceLocation: sourceLocation)
    }
  }

  @Test("PostHog in order, with one and two exclusions, seed 11")
  func posthogOrdered() throws {
    let users = Self.users(400, most: 8, names: "aabbccxy", seed: 11)
    let slow = SlowPeers("a b c", window: 6)
    let query = "funnel a -> b -> c within 6s using posthog"
    try Self.check(query, users, { slow.posthog($0) })
    try Self.check(
      query + " excluding x", users, { slow.posthog($0, excluded: [("x", 1, 3)]) })
    try Self.check(
      query + " excluding x between 2 and 3", users,
      { slow.posthog($0, excluded: [("x", 2, 3)]) })
    try Self.check(
      query + " excluding x between 1 and 2, y between 2 and 3", users,
      { slow.posthog($0, excluded: [("x", 1, 2), ("y", 2, 3)]) })
    let repeated = SlowPeers("a ab a", window: 9)
    try Self.check(
      "funnel a -> (a or b) -> a within 9s excluding x between 1 and 2 using posthog", users,
      { repeated.posthog($0, excluded: [("x", 1, 2)]) })
  }

  @Test("PostHog in any order, with and without an exclusion, seed 12")
  func posthogAnyOrder() throws {
    let users = Self.users(300, most: 7, names: "aabbccx", seed: 12)
    let slow = SlowPeers("a b ac", window: 6)
    let query = "funnel a -> b -> (a or c) within 6s using posthog, any_order"
    try Self.check(query, users, { slow.posthog($0, anyOrder: true) })
    try Self.check(
      query + " excluding x", users,
      { slow.posthog($0, excluded: [("x", 1, 3)], anyOrder: true) })
  }

  @Test("Mixpanel from the first entry and from the best, with an exclusion, seed 13")
  func mixpanel() throws {
    let users = Self.users(500, most: 8, names: "aabbccx", seed: 13)
    let slow = SlowPeers("a b c", window: 7)
    let query = "funnel a -> b -> c within 7s"
    try Self.check("\(query) using mixpanel", users, { slow.mixpanel($0) })
    try Self.check(
      "\(query) using mixpanel, reentry", users, { slow.mixpanel($0, reenters: true) })
    try Self.check(
      "\(query) excluding x using mixpanel", users,
      { slow.mixpanel($0, excluded: ("x", 1, 3)) })
    try Self.check(
      "\(query) excluding x between 2 and 3 using mixpanel, reentry", users,
      { slow.mixpanel($0, excluded: ("x", 2, 3), reenters: true) })
    let overlapping = SlowPeers("ab b abc", window: 5)
    try Self.check(
      "funnel (a or b) -> b -> (a or b or c) within 5s using mixpanel", users,
      { overlapping.mixpanel($0) })
  }

  @Test("Amplitude and Kusto reach the same steps as the deepest of all attempts, seed 14")
  func deepest() throws {
    let users = Self.users(300, most: 8, names: "aabbccx", seed: 14)
    let slow = SlowPeers("a b a c", window: 8)
    for peer in ["amplitude", "kusto", "posthog"] {
      try Self.check(
        "funnel a -> b -> a -> c within 8s using \(peer)", users, { slow.posthog($0) },
        timed: false)
    }
  }

  @Test("levels of windowFunnel in all modes are those of ClickHouse itself")
  func clickHouse() throws {
    let file = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/window_funnel_levels.json")
    let levels = try JSONDecoder().decode(WindowFunnelLevels.self, from: Data(contentsOf: file))
    var users = levels.users.map { text in
      text.split(separator: " ").map { word in
        Event(name: word.first ?? "x", time: Int(word.dropFirst()) ?? 0)
      }
    }
    #expect(users.count == 150)
    #expect(levels.queries.count == 75)
    var random = SplitMix64(seed: 15)
    users = users.map { $0.shuffled(using: &random) }
    for asked in levels.queries {
      let steps = asked.steps.map { names in
        names.count == 1
          ? names : "(\(names.map(String.init).joined(separator: " or ")))"
      }
      let query =
        "funnel \(steps.joined(separator: " -> ")) within \(asked.window)s using "
        + (["clickhouse"] + asked.modes).joined(separator: ", ")
      // Where the order of rows decides, ClickHouse has no one answer.
      let told = zip(users, asked.levels).filter { $0.1 != "?" }
      let byEvents = Dictionary(told, uniquingKeysWith: { first, _ in first })
      try Self.check(
        query, told.map(\.0),
        { own in
          byEvents[own].map { Array(repeating: 0, count: $0.wholeNumberValue ?? -1) }
        }, timed: false)
    }
  }

  private struct WindowFunnelLevels: Decodable {
    struct Query: Decodable {
      let steps: [String]
      let modes: [String]
      let window: Int
      let levels: String
    }

    let source: String
    let users: [String]
    let queries: [Query]
  }
}
