import Engine
import Reporting
import Statistics

/// A community of hobbies, 豆角圈 or Beanpod, in the first half of 2024.
///
/// It is written block by block: scale 3 is three such communities side by side whose members and
/// posts are numbered on, so memory holds the plan of one block at any size.
public struct Community: Simulated {
  public static let name = "community"
  public static let users = CommunityQuotas.users

  let seed: UInt64
  let scale: Int

  public init(seed: UInt64, scale: Int) {
    self.seed = seed
    self.scale = max(1, scale)
  }

  @discardableResult
  public func write(into folder: String) throws(Diagnostic) -> [WrittenTable] {
    let first = CivilDay(year: 2024, month: 1, day: 1) ?? CivilDay(number: 19_723)
    let last = first.advanced(by: CommunityQuotas.dayCount - 1)
    let calendar = CommunityCalendar(DaySpan(first, through: last))
    var tables = try CommunityTables(in: folder, calendar)
    var mentions = try CommunityMentions(in: folder, calendar)
    for index in 0..<scale {
      var random = SplitMix64(seed: seed, part: UInt64(index + 1))
      try tables.add(CommunityBlock(calendar, &random), &random)
      try mentions.add(&random)
    }
    let written = try tables.close() + [writeTraffic(into: folder, calendar), mentions.close()]
    try JSONFile.write(declaration, to: folder + "/dataset.json")
    try TextFile.write(readme(written), to: folder + "/README.md")
    return written
  }

  private func writeTraffic(
    into folder: String, _ calendar: CommunityCalendar
  ) throws(Diagnostic) -> WrittenTable {
    var random = SplitMix64(seed: seed, part: 0)
    let file = try CSVFile("traffic_daily", columns: ["date", "visits"], in: folder)
    for month in 0..<6 {
      let days = CommunityQuotas.days(of: month)
      let visits = Apportionment.shares(
        of: CommunityQuotas.visitsADay[month] * days.count * scale,
        by: days.map { day in
          // It grows within the month too, so that no step shows where one ends.
          let growth = 1 + 0.12 * (Double(day - days.lowerBound) / Double(days.count) - 0.5)
          return calendar.weight(day) * growth * (0.94 + 0.12 * random.unit())
        })
      for (day, count) in zip(days, visits) {
        file.plain(calendar.days.label(day))
        file.int(count)
        try file.endRow()
      }
    }
    return try file.close()
  }
}
