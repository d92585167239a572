import Testing

@testable import Simulation

@Suite("the simulated live rooms")
struct LiveTests {
  @Test("has the rows of its quotas whatever the seed", arguments: [1, 20_240_101] as [UInt64])
  func rows(seed: UInt64) throws {
    var counts = try SimulatedFolder(Live.self, seed: seed).counts
    let watching = counts.removeValue(forKey: "watch_daily") ?? 0
    #expect((18_500...22_000).contains(watching))
    #expect(
      counts == ["users": 4_000, "exposures": 4_000, "rooms": 40, "room_views": 20_000])
  }

  @Test("nobody watches or sees the gift window before they sign up, or is in a room twice")
  func viewers() throws {
    let folder = try SimulatedFolder(Live.self, seed: 5)
    let joined = Dictionary(uniqueKeysWithValues: folder.rows("users").map { ($0[0], $0[1]) })
    #expect(folder.rows("watch_daily").allSatisfy { $0[1] >= joined[$0[0]] ?? "9999" })
    #expect(folder.rows("exposures").allSatisfy { $0[3] >= joined[$0[1]] ?? "9999" })
    let began = Dictionary(uniqueKeysWithValues: folder.rows("rooms").map { ($0[0], $0[4]) })
    let views = folder.rows("room_views")
    #expect(Set(views.map { [$0[0], $0[1]] }).count == views.count)
    #expect(views.allSatisfy { began[$0[0]] ?? "" >= joined[$0[1]] ?? "9999" })
  }

  @Test("only who bought has an amount")
  func amounts() throws {
    let views = try SimulatedFolder(Live.self, seed: 6).rows("room_views")
    #expect(views.allSatisfy { ($0[4] == "1") == !$0[5].isEmpty })
  }

  @Test("videos watched to the end are among those watched")
  func completes() throws {
    let watching = try SimulatedFolder(Live.self, seed: 7).rows("watch_daily")
    #expect(watching.allSatisfy { Int($0[4]) ?? .max <= Int($0[3]) ?? 0 })
  }
}
