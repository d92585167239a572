import Engine
import Reporting

/// Costs that stand in tables of their own, by user.
struct CostLedger {
  struct Entry { let instant: Int64, cost: Int64 }

  private var byUser: [Int32: [Entry]] = [:]
  private(set) var stray = 0

  init(_ ledgers: [LTV.Ledger], in dataset: Dataset) throws(Diagnostic) {
    let places = Dictionary(
      dataset.users.ids.enumerated().map { ($1, Int32(truncatingIfNeeded: $0)) },
      uniquingKeysWith: { first, _ in first })
    let end = dataset.end
    for ledger in ledgers {
      guard let table = try dataset.table(ledger.table), let users = table.column(ledger.user),
        let times = table.column(ledger.time)?.timeValues, let costs = table.column(ledger.cost)
      else { continue }
      let amounts = costs.moneyValues
      for row in 0..<table.count {
        guard times[row] != PropertyColumn.missing, times[row] < end,
          amounts[row] != PropertyColumn.missing
        else { continue }
        guard let id = users.cell(row).idText(), let user = places[id] else {
          stray += 1
          continue
        }
        byUser[user, default: []].append(Entry(instant: times[row], cost: amounts[row]))
      }
    }
  }

  func entries(of user: Int) -> [Entry] { byUser[Int32(truncatingIfNeeded: user)] ?? [] }
}

extension Cell {
  /// As the id of a user; nil for what cannot be one.
  fileprivate func idText() -> String? {
    switch self {
    case .text(let text): text
    case .int(let number): String(number)
    default: nil
    }
  }
}

extension PropertyColumn {
  /// Its numbers in ten-thousandths, `missing` where there is none or it is out of range.
  var moneyValues: Column<Int64> {
    switch storage {
    case .money(let values): values
    case .number(let values):
      Column(values.map { Int64(exactly: ($0 * 10_000).rounded()) ?? Self.missing })
    case .text, .time: Column(repeating: Self.missing, count: count)
    }
  }

  /// Its instants; nil for a column of another type.
  var timeValues: Column<Int64>? { if case .time(let values) = storage { values } else { nil } }
}
