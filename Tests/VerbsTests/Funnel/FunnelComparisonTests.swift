import Engine
import Statistics
import TestKit
import Testing

@Suite("funnels compared")
struct FunnelComparisonTests {
  /// Users of two plans enter in two months; of `pro` more go on, within the hour.
  private var world: World {
    var world = World(asof: "2024-03-31")
    for (plan, month, users, carts, pays) in [
      ("pro", "01", 20, 12, 6), ("free", "01", 30, 6, 1), ("pro", "02", 20, 10, 5),
      ("free", "02", 10, 2, 2),
    ] {
      for user in 0..<users {
        let name = "\(plan)\(month)-\(user)"
        world.users[name] = ["plan": .text(plan)]
        let day = "2024-\(month)-10T08"
        world.events.append(.event(name, "visit", "\(day):00:00Z"))
        if user < carts { world.events.append(.event(name, "cart", "\(day):10:00Z")) }
        if user < pays { world.events.append(.event(name, "pay", "\(day):20:00Z")) }
      }
    }
    return world
  }

  @Test(
    "two sides, step by step",
    arguments: [
      ("where plan = 'pro' compare rest", [40, 22, 11, 40, 8, 3], "rest"),
      ("during 2024-02 compare previous", [30, 12, 7, 50, 18, 7], "previous"),
      ("compare before 2024-02-01", [30, 12, 7, 50, 18, 7], "before"),
      ("during 2024-02 compare 2024-01", [30, 12, 7, 50, 18, 7], "2024-01-01..2024-01-31"),
      ("using session during 2024-02 compare previous", [30, 12, 7, 50, 18, 7], "previous"),
    ])
  func sides(clause: String, expected: [Int], name: String) throws {
    let answer = try world.ask("funnel visit -> cart -> pay within 1d \(clause)")
    let steps = try answer.table(named: "steps")
    #expect(steps.columns.first?.name == "population")
    #expect(steps.ints("users") == expected)
    #expect(steps.texts("population") == Array(repeating: "this", count: 3) + [name, name, name])
    let difference = try answer.table(named: "difference")
    let (a, b) = (Array(expected[..<3]), Array(expected[3...]))
    let metrics = ["rate_previous", "rate_first", "rate_previous", "rate_first"]
    #expect(difference.texts("metric") == metrics)
    #expect(difference.ints("step") == [2, 2, 3, 3])
    for (row, (step, base)) in [(1, 0), (1, 0), (2, 1), (2, 0)].enumerated() {
      let (own, other) = ((a[step], a[base]), (b[step], b[base]))
      let interval = try #require(ProportionDifference(own, minus: other))
      #expect(difference.reals("difference")[row] == interval.difference)
      #expect(difference.reals("low")[row] == interval.low)
      #expect(difference.reals("p")[row] == ProportionTest(own, against: other)?.p)
      #expect(difference.ints("mature_a")[row] == a[base])
      #expect(difference.ints("mature_b")[row] == b[base])
    }
    let tests = difference.reals("p")
    #expect(
      difference.reals("p_adjusted")
        == [
          BenjaminiHochberg.adjusted([tests[0], tests[2]])[0],
          BenjaminiHochberg.adjusted([tests[1], tests[3]])[0],
          BenjaminiHochberg.adjusted([tests[0], tests[2]])[1],
          BenjaminiHochberg.adjusted([tests[1], tests[3]])[1],
        ])
  }

  @Test("groups are compared with themselves on the other side, also where one lacks them")
  func groups() throws {
    var world = world
    world.events.append(.event("pro02-0", "visit", "2024-03-01"))
    let answer = try world.ask(
      "funnel visit -> cart within 1d by plan during 2024-03 compare previous")
    let difference = try answer.table(named: "difference")
    #expect(difference.texts("plan") == ["pro", "pro", "free", "free"])
    #expect(difference.ints("mature_a") == [1, 1, 0, 0])
    #expect(difference.ints("mature_b") == [20, 20, 10, 10])
    #expect(difference.reals("difference")[2] == nil)
    let total = try answer.table(named: "total")
    #expect(total.ints("users") == [1, 0, 30, 12])
  }

  @Test("several segments are each compared with the first")
  func segments() throws {
    var workspace = world.workspace()
    for plan in ["pro", "free"] {
      _ = try workspace.ask("segment where plan = '\(plan)' as \(plan)s")
    }
    _ = try workspace.ask("segment where did(pay) as payers")
    let answer = try workspace.ask("funnel visit -> pay within 1d compare pros, frees, payers")
    let difference = try answer.table(named: "difference")
    #expect(difference.texts("population") == ["frees", "frees", "payers", "payers"])
    #expect(difference.ints("mature_a") == [40, 40, 40, 40])
    #expect(difference.ints("mature_b") == [40, 40, 14, 14])
    #expect(answer.warnings.contains { $0.code == "W521" })
  }

  @Test("the treated stand beside those held out; who is in both arms is in neither")
  func control() throws {
    var world = world
    for user in 0..<20 {
      world.users["pro01-\(user)"]?["variant"] = .text(user < 10 ? "blue" : "control")
    }
    let answer = try world.ask("funnel visit -> cart -> pay within 1d compare control")
    #expect(try answer.table(named: "steps").ints("users") == [10, 10, 6, 10, 2, 0])
    #expect(
      try answer.table(named: "steps").texts("population").last == "control")
  }

  @Test("a running period is held against as many days of the one before, and only when asked")
  func partial() throws {
    var world = world
    world.asof = "2024-02-10"
    let query = "funnel visit -> cart within 1h during 2024-02 compare previous"
    #expect(try world.refusal(of: query).code == "E346")
    let answer = try world.ask(query + " using partial")
    #expect(try answer.table(named: "steps").ints("users") == [30, 12, 50, 18])
    #expect(answer.rule.english.contains("previous: 2024-01-01..2024-01-10"))
  }

  @Test(
    "what cannot be compared is refused",
    arguments: [
      ("compare previous", "E355"), ("compare rest", "E355"), ("compare control", "E347"),
      ("compare before 2023-01-01 since 2024-01-01", "E355"), ("compare 2024-02", "E355"),
      ("compare before launch", "E355"), ("compare nobody", "E211"),
      ("during 2024-02 compare previous as x", "E349"),
    ])
  func refusals(clause: String, code: String) throws {
    #expect(try world.refusal(of: "funnel visit -> pay \(clause)").code == code)
  }

  @Test(
    "a misspelt word of compare is told from a segment",
    arguments: [("previus", "previous"), ("restt", "rest"), ("controll", "control")])
  func suggestion(typed: String, meant: String) throws {
    let refusal = try world.refusal(of: "funnel visit -> pay compare \(typed)")
    #expect(refusal.suggestion == meant)
  }
}
