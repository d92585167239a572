import Reporting

extension AuditCheck {
  /// Texts that programs write where they have no value.
  private static let blanks: Set = [
    "null", "(null)", "none", "nan", "n/a", "na", "undefined", "\\n", "-", "空", "无",
  ]

  /// Rows of which nobody knows whose they are; those rejected at import for it count too.
  static let missingIDs = AuditCheck(
    "missing_ids", Phrase("missing ids", "缺少用户"),
    rule: Phrase(
      "the user's id is blank or a word for nothing (null, none, nan, n/a, undefined, -)",
      "用户编号为空，或写作 null、none、nan、n/a、undefined、- 等"),
    scope: .identity, isFatal: true
  ) { table, _ in
    let rejected = table.table.rejected.filter { $0.reason == RejectedRow.noUser }
    guard let user = table.user else {
      guard !rejected.isEmpty else { return nil }
      return missing([], rejected, "user", table)
    }
    return missing(rowsWithout(user), rejected, user.name, table)
  }

  private static func rowsWithout(_ column: PropertyColumn) -> [Int] {
    guard case .text(let codes, let dictionary) = column.storage else {
      return (0..<column.count).filter { column.cell($0) == .missing }
    }
    let isBlank = dictionary.map { text in
      let word = text.lowercased().filter { $0 != " " && $0 != "\t" }
      return word.isEmpty || blanks.contains(word)
    }
    return codes.indices.filter { row in
      let code = Int(codes[row])
      return !isBlank.indices.contains(code) || isBlank[code]
    }
  }

  private static func missing(
    _ rows: [Int], _ rejected: [RejectedRow], _ column: String, _ table: AuditedTable
  ) -> Found {
    let count = rows.count + rejected.count
    return Found(
      count: count, of: table.rowsRead,
      words: Phrase("no value in '\(column)'", "“\(column)”没有值"),
      rows: rows, examples: rejected.prefix(5).map { table.example(of: $0) },
      next: Phrase(
        "if another column holds the id, type: map user=COLUMN", "若编号在另一列，请输入：映射 user=列名"))
  }
}
