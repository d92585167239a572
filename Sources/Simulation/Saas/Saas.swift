import Engine
import Reporting
import Statistics

/// A tool for teams that is sold by subscription, from January to the first week of July 2024.
///
/// It is written block by block: scale 3 is three such tools side by side whose users are numbered
/// on, so memory holds the plan of one block at any size.
public struct Saas: Simulated {
  public static let name = "saas"
  public static let users = SaasQuotas.users

  let seed: UInt64
  let scale: Int

  public init(seed: UInt64, scale: Int) {
    self.seed = seed
    self.scale = max(1, scale)
  }

  @discardableResult
  public func write(into folder: String) throws(Diagnostic) -> [WrittenTable] {
    let first = CivilDay(year: 2024, month: 1, day: 1) ?? CivilDay(number: 19_723)
    let days = DaySpan(first, through: first.advanced(by: SaasQuotas.asof))
    var random = SplitMix64(seed: seed, part: 0)
    let weights = Self.weights(days, &random)
    let traffic = try writeTraffic(into: folder, days, weights, &random)
    var ledger = try SaasLedger(in: folder, days: days)
    var people = try SaasTables(in: folder, days: days)
    for index in 0..<scale {
      var random = SplitMix64(seed: seed, part: UInt64(index + 1))
      try ledger.begin(&random)
      let signups = weights.map { $0 * (0.8 + 0.4 * random.unit()) }
      try people.add(SaasBlock(weights: signups, &random), &ledger, &random)
    }
    let tables =
      try people.close() + [
        traffic, ledger.close(), ledger.writeFinance(into: folder, scale: scale),
      ]
    try JSONFile.write(declaration, to: folder + "/dataset.json")
    try TextFile.write(readme(tables), to: folder + "/README.md")
    return tables
  }

  /// How many come on each day, 1 on average: a tool for work is looked for on working days, and
  /// hardly in the week of the spring festival, from 2024-02-10 to 02-17.
  private static func weights(_ days: DaySpan, _ random: inout SplitMix64) -> [Double] {
    let week = [1.12, 1.2, 1.18, 1.12, 1.0, 0.72, 0.66]
    return (0..<SaasQuotas.monthStarts[6]).map { day in
      let isFestival = (40...47).contains(day)
      return week[days.weekday(day)] * (isFestival ? 0.45 : 1) * (0.92 + 0.16 * random.unit())
    }
  }

  private func writeTraffic(
    into folder: String, _ days: DaySpan, _ weights: [Double], _ random: inout SplitMix64
  ) throws(Diagnostic) -> WrittenTable {
    let file = try CSVFile("traffic_daily", columns: ["date", "visitors", "spend"], in: folder)
    let starts = SaasQuotas.monthStarts
    for month in 0..<6 {
      let range = starts[month]..<starts[month + 1]
      let part = Array(weights[range])
      let visitors = Apportionment.shares(of: SaasQuotas.visitorsAMonth * scale, by: part)
      let spend = Apportionment.shares(
        of: SaasQuotas.marketing[month] * 100 * scale,
        by: part.map { $0 * (0.85 + 0.3 * random.unit()) })
      for (place, day) in range.enumerated() {
        file.plain(days.label(day))
        file.int(visitors[place])
        file.hundredths(spend[place])
        try file.endRow()
      }
    }
    return try file.close()
  }
}
