import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("ltv under privacy")
struct LTVPrivacyTests {
  private static let counts: Set = [
    "users", "mature", "counted", "payers", "active", "orders", "trimmed", "acquired", "at_risk",
    "lost", "a_counted", "b_counted",
  ]

  private static func made(_ part: Int) -> LTVWorld {
    var random = SplitMix64(seed: 41, part: UInt64(part))
    return LTVWorld(
      &random, zone: "UTC", from: 19_740, days: 60, asof: "2024-04-10", users: 45)
  }

  @Test(
    "no form tells a count of fewer people than it may",
    arguments: [
      "by plan within 7d", "by plan, month within 7d", "by week within 20d using all",
      "by month within 10d sort ltv desc", "by plan within 7d with trim=5%",
      "by plan within 7d with cac=5 limit 2", "by month within 7d where plan = 'a' compare rest",
      "by plan using projected", "within 3d where plan = 'a'",
    ])
  func counts(query: String) throws {
    var hidden = 0
    for part in 0..<4 {
      var workspace = Self.made(part).workspace()
      workspace.privacy = Privacy(isOn: true, least: 5)
      let outcome = try #require(workspace.run("ltv \(query)", interrupt: Interrupt()).last)
      guard let answer = outcome.answer else {
        #expect(outcome.diagnostics.first?.code == "E341", "\(query)")
        hidden += 1
        continue
      }
      for table in answer.tables {
        for column in table.columns where Self.counts.contains(column.name) {
          for row in table.rows.indices {
            let cell = table.cell(row, column.name)
            if let count = cell.intValue { #expect(!(1..<5).contains(count), "\(query)") }
            if cell.isUntold {
              hidden += 1
              // No figure of a group whose counts are not told.
              if column.name == "payers" { #expect(table.cell(row, "ltv") == .missing, "\(query)") }
            }
          }
        }
      }
    }
    #expect(hidden > 0 || !query.contains("month"), "\(query)")
  }

  /// Somebody who adds up all rows and the total finds no count that is not told.
  @Test("sums over groups give nobody away", arguments: 0..<6)
  func attack(part: Int) throws {
    var workspace = Self.made(part).workspace()
    workspace.privacy = Privacy(isOn: true, least: 5)
    let query = "ltv by plan, month within 10d"
    let outcome = try #require(workspace.run(query, interrupt: Interrupt()).last)
    guard let answer = outcome.answer else {
      #expect(outcome.diagnostics.first?.code == "E341")
      return
    }
    let columns = ["users", "mature", "counted", "payers", "active", "orders"]
    let (value, total) = (try answer.table(named: "value"), try answer.table(named: "total"))
    let keys = value.rows.indices.map { "row \($0)" }
    var attack = Attack()
    attack.read(value, columns, keys: keys)
    attack.read(total, columns, keys: ["total"])
    for column in columns {
      attack.sum(["total.\(column)"], of: keys.map { "\($0).\(column)" })
    }
    for key in keys + ["total"] {
      attack.sum(["\(key).mature"], of: ["\(key).counted"])
      attack.sum(["\(key).users"], of: ["\(key).mature"], hasRest: true)
      attack.sum(["\(key).counted"], of: ["\(key).payers"], hasRest: true)
      attack.sum(["\(key).counted"], of: ["\(key).active"], hasRest: true)
      attack.sum(["\(key).orders"], of: ["\(key).payers"], hasRest: true)
    }
    attack.think()
    #expect(attack.found(under: 5).isEmpty)
  }
}
