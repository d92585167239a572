import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("segment by models, value and other users")
struct SegmentModelTests {
  /// Buyers with one payment each, of the given amounts; ids 1, 2, … in that order.
  private static func buyers(_ amounts: [Double], others: Int = 0) -> World {
    var world = World(asof: "2024-01-31", roles: EventRoles(key: "pay"))
    for (index, amount) in amounts.enumerated() {
      world.events.append(
        .event("\(index + 1)", "pay", "2024-01-10", ["amount": .money(amount)]))
    }
    for index in 0..<others { world.users["\(amounts.count + index + 1)"] = ["plan": "free"] }
    return world
  }

  @Test("top 20% hold 54%, 80% is reached by 5 of 10, Gini 0.502")
  func pareto() throws {
    let world = Self.buyers([340, 200, 150, 100, 60, 50, 40, 30, 20, 10], others: 5)
    let answer = try world.ask("segment by value")
    let groups = try answer.table(named: "groups")
    #expect(groups.texts("value") == ["top", "others"])
    #expect(groups.ints("users") == [2, 8])
    #expect(groups.reals("revenue_share")[0] == 0.54)
    let found = try answer.table(named: "concentration")
    #expect(found.ints("population") == [10])
    #expect(found.ints("users_for_80") == [5])
    #expect(abs((found.reals("gini")[0] ?? 0) - 0.502) < 1e-12)
    let curve = try answer.table(named: "curve")
    #expect(curve.ints("users").reduce(0, +) == 10)
    #expect(curve.reals("revenue_share").last == 1)
    #expect(answer.rule.english.hasPrefix("the top 20% of the buyers by revenue"))
    // Of all who registered the top fifth is another one.
    let all = try world.ask("segment by value limit 20% using registered")
    #expect(try all.table(named: "groups").ints("users") == [3, 12])
    #expect(all.notes.contains { $0.english.hasPrefix("population: all 15 registered users") })
  }

  @Test("ten buyers of 100, the first two with 40 each: 80.0% of the revenue")
  func top() throws {
    var workspace = Self.buyers([40, 40, 3, 3, 3, 3, 2, 2, 2, 2]).workspace()
    let groups = try workspace.ask("segment by value limit 20% as key20").table(named: "groups")
    #expect(groups.reals("revenue_share")[0] == 0.8)
    #expect(try workspace.ask("segment from key20").table(named: "groups").ints("users") == [2])
    // Ties by id: the third is user 3, not 4.
    _ = try workspace.ask("segment by value limit 3 as key3")
    let left = try workspace.ask("segment from (key3 and not key20) by sum(pay.amount)")
    #expect(try left.table(named: "groups").reals("sum(pay.amount)") == [3])
  }

  @Test("money 10, 20, 30, 340: one above the mean, two from the median on")
  func cuts() throws {
    let world = Self.buyers([10, 20, 30, 340])
    func high(_ query: String) throws -> Int {
      let groups = try world.ask(query).table(named: "groups")
      return groups.rows.indices.filter {
        groups.texts("box")[$0]?.hasSuffix("M↑") == true
      }.reduce(0) { $0 + groups.ints("users")[$1] }
    }
    #expect(try high("segment by rfm") == 1)
    #expect(try high("segment by rfm with m=median") == 2)
    #expect(try high("segment by rfm with m=20") == 3)
  }

  @Test("eight classes with both names and their box, in their order, empty ones too")
  func eight() throws {
    let groups = try Self.buyers([10, 20, 30, 340], others: 2).ask("segment by rfm")
      .table(named: "groups")
    #expect(
      groups.texts("rfm") == [
        "champion", "promising", "at_risk_loyal", "at_risk", "steady", "new", "fading",
        "hibernating", "none",
      ])
    #expect(
      groups.texts("chinese").prefix(8) == [
        "重要价值", "重要发展", "重要保持", "重要挽留", "一般价值", "一般发展", "一般保持", "一般挽留",
      ])
    #expect(
      groups.texts("box").prefix(3) == ["R↑F↑M↑", "R↑F↓M↑", "R↓F↑M↑"])
    #expect(groups.ints("users") == [0, 1, 0, 0, 0, 3, 0, 0, 2])
  }

  @Test("parts are found by their key, their Chinese name and the words of the language")
  func parts() throws {
    var workspace = Self.buyers([40, 40, 3, 3, 3, 3, 2, 2, 2, 2], others: 2).workspace()
    _ = try workspace.ask("分群 按 层级 存为 tiers")
    for part in ["tiers.random", "tiers.随机", "tiers.随机性用户"] {
      let groups = try workspace.ask("segment from \(part)").table(named: "groups")
      #expect(groups.ints("users") == [12], "\(part)")
    }
    _ = try workspace.ask("segment by rfm as r")
    #expect(
      try workspace.ask("segment from r.重要发展").table(named: "groups").ints("users") == [2])
    #expect(
      try workspace.ask("segment by tiers").table(named: "groups").texts("tiers") == ["random"])
  }

  @Test("limit without groups keeps those of most revenue, ties by id")
  func kept() throws {
    var workspace = Self.buyers([5, 9, 9, 1], others: 3).workspace()
    let answer = try workspace.ask("segment as warm limit 2")
    #expect(try answer.table(named: "groups").ints("users") == [2])
    #expect(answer.rule.english.contains("the first 2 by revenue, the highest first, ties by id"))
    let kept = try workspace.ask("segment from warm by sum(pay.amount)")
    #expect(try kept.table(named: "groups").reals("sum(pay.amount)") == [9])
    #expect(try workspace.ask("segment limit 20%").table(named: "groups").ints("users") == [2])
    #expect(try workspace.ask("segment limit 100").table(named: "groups").ints("users") == [7])
  }

  @Test("stages that are no state of a user are not counted")
  func stages() throws {
    let world = Self.buyers([5, 9], others: 3)
    let groups = try world.ask("segment by lifecycle using five").table(named: "groups")
    #expect(
      groups.texts("lifecycle")
        == ["analysis", "acquisition", "activation", "retention", "conversion"])
    #expect(groups.cell(0, "users") == .missing)
    #expect(groups.ints("users").dropFirst() == [3, 0, 0, 2])
    let answer = try world.ask("segment by lifecycle using aarrr6")
    #expect(
      answer.notes.contains { $0.english.contains("no event of this dataset tells: referral") })
  }

  @Test("quantiles are cut at type 7, equal values stay together")
  func quantile() throws {
    let world = Self.buyers([1, 2, 3, 4, 5, 5, 5, 5, 9, 10])
    let answer = try world.ask("segment by quantile(sum(pay.amount), 4)")
    let groups = try answer.table(named: "groups")
    // Cuts at positions 2.25, 4.5 and 6.75: 3.25, 5 and 5, so that nobody is left for the third.
    #expect(groups.rows.indices.map { groups.cell($0, "users").intValue ?? 0 } == [3, 5, 2])
    #expect(answer.rule.english.contains("cuts (type 7) at 3.25, 5, 5"))
    #expect(answer.warnings.contains { $0.code == "W541" })
  }

  @Test("the value at the first, the last or each of a user's events")
  func touch() throws {
    let world = World(
      asof: "2024-01-31",
      events: [
        .event("a", "visit", "2024-01-01", ["via": "x"]),
        .event("a", "visit", "2024-01-02", ["via": "y"]),
        .event("b", "visit", "2024-01-03", ["via": "y"]), .event("c", "pay", "2024-01-03"),
      ])
    func users(_ query: String) throws -> [String?: Int] {
      let groups = try world.ask(query).table(named: "groups")
      return Dictionary(
        zip(groups.texts("visit.via"), groups.ints("users")), uniquingKeysWith: { a, _ in a })
    }
    #expect(try users("segment by visit.via") == ["y": 2, nil: 1])
    #expect(try users("segment by visit.via with touch=first") == ["x": 1, "y": 1, nil: 1])
    #expect(try users("segment by visit.via with touch=all") == ["x": 1, "y": 2, nil: 1])
    let answer = try world.ask("segment by visit.via with touch=all")
    #expect(answer.warnings.contains { $0.code == "W502" })
    #expect(try world.refusal(of: "segment by visit.via with touch=all as v").code == "E366")
  }

  @Test("what one population has more of than the other: shares, index, lift, corrected tests")
  func profile() throws {
    var world = World(asof: "2024-01-31")
    for user in 0..<40 {
      world.users["\(user)"] = ["plan": .text(user < 15 || user >= 35 ? "pro" : "free")]
      world.events.append(.event("\(user)", "visit", "2024-01-01"))
      if user < 20 { world.events.append(.event("\(user)", "pay", "2024-01-02")) }
    }
    let answer = try world.ask("segment where did(pay) compare rest")
    let table = try answer.table(named: "difference")
    let row = try #require(
      table.rows.indices.first { table.texts("value")[$0] == "pro" })
    // 15 of 20 buyers and 5 of 20 others, 20 of 40 together.
    #expect(table.reals("a")[row] == 0.75)
    #expect(table.reals("b")[row] == 0.25)
    #expect(table.reals("difference")[row] == 0.5)
    #expect(table.reals("index")[row] == 300)
    #expect(table.reals("lift")[row] == 1.5)
    // z = 0.5 / √(0.5 · 0.5 · 2 / 20) = 3.1623, two-sided.
    #expect(abs((table.reals("p")[row] ?? 0) - 0.00156540) < 1e-7)
    #expect((table.reals("p_adjusted")[row] ?? 0) >= (table.reals("p")[row] ?? 1))
    let visit = try #require(table.rows.indices.first { table.texts("name")[$0] == "visit" })
    #expect(table.reals("a")[visit] == 1 && table.reals("b")[visit] == 1)
    let groups = try answer.table(named: "groups")
    #expect(groups.texts("population") == ["this", "rest"])
    #expect(groups.ints("users") == [20, 20])
    #expect(
      try world.ask("segment where did(pay) by plan compare rest")
        .table(named: "difference").rows.count == 2)
  }

  @Test("two ranges of one statement: the same users, asked twice")
  func ranges() throws {
    var world = World(asof: "2024-02-29")
    for user in 0..<10 {
      world.users["\(user)"] = [:]
      if user < 6 { world.events.append(.event("\(user)", "pay", "2024-01-10")) }
      if user >= 4, user < 7 { world.events.append(.event("\(user)", "pay", "2024-02-10")) }
    }
    let answer = try world.ask("segment where did(pay) during 2024-02 compare previous")
    let groups = try answer.table(named: "groups")
    #expect(groups.texts("population") == ["this", "previous"])
    #expect(groups.ints("users") == [3, 6])
    let table = try answer.table(named: "difference")
    #expect(table.ints("both") == [2])
    #expect(abs((table.reals("difference")[0] ?? 0) + 0.3) < 1e-12)
    // b = 1, c = 4: z = -3/√5, p = 0.1797.
    #expect(abs((table.reals("p")[0] ?? 0) - 0.179712) < 1e-5)
  }

  @Test(
    "words and settings of models that are not asked for, and bad ones, are refused",
    arguments: [
      ("segment by rfm using acq4", "E362"), ("segment by plan using quintile", "E362"),
      ("segment by rfm with bins=5", "E362"), ("segment by tier with r=30d", "E362"),
      ("segment by rfm with r=soon", "E361"), ("segment by rfm with m=much", "E361"),
      ("segment by rfm using quintile with bins=20", "E361"),
      ("segment by activity with of=nothing", "E201"), ("segment by plan with touch=first", "E362"),
      ("segment by tier limit 20%", "E364"), ("segment by quantile(plan, 5)", "E365"),
      ("segment by quantile(sum(pay.amount))", "E365"),
      ("segment by value compare 2024-01-20", "E363"), ("segment compare 2024-02-20", "E363"),
      ("segment compare rest", "E355"), ("segment by rfm chart heat", "E214"),
      ("segment by tier using calendar", "E205"), ("segment by tier using acq5", "E205"),
      ("segment by lifecycle using acq4, five", "E350"), ("segment limit 0", "E317"),
    ])
  func refused(query: String, code: String) throws {
    var world = Self.buyers([1, 2])
    world.users["9"] = ["plan": "free"]
    #expect(try world.refusal(of: query).code == code)
  }

  @Test("a model that reads what is not there says so")
  func lacking() throws {
    let world = World(asof: "2024-01-31", events: [.event("a", "visit", "2024-01-01")])
    for model in ["rfm", "value", "tier", "frequency"] {
      #expect(try world.refusal(of: "segment by \(model)").code == "E360", "\(model)")
    }
    #expect(try world.ask("segment by lifecycle").table(named: "groups").ints("users").max() == 1)
  }

  @Test("nobody, and a world without events, break no model")
  func nobody() throws {
    let empty = World(asof: "2024-01-31", roles: EventRoles(key: "pay"))
    for model in ["lifecycle", "activity", "lifecycle using six"] {
      let groups = try empty.ask("segment by \(model)").table(named: "groups")
      #expect(groups.ints("users").allSatisfy { $0 <= 0 })
    }
    var workspace = Self.buyers([1, 2]).workspace()
    _ = try workspace.ask("segment where count(any) > 9 as nobody")
    for query in [
      "by value", "by rfm", "by tier compare 2024-01-09", "by rfm using quintile", "limit 20%",
      "by quantile(sum(pay.amount), 5)",
    ] {
      #expect(try !workspace.ask("segment from nobody \(query)").tables.isEmpty, "\(query)")
    }
  }

  @Test("every form is drawn within 80 columns, in both languages")
  func pictures() throws {
    var random = SplitMix64(seed: 7)
    let world = ModelReferenceTests.world(&random, zone: "Asia/Shanghai")
    for query in [
      "by rfm", "by tier chart share", "by lifecycle", "by lifecycle using six",
      "by lifecycle compare 2024-04-09", "by tier compare 2024-04-09 chart bar", "by value",
      "by value chart bar", "by value chart none", "by activity", "by rfm using quintile",
      "where did(pay) compare rest", "by frequency", "where did(pay) by tier",
      "where did(visit) during 2024-04 compare previous",
    ] {
      for language in DisplayLanguage.allCases {
        let shown = try world.picture("segment \(query)", language)
        #expect(!shown.isEmpty)
        #expect(shown.allSatisfy { DisplayWidth().width(of: $0) <= 80 }, "\(query)")
      }
    }
  }
}
