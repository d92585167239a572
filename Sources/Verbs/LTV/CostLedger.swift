import Engine
import Reporting

/// Costs that stand in tables of their own, by user.
struct CostLedger {
  struct Entry { let instant: Int64, cost: Int64 }

  private var byUser: [Int32: [Entry]] = [:]
  private(set) var stray = 0

  init(_ ledgers: [LTV.Ledger], in dataset: Dataset) throws(Diagnostic) {
    for row in try Self.rows(of: ledgers, in: dataset) {
      guard let user = row.user else {
        stray += 1
        continue
      }
      byUser[Int32(truncatingIfNeeded: user), default: []].append(row.entry)
    }
  }

  /// The rows with a time up to the last day and a cost; without a user where none is known.
  private static func rows(
    of ledgers: [LTV.Ledger], in dataset: Dataset
  ) throws(Diagnostic) -> [(user: Int?, entry: Entry)] {
    let places = dataset.users.places
    let end = dataset.end
    var rows: [(user: Int?, entry: Entry)] = []
    for ledger in ledgers {
      guard let table = try dataset.table(ledger.table), let users = table.column(ledger.user),
        let times = table.column(ledger.time)?.timeValues, let costs = table.column(ledger.cost)
      else { continue }
      let amounts = costs.moneyValues
      for row in 0..<table.count {
        guard times[row] != PropertyColumn.missing, times[row] < end,
          amounts[row] != PropertyColumn.missing
        else { continue }
        rows.append(
          (
            users.cell(row).idText().flatMap { places[$0] },
            Entry(instant: times[row], cost: amounts[row])
          ))
      }
    }
    return rows
  }

  /// The costs as SQL reads them.
  static func table(of ledgers: [LTV.Ledger], in dataset: Dataset) -> SQLTable {
    SQLTable(
      "costs",
      Phrase(
        "costs that stand in a table of their own, in ten-thousandths; of nobody known without a"
          + " user",
        "单独成表的成本，以万分之一计；用户未知者没有 user"),
      columns: ["user", "time", "cost"],
      version: ledgers.flatMap { [$0.table, $0.user, $0.time, $0.cost] }
    ) { _ throws(Diagnostic) in
      try rows(of: ledgers, in: dataset).map { row in
        [
          row.user.map { .text(dataset.users.ids[$0]) } ?? .missing,
          .int(Int(row.entry.instant)), .int(Int(row.entry.cost)),
        ]
      }
    }
  }

  func entries(of user: Int) -> [Entry] { byUser[Int32(truncatingIfNeeded: user)] ?? [] }
}

extension LTV.Plan {
  /// The tables of their own that costs stand in.
  var ledgers: [LTV.Ledger] {
    guard case .costs(let sources) = basis else { return [] }
    return sources.compactMap { source in
      if case .ledger(let ledger) = source { ledger } else { nil }
    }
  }
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
