import Charts
import Reporting

extension AuditCheck {
  /// Single users with so many rows that they are hardly people: robots, tests, a default id.
  static let heavyUsers = AuditCheck(
    "heavy_users", Phrase("heavy users", "过重用户"),
    rule: Phrase(
      "a user with over 1% of the rows and over 50 times the median of all users",
      "一个用户占全部行的 1% 以上，且超过所有用户中位数的 50 倍")
  ) { table, _ in
    guard ["events", "orders"].contains(table.table.summary.role), let user = table.user else {
      return nil
    }
    let column = ColumnCodes(user)
    let tallies = column.tallies
    let sorted = tallies.filter { $0 > 0 }.sorted()
    guard !sorted.isEmpty else { return nil }
    let median = sorted[(sorted.count - 1) / 2]
    let total = table.table.count
    let heavy = tallies.indices.filter {
      tallies[$0] &* 100 > total && tallies[$0] / 50 >= median && tallies[$0] > median &* 50
    }.sorted { (tallies[$1], $0) < (tallies[$0], $1) }
    let rows = heavy.reduce(0) { $0 + tallies[$1] }
    return Found(
      count: heavy.count, of: sorted.count, unit: .users,
      words: Phrase(
        "\(NumberText.count(rows)) of \(NumberText.count(total)) rows are theirs; the median user"
          + " has \(median)",
        "占 \(NumberText.count(total)) 行中的 \(NumberText.count(rows)) 行；用户的中位数为 \(median) 行"),
      examples: heavy.prefix(AuditFinding.mostExamples).map { code in
        let row = column.codes.firstIndex(of: Int32(truncatingIfNeeded: code)) ?? 0
        let shown = table.masked(user.cell(row).plainText, of: user.name)
        return AuditFinding.Example(content: "\(user.name)=\(shown) × \(tallies[code])")
      },
      next: Phrase(
        "to set them apart, type: segment where count(any) > \(median &* 50) as heavy",
        "把它们分开，请输入：分群 其中 次数(任意) > \(median &* 50) 存为 过重"))
  }
}
