import Engine
import Reporting
import Statistics
import TestKit
import Testing

/// A few dozen users in groups of all sizes, most of them small.
private func smallWorld(_ random: inout SplitMix64) -> World {
  var events: [World.Event] = []
  var users: [String: [String: Value]] = [:]
  var answers: [World.FeedbackAnswer] = []
  let count = 4 + random.below(60)
  for user in 0..<count {
    let id = "u\(user)"
    let region = ["east", "east", "east", "north", "south", "west"][random.below(6)]
    users[id] = ["region": .text(region)]
    func day(_ from: Int, _ days: Int) -> String {
      let number = from + random.below(days)
      return "2024-0\(1 + number / 28)-\(number % 28 < 9 ? "0" : "")\(1 + number % 28)"
    }
    let channel: Value = random.below(3) == 0 ? "mail" : "search"
    events.append(.event(id, "visit", day(0, 28), ["channel": channel]))
    if random.below(3) == 0 { events.append(.event(id, "visit", day(20, 36), ["channel": "ad"])) }
    if random.below(2) == 0 { events.append(.event(id, "signup", day(20, 36))) }
    for _ in 0..<random.below(3) {
      events.append(.event(id, "pay", day(28, 28), ["amount": .money(Double(1 + random.below(9)))]))
    }
    if random.below(2) == 0 {
      answers.append(
        .answer(
          Double(random.below(11)), user: id, time: day(0, 56), columns: ["city": .text(region)]))
    }
  }
  return World(asof: "2024-03-10", events: events, users: users, feedback: answers)
}

@Suite("attacks on privacy")
struct AttackTests {
  private static let worlds = 40

  /// Asks under privacy in many small worlds; the attacker reads the answer.
  private func attack(
    _ query: String, seed: UInt64, _ read: (Answer, World, inout Attack) -> Void
  ) throws {
    var random = SplitMix64(seed: seed)
    var suppressed = 0
    for number in 0..<Self.worlds {
      let world = smallWorld(&random)
      var workspace = world.workspace()
      let least = 3 + random.below(4)
      workspace.privacy = Privacy(isOn: true, least: least)
      let outcome = try #require(workspace.run(query, interrupt: Interrupt()).last)
      guard let answer = outcome.answer else {
        #expect(outcome.diagnostics.first?.code == "E341", "\(query) in world \(number)")
        continue
      }
      var attack = Attack()
      read(answer, world, &attack)
      attack.think()
      let found = attack.found(under: least)
      #expect(found.isEmpty, "\(query) in world \(number), k = \(least): \(found)")
      if answer.tables.contains(where: { $0.rows.joined().contains(.under(least)) }) {
        suppressed += 1
      }
    }
    #expect(suppressed > 10, "the worlds of \(query) hold too few small groups to prove anything")
  }

  @Test(
    "no small group of a segment can be worked out", arguments: ["", " limit 2", " sort users"])
  func segment(order: String) throws {
    try attack("segment by region" + order, seed: 101) { answer, world, attack in
      guard let groups = answer.table("groups") else { return }
      let keys = groups.rows.map { "\($0[0])" }
      attack.read(groups, ["users"], keys: keys)
      attack.know("all", world.users.count)
      attack.sum(["all"], of: keys.map { $0 + ".users" }, hasRest: order == " limit 2")
    }
  }

  @Test("nor one of those who meet a condition, nor of those who do not")
  func rates() throws {
    try attack("segment where did(pay) by region", seed: 102) { answer, world, attack in
      guard let groups = answer.table("groups") else { return }
      let keys = groups.rows.map { "\($0[0])" }
      attack.read(groups, ["users", "base"], keys: keys)
      attack.know("all", world.users.count)
      attack.sum(["all"], of: keys.map { $0 + ".base" })
      for key in keys { attack.sum([key + ".base"], of: [key + ".users"], hasRest: true) }
      // A rate and one of its two counts would tell the other.
      groups.expectBlank("rate", without: ["users", "base"])
      groups.expectBlank("share", without: ["users"])
    }
  }

  private static let stepCounts = ["users", "mature", "lost", "open"]

  @Test(
    "no small step, loss or wait of a funnel can be worked out",
    arguments: ["", " by region", " by visit.channel", " by week"])
  func funnel(breakdown: String) throws {
    let query = "funnel visit -> signup -> pay within 14d" + breakdown
    try attack(query, seed: 103) { answer, _, attack in
      for name in ["steps", "total"] {
        if let table = answer.table(name) { Self.read(steps: table, &attack) }
      }
      Self.read(furtherTablesOf: answer, &attack)
      guard breakdown == " by region", let steps = answer.table("steps"),
        let total = answer.table("total")
      else { return }
      for step in 1...3 {
        let rows = steps.rows.indices.filter { steps.cell($0, "step") == .int(step) }
        let whole = total.rows.indices.filter { total.cell($0, "step") == .int(step) }
        for column in Self.stepCounts {
          attack.sum(
            whole.map { "total \($0).\(column)" }, of: rows.map { "steps \($0).\(column)" })
        }
      }
      // A group and its rest are the whole.
      guard let difference = answer.table("difference") else { return }
      let keys = difference.rows.indices.map { "difference \($0)" }
      attack.read(difference, ["mature_b"], keys: keys)
      difference.expectBlank("b", without: ["mature_a", "mature_b"])
      for (row, key) in keys.enumerated() {
        attack.sum(["total 0.mature"], of: ["steps \(row * 3).mature", key + ".mature_b"])
      }
    }
  }

  @Test(
    "nor where two funnels stand side by side",
    arguments: ["where did(pay) compare rest", "by region compare before 2024-01-25"])
  func comparedFunnels(clause: String) throws {
    try attack("funnel visit -> signup within 14d \(clause)", seed: 109) { answer, _, attack in
      for name in ["steps", "total"] {
        if let table = answer.table(name) { Self.read(steps: table, &attack) }
      }
      guard let steps = answer.table("steps"), let difference = answer.table("difference") else {
        return
      }
      let keys = difference.rows.indices.map { "difference \($0)" }
      attack.read(difference, ["mature_a", "mature_b"], keys: keys)
      for row in difference.rows.indices {
        let region = difference.index(of: "region") == nil ? [] : [difference.rows[row][0]]
        for (side, letter) in [("this", "a"), ("other", "b")] {
          let first = steps.rows.indices.first {
            (steps.rows[$0][0] == .text("this")) == (side == "this")
              && Array(steps.rows[$0].dropFirst().prefix(region.count)) == region
              && steps.cell($0, "step") == .int(1)
          }
          guard let first else { continue }
          attack.sum(["steps \(first).mature"], of: ["difference \(row).mature_\(letter)"])
          // A rate and what it is taken over would tell who went on.
          if [first, first + 1].contains(where: { steps.cell($0, "mature").intValue == nil }) {
            #expect(difference.cell(row, letter) == .missing)
          }
        }
      }
    }
  }

  /// Times are of those who reached a step, losses of those who did not.
  private static func read(furtherTablesOf answer: Answer, _ attack: inout Attack) {
    let whole = answer.table("total") == nil ? "steps" : "total"
    guard let times = answer.table("times"), let bins = answer.table("histogram"),
      let losses = answer.table("losses")
    else { return }
    attack.read(times, ["users"], keys: times.rows.indices.map { "times \($0)" })
    times.expectBlank("median_seconds", without: ["users"])
    for row in times.rows.indices {
      let step = (times.cell(row, "step").intValue ?? 1) - 1
      attack.sum(["\(whole) \(step).users"], of: ["times \(row).users"])
    }
    let keys = bins.rows.indices.map { "histogram \($0)" }
    attack.read(bins, ["users"], keys: keys)
    attack.sum(["\(whole) 2.users"], of: keys.map { $0 + ".users" })
    attack.read(losses, ["lost"], keys: losses.rows.indices.map { "losses \($0)" })
    for row in losses.rows.indices {
      let step = (losses.cell(row, "step").intValue ?? 1) - 1
      attack.sum(["\(whole) \(step).lost"], of: ["losses \(row).lost"])
    }
    #expect(
      losses.rows.indices.allSatisfy { losses.cell($0, "lost").intValue != nil }
        || losses.reals("share").allSatisfy { $0 == nil })
  }

  private static func read(steps table: ResultTable, _ attack: inout Attack) {
    let keys = table.rows.indices.map { "\(table.name) \($0)" }
    attack.read(table, stepCounts, keys: keys)
    table.expectBlank("rate_first", without: ["mature"])
    for row in table.rows.indices where table.cell(row, "step") != .int(1) {
      attack.sum(
        [keys[row - 1] + ".users"],
        of: [keys[row] + ".users", keys[row] + ".lost", keys[row] + ".open"])
      attack.sum([keys[row - 1] + ".mature"], of: [keys[row] + ".mature"], hasRest: true)
      if table.cell(row, "rate_previous") != .missing {
        #expect(table.cell(row, "mature").intValue != nil)
        #expect(table.cell(row - 1, "mature").intValue != nil)
      }
    }
  }

  @Test(
    "no small cell of a triangle, and no small rest of a cohort, can be worked out",
    arguments: ["", " using rolling", " with average=observed", " with average=simple"])
  func cohort(reading: String) throws {
    try attack("cohort visit -> pay by week" + reading, seed: 104) { answer, _, attack in
      Self.read(triangle: answer, reading, &attack)
    }
  }

  private static func read(triangle answer: Answer, _ reading: String, _ attack: inout Attack) {
    guard let retention = answer.table("retention"), let average = answer.table("average")
    else { return }
    let keys = retention.rows.map { "\($0[0]) \($0[3])" }
    attack.read(retention, ["size", "mature", "users"], keys: keys)
    attack.read(average, ["users", "mature"], keys: average.rows.map { "average \($0[0])" })
    retention.expectBlank("rate", without: ["users", "mature"])
    for row in retention.rows.indices {
      attack.sum([keys[row] + ".size"], of: [keys[row] + ".mature"])
      attack.sum([keys[row] + ".size"], of: [keys[row] + ".users"], hasRest: true)
      guard row > 0, retention.rows[row][0] == retention.rows[row - 1][0] else { continue }
      attack.sum([keys[row - 1] + ".size"], of: [keys[row] + ".size"])
      if reading == " using rolling" {
        attack.sum([keys[row - 1] + ".users"], of: [keys[row] + ".users"], hasRest: true)
      }
    }
    for mean in average.rows.indices {
      let rows = retention.rows.indices.filter { row in
        retention.cell(row, "offset") == average.cell(mean, "offset")
          && (reading.contains("observed") || retention.cell(row, "complete") == .bool(true))
      }
      for column in ["users", "mature"] {
        attack.sum(
          ["average \(average.rows[mean][0]).\(column)"], of: rows.map { keys[$0] + "." + column })
      }
      if reading.contains("simple"), average.cell(mean, "rate") != .missing {
        #expect(rows.allSatisfy { retention.cell($0, "users").intValue != nil })
      }
    }
  }

  @Test("no small number of payers, nor of those who paid twice, can be worked out")
  func ltv() throws {
    try attack("ltv by region within 7d", seed: 105) { answer, _, attack in
      Self.read(values: answer, &attack)
    }
  }

  private static func read(values answer: Answer, _ attack: inout Attack) {
    guard let value = answer.table("value"), let total = answer.table("total"),
      let curve = answer.table("curve")
    else { return }
    let columns = ["users", "mature", "payers", "active", "orders"]
    let keys = value.rows.map { "\($0[0])" }
    attack.read(value, columns, keys: keys)
    attack.read(total, columns, keys: ["total"])
    let ages = curve.rows.map { "\($0[0]) \($0[1])" }
    attack.read(curve, ["mature"], keys: ages)
    for (row, key) in ages.enumerated() {
      attack.sum(["\(curve.rows[row][0]).mature"], of: [key + ".mature"])
    }
    for key in keys + ["total"] {
      attack.sum([key + ".mature"], of: [key + ".payers"], hasRest: true)
      attack.sum([key + ".mature"], of: [key + ".active"], hasRest: true)
      attack.sum([key + ".orders"], of: [key + ".payers"], hasRest: true)
    }
    for column in columns {
      attack.sum(["total." + column], of: keys.map { $0 + "." + column })
    }
    for table in [value, total] {
      table.expectBlank("repeat_rate", without: ["payers"])
      table.expectBlank("arppu", without: ["payers", "mature"])
      table.expectBlank("ltv", without: ["payers", "mature"])
      for row in table.rows.indices {
        guard let rate = table.cell(row, "repeat_rate").realValue,
          let payers = table.cell(row, "payers").intValue
        else { continue }
        let twice = Int((rate * Double(payers)).rounded())
        attack.know("\(table.name) \(row) twice", twice)
        attack.know("\(table.name) \(row) once", payers - twice)
      }
    }
  }

  @Test("no small number of answers can be worked out", arguments: ["", " by city"])
  func feedback(breakdown: String) throws {
    try attack("feedback nps" + breakdown, seed: 106) { answer, _, attack in
      guard let nps = answer.table("nps"), let scores = answer.table("scores") else { return }
      let kinds = ["promoters", "passives", "detractors"]
      let keys = nps.rows.indices.map { "row \($0)" }
      attack.read(nps, ["responses"] + kinds, keys: keys)
      attack.read(scores, ["answers"], keys: scores.rows.indices.map { "score \($0)" })
      nps.expectBlank("nps", without: ["responses"] + kinds)
      for key in keys { attack.sum([key + ".responses"], of: kinds.map { key + "." + $0 }) }
      for (kind, range) in zip(kinds, [9...10, 7...8, 0...6]) {
        attack.sum(range.map { "score \($0).answers" }, of: keys.map { $0 + "." + kind })
      }
    }
  }
}

extension ResultTable {
  /// Expects a figure to stand only where all counts that it is computed from do.
  fileprivate func expectBlank(_ figure: String, without counts: [String]) {
    for row in rows.indices where cell(row, figure) != .missing {
      #expect(counts.allSatisfy { cell(row, $0).intValue != nil }, "\(figure) in row \(row)")
    }
  }
}
