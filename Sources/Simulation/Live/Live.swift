import Engine
import Reporting
import Statistics

/// Short videos and selling in live rooms, from March to May 2024.
///
/// It is written block by block: scale 3 is three such services side by side whose viewers and
/// rooms are numbered on, so memory holds the plan of one block at any size.
public struct Live: Simulated {
  public static let name = "live"
  public static let users = LiveQuotas.users

  let seed: UInt64
  let scale: Int

  public init(seed: UInt64, scale: Int) {
    self.seed = seed
    self.scale = max(1, scale)
  }

  @discardableResult
  public func write(into folder: String) throws(Diagnostic) -> [WrittenTable] {
    let first = CivilDay(year: 2024, month: 3, day: 1) ?? CivilDay(number: 19_783)
    let days = DaySpan(first, through: first.advanced(by: LiveQuotas.dayCount - 1))
    var tables = try LiveTables(in: folder, days)
    let rooms = try LiveRooms(in: folder, days)
    for index in 0..<scale {
      var random = SplitMix64(seed: seed, part: UInt64(index + 1))
      let block = LiveBlock(days, &random)
      try rooms.add(block, first: tables.written + 1, &random)
      try tables.add(block, &random)
    }
    let written = try tables.close() + rooms.close()
    try JSONFile.write(declaration, to: folder + "/dataset.json")
    try TextFile.write(readme(written), to: folder + "/README.md")
    return written
  }
}
