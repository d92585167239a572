import Testing

@testable import Simulation

@Suite("the simulated live rooms")
struct LiveTests {
  @Test("has the rows of its quotas whatever the seed", arguments: [1, 20_240_101] as [UInt64])
  func rows(seed: UInt64) throws {
    var counts = try SimulatedFolder(Live.self, seed: seed).counts
    let watching = try #require(counts.removeValue(forKey: "watch_daily"))
    #expect((18_500...22_000).contains(watching))
    #expect(
      counts == ["users": 4_000, "exposures": 4_000, "rooms": 40, "room_views": 20_000])
  }

  @Test("nobody watches or sees the gift window before they sign up, or is in a room twice")
  func viewers() throws {
    let folder = try SimulatedFolder(Live.self, seed: 5)
    let joined = Dictionary(uniqueKeysWithValues: folder.rows("users").map { ($0[0], $0[1]) })
    for row in folder.rows("watch_daily") { #expect(row[1] >= joined[row[0]] ?? "9999") }
    for row in folder.rows("exposures") { #expect(row[3] >= joined[row[1]] ?? "9999") }
    let began = Dictionary(uniqueKeysWithValues: folder.rows("rooms").map { ($0[0], $0[4]) })
    let views = folder.rows("room_views")
    #expect(Set(views.map { [$0[0], $0[1]] }).count == views.count)
    for row in views { #expect(began[row[0]] ?? "" >= joined[row[1]] ?? "9999") }
  }

  @Test("only who bought has an amount")
  func amounts() throws {
    for row in try SimulatedFolder(Live.self, seed: 6).rows("room_views") {
      #expect((row[4] == "1") == !row[5].isEmpty)
    }
  }

  @Test("videos watched to the end are among those watched")
  func completes() throws {
    for row in try SimulatedFolder(Live.self, seed: 7).rows("watch_daily") {
      #expect(Int(row[4]) ?? .max <= Int(row[3]) ?? 0)
    }
  }
}
