import Engine
import Statistics
import TestKit
import Testing

@Suite("ltv against a slow reference")
struct LTVReferenceTests {
  private struct Place {
    let zone: String
    /// Days since 1970 of the first sign-up.
    let start: Int
    let asof: String
  }

  /// New York moves its clocks on 10 March 2024, Shanghai never; both see 29 February.
  ///
  /// Santiago's clocks go back at midnight of 7 April, so one hour of the 6th comes twice.
  private static let places = [
    Place(zone: "America/New_York", start: 19_760, asof: "2024-04-10"),
    Place(zone: "Asia/Shanghai", start: 19_760, asof: "2024-04-05"),
    Place(zone: "America/Santiago", start: 19_790, asof: "2024-05-20"),
  ]

  private static let horizons: [SlowLTV.Horizon] = [
    .days(0), .days(1), .days(7), .days(30), .months(1), .months(2),
  ]

  @Test("random users, payments and refunds, seed 11", arguments: [0, 1, 2])
  func revenue(place: Int) throws {
    let place = Self.places[place]
    for (seed, horizon) in Self.horizons.enumerated() {
      var random = SplitMix64(seed: 11, part: UInt64(seed))
      var made = LTVWorld(
        &random, zone: place.zone, from: place.start, days: 40, asof: place.asof)
      made.world.events.shuffle(using: &random)
      for isNet in [false, true] {
        let slow = SlowLTV(
          zone: place.zone, events: made.events, horizon: horizon, asof: place.asof, isNet: isNet)
        var workspace = made.workspace()
        let answer = try workspace.ask(
          "ltv by plan within \(horizon.text)\(isNet ? " using net" : "")")
        let note = "\(place.zone) \(horizon.text) \(isNet)"
        try check(answer, slow, made, note)
      }
    }
  }

  private func check(_ answer: Answer, _ slow: SlowLTV, _ made: LTVWorld, _ note: String) throws {
    let users = slow.users
    let value = try answer.table(named: "value")
    let curve = try answer.table(named: "curve")
    for row in value.rows.indices {
      let plan = try #require(value.cell(row, "plan").textValue)
      let group = SlowValue(users.filter { made.plans[$0.key] == plan }.values)
      try check(value, row, group, note)
      let ages = curve.rows.indices.filter { curve.cell($0, "plan") == .text(plan) }
      for index in ages {
        let age = try #require(curve.cell(index, "age").intValue)
        let own = curve.cell(index, "ltv").realValue
        if let mean = group.mean(upTo: age), let own {
          #expect(abs(mean - own) < 1e-9, "\(note) age \(age)")
        } else {
          #expect(own == nil && group.mature == 0, "\(note)")
        }
      }
    }
    #expect(Set(value.texts("plan")).count == 3, "\(note)")
    try check(try answer.table(named: "total"), 0, SlowValue(users.values), note)
  }

  private func check(_ table: ResultTable, _ row: Int, _ slow: SlowValue, _ note: String) throws {
    func count(_ column: String) -> Int { table.cell(row, column).intValue ?? -1 }
    #expect(count("users") == slow.users, "\(note)")
    #expect(count("mature") == slow.mature, "\(note)")
    #expect(count("counted") == slow.mature, "\(note)")
    #expect(count("active") == slow.active, "\(note)")
    #expect(count("payers") == slow.payers, "\(note)")
    #expect(count("orders") == slow.orders, "\(note)")
    #expect(
      table.cell(row, "revenue") == .money(Money(tenThousandths: Int64(slow.revenue) * 100)),
      "\(note)")
    let n = Double(slow.mature)
    func near(_ column: String, _ wanted: Double?) {
      let own = table.cell(row, column).realValue
      if let wanted, let own {
        #expect(abs(own - wanted) < 1e-8 * max(1, wanted.magnitude), "\(note) \(column)")
      } else {
        #expect(own == nil && wanted == nil, "\(note) \(column)")
      }
    }
    func ratio(_ a: Double, _ b: Int) -> Double? { b == 0 ? nil : a / Double(b) }
    let sum = Double(slow.values.reduce(0, +)) / 100
    near("ltv", ratio(sum, slow.mature))
    let revenue = Double(slow.revenue) / 100
    near("arpu", ratio(revenue, slow.active))
    near("arppu", ratio(revenue, slow.payers))
    near("average_order", ratio(revenue, slow.orders))
    near("repeat_rate", ratio(Double(slow.repeaters), slow.payers))
    near("orders_per_payer", ratio(Double(slow.orders), slow.payers))
    near("gap_median", Quantile.value(0.5, ofSorted: slow.gaps))
    near("gap_q1", Quantile.value(0.25, ofSorted: slow.gaps))
    near("gap_q3", Quantile.value(0.75, ofSorted: slow.gaps))
    guard slow.mature > 1 else { return }
    let scatter = slow.values.reduce(0.0) { all, own in
      let apart = Double(own) / 100 - sum / n
      return all + apart * apart
    }
    let reach = 1.959963984540054 * (scatter / (n - 1) / n).squareRoot()
    near("ltv_high", sum / n + reach)
    // Where nobody's value is below zero, neither is the mean.
    let low = sum / n - reach
    near("ltv_low", slow.values.contains { $0 < 0 } ? low : max(0, low))
  }

  @Test("costs beside payments, and when they are paid back, seed 12")
  func costs() throws {
    for part in 0..<6 {
      var random = SplitMix64(seed: 12, part: UInt64(part))
      let made = LTVWorld(
        &random, zone: "America/New_York", from: 19_760, days: 40, asof: "2024-04-10",
        hasCosts: true)
      let slow = SlowLTV(
        zone: "America/New_York", events: made.events, horizon: .days(30), asof: "2024-04-10")
      let whole = SlowValue(slow.users.values)
      var workspace = made.workspace(hasCosts: true)
      for cac in [0.0, 1, 5, 12.5, 900] {
        let answer = try workspace.ask("ltv within 30d with cac=\(cac)")
        let value = try answer.table(named: "value")
        #expect(
          value.cell(0, "cost") == .money(Money(tenThousandths: Int64(whole.cost) * 100)))
        let mean = try #require(whole.mean(upTo: 30))
        #expect(abs((value.cell(0, "ltv").realValue ?? 0) - mean) < 1e-9)
        #expect(value.cell(0, "payback").intValue == whole.payback(cac, ages: 30))
        guard cac > 0 else { continue }
        #expect(abs((value.cell(0, "roi").realValue ?? 0) - (mean - cac) / cac) < 1e-9)
        let revenue = Double(whole.revenue) / 100 / Double(whole.mature)
        #expect(abs((value.cell(0, "roas").realValue ?? 0) - revenue / cac) < 1e-9)
        #expect(answer.warnings.contains { $0.code == "W546" })
      }
    }
  }
}
