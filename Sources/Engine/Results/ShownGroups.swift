import Reporting

/// Which groups of a breakdown are drawn; the tables hold all of them.
///
/// Of other groups the largest are drawn, ties in the order of their names; of periods the newest.
public struct ShownGroups {
  /// Places of the groups to draw, in the order to draw them.
  public let indices: [Int]
  /// What is said of the groups that are not drawn.
  public let note: Phrase?

  /// Groups of other kinds than periods that are drawn at most.
  public static let mostGroups = 10

  /// Chooses among groups that are listed oldest first where they are periods.
  public init(names: [String], users: [Int], isTime: Bool, most: Int = mostGroups) {
    let count = min(names.count, users.count)
    let left = count - most
    guard left > 0 else {
      indices = Array(0..<count)
      note = nil
      return
    }
    if isTime {
      indices = Array(left..<count)
      note = Phrase(
        "the newest \(most); \(left) older ones stand in the table",
        "只显示最新的 \(most) 个，另有 \(left) 个更早的在表中")
    } else {
      let largest = (0..<count).sorted { (users[$1], names[$0]) < (users[$0], names[$1]) }
      indices = Array(largest.prefix(most))
      note = Phrase(
        "the largest \(most); \(left) more stand in the table",
        "只显示最大的 \(most) 组，另有 \(left) 组在表中")
    }
  }
}
