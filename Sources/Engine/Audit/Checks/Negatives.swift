import Reporting

extension AuditCheck {
  /// Amounts below zero, which are refunds in a column of their own or mistakes.
  static let negatives = AuditCheck(
    "negatives", Phrase("negative amounts", "负金额"),
    rule: Phrase(
      "an amount below zero; columns of refunds, discounts, balances and profits are left out",
      "金额小于零；退款、折扣、余额和利润列除外"), isFatal: true
  ) { table, _ in
    guard !table.amounts.isEmpty else { return nil }
    var rows: Set<Int> = []
    for column in table.amounts {
      switch column.storage {
      case .money(let values):
        rows.formUnion(
          values.indices.filter { values[$0] < 0 && values[$0] != PropertyColumn.missing })
      case .number(let values): rows.formUnion(values.indices.filter { values[$0] < 0 })
      case .text, .time: break
      }
    }
    let names = table.amounts.map(\.name).joined(separator: ", ")
    return Found(
      count: rows.count, of: table.rowsRead,
      words: Phrase("an amount below zero (\(names))", "金额小于零（\(names)）"), rows: rows.sorted(),
      next: table.reload)
  }
}
