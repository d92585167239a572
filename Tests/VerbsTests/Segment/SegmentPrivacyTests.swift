import Engine
import Reporting
import Statistics
import TestKit
import Testing

@Suite("segments under privacy")
struct SegmentPrivacyTests {
  private static let counts: Set = [
    "users", "base", "population", "top_users", "users_for_80", "a_users", "b_users", "both",
    "a_size", "b_size", "from_users",
  ]

  private static let queries = [
    "by rfm", "by tier", "by lifecycle", "by activity", "by frequency", "by value",
    "by value using registered", "by lifecycle using six", "by rfm using quintile",
    "by lifecycle compare 2024-04-09", "by tier compare 2024-04-09",
    "where did(pay) compare rest", "where did(pay) by tier", "limit 20%",
    "where did(visit) during 2024-04 compare previous", "by quantile(days(visit), 3)",
  ]

  @Test("no form tells a count of fewer people than it may", arguments: queries)
  func counts(query: String) throws {
    var random = SplitMix64(seed: 31)
    for _ in 0..<3 {
      var workspace = ModelReferenceTests.world(&random, zone: "Asia/Shanghai").workspace()
      workspace.privacy = Privacy(isOn: true, least: 5)
      let outcome = try #require(workspace.run("segment \(query)", interrupt: Interrupt()).last)
      guard let answer = outcome.answer else {
        #expect(outcome.diagnostics.first?.code == "E341", "\(query)")
        continue
      }
      for table in answer.tables {
        for column in table.columns where Self.counts.contains(column.name) {
          for row in table.rows.indices {
            if let count = table.cell(row, column.name).intValue {
              #expect(!(1..<5).contains(count), "\(query) \(table.name).\(column.name)")
            }
          }
        }
      }
    }
  }

  @Test("money of a few is not told, neither by itself nor by subtraction")
  func money() throws {
    var world = World(asof: "2024-01-31", roles: EventRoles(key: "pay"))
    for user in 0..<40 {
      world.users["\(user)"] = [:]
      guard user < 23 else { continue }
      let day = user < 3 ? "2024-01-30" : "2023-06-01"
      world.events.append(.event("\(user)", "pay", day, ["amount": .money(Double(user + 1))]))
    }
    var workspace = world.workspace()
    workspace.privacy = Privacy(isOn: true, least: 5)
    let groups = try workspace.ask("segment by rfm").table(named: "groups")
    for row in groups.rows.indices where groups.cell(row, "users").intValue == nil {
      #expect(groups.cell(row, "revenue") == .missing)
      #expect(groups.cell(row, "revenue_share") == .missing)
    }
    #expect(groups.rows.indices.count { groups.cell($0, "revenue") == .missing } >= 2)
    // A twentieth of 23 buyers is one or two of them.
    let curve = try workspace.ask("segment by value").table(named: "curve")
    #expect(curve.rows.indices.allSatisfy { curve.cell($0, "revenue") == .missing })
  }

  @Test("what is hidden cannot be worked out from the transition")
  func transition() throws {
    var random = SplitMix64(seed: 33)
    for _ in 0..<4 {
      var workspace = ModelReferenceTests.world(&random, zone: "Asia/Shanghai").workspace()
      let open = try workspace.ask("segment by lifecycle compare 2024-04-09")
        .table(named: "transition")
      workspace.privacy = Privacy(isOn: true, least: 5)
      let outcome = workspace.run(
        "segment by lifecycle compare 2024-04-09", interrupt: Interrupt()
      ).last
      guard let told = outcome?.answer?.table("transition") else { continue }
      for from in Set(open.texts("from_lifecycle").compactMap { $0 }) {
        let rows = told.rows.indices.filter { told.texts("from_lifecycle")[$0] == from }
        let hidden = rows.filter { told.cell($0, "users").intValue == nil }
        let whole = rows.compactMap { told.cell($0, "from_users").intValue }.first
        // One hidden cell beside its told sum would follow from the others.
        if whole != nil { #expect(hidden.count != 1, "\(from)") }
      }
    }
  }
}
