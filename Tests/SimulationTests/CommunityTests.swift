import Testing

@testable import Simulation

@Suite("the simulated community")
struct CommunityTests {
  @Test("has the rows of its quotas whatever the seed", arguments: [1, 20_240_101] as [UInt64])
  func rows(seed: UInt64) throws {
    var counts = try SimulatedFolder(Community.self, seed: seed).counts
    let checkins = counts.removeValue(forKey: "checkins") ?? 0
    #expect((15_000...18_500).contains(checkins))
    #expect(
      counts == [
        "users": 3_000, "usage_daily": 26_690, "posts": 600, "contrib_monthly": 900,
        "pushes": 1_200, "exposures": 2_000, "traffic_daily": 182, "feedback": 1_220,
      ])
  }

  @Test("members check in and post on days of use, after they joined")
  func days() throws {
    let folder = try SimulatedFolder(Community.self, seed: 5)
    let joined = Dictionary(uniqueKeysWithValues: folder.rows("users").map { ($0[0], $0[1]) })
    let usage = folder.rows("usage_daily").map { [$0[0], $0[1]] }
    #expect(Set(usage).count == usage.count)
    #expect(usage.allSatisfy { $0[1] >= joined[$0[0]] ?? "9999" })
    let checkins = folder.rows("checkins").map { [$0[0], $0[1]] }
    #expect(Set(checkins).count == checkins.count)
    #expect(Set(checkins).isSubset(of: usage))
    #expect(Set(folder.rows("posts").map { [$0[1], $0[2]] }).isSubset(of: usage))
  }

  @Test("posts of June are those counted as contributions")
  func posts() throws {
    let folder = try SimulatedFolder(Community.self, seed: 6)
    let june = folder.rows("posts").filter { $0[2] >= "2024-06" }
    let written = Dictionary(grouping: june, by: { $0[1] }).mapValues(\.count)
    let counted = folder.rows("contrib_monthly").map { ($0[0], Int($0[2]) ?? -1) }
    #expect(Dictionary(uniqueKeysWithValues: counted.filter { $0.1 != 0 }) == written)
  }

  @Test("nobody opens more messages than were sent")
  func pushes() throws {
    let pushes = try SimulatedFolder(Community.self, seed: 7).rows("pushes")
    #expect(pushes.allSatisfy { Int($0[4]) ?? .max <= Int($0[3]) ?? 0 })
  }
}
