import Charts
import Engine
import Reporting

/// How far a column is filled and with what: counts, its range or its commonest values.
struct ColumnCoverage {
  let rows: Int
  let present: Int
  let distinct: Int
  /// `1 … 99`, or the commonest values; nil where there is none, or where all differ.
  let values: Phrase?

  init(_ column: PropertyColumn, calendar: LocalCalendar) {
    rows = column.count
    switch column.storage {
    case .text(let codes, let dictionary):
      var counts = [Int](repeating: 0, count: dictionary.count)
      var present = 0
      for code in codes where counts.indices.contains(Int(code)) {
        counts[Int(code)] += 1
        present += 1
      }
      self.present = present
      distinct = counts.count { $0 > 0 }
      values = Self.commonest(counts, dictionary)
    case .number(let numbers):
      let found = numbers.filter { !$0.isNaN }
      present = found.count
      distinct = Set(found).count
      values = Self.range(found, column, calendar)
    case .money(let amounts), .time(let amounts):
      let found = amounts.filter { $0 != PropertyColumn.missing }
      present = found.count
      distinct = Set(found).count
      values = Self.range(found, column, calendar)
    }
  }

  /// The share of rows that have a value; nil without rows.
  var share: Double? { rows > 0 ? Double(present) / Double(rows) : nil }

  private static let longest = 100

  private static func commonest(_ counts: [Int], _ texts: TextList) -> Phrase? {
    let order = counts.indices.sorted { (counts[$1], texts[$0]) < (counts[$0], texts[$1]) }
    // Long texts are what people wrote, no values to group by.
    guard let first = order.first, counts[first] > 1,
      !texts.contains(where: { $0.utf8.count > longest })
    else { return nil }
    let shown = order.prefix(3).filter { counts[$0] > 0 }.map { code in
      let text = texts[code]
      return text.count > 16 ? text.prefix(15) + "…" : text
    }
    let more = order.count > 3 && counts[order[3]] > 0 ? ", …" : ""
    return Phrase(shown.joined(separator: ", ") + more, shown.joined(separator: "、") + more)
  }

  private static func range<Value: Comparable>(
    _ found: [Value], _ column: PropertyColumn, _ calendar: LocalCalendar
  ) -> Phrase? {
    guard let low = found.min(), let high = found.max() else { return nil }
    let (first, last) = (text(low, column, calendar), text(high, column, calendar))
    return low == high
      ? first : Phrase("\(first.english) … \(last.english)", "\(first.chinese) … \(last.chinese)")
  }

  private static func text<Value>(
    _ value: Value, _ column: PropertyColumn, _ calendar: LocalCalendar
  ) -> Phrase {
    let cell: Cell
    switch (column.type, value) {
    case (.time, let instant as Int64):
      return Phrase(verbatim: calendar.day(of: instant).label)
    case (.money, let amount as Int64): cell = .money(Money(tenThousandths: amount))
    case (.bool, let number as Double): cell = .bool(number != 0)
    case (.int, let number as Double): cell = Int(exactly: number).map { .int($0) } ?? .real(number)
    case (_, let number as Double):
      let isWhole = number == number.rounded() && number.magnitude < 1e15
      return Phrase(verbatim: NumberText.fixed(number, digits: isWhole ? 0 : 2))
    default: cell = .missing
    }
    return Phrase(
      cell.text(as: column.type, in: .english, calendar: calendar),
      cell.text(as: column.type, in: .chinese, calendar: calendar))
  }
}
