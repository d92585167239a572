import Engine
import Reporting

/// Half a year of an online shop in Shanghai time: sign-ups, sessions, orders, campaigns, feedback.
///
/// It is written block by block: a shop of scale 3 is three shops of scale 1 side by side whose
/// users, sessions and orders are numbered on. So memory holds the plan of one block at any size.
public struct Shop: Simulated {
  public static let name = "shop"
  public static let users = ShopQuotas.users

  let seed: UInt64
  let scale: Int

  public init(seed: UInt64, scale: Int) {
    self.seed = seed
    self.scale = max(1, scale)
  }

  @discardableResult
  public func write(into folder: String) throws(Diagnostic) -> [WrittenTable] {
    let calendar = ShopCalendar()
    let files = try ShopFiles(in: folder, calendar: calendar)
    let campaigns = try ShopCampaigns(in: folder, calendar: calendar)
    var feedback = try ShopFeedback(in: folder, calendar: calendar)
    let dirty = try ShopDirtyOrders(in: folder, calendar: calendar)
    for index in 0..<scale {
      let block = ShopBlock(seed: seed, index: index, calendar: calendar)
      try files.add(block)
      try campaigns.add(block)
      try feedback.add(block)
      try dirty.add(block)
    }
    var tables = try files.close()
    tables.append(
      try ShopChannelDaily.write(into: folder, seed: seed, scale: scale, calendar: calendar))
    tables += try campaigns.close()
    tables += try feedback.close()
    tables += try dirty.close()
    try JSONFile.write(declaration, to: folder + "/dataset.json")
    try TextFile.write(readme(tables), to: folder + "/README.md")
    return tables
  }
}
