import Engine
import Statistics
import TestKit
import Testing

@Suite("funnel against a slow reference")
struct FunnelReferenceTests {
  private static let names = ["a", "b", "c"]
  private static let window = 10.0

  @Test(
    "all worlds of up to four events at the edges of the window",
    arguments: [
      ("a -> b -> c", ["a", "b", "c"]), ("a -> a -> b", ["a", "a", "b"]),
      ("(a or b) -> (b or c) -> a", ["ab", "bc", "a"]), ("any -> b -> any", ["abc", "b", "abc"]),
    ] as [(String, [String])])
  func allSmallWorlds(steps: String, served: [String]) throws {
    let names = served.map { Set($0.map(String.init)) }
    // Every multiset of at most four of the twelve events {a, b, c} x {0, 1, W, W + 1 s}: 1,820.
    var kinds: [(String, Double)] = []
    for name in Self.names {
      for second in [0, 1, Self.window, Self.window + 1] { kinds.append((name, second)) }
    }
    var worlds: [[(String, Double)]] = []
    func extend(_ events: [(String, Double)], from first: Int) {
      worlds.append(events)
      guard events.count < 4 else { return }
      for index in first..<kinds.count { extend(events + [kinds[index]], from: index) }
    }
    extend([], from: 0)
    #expect(worlds.count == 1820)
    try compare(worlds, query: "funnel \(steps) within 10s", names, window: 10_000)
    try compare(worlds, query: "funnel \(steps)", names, window: nil)
  }

  @Test("two thousand random users, in any order of their rows, seed 20240101")
  func randomWorlds() throws {
    var random = SplitMix64(seed: 20_240_101)
    var worlds: [[(String, Double)]] = []
    for _ in 0..<2000 {
      let count = random.below(9)
      worlds.append(
        (0..<count).map { _ in (random.pick(Self.names), Double(random.below(16))) })
    }
    let names: [Set<String>] = [["a"], ["b", "a"], ["c"], ["a", "b", "c"]]
    let query = "funnel a -> (b or a) -> c -> any within 6s"
    try compare(worlds, query: query, names, window: 6000)
    // The same events with their rows turned round.
    try compare(worlds.map { $0.reversed() }, query: query, names, window: 6000)
  }

  /// One dataset with a user a world; counts by depth must agree.
  private func compare(
    _ worlds: [[(String, Double)]], query: String, _ names: [Set<String>], window: Int64?
  ) throws {
    var seconds: [String: [(String, Double)]] = [:]
    for (index, world) in worlds.enumerated() { seconds["u\(index)"] = world }
    seconds["all"] = Self.names.map { ($0, 1000) }
    let slow = SlowFunnel(steps: names, window: window)
    var expected = [Int](repeating: 0, count: names.count)
    for events in seconds.values {
      let depth = slow.depth(
        events.map { SlowFunnel.Event(name: $0.0, instant: Int64($0.1 * 1000)) })
      for step in 0..<depth { expected[step] += 1 }
    }
    let world = World(seconds: seconds, asof: "2024-02-01")
    #expect(try world.ask(query).table(named: "steps").ints("users") == expected, "\(query)")
  }
}
