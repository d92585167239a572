import Reporting

extension AuditCheck {
  /// Days on which nothing at all was recorded.
  static let emptyDays = AuditCheck(
    "empty_days", Phrase("empty days", "空白日"),
    rule: Phrase(
      "a day without any row between the first and the last, where at least half of the days of its"
        + " weekday have rows; in tables of 14 days or more of which at least half have rows",
      "在首日与末日之间没有任何一行的日期，且同一星期几至少一半有数据；仅限 14 天以上且至少一半日期有数据的表")
  ) { table, ground in
    guard let days = DailyRows(table, ground) else { return nil }
    return days.found(
      days.empty, Phrase("no row at all", "没有任何数据"))
  }

  /// Days on which far less was recorded than on their weekday's usual day.
  static let thinDays = AuditCheck(
    "thin_days", Phrase("thin days", "数据偏少日"),
    rule: Phrase(
      "a day, neither the first nor the last, with under 10% of the median of its weekday, which is"
        + " 10 rows or more of at least 4 such weekdays",
      "首末日之外，行数不足同一星期几中位数的 10% 的日期；该中位数须不少于 10 行，且至少有 4 个同一星期几")
  ) { table, ground in
    guard let days = DailyRows(table, ground) else { return nil }
    return days.found(
      days.thin, Phrase("under 10% of their weekday's median", "不足同一星期几中位数的 10%"))
  }
}

/// How many rows of a table lie on each local day from its first to its last.
private struct DailyRows {
  let counts: [Int]
  private let first: CivilDay

  /// Nil where the days of the table cannot tell: too few, or mostly empty.
  init?(_ table: AuditedTable, _ ground: AuditGround) {
    guard table.time != nil, ["events", "orders", "costs"].contains(table.table.summary.role)
    else { return nil }
    let calendar = ground.dataset.calendar
    let end = ground.dataset.end
    var tallies: [Int: Int] = [:]
    for instant in table.instants where instant != PropertyColumn.missing && instant < end {
      tallies[calendar.day(of: instant).number, default: 0] += 1
    }
    guard let first = tallies.keys.min(), let last = tallies.keys.max() else { return nil }
    let length = last &- first &+ 1
    guard length >= 14, tallies.count &* 2 >= length else { return nil }
    self.first = CivilDay(number: first)
    counts = (0..<length).map { tallies[first &+ $0] ?? 0 }
  }

  /// The places of each weekday.
  private var weekdays: [[Int]] {
    (0..<7).map { Array(stride(from: $0, to: counts.count, by: 7)) }
  }

  var empty: [Int] {
    weekdays.flatMap { days -> [Int] in
      let empty = days.filter { counts[$0] == 0 }
      // Who is closed on Sundays has no rows on Sundays.
      return empty.count &* 2 <= days.count ? empty : []
    }.sorted()
  }

  var thin: [Int] {
    weekdays.flatMap { days -> [Int] in
      let sorted = days.map { counts[$0] }.sorted()
      guard days.count >= 4, sorted[(sorted.count - 1) / 2] >= 10 else { return [] }
      let median = sorted[(sorted.count - 1) / 2]
      return days.filter {
        $0 > 0 && $0 < counts.count - 1 && counts[$0] > 0 && counts[$0] &* 10 < median
      }
    }.sorted()
  }

  func found(_ days: [Int], _ words: Phrase) -> AuditCheck.Found {
    let labels = days.map { first.advanced(by: $0).label }
    let next = labels.first.map {
      Phrase(
        "to look at one, type: segment where did(any, during \($0))",
        "查看其中一天，请输入：分群 其中 做过(任意, 期间 \($0))")
    }
    return AuditCheck.Found(
      count: days.count, of: counts.count, unit: .days, words: words,
      examples: zip(labels, days).prefix(AuditFinding.mostExamples).map { label, day in
        AuditFinding.Example(content: "\(label) × \(counts[day])")
      }, next: next)
  }
}
