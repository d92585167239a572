import Engine
import Statistics
import TestKit
import Testing

@Suite("cohorts compared")
struct CohortComparisonTests {
  /// Users of two plans sign up in two months; of `pro` more come back on day 1.
  private var world: World {
    var world = World(asof: "2024-03-31")
    for (plan, month, users, back) in [
      ("pro", "01", 20, 12), ("free", "01", 30, 6), ("pro", "02", 20, 10), ("free", "02", 10, 2),
    ] {
      for user in 0..<users {
        let name = "\(plan)\(month)-\(user)"
        world.users[name] = ["plan": .text(plan)]
        world.events.append(.event(name, "signup", "2024-\(month)-10T08:00:00Z"))
        if user < back { world.events.append(.event(name, "open", "2024-\(month)-11T08:00:00Z")) }
      }
    }
    return world
  }

  private func counts(_ answer: Answer) throws -> [[Int]] {
    let table = try answer.table(named: "difference")
    return ["a_users", "a_mature", "b_users", "b_mature"].map { table.ints($0) }
  }

  @Test(
    "two populations side by side",
    arguments: [
      ("where plan = 'pro' compare rest", [22, 40, 8, 40], "rest"),
      ("during 2024-02 compare previous", [12, 30, 18, 50], "previous"),
      ("compare before 2024-02-01", [12, 30, 18, 50], "before"),
      ("during 2024-02 compare 2024-01", [12, 30, 18, 50], "2024-01-01..2024-01-31"),
      ("since 2024-02-10 until 2024-02-10 compare 2024-01-10", [12, 30, 18, 50], "2024-01-10"),
      ("since 2024-02-01 until 2024-02-15 compare previous", [12, 30, 0, 0], "previous"),
    ])
  func sides(clause: String, expected: [Int], name: String) throws {
    let answer = try world.ask("cohort signup -> open at d1 \(clause)")
    #expect(try counts(answer).flatMap { $0 } == expected)
    let retention = try answer.table(named: "retention")
    #expect(retention.columns.first?.name == "population")
    #expect(retention.texts("population").last == name || expected[3] == 0)
    #expect(retention.texts("population").first == "this")
  }

  @Test("two segments by their names, and one against all")
  func segments() throws {
    var workspace = world.workspace()
    _ = try workspace.ask("segment where plan = 'pro' as paid")
    _ = try workspace.ask("segment where plan = 'free' as unpaid")
    let pair = try workspace.ask("cohort signup -> open at d1 compare paid, unpaid")
    #expect(try counts(pair).flatMap { $0 } == [22, 40, 8, 40])
    #expect(pair.warnings.allSatisfy { $0.code != "W521" })
    let one = try workspace.ask("cohort signup -> open at d1 compare paid")
    #expect(try counts(one).flatMap { $0 } == [30, 80, 22, 40])
    #expect(one.warnings.contains { $0.code == "W521" })
    #expect(
      workspace.run("cohort compare paid, unpaid, paid", interrupt: Interrupt())
        .last?.diagnostics.first?.code == "E355")
  }

  @Test("difference, interval, p and its correction are those of the formulas")
  func figures() throws {
    let answer = try world.ask("cohort signup -> open at d1, d2 where plan = 'pro' compare rest")
    let table = try answer.table(named: "difference")
    let difference = try #require(ProportionDifference((22, 40), minus: (8, 40)))
    let p = try #require(ProportionTest((22, 40), against: (8, 40))?.p)
    #expect(table.reals("difference")[0] == difference.difference)
    #expect(table.reals("low")[0] == difference.low)
    #expect(table.reals("p")[0] == p)
    #expect(table.reals("p_adjusted")[0] == min(1, 2 * p))
    #expect(table.texts("point") == ["d1", "d2"])
    #expect(table.texts("metric") == ["rate", "rate"])
  }

  @Test("by an attribute each group has its own difference")
  func grouped() throws {
    let answer = try world.ask("cohort signup -> open by plan at d1 compare before 2024-02-01")
    let table = try answer.table(named: "difference")
    #expect(table.texts("plan") == ["free", "pro"])
    #expect(table.ints("a_users") == [2, 10] && table.ints("b_mature") == [30, 20])
    #expect(try answer.table(named: "test").rows.count == 2)
  }

  @Test("who was seen in the last period that is over is censored there")
  func survival() throws {
    // One is seen until the end, one is lost in month 1, one comes back in month 2 and is lost.
    let world = World(
      asof: "2024-04-30",
      events: [
        .event("a", "signup", "2024-01-05T00:00:00Z"), .event("a", "open", "2024-04-05T00:00:00Z"),
        .event("b", "signup", "2024-01-05T00:00:00Z"),
        .event("c", "signup", "2024-01-05T00:00:00Z"), .event("c", "open", "2024-03-05T00:00:00Z"),
        .event("d", "signup", "2024-02-05T00:00:00Z"), .event("d", "open", "2024-02-06T00:00:00Z"),
      ], users: ["a": ["x": 1], "b": ["x": 1], "c": ["x": 1], "d": ["x": 2]])
    let answer = try world.ask("cohort signup -> open by month where x = 1 compare rest")
    let survival = try answer.table(named: "survival")
    #expect(survival.texts("population") == ["this", "this", "this", "rest"])
    #expect(survival.ints("at_risk") == [3, 2, 2, 1])
    #expect(survival.ints("lost") == [1, 0, 1, 1])
    let shares = survival.reals("survival").compactMap { $0 }
    #expect(zip(shares, [2.0 / 3, 2.0 / 3, 1.0 / 3, 0]).allSatisfy { ($0 - $1).magnitude < 1e-12 })
    func life(_ time: Double, _ isEnded: Bool) -> KaplanMeier.Life {
      KaplanMeier.Life(time: time, isEnded: isEnded)
    }
    let test = try #require(
      LogRankTest([life(3, false), life(1, true), life(3, true)], against: [life(1, true)]))
    #expect(try answer.table(named: "test").reals("chi_square") == [test.statistic])
  }

  @Test("Fader and Hardie's customers give back their parameters, for each product")
  func shiftedBetaGeometric() throws {
    let left = [
      "regular": [1000, 631, 468, 382, 326, 289, 262, 241],
      "high end": [1000, 869, 743, 653, 593, 551, 517, 491],
    ]
    var world = World(asof: "2007-12-31")
    for (product, counts) in left {
      for customer in 0..<1000 {
        let name = "\(product) \(customer)"
        world.users[name] = ["product": .text(product)]
        world.events.append(.event(name, "signup", "2000-05-01"))
        for year in 1...7 where customer < counts[year] {
          world.events.append(.event(name, "renew", "200\(year)-05-01"))
        }
      }
    }
    let answer = try world.ask("cohort signup -> renew by product, year with fit=sbg")
    let model = try answer.table(named: "model")
    func estimate(_ product: String, _ parameter: String) -> Double {
      let row = model.rows.indices.first {
        model.cell($0, "product") == .text(product)
          && model.cell($0, "parameter") == .text(parameter)
      }
      return row.flatMap { model.cell($0, "estimate").realValue } ?? .nan
    }
    #expect((estimate("regular", "alpha") - 0.704077323993).magnitude < 1e-3)
    #expect((estimate("regular", "beta") - 1.18204309812).magnitude < 2e-3)
    #expect((estimate("regular", "loglikelihood") + 1680.26518846).magnitude < 0.02)
    #expect((estimate("high end", "alpha") - 0.668088365622).magnitude < 1e-3)
    #expect((estimate("high end", "beta") - 3.80609507936).magnitude < 7e-3)
    #expect((estimate("high end", "loglikelihood") + 1611.15814739).magnitude < 0.02)
    let fit = try answer.table(named: "fit")
    let regular = fit.rows.indices.filter { fit.cell($0, "product") == .text("regular") }
    let fitted = regular.compactMap { fit.cell($0, "fitted").realValue }
    #expect((fitted[11] - 0.170037450451).magnitude < 5e-4)
    #expect(fit.cell(regular[6], "held_out") == .bool(true))
    #expect(fit.cell(regular[7], "observed") == .missing)
    #expect(estimate("regular", "holdout_error") < 0.02)
  }

  @Test("a power curve is fitted to the average; too few columns are told")
  func curves() throws {
    var world = World(asof: "2024-03-31")
    for user in 0..<60 {
      world.events.append(.event("u\(user)", "signup", "2024-01-01T08:00:00Z"))
      // Back on day k: 60/(k+1) users.
      for day in 1...12 where user < 60 / (day + 1) {
        let date = CivilDay(number: 19_723 + day).label
        world.events.append(.event("u\(user)", "open", "\(date)T08:00:00Z"))
      }
    }
    world.asof = "2024-01-13"
    let answer = try world.ask("cohort signup -> open by day with fit=power")
    let model = try answer.table(named: "model")
    #expect(model.texts("parameter") == ["a", "b", "holdout_columns", "holdout_error"])
    #expect(model.reals("estimate")[2] == 3)
    #expect(try answer.table(named: "fit").rows.count == 24)
    world.asof = "2024-01-03"
    let short = try world.ask("cohort signup -> open by day with fit=sbg")
    #expect(short.warnings.contains { $0.code == "W522" })
    #expect(try short.table(named: "model").rows.isEmpty)
  }
}
