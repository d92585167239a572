import Engine
import Reporting

/// What was spent on acquiring users, by the groups of a breakdown.
struct SpendReader {
  private let rows: [(instant: Int64, amount: Int64, key: [Cell])]
  /// Rows without a readable time or amount.
  let unreadable: Int

  init(
    _ source: LTV.SpendSource, breakdown: [LTV.Breakdown], in dataset: Dataset
  ) throws(Diagnostic) {
    guard let table = try dataset.table(source.table),
      let times = table.column(source.time)?.timeValues, let amounts = table.column(source.amount)
    else {
      rows = []
      unreadable = 0
      return
    }
    let calendar = dataset.calendar
    let values = amounts.moneyValues
    let columns = source.columns.map { $0.flatMap(table.column) }
    var rows: [(instant: Int64, amount: Int64, key: [Cell])] = []
    var unreadable = 0
    for row in 0..<table.count {
      guard times[row] != PropertyColumn.missing, values[row] != PropertyColumn.missing else {
        unreadable += 1
        continue
      }
      // What is spent after the last day is not known yet.
      guard times[row] < dataset.end else { continue }
      let key = zip(breakdown, columns).map { dimension, column -> Cell in
        guard case .period(let unit) = dimension else { return column?.cell(row) ?? .missing }
        return .text(
          calendar.label(ofPeriod: calendar.period(of: times[row], unit: unit), unit: unit))
      }
      rows.append((times[row], values[row], key))
    }
    self.rows = rows
    self.unreadable = unreadable
  }

  /// The sum for each key over a range, in ten-thousandths.
  func sums(in range: InstantRange) throws(Overflow) -> [[Cell]: Int64] {
    var sums: [[Cell]: Int64] = [:]
    for row in rows where range.contains(row.instant) {
      sums[row.key] = try (sums[row.key] ?? 0).adding(row.amount)
    }
    return sums
  }
}
