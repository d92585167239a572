import Engine
import TestKit
import Testing

@Suite("funnel")
struct FunnelTests {
  /// Users who reached each step, for one user whose events are given in seconds.
  private func reached(_ query: String, _ events: [(String, Double)]) throws -> [Int] {
    let world = World(seconds: ["u": events], asof: "2024-02-01")
    return try world.ask(query).table(named: "steps").ints("users")
  }

  @Test("the deepest attempt counts, not the first")
  func deepest() throws {
    let query = "funnel a -> b -> c within 100s"
    #expect(try reached(query, [("a", 0), ("b", 10), ("a", 90), ("c", 105)]) == [1, 1, 0])
    #expect(
      try reached(query, [("a", 0), ("b", 10), ("a", 90), ("b", 95), ("c", 105)]) == [1, 1, 1])
    #expect(try reached(query, [("c", 5), ("b", 6), ("a", 7)]) == [1, 0, 0])
  }

  @Test("the end of the window still counts, a millisecond later does not")
  func inclusive() throws {
    let query = "funnel a -> b within 100s"
    #expect(try reached(query, [("a", 0), ("b", 100)]) == [1, 1])
    #expect(try reached(query, [("a", 0), ("b", 100.001)]) == [1, 0])
  }

  @Test("one event serves one step")
  func oneEventOneStep() throws {
    #expect(try reached("funnel a -> a", [("a", 0)]) == [1, 0])
    #expect(try reached("funnel a -> a", [("a", 0), ("a", 0)]) == [1, 1])
  }

  @Test("events of one instant are taken in whichever order helps")
  func ties() throws {
    #expect(try reached("funnel a -> b", [("b", 5), ("a", 5)]) == [1, 1])
    #expect(try reached("funnel a -> b", [("a", 5), ("b", 5)]) == [1, 1])
    // Any of the two could serve the first step, but only one of them the second.
    #expect(try reached("funnel any -> a", [("a", 5), ("b", 5)]) == [1, 1])
    #expect(try reached("funnel (a or b) -> (a or b) -> b", [("b", 5), ("a", 5)]) == [1, 1, 0])
  }

  @Test("a funnel says how many depend on events of one instant")
  func tiesAreReported() throws {
    let world = World(seconds: ["u": [("a", 5), ("b", 5)]], asof: "2024-02-01")
    let notes = try world.ask("funnel a -> b").notes.map(\.english)
    #expect(notes.contains { $0.contains("hangs on events of the same instant") })
  }

  @Test("other events may come between")
  func othersBetween() throws {
    let events: [(String, Double)] = [("a", 0), ("d", 60), ("b", 120), ("c", 180)]
    #expect(try reached("funnel a -> b -> c", events) == [1, 1, 1])
    #expect(try reached("funnel a -> b -> c", [("a", 0), ("c", 60), ("b", 120)]) == [1, 1, 0])
  }

  @Test("the window runs from the entry, not from step to step")
  func windowFromEntry() throws {
    let events: [(String, Double)] = [("a", 0), ("b", 2400), ("c", 4800)]
    #expect(try reached("funnel a -> b -> c within 1h", events) == [1, 1, 0])
  }

  @Test("no rate is made of no users")
  func nobody() throws {
    let world = World(seconds: ["u": [("b", 0), ("a", 1)]], asof: "2024-02-01")
    let none = try world.ask("funnel a -> b since 2025-01-01").table(named: "steps")
    #expect(none.ints("users") == [0, 0])
    #expect(none.reals("rate_first") == [nil, nil])
  }

  @Test("without a window later steps must lie in the range; with one they need not")
  func range() throws {
    let world = World(
      asof: "2024-03-01",
      events: [
        .event("u", "a", "2024-01-31T12:00:00Z"), .event("u", "b", "2024-02-01T12:00:00Z"),
      ])
    let closed = try world.ask("funnel a -> b during 2024-01").table(named: "steps")
    #expect(closed.ints("users") == [1, 0])
    let open = try world.ask("funnel a -> b within 7d during 2024-01").table(named: "steps")
    #expect(open.ints("users") == [1, 1])
  }

  @Test("the range bounds the entry, not what a condition counts")
  func rangeOfConditions() throws {
    let world = World(
      asof: "2024-03-01",
      events: [
        .event("u", "x", "2024-01-05T12:00:00Z"), .event("u", "a", "2024-02-01T12:00:00Z"),
        .event("v", "a", "2024-02-01T12:00:00Z"),
      ])
    let query = "funnel a -> a where did(x) since 2024-02-01"
    #expect(try world.ask(query).table(named: "steps").ints("users") == [1, 0])
    let split = try world.ask("funnel a -> a by did(x) since 2024-02-01")
    #expect(try split.table(named: "steps").ints("users") == [1, 0, 1, 0])
  }

  @Test("sessions are counted one by one, by their id or cut by silence")
  func sessions() throws {
    let byId = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z", ["session": "s1"]),
        .event("u", "b", "2024-01-01T12:00:00Z", ["session": "s1"]),
        .event("u", "a", "2024-01-01T12:01:00Z", ["session": "s2"]),
        .event("v", "a", "2024-01-01T12:01:00Z", ["session": "s1"]),
      ])
    #expect(
      try byId.ask("funnel a -> b using session").table(named: "steps").ints("users") == [3, 1])
    let bySilence = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z"), .event("u", "b", "2024-01-01T10:30:00Z"),
        .event("u", "a", "2024-01-01T12:00:00Z"), .event("u", "b", "2024-01-01T12:30:01Z"),
      ])
    #expect(
      try bySilence.ask("funnel a -> b using session").table(named: "steps").ints("users")
        == [2, 1])
  }

  @Test("a breakdown by the entry's property may count a user in several groups")
  func entryProperty() throws {
    let world = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z", ["p": "x"]),
        .event("u", "a", "2024-01-02T10:00:00Z", ["p": "y"]),
        .event("u", "b", "2024-01-03T10:00:00Z"),
        .event("v", "a", "2024-01-01T10:00:00Z"),
      ])
    let answer = try world.ask("funnel a -> b by a.p")
    let steps = try answer.table(named: "steps")
    #expect(steps.texts("a.p") == ["x", "x", "y", "y", nil, nil])
    #expect(steps.ints("users") == [1, 1, 1, 1, 1, 0])
    #expect(try answer.table(named: "total").ints("users") == [2, 1])
    #expect(answer.warnings.map(\.code).contains("W502"))
  }

  @Test("by any.prop the entry's value counts too, not the user's last one")
  func entryPropertyOfAny() throws {
    let world = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z", ["p": "x"]),
        .event("u", "b", "2024-01-03T10:00:00Z", ["p": "y"]),
      ])
    let steps = try world.ask("funnel a -> b by any.p").table(named: "steps")
    #expect(steps.texts("any.p") == ["x", "x"])
    #expect(steps.ints("users") == [1, 1])
    let both = try world.ask("funnel any -> b by any.p").table(named: "steps")
    #expect(both.texts("any.p") == ["x", "x", "y", "y"])
    #expect(both.ints("users") == [1, 1, 1, 0])
  }

  @Test("the time of a group runs from its own entries, also among events of one instant")
  func timeOfAGroup() throws {
    let world = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z", ["p": "x"]),
        .event("u", "b", "2024-01-01T10:00:00Z", ["p": "y"]),
        .event("u", "a", "2024-01-01T10:01:40Z", ["p": "z"]),
      ])
    // The x that enters cannot be the a that follows; only the y can be followed at once.
    let steps = try world.ask("funnel any -> a by any.p").table(named: "steps")
    #expect(steps.texts("any.p") == ["x", "x", "y", "y", "z", "z"])
    #expect(steps.reals("median_seconds") == [nil, 100, nil, 0, nil, nil])
  }

  @Test("a small group is warned of, though all together are many")
  func smallGroups() throws {
    let events = (0..<60).map { user in
      World.Event.event(
        "u\(user)", "a", "2024-01-01T10:00:00Z", ["p": user < 31 ? "x" : "y"])
    }
    let world = World(asof: "2024-02-01", events: events)
    #expect(try world.ask("funnel a -> a").warnings.isEmpty)
    let warnings = try world.ask("funnel a -> a by a.p").warnings
    #expect(warnings.map(\.code) == ["W501"])
    #expect(warnings.first?.message.english.hasPrefix("1 of 2 groups") == true)
  }

  @Test("a note says how many have no window that is over, though they went all the way")
  func openNote() throws {
    let world = World(
      asof: "2024-01-10",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z"), .event("v", "a", "2024-01-09T10:00:00Z"),
        .event("w", "a", "2024-01-09T10:00:00Z"), .event("w", "a", "2024-01-09T11:00:00Z"),
      ])
    let notes = try world.ask("funnel a -> a within 3d").notes.map(\.english)
    #expect(
      notes == [
        "1 users still have time; the last window ends on 2024-01-12",
        "2 of 3 users have no window that is over and are left out of the rates",
        "⚠ not audited: type audit",
      ])
  }

  @Test("by week attempts are cut by the week of their entry")
  func byWeek() throws {
    let world = World(
      asof: "2024-02-01",
      events: [
        .event("u", "a", "2024-01-01T10:00:00Z"), .event("u", "b", "2024-01-09T10:00:00Z"),
        .event("u", "a", "2024-01-08T10:00:00Z"),
      ])
    let steps = try world.ask("funnel a -> b within 3d by week").table(named: "steps")
    #expect(steps.texts("week") == ["2024-01-01", "2024-01-01", "2024-01-08", "2024-01-08"])
    #expect(steps.ints("users") == [1, 0, 1, 1])
  }

  @Test("a month's window ends on the month's last day where the day does not exist")
  func calendarWindow() throws {
    let world = World(
      asof: "2024-12-31",
      events: [
        .event("u", "a", "2024-01-31T10:00:00Z"), .event("u", "b", "2024-02-29T10:00:00Z"),
        .event("v", "a", "2024-01-31T10:00:00Z"), .event("v", "b", "2024-02-29T10:00:01Z"),
      ])
    #expect(
      try world.ask("funnel a -> b within 1mo").table(named: "steps").ints("users") == [2, 1])
  }
}
