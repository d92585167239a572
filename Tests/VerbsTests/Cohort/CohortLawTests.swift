import Engine
import Statistics
import TestKit
import Testing

@Suite("laws of cohorts")
struct CohortLawTests {
  private static func world(seed: UInt64, shift: Int = 0, prefix: String = "u") -> World {
    var random = SplitMix64(seed: seed)
    var world = World(zone: "Europe/Berlin", asof: CivilDay(number: 19_900 + shift).label)
    for user in 0..<60 {
      for _ in 0..<random.below(10) {
        let hour = random.below(100 * 24)
        let name = random.pick(["a", "b"])
        world.events.append(
          World.Event(
            user: "\(prefix)\(user)", name: name,
            time: .instant(Int64(19_800 + shift) * 86_400_000 + Int64(hour) * 3_600_000),
            properties: [:]))
      }
      world.users["\(prefix)\(user)"] = ["plan": .text(user % 3 == 0 ? "pro" : "free")]
    }
    return world
  }

  private static let queries = [
    "cohort a -> b by week", "cohort a -> b by month using rolling", "cohort a -> b at d3, w2",
    "cohort a -> b by week using range, elapsed", "cohort a -> b by day using recurring, streak",
    "cohort a -> a within 9d by month", "cohort a -> b by week with brackets=(1..2, 3..9)",
  ]

  @Test("the order of rows, the names of users and users without the event change nothing")
  func invariance() throws {
    let world = Self.world(seed: 3)
    var shuffled = world
    var random = SplitMix64(seed: 4)
    shuffled.events.shuffle(using: &random)
    var more = world
    more.events.append(.event("stranger", "x", "2024-04-01T00:00:00Z"))
    let renamed = Self.world(seed: 3, prefix: "zz")
    for query in Self.queries {
      let tables = try world.ask(query).tables
      for other in [shuffled, renamed, more] {
        #expect(try other.ask(query).tables == tables, "\(query)")
      }
    }
  }

  @Test("readings stand in order: streak ≤ exact ≤ range, exact ≤ rolling, times=2 ≤ times=1")
  func order() throws {
    let world = Self.world(seed: 5)
    func users(_ using: String) throws -> [Int] {
      try world.ask("cohort a -> b by week \(using)").table(named: "retention").ints("users")
    }
    let exact = try users("")
    let offsets = try world.ask("cohort a -> b by week").table(named: "retention").ints("offset")
    let (range, rolling, streak) = (
      try users("using range"), try users("using rolling"), try users("using streak")
    )
    let twice = try users("with times=2")
    for index in exact.indices {
      #expect(streak[index] <= exact[index] && exact[index] <= range[index])
      #expect(exact[index] <= rolling[index] && twice[index] <= exact[index])
      // Within a cohort, from offset 1 on.
      if index + 1 < exact.count, offsets[index] >= 1, offsets[index + 1] > offsets[index] {
        #expect(range[index] <= range[index + 1])
        #expect(rolling[index] >= rolling[index + 1] && streak[index] >= streak[index + 1])
      }
    }
    #expect(exact.contains { $0 > 0 } && twice.contains { $0 > 0 })
  }

  @Test("a cohort by its own event is whole at offset 0")
  func whole() throws {
    let table = try Self.world(seed: 6).ask("cohort a -> a by week").table(named: "retention")
    let zero = table.rows.indices.filter { table.cell($0, "offset") == .int(0) }
    #expect(zero.count > 5)
    for row in zero { #expect(table.cell(row, "users") == table.cell(row, "size")) }
  }

  @Test("the parts of a breakdown add up to the whole")
  func parts() throws {
    let world = Self.world(seed: 7)
    for query in ["cohort a -> b by week", "cohort a -> b at d3, d9"] {
      let whole = try world.ask(query).table(named: "average")
      let parts = try world.ask(query + (query.contains("by") ? ", plan" : " by plan"))
        .table(named: "average")
      let key = query.contains("at") ? "point" : "offset"
      for row in whole.rows.indices {
        let same = parts.rows.indices.filter { parts.cell($0, key) == whole.cell(row, key) }
        for column in ["users", "mature"] {
          let sum = same.reduce(0) { $0 + (parts.cell($1, column).intValue ?? 0) }
          #expect(whole.cell(row, column) == .int(sum), "\(query) \(row) \(column)")
        }
      }
    }
  }

  @Test("whole weeks later the triangle is the same but for its labels")
  func shifted() throws {
    var early = Self.world(seed: 8)
    var late = Self.world(seed: 8, shift: 7 * 4)
    (early.zone, late.zone) = ("UTC", "UTC")
    let (one, two) = (
      try early.ask("cohort a -> b by week").table(named: "retention"),
      try late.ask("cohort a -> b by week").table(named: "retention")
    )
    #expect(one.rows.count > 20)
    for column in ["size", "offset", "users"] { #expect(one.ints(column) == two.ints(column)) }
  }

  @Test("incomplete cells never enter the mean")
  func means() throws {
    let answer = try Self.world(seed: 9).ask("cohort a -> b by month")
    let (retention, average) = (
      try answer.table(named: "retention"), try answer.table(named: "average")
    )
    for row in average.rows.indices {
      let cells = retention.rows.indices.filter {
        retention.cell($0, "offset") == average.cell(row, "offset")
          && retention.cell($0, "complete") == .bool(true)
      }
      let sum = cells.reduce(0) { $0 + (retention.cell($1, "users").intValue ?? 0) }
      #expect(average.cell(row, "users") == .int(sum))
      #expect(average.cell(row, "cohorts") == .int(cells.count))
    }
    #expect(retention.rows.indices.contains { retention.cell($0, "complete") == .bool(false) })
  }
}
