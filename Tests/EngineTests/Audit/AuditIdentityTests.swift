import Engine
import Reporting
import TestKit
import Testing

@Suite("checks of users and times")
struct AuditIdentityTests {
  private typealias Fixture = AuditFixture

  @Test("of six users two share a device; ten on one device are another finding")
  func devices() throws {
    var fixture = Fixture()
    fixture.add(
      "users", role: "users", mapping: ["user": "uid"],
      [
        Fixture.text("uid", ["u1", "u2", "u3", "u4", "u5", "u6"]),
        Fixture.text("device_id", ["d1", "d2", "d2", "d3", "d4", ""]),
      ])
    let pair = try #require(try fixture.finding("paired_devices"))
    #expect(pair.fraction == "1/4")
    #expect(pair.words.english.contains("shared by 2 users"))
    #expect(pair.examples.map(\.content) == ["device_id=d2 × 2"])
    #expect(try fixture.finding("shared_devices")?.count == 0)
    var farm = Fixture()
    farm.add(
      "users", role: "users", mapping: ["user": "uid"],
      [
        Fixture.text("uid", (0..<19).map { "u\($0)" }),
        Fixture.text("device_id", (0..<19).map { $0 < 10 ? "d1" : "d2" }),
      ])
    #expect(try farm.finding("shared_devices")?.fraction == "1/2")
    #expect(try farm.finding("paired_devices")?.fraction == "1/2")
  }

  @Test("a row is an orphan where the users table does not know its user")
  func orphans() throws {
    var fixture = Fixture()
    fixture.add(
      "users", role: "users", mapping: ["user": "uid"], [Fixture.text("uid", ["u1", "u2"])])
    fixture.add("orders", [Fixture.text("uid", ["u1", "u9", "", "u2", "u9"])])
    let found = try #require(try fixture.finding("orphans"))
    #expect(found.fraction == "2/5")
    #expect(found.lines == [3, 6])
    var alone = Fixture()
    alone.add("orders", [Fixture.text("uid", ["u1"])])
    #expect(try alone.finding("orphans") == nil)
  }

  @Test("users without an active event are idle, whatever else they did")
  func idle() throws {
    var fixture = Fixture()
    fixture.users = ["u1", "u2", "u3"]
    fixture.active = ["visit"]
    fixture.events = EventLog(
      names: ["signup", "visit"], offsets: [0, 2, 3, 3], codes: [0, 1, 0],
      times: [Fixture.start, Fixture.start, Fixture.start], sessions: nil, properties: [],
      amountIndex: nil)
    fixture.add(
      "users", role: "users", mapping: ["user": "uid"], [Fixture.text("uid", ["u1", "u2", "u3"])])
    let found = try #require(try fixture.finding("idle_users"))
    #expect(found.fraction == "2/3")
    #expect(found.lines == [3, 4])
  }

  @Test("a user with over 1% of the rows and over 50 times the median is heavy")
  func heavy() throws {
    func found(_ rows: Int) throws -> AuditFinding? {
      var fixture = Fixture()
      let ids = ["a", "b", "c"] + Array(repeating: "robot", count: rows)
      fixture.add(
        "events", role: "events", mapping: ["user": "uid"], [Fixture.text("uid", ids)],
        personal: ["uid": .id])
      return try fixture.finding("heavy_users")
    }
    #expect(try found(50)?.fraction == "0/4")
    #expect(try found(51)?.fraction == "1/4")
    #expect(try found(51)?.examples.map(\.content) == ["uid=ro*** × 51"])
  }

  @Test("a row a day off its neighbours jumps, in a file that is else in order")
  func jumps() throws {
    func lines(_ days: [Double]) throws -> [Int]? {
      var fixture = Fixture()
      fixture.add(
        "events", role: "events", mapping: ["time": "ts"], [Fixture.time("ts", days: days)])
      return try fixture.finding("clock_jumps")?.lines
    }
    let ordered = (0..<40).map { Double($0) / 4 }
    #expect(try lines(ordered) == [])
    var late = ordered
    late[10] += 3
    #expect(try lines(late) == [12])
    var early = ordered
    early[10] -= 2
    #expect(try lines(early) == [12])
    // Half a day back is a late delivery; a shuffled file has no order to jump against.
    early[10] = ordered[9] - 0.5
    #expect(try lines(early) == [])
    #expect(try lines(ordered.reversed()) == [])
  }

  @Test("going back inside a session is a jump however short")
  func sessions() throws {
    var fixture = Fixture()
    var days = (0..<44).map { Double($0 / 2) / 1000 }
    days[20] = days[18] - 0.000_1
    fixture.add(
      "events", role: "events", mapping: ["time": "ts", "session": "sid"],
      [
        Fixture.time("ts", days: days),
        Fixture.text("sid", (0..<44).map { $0 % 2 == 0 ? "s1" : "s2" }),
      ])
    #expect(try fixture.finding("clock_jumps")?.lines == [22])
  }

  @Test("a day without a row is empty unless its weekday is closed; one with few rows is thin")
  func days() throws {
    func fixture(_ counts: [Int]) -> Fixture {
      var fixture = Fixture()
      fixture.asof = CivilDay(number: 20_000)
      let days = counts.enumerated().flatMap { day, count in
        Array(repeating: Double(day) + 0.5, count: count)
      }
      fixture.add(
        "events", role: "events", mapping: ["time": "ts"], [Fixture.time("ts", days: days)])
      return fixture
    }
    var counts = Array(repeating: 20, count: 35)
    counts[10] = 0
    counts[12] = 1
    counts[13] = 2
    for sunday in [6, 20, 27, 34] { counts[sunday] = 0 }
    counts[34] = 1
    let found = try #require(try fixture(counts).finding("empty_days"))
    #expect(found.fraction == "1/35")
    #expect(found.examples.map(\.content) == ["2024-01-11 × 0"])
    let thin = try #require(try fixture(counts).finding("thin_days"))
    #expect(thin.examples.map(\.content) == ["2024-01-13 × 1"])
    // Too few days, or mostly empty ones, say nothing.
    #expect(try fixture(Array(counts.prefix(13))).finding("empty_days") == nil)
    #expect(try fixture([5] + Array(repeating: 0, count: 30) + [5]).finding("empty_days") == nil)
  }
}
