import Engine
import Statistics
import TestKit
import Testing

@Suite("funnel on random users")
struct FunnelRandomTests {
  typealias Event = SlowFunnel.Event

  private static let hour: Int64 = 3_600_000
  /// 2024-03-08 00:00 in New York; on the 10th its clocks go forward.
  private static let start: Int64 = 1_709_874_000_000
  /// Local midnights from the 9th on: the 10th has but 23 hours.
  private static let midnights: [Int64] = [
    1_709_960_400_000, 1_710_046_800_000, 1_710_129_600_000, 1_710_216_000_000,
    1_710_302_400_000, 1_710_388_800_000, 1_710_475_200_000, 1_710_561_600_000,
  ]

  /// Events at every third hour of four days, so many at one instant, some with values.
  private static func worlds(_ count: Int, most: Int, seed: UInt64) -> [[Event]] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      (0..<random.below(most + 1)).map { _ in
        var values: [String: String] = [:]
        for property in ["p", "q"] where random.below(4) > 0 {
          values[property] = random.pick(["1", "2"])
        }
        let name = random.pick(["a", "a", "b", "b", "c", "x"])
        return Event(
          name: name, instant: start + Int64(random.below(32)) * 3 * hour, values: values)
      }
    }
  }

  private static func elapsed(_ hours: Int64) -> (Int64) -> Int64 { { $0 + hours * hour } }

  private static func days(_ count: Int) -> (Int64) -> Int64 {
    { instant in
      let next = midnights.firstIndex { $0 > instant } ?? 0
      return midnights[min(next + count - 1, midnights.count - 1)] - 1
    }
  }

  @Test("many steps, ties and open windows, seed 1")
  func openWindows() throws {
    var worlds = try FunnelWorlds(
      Self.worlds(400, most: 7, seed: 1), zone: "America/New_York", asof: "2024-03-10")
    let end = Self.midnights[2]
    var slow = SlowFunnel("a -> ab -> b? -> c? -> abcx")
    slow.end = end
    slow.window = Self.elapsed(30)
    let query = "funnel a -> (a or b) -> b? -> c? -> any"
    // What lies after the end of the tenth is never read.
    let read = worlds.worlds.map { $0.filter { $0.instant < end } }
    worlds = try FunnelWorlds(read, zone: "America/New_York", asof: "2024-03-10")
    try worlds.check("\(query) within 30h", slow)
    slow.each = Self.elapsed(9)
    try worlds.check("\(query) within 30h with each=9h", slow)
    slow.excluded = "x"
    try worlds.check("\(query) within 30h excluding x with each=9h", slow)
    slow.dropsUser = true
    try worlds.check("\(query) within 30h excluding x using exclude_user with each=9h", slow)
    slow.excluded = nil
    slow.dropsUser = false
    slow.order = .strict
    try worlds.check("\(query) within 30h using strict with each=9h", slow)
  }

  @Test("calendar days across a change of the clocks, seed 2")
  func calendarDays() throws {
    let all = Self.worlds(400, most: 7, seed: 2)
    let end = Self.midnights[3]
    var worlds = try FunnelWorlds(
      all.map { $0.filter { $0.instant < end } }, zone: "America/New_York", asof: "2024-03-11")
    var slow = SlowFunnel("a -> b -> a -> c")
    slow.end = end
    slow.window = Self.days(1)
    try worlds.check("funnel a -> b -> a -> c within 1d using calendar", slow)
    slow.window = Self.days(2)
    try worlds.check("funnel a -> b -> a -> c within 2d using calendar", slow)
    slow.window = nil
    slow.each = Self.days(1)
    try worlds.check("funnel a -> b -> a -> c within 1d each using calendar", slow)
  }

  @Test("held properties, some of them missing, seed 3")
  func hold() throws {
    var worlds = try FunnelWorlds(Self.worlds(400, most: 7, seed: 3), zone: "America/New_York")
    var slow = SlowFunnel("a -> ab -> b -> abcx")
    let query = "funnel a -> (a or b) -> b -> any within 30h"
    slow.window = Self.elapsed(30)
    slow.hold = ["p"]
    try worlds.check("\(query) with hold=p", slow)
    slow.order = .strict
    try worlds.check("\(query) using strict with hold=p", slow)
    slow.order = .anyOrder
    try worlds.check("\(query) using any_order with hold=p", slow)
    slow.order = .ordered
    slow.hold = ["p", "q"]
    try worlds.check("\(query) with hold=('p', 'q')", slow)
    slow.excluded = "x"
    try worlds.check("\(query) excluding x with hold=p, hold=q", slow)
    slow.dropsUser = true
    try worlds.check("\(query) excluding x using exclude_user with hold=p, hold=q", slow)
  }

  @Test("any order with exclusions, seed 4")
  func anyOrder() throws {
    var worlds = try FunnelWorlds(Self.worlds(300, most: 6, seed: 4), zone: "America/New_York")
    var slow = SlowFunnel("a -> ab -> bc -> a")
    slow.order = .anyOrder
    slow.excluded = "x"
    let query = "funnel a -> (a or b) -> (b or c) -> a excluding x"
    try worlds.check("\(query) using any_order", slow)
    slow.window = Self.elapsed(30)
    slow.isStrictlyLater = true
    try worlds.check("\(query) within 30h using any_order, strictly", slow)
  }

  @Test("months as windows between steps, whose ends do not grow with their starts, seed 5")
  func months() throws {
    let calendar = LocalCalendar.utc
    let january = calendar.start(of: CivilDay(number: 19_752))
    var random = SplitMix64(seed: 5)
    let worlds = (0..<300).map { _ in
      (0..<random.below(8)).map { _ in
        Event(
          name: random.pick(["a", "b", "c"]),
          instant: january + Int64(random.below(24)) * 60 * Self.hour)
      }
    }
    let month: (Int64) -> Int64 = { calendar.instant($0, plus: .months(1)) }
    var tested = try FunnelWorlds(worlds)
    var slow = SlowFunnel("a -> b -> ab -> c")
    slow.each = month
    try tested.check("funnel a -> b -> (a or b) -> c within 1mo each", slow)
    slow.each = nil
    slow.window = month
    try tested.check("funnel a -> b -> (a or b) -> c within 1mo", slow)
  }

  @Test("entries, each event for one of them, seed 6")
  func entries() throws {
    let end = Self.midnights[2]
    let read = Self.worlds(500, most: 9, seed: 6).map { $0.filter { $0.instant < end } }
    var worlds = try FunnelWorlds(read, zone: "America/New_York", asof: "2024-03-10")
    var slow = SlowFunnel("a -> b -> a -> c")
    slow.end = end
    try worlds.checkEntries("funnel a -> b -> a -> c", slow)
    slow.window = Self.elapsed(30)
    try worlds.checkEntries("funnel a -> b -> a -> c within 30h", slow)
    slow.excluded = "x"
    try worlds.checkEntries("funnel a -> b -> a -> c within 30h excluding x", slow)
  }
}
