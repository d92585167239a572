import Export
import Foundation
import Reporting
import Testing

@testable import Simulation

@Suite("the simulated shop")
struct ShopTests {
  static let rows = [
    "users": 5947, "events": 37_157, "orders": 1300, "channel_daily": 1092, "touches": 2800,
    "exposures": 500, "referrals": 1500, "feedback": 1600, "dirty_orders": 1000,
  ]

  @Test("has the rows of the design whatever the seed", arguments: [1, 20_240_101] as [UInt64])
  func rowCounts(seed: UInt64) throws {
    let shop = try ShopFolder(seed: seed)
    #expect(Dictionary(uniqueKeysWithValues: shop.tables.map { ($0.name, $0.rows) }) == Self.rows)
    for table in shop.tables {
      let lines = shop.text(table.name + ".csv").split(separator: "\n").count
      #expect(lines == table.rows + 1, "\(table.name)")
    }
  }

  @Test("is the same bytes for the same seed and others for another")
  func determinism() throws {
    let first = try ShopFolder(seed: 7)
    let again = try ShopFolder(seed: 7)
    let other = try ShopFolder(seed: 8)
    #expect(first.tables == again.tables)
    for (one, two) in zip(first.tables, other.tables) {
      #expect(one.sha256 != two.sha256, "\(one.name)")
    }
    #expect(first.text("dataset.json") == again.text("dataset.json"))
  }

  @Test("is twice as large at scale 2, with users of its own and the days of scale 1")
  func scale() throws {
    let shop = try ShopFolder(seed: 3, scale: 2)
    for table in shop.tables {
      let expected = Self.rows[table.name].map { table.name == "channel_daily" ? $0 : 2 * $0 }
      #expect(table.rows == expected, "\(table.name)")
    }
    let users = shop.rows("users").map { $0[0] }
    #expect(users.map { Int($0) } == Array(1...2 * 5947))
    #expect(Set(shop.rows("orders").map { $0[0] }).count == 2600)
    let spend = shop.rows("channel_daily").compactMap { Double($0[2]) }.reduce(0, +)
    #expect((spend * 100).rounded() == 2 * 78_800 * 100)
  }

  @Test("counts twice as much at scale 2 and rates the same")
  func truths() throws {
    let one = Shop(seed: 1, scale: 1).truths
    let two = Shop(seed: 9, scale: 2).truths
    #expect(Set(one.map(\.id)) == Set((1...20).map { "SH\($0)" }))
    #expect(one.map(\.statement) == two.map(\.statement))
    func figure(_ name: String, _ truths: [Truth]) -> Double? {
      truths.flatMap(\.figures).first { $0.name == name }?.value
    }
    #expect(figure("revenue", one) == 260_000)
    #expect(figure("revenue", two) == 520_000)
    #expect(figure("K", one) == 0.15)
    #expect(figure("K", two) == 0.15)
    #expect(figure("usable", one) == 942)
    #expect(figure("ROI of all channels", one).map { ($0 * 1000).rounded() } == 320)
  }

  @Test("orders and payments say the same, and together the planted revenue")
  func money() throws {
    let shop = try ShopFolder(seed: 5)
    let orders = shop.rows("orders")
    let paid = shop.rows("events").filter { $0[3] == "pay" }
    let fromOrders = Set(orders.map { [$0[0], $0[1], $0[2], $0[3], $0[4], $0[6], $0[7], $0[9]] })
    let fromEvents = Set(
      paid.map { [$0[7], $0[0], $0[1], $0[2], $0[8], $0[9], $0[10], $0[11]] })
    #expect(fromOrders == fromEvents)
    let cents = orders.compactMap { Double($0[4]).map { Int(($0 * 100).rounded()) } }
    #expect(cents.reduce(0, +) == 26_000_000)
  }

  @Test("ends every session on the day it began and every event within the half year")
  func days() throws {
    let shop = try ShopFolder(seed: 6)
    var days: [Substring: Set<Substring>] = [:]
    for row in shop.rows("events") {
      #expect(row[2] >= "2024-01-01" && row[2] < "2024-07-01")
      if !row[1].isEmpty { days[row[1], default: []].insert(row[2].prefix(10)) }
    }
    #expect(days.count == 14_375)
    #expect(days.values.allSatisfy { $0.count == 1 })
  }

  @Test("says nothing of its truths in its README")
  func readme() throws {
    let text = try ShopFolder().text("README.md")
    for word in ["Source", "Licence", "Caveats", "opsbook simulate shop --seed 42"] {
      #expect(text.contains(word))
    }
    for figure in ["260,000", "260000", "45%", "78,800", "942"] { #expect(!text.contains(figure)) }
  }
}

@Suite("the folder of a simulation")
struct SimulationFolderTests {
  @Test("is replaced where only a simulation is in it, with the truths of the one before")
  func replaced() throws {
    let shop = try ShopFolder(seed: 1)
    _ = try Simulations.write(Shop.self, seed: 1, scale: 1, isSealed: true, into: shop.path)
    #expect(try SealedTruths.read(shop.path + "/truths.sealed").truths.count == 20)
    _ = try Simulations.write(Shop.self, seed: 2, scale: 1, isSealed: false, into: shop.path)
    #expect(shop.text("truths.sealed").isEmpty)
    #expect(shop.text("dataset.json").contains("\"seed\": \"2\""))
  }

  @Test("is left alone where anything else is in it")
  func refused() throws {
    let shop = try ShopFolder(seed: 1)
    let before = shop.text("users.csv")
    try "x".write(toFile: shop.path + "/mine.txt", atomically: true, encoding: .utf8)
    #expect(throws: Diagnostic.self) {
      try Simulations.write(Shop.self, seed: 2, scale: 1, isSealed: false, into: shop.path)
    }
    #expect(shop.text("users.csv") == before)
    #expect(shop.text("mine.txt") == "x")
  }

  @Test(
    "the number of users is rounded to the nearest multiple, once at least",
    arguments: [
      (1, 1), (5947, 1), (8920, 1), (8921, 2), (12_000, 2), (2_000_000, 336),
      (Int.max, Int.max / 5947),
    ])
  func rounding(users: Int, scale: Int) {
    #expect(abs(Simulations.scale(of: Shop.self, users: users) - scale) <= (users == .max ? 1 : 0))
  }
}
