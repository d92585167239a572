import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("cohorts under privacy")
struct CohortPrivacyTests {
  /// A few dozen users of two plans, back now and then.
  private static func world(_ random: inout SplitMix64) -> World {
    var world = World(asof: "2024-03-10")
    for user in 0..<(30 + random.below(30)) {
      let name = "u\(user)"
      world.users[name] = ["plan": .text(random.below(2) == 0 ? "pro" : "free")]
      let first = 19_723 + random.below(40)
      world.events.append(.event(name, "signup", CivilDay(number: first).label))
      for _ in 0..<random.below(4) {
        let day = CivilDay(number: first + random.below(25)).label
        world.events.append(.event(name, "open", day))
      }
    }
    return world
  }

  private static let counts: Set = [
    "size", "mature", "users", "dau", "wau", "mau", "at_least", "a_users", "a_mature", "b_users",
    "b_mature", "at_risk", "lost", "a_lost",
  ]

  @Test(
    "no form tells a count of fewer people than it may",
    arguments: [
      "signup -> open by week using range", "signup -> open by week using streak",
      "signup -> open by week using elapsed", "signup -> open at d1, w2 using all",
      "signup -> open with brackets=(1..3, 4..9)", "signup -> open by week within 5d",
      "signup -> open by month using recurring", "signup -> open by week sort size limit 2",
      "signup -> open at d1, d5 where plan = 'pro' compare rest",
      "signup -> open by week compare before 2024-01-20", "signup -> open by week with fit=power",
      "open using stickiness by day since 2024-02-20", "open using stickiness by month",
      "open using interval", "open using interval by plan",
    ])
  func counts(query: String) throws {
    var random = SplitMix64(seed: 21)
    var hidden = 0
    for _ in 0..<3 {
      var workspace = Self.world(&random).workspace()
      workspace.privacy = Privacy(isOn: true, least: 5)
      let outcome = try #require(workspace.run("cohort \(query)", interrupt: Interrupt()).last)
      guard let answer = outcome.answer else {
        #expect(outcome.diagnostics.first?.code == "E341", "\(query)")
        continue
      }
      for table in answer.tables {
        for column in table.columns where Self.counts.contains(column.name) {
          for cell in table.rows.indices.map({ table.cell($0, column.name) }) {
            if let count = cell.intValue { #expect(!(1..<5).contains(count), "\(query)") }
            if cell.isUntold { hidden += 1 }
          }
        }
      }
    }
    // Of everybody together nobody is few; where every day loses one, the answer is refused.
    let mayHideNothing = ["interval", "month", "rest"].contains { query.contains($0) }
    #expect(hidden > 0 || mayHideNothing, "\(query)")
  }

  @Test("the model of those still there is refused, for its curve tells who left")
  func model() throws {
    var random = SplitMix64(seed: 22)
    var workspace = Self.world(&random).workspace()
    workspace.privacy = Privacy(isOn: true, least: 5)
    let outcome = workspace.run("cohort by week with fit=sbg", interrupt: Interrupt()).last
    #expect(outcome?.diagnostics.first?.code == "E340")
  }
}
