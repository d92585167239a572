import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("a product's rules beside ours")
struct RulesComparisonTests {
  private let world = World(
    asof: "2024-01-10",
    events: [
      .event("a", "go", "2024-01-01 10:00"), .event("a", "back", "2024-01-03 10:00"),
      .event("b", "go", "2024-01-01 10:00"), .event("b", "go", "2024-01-02 10:00"),
      .event("b", "back", "2024-01-03 10:00"), .event("c", "go", "2024-01-02 10:00"),
    ])

  @Test("both numbers, and who makes the difference")
  func worked() throws {
    let answer = try world.ask("cohort go -> back by day using posthog compare ours")
    let compared = try answer.table(named: "compared")
    func row(_ cohort: String, _ offset: Int) throws -> [Int] {
      let row = try #require(
        compared.rows.indices.first {
          compared.cell($0, "cohort") == .text(cohort)
            && compared.cell($0, "offset") == .int(offset)
        })
      return ["their_size", "their_users", "our_size", "our_users", "differing"].map {
        compared.cell(row, $0).intValue ?? -1
      }
    }
    // PostHog enters b twice; its column 0 is the cohort.
    #expect(try row("2024-01-01", 0) == [2, 2, 2, 0, 2])
    #expect(try row("2024-01-01", 2) == [2, 2, 2, 2, 0])
    #expect(try row("2024-01-02", 1) == [2, 1, 1, 0, 1])
    let differing = try answer.table(named: "differing")
    #expect(differing.texts("user") == ["a", "b", "c"])
    #expect(differing.ints("cells") == [1, 3, 1])
    #expect(differing.texts("theirs") == ["retained", "retained", "retained"])
    #expect(differing.texts("ours") == ["not retained", "not retained", "not retained"])
  }

  @Test(
    "both sides are the numbers of their own answers, seed 61",
    arguments: [
      "posthog", "mixpanel", "amplitude", "clickhouse", "posthog, elapsed", "mixpanel, streak",
    ])
  func agrees(using: String) throws {
    var random = SplitMix64(seed: 61)
    for _ in 0..<8 {
      var events: [World.Event] = []
      for user in 0..<15 {
        for _ in 0..<random.below(7) {
          let time = "2024-01-0\(1 + random.below(9)) 0\(random.below(9)):30"
          events.append(.event("u\(user)", random.pick(["go", "back"]), time))
        }
      }
      events.append(.event("u0", "go", "2024-01-01 10:00"))
      events.append(.event("u0", "back", "2024-01-04 10:00"))
      let world = World(asof: "2024-01-10", events: events)
      let answer = try world.ask("cohort go -> back by day using \(using) compare ours")
      let compared = try answer.table(named: "compared")
      let theirs = try world.ask("cohort go -> back by day using \(using)")
        .table(named: "retention")
      let reading = using.contains("streak") ? " using streak" : ""
      let elapsed = using.contains("elapsed") ? " using elapsed" : reading
      let ours = try world.ask("cohort go -> back by day\(elapsed)").table(named: "retention")
      check(compared, "their", theirs)
      check(compared, "our", ours)
      let cells = try answer.table(named: "differing").ints("cells").reduce(0, +)
      #expect(cells == compared.ints("differing").reduce(0, +))
    }
  }

  private func check(_ compared: ResultTable, _ side: String, _ own: ResultTable) {
    for row in compared.rows.indices where compared.cell(row, "\(side)_users") != .missing {
      let place = own.rows.indices.first {
        own.cell($0, "cohort") == compared.cell(row, "cohort")
          && own.cell($0, "offset") == compared.cell(row, "offset")
      }
      let users = place.map { own.cell($0, "users") } ?? .int(0)
      #expect(compared.cell(row, "\(side)_users") == users, "\(compared.rows[row])")
    }
  }

  @Test("under privacy nobody is listed, and an attacker finds no small number")
  func privacy() throws {
    var random = SplitMix64(seed: 62)
    var told = 0
    for query in [
      "cohort go -> back by day using posthog compare ours",
      "cohort go -> back by day using mixpanel", "cohort go -> back by day using amplitude",
      "cohort go -> back by day using posthog, rolling",
    ] {
      for _ in 0..<8 {
        var events: [World.Event] = []
        for user in 0..<(8 + random.below(50)) {
          events.append(.event("u\(user)", "go", "2024-01-0\(1 + random.below(3)) 10:00"))
          for _ in 0..<random.below(3) {
            events.append(.event("u\(user)", "back", "2024-01-0\(1 + random.below(7)) 11:00"))
          }
        }
        var workspace = World(asof: "2024-01-08", events: events).workspace()
        workspace.privacy = Privacy(isOn: true, least: 5)
        let outcome = workspace.run(query, interrupt: Interrupt()).last
        guard let answer = outcome?.answer else {
          #expect(outcome?.diagnostics.first?.code == "E341", "\(query)")
          continue
        }
        told += 1
        #expect(answer.table("differing") == nil)
        try attack(answer, isRolling: query.contains("rolling"))
      }
    }
    #expect(told > 10)
  }

  private func attack(_ answer: Answer, isRolling: Bool) throws {
    let table = try answer.table(named: "retention")
    let keys = table.rows.indices.map { "r\($0)" }
    var attack = Attack()
    attack.read(table, ["size", "users"], keys: keys)
    let average = try answer.table(named: "average")
    attack.read(
      average, ["users", "base"], keys: average.rows.indices.map { "a\($0)" })
    var start = 0
    for row in table.rows.indices {
      if table.cell(row, "cohort") != table.cell(start, "cohort") { start = row }
      attack.sum(["r\(start).size"], of: ["r\(row).size"])
      attack.ranges["r\(row).rest"] = Attack.Range(low: 0, high: Attack.open)
      attack.sum(["r\(row).size"], of: ["r\(row).users", "r\(row).rest"])
      if isRolling, row > start {
        attack.ranges["r\(row).left"] = Attack.Range(low: 0, high: Attack.open)
        attack.sum(["r\(row - 1).users"], of: ["r\(row).users", "r\(row).left"])
      }
    }
    for row in average.rows.indices {
      let parts = table.rows.indices.filter {
        table.cell($0, "offset") == average.cell(row, "offset")
          && table.cell($0, "complete") == .bool(true)
      }
      guard answer.rule.english.contains("Amplitude") == false else { continue }
      attack.sum(["a\(row).users"], of: parts.map { "r\($0).users" })
      attack.sum(["a\(row).base"], of: parts.map { "r\($0).size" })
    }
    attack.think()
    #expect(attack.found(under: 5).isEmpty)
  }

  @Test(
    "what a product does not know is refused with what it knows",
    arguments: [
      ("cohort go -> back by day using posthog, streak", "E359"),
      ("cohort go -> back by day using clickhouse, rolling", "E359"),
      ("cohort go -> back by day using posthog, mixpanel", "E350"),
      ("cohort go -> back by day using posthog, rolling, elapsed", "E350"),
      ("cohort go -> back by day using posthog within 7d", "E359"),
      ("cohort go -> back by day using posthog limit 3", "E359"),
      ("cohort go -> back by day using mixpanel with times=2", "E359"),
      ("cohort go -> back by week at d7 using posthog", "E390"),
      ("cohort go -> back by day using posthog compare rest", "E359"),
      ("cohort go -> back by day compare ours", "E359"),
      ("cohort go -> back by day using calendar", "E359"),
      ("cohort go -> back by day with week=monday", "E359"),
      ("cohort go -> back by day using kusto", "E359"),
      ("cohort go -> back by day using posthog with brackets=(4..7, 1..3)", "E352"),
      ("cohort go -> back by day using posthog with week=someday", "E352"),
    ])
  func refusals(query: String, code: String) throws {
    #expect(try world.refusal(of: query).code == code, "\(query)")
  }

  @Test("the rule line names the product and its reading; a signature has nothing for later")
  func ruleLine() throws {
    let rule = try world.ask("cohort go -> back by day using mixpanel").rule
    #expect(rule.english.contains("Mixpanel"))
    #expect(rule.english.contains("on or after the period"))
    #expect(rule.chinese.contains("当期或之后"))
    let kusto = try world.ask("cohort go by day using kusto").rule
    #expect(kusto.english.contains("Kusto"))
    #expect(kusto.english.contains("UTC"))
  }
}
