import Engine
import TestKit
import Testing

/// The worked examples 1 to 8 of the definition, and those of other products that it agrees with.
@Suite("funnel, worked by hand")
struct FunnelWorkedTests {
  /// The steps one user reaches; events are given as `a@0 b@10`, in seconds.
  private func depth(_ query: String, _ events: String) throws -> Int {
    let seconds = events.split(separator: " ").compactMap { word -> (String, Double)? in
      let parts = word.split(separator: "@")
      return parts.last.flatMap { Double($0) }.map { (String(parts[0]), $0) }
    }
    let all = ["a", "b", "c", "d", "x"].map { ($0, 0.0) }
    var world = World(seconds: ["u": seconds, "all": all], asof: "2024-02-01")
    world.users = ["u": ["asked": "yes"]]
    return try world.ask("\(query) where asked = 'yes'").table(named: "steps").ints("users")
      .reduce(0, +)
  }

  @Test(
    "1 and 2: the deepest attempt counts, and the window's end is in it",
    arguments: [
      ("a -> b -> c within 100s", "a@0 b@10 a@90 c@105", 2),
      ("a -> b -> c within 100s", "a@0 b@10 a@90 b@95 c@105", 3),
      ("a -> b -> c within 100s", "c@5 b@6 a@7", 1),
      ("a -> b within 100s", "a@0 b@100", 2), ("a -> b within 100s", "a@0 b@100.001", 1),
    ])
  func windows(query: String, events: String, expected: Int) throws {
    #expect(try depth("funnel \(query)", events) == expected)
  }

  @Test(
    "3: one event serves one step, and events of one instant have no order",
    arguments: [
      ("a -> a", "a@0", 1), ("a -> a", "a@0 a@0", 2), ("a -> a using strictly", "a@0 a@0", 1),
      ("a -> b", "b@5 a@5", 2), ("a -> b", "a@5 b@5", 2), ("a -> b using strictly", "a@5 b@5", 1),
      ("a -> b using strictly", "a@5 a@6 b@6", 2),
    ])
  func ties(query: String, events: String, expected: Int) throws {
    #expect(try depth("funnel \(query)", events) == expected)
  }

  @Test(
    "4: an excluded event voids an attempt, not another one, and not at the instant of a step",
    arguments: [
      ("a -> b excluding x", "a@0 x@1 b@2 a@3 b@4", 2), ("a -> b excluding x", "a@0 x@1 b@2", 1),
      ("a -> b excluding x using exclude_user", "a@0 x@1 b@2", 0),
      ("a -> b excluding x", "a@0 x@2 b@2", 2), ("a -> b excluding x", "a@0 x@0 b@2", 2),
      // Excluded between two steps only.
      ("a -> b -> c excluding x between 1 and 2", "a@0 b@1 x@2 c@3", 3),
      ("a -> b -> c excluding x between 2 and 3", "a@0 b@1 x@2 c@3", 2),
      // Of two choices for b the later one avoids the exclusion.
      ("a -> b -> c excluding x between 2 and 3", "a@0 b@1 x@2 b@3 c@4", 3),
      ("a -> b excluding x within 10s using exclude_user", "a@0 x@11", 1),
      ("a -> b excluding x within 10s using exclude_user", "a@0 x@9", 0),
      ("a -> b excluding x using exclude_user", "a@0 b@1 x@9", 2),
    ])
  func exclusions(query: String, events: String, expected: Int) throws {
    #expect(try depth("funnel \(query)", events) == expected)
  }

  @Test(
    "5: strict and any order",
    arguments: [
      ("a -> b -> c", "a@0 d@60 b@120 c@180", 3),
      ("a -> b -> c using strict", "a@0 d@60 b@120 c@180", 1),
      ("a -> b -> c", "a@0 c@60 b@120", 2),
      ("a -> b -> c using any_order", "a@0 c@60 b@120", 3),
      ("a -> b -> c using strict", "a@0 b@60 b@120 c@180", 2),
      ("a -> b -> c using strict", "a@0 a@60 b@120 c@180", 3),
      ("a -> b -> c using strict", "a@0 b@1 a@2 c@3", 2),
      ("a -> b -> c using strict", "a@0 a@1 b@2 b@3 c@4 c@5", 2),
      // Nobody needs the first step first where the order is free.
      ("a -> b -> c using any_order", "c@0 b@1", 2),
    ])
  func orders(query: String, events: String, expected: Int) throws {
    #expect(try depth("funnel \(query)", events) == expected)
  }

  @Test(
    "6: a window from the entry, and one from step to step",
    arguments: [
      ("a -> b -> c within 1h", 2), ("a -> b -> c within 1h each", 3),
      ("a -> b -> c within 80min with each=40min", 3),
      ("a -> b -> c within 79min with each=40min", 2),
      ("a -> b -> c within 2h with each=39min", 1),
    ])
  func each(query: String, expected: Int) throws {
    #expect(try depth("funnel \(query)", "a@0 b@2400 c@4800") == expected)
  }

  @Test("7: the entry that fits is timed")
  func timing() throws {
    let world = World(
      seconds: ["u": [("a", 0), ("a", 1800), ("b", 2700), ("c", 4500)]], asof: "2024-02-01")
    let answer = try world.ask("funnel a -> b -> c within 1h")
    let steps = try answer.table(named: "steps")
    #expect(steps.ints("users") == [1, 1, 1])
    #expect(steps.reals("median_seconds") == [nil, 900, 1800])
    #expect(steps.reals("overall_seconds") == [nil, 900, 2700])
  }

  @Test("8: converted, lost and still in their window")
  func threeWays() throws {
    var events: [World.Event] = []
    for user in 0..<10 {
      events.append(.event("early\(user)", "a", "2024-01-01T12:00:00Z"))
      if user < 3 { events.append(.event("early\(user)", "b", "2024-01-02T12:00:00Z")) }
      events.append(.event("late\(user)", "a", "2024-01-07T12:00:00Z"))
      if user < 1 { events.append(.event("late\(user)", "b", "2024-01-08T10:00:00Z")) }
    }
    let world = World(asof: "2024-01-08", events: events)
    let steps = try world.ask("funnel a -> b within 7d").table(named: "steps")
    #expect(steps.ints("users") == [20, 4])
    #expect(steps.ints("mature") == [10, 3])
    #expect(steps.reals("rate_first") == [1, 0.3])
    #expect(steps.reals("rate_previous") == [nil, 0.3])
    #expect(steps.ints("lost") == [-1, 7])
    #expect(steps.ints("open") == [-1, 9])
    #expect(steps.texts("open_until") == [nil, "2024-01-14"])
    let all = try world.ask("funnel a -> b within 7d using all").table(named: "steps")
    #expect(all.reals("rate_first") == [1, 0.2])
    #expect(
      try world.ask("funnel a -> b within 7d with immature=show").table(named: "steps") == all)
  }

  @Test("entries take the earliest free events, each once")
  func entries() throws {
    let small = World(seconds: ["u": [("a", 0), ("a", 1), ("b", 2)]], asof: "2024-02-01")
    #expect(
      try small.ask("funnel a -> b using entries").table(named: "steps").ints("users") == [2, 1])
    // ByConity's example of a funnel by times, within 60 s.
    let events = "a400 b402 a404 b458 c459 a461 b462 b463 c465 a467 c468"
    let seconds = events.split(separator: " ").map { word in
      (String(word.prefix(1)), Double(word.dropFirst()) ?? 0)
    }
    let world = World(seconds: ["u": seconds], asof: "2024-02-01")
    #expect(
      try world.ask("funnel a -> b -> c within 60s using entries").table(named: "steps")
        .ints("users") == [4, 3, 2])
    let pair = World(seconds: ["u": [("a", 0), ("a", 1)]], asof: "2024-02-01")
    #expect(
      try pair.ask("funnel a -> a using entries").table(named: "steps").ints("users") == [1, 1])
  }

  @Test("a day of the calendar ends at local midnight, whatever UTC says")
  func midnight() throws {
    func world(_ zone: String) -> World {
      World(
        zone: zone, asof: "2024-02-01",
        events: [
          .event("u", "a", "2024-01-01T12:00:00Z"), .event("u", "a", "2024-01-01T15:59:57Z"),
          .event("u", "b", "2024-01-01T15:59:58Z"), .event("u", "c", "2024-01-01T16:00:00Z"),
        ])
    }
    func reached(_ zone: String, _ clauses: String) throws -> [Int] {
      try world(zone).ask("funnel a -> b -> c \(clauses)").table(named: "steps").ints("users")
    }
    #expect(try reached("Asia/Shanghai", "within 24h") == [1, 1, 1])
    #expect(try reached("Asia/Shanghai", "within 1d using calendar") == [1, 1, 0])
    #expect(try reached("Asia/Shanghai", "within 2d using calendar") == [1, 1, 1])
    #expect(try reached("UTC", "within 1d using calendar") == [1, 1, 1])
  }

  @Test("first ever is another question than the first that matches")
  func first() throws {
    let world = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z", ["p": "old"]),
        .event("u", "a", "2024-01-02T10:00:00Z", ["p": "new"]),
        .event("u", "b", "2024-01-03T10:00:00Z", ["p": "new"]),
      ])
    func reached(_ steps: String) throws -> [Int] {
      try world.ask("funnel \(steps)").table(named: "steps").ints("users")
    }
    #expect(try reached("first a[p = 'new'] -> b") == [1, 1])
    #expect(try reached("(first a)[p = 'new'] -> b") == [0, 0])
    #expect(try reached("first a -> b during 2024-01-02") == [0, 0])
  }

  @Test("optional steps: bars need not fall, and required steps come first")
  func optional() throws {
    var seconds: [String: [(String, Double)]] = [:]
    let paths = ["abcde", "abde", "acde", "ae", "ab", "acd", "ac", "a"]
    for (index, path) in paths.enumerated() {
      seconds["u\(index)"] = path.enumerated().map { (String($0.element), Double($0.offset)) }
    }
    let world = World(seconds: seconds, asof: "2024-02-01")
    let steps = try world.ask("funnel a -> b? -> c -> d? -> e").table(named: "steps")
    #expect(steps.ints("users") == [8, 3, 4, 3, 2])
    #expect(steps.ints("lost") == [-1, -1, 4, -1, 2])
    // The b is passed over where only so the c comes in time.
    let late = World(seconds: ["u": [("a", 0), ("c", 1), ("b", 2)]], asof: "2024-02-01")
    #expect(
      try late.ask("funnel a -> b? -> c").table(named: "steps").ints("users") == [1, 0, 1])
  }
}
