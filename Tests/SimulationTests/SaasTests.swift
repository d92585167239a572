import Testing

@testable import Simulation

@Suite("the simulated tool for teams")
struct SaasTests {
  @Test("has the rows of its quotas whatever the seed", arguments: [1, 20_240_101] as [UInt64])
  func rows(seed: UInt64) throws {
    let counts = try SimulatedFolder(Saas.self, seed: seed).counts
    #expect(counts["users"] == 4_000)
    #expect(counts["events"] == 13_860)
    #expect(counts["traffic_daily"] == 182)
    #expect(counts["subscriptions"] == 1_240)
    #expect(counts["finance_monthly"] == 36)
    let usage = try #require(counts["usage_daily"])
    #expect((21_500...23_500).contains(usage))
  }

  @Test("nobody uses it before they sign up, or twice on one day")
  func usage() throws {
    let folder = try SimulatedFolder(Saas.self, seed: 5)
    let signups = Dictionary(
      uniqueKeysWithValues: folder.rows("users").map { ($0[0], $0[1].prefix(10)) })
    let usage = folder.rows("usage_daily").map { [$0[0], $0[1]] }
    #expect(Set(usage).count == usage.count)
    #expect(usage.allSatisfy { $0[1] >= signups[$0[0]] ?? "9999" && $0[1] <= "2024-07-07" })
  }

  @Test("everybody signs up at the time that their first event has")
  func signups() throws {
    let folder = try SimulatedFolder(Saas.self, seed: 6)
    let events = folder.rows("events").filter { $0[2] == "signup" }.map { [$0[0], $0[1]] }
    #expect(events == folder.rows("users").map { [$0[0], $0[1]] })
  }

  @Test("who pays has a complete setup, earlier than the payment")
  func payers() throws {
    let folder = try SimulatedFolder(Saas.self, seed: 7)
    let done = Dictionary(
      uniqueKeysWithValues: folder.rows("events").filter { $0[2] == "setup_done" }
        .map { ($0[0], $0[1].prefix(10)) })
    let paid = folder.rows("subscriptions").filter { !$0[1].isEmpty }
    #expect(paid.count == 240)
    #expect(paid.allSatisfy { done[$0[1]] ?? "9999" < $0[4] })
  }
}
