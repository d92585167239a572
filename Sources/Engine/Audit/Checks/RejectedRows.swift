import Charts
import Reporting

extension AuditCheck {
  /// Rows that the import could not keep, by their reasons.
  static let rejected = AuditCheck(
    "rejected", Phrase("rejected rows", "被拒绝的行"),
    rule: Phrase(
      "rejected at import; those without a user count as missing ids too",
      "导入时被拒绝；其中缺少用户的行同时计入缺少用户")
  ) { table, _ in
    let rejected = table.table.rejected
    var tallies: [Phrase: Int] = [:]
    for row in rejected { tallies[kind(of: row.reason), default: 0] += 1 }
    let list = tallies.sorted {
      ($1.value, $0.key.english) < ($0.value, $1.key.english)
    }.map { reason, count in reason + Phrase(verbatim: " × \(NumberText.count(count))") }
    return Found(
      count: rejected.count, of: table.rowsRead,
      words: list.joined(separator: ", "),
      examples: rejected.prefix(AuditFinding.mostExamples).map { table.example(of: $0) },
      next: Phrase(
        "if a column was misunderstood, type: map time=COLUMN",
        "若列被误解，请输入：映射 time=列名"))
  }

  /// A reason without the value it speaks of: `unreadable time`.
  private static func kind(of reason: Phrase) -> Phrase {
    func head(_ text: String) -> String {
      guard let quote = text.firstIndex(of: "'") else { return text }
      return String(text[..<quote].reversed().drop { $0 == " " }.reversed())
    }
    return Phrase(head(reason.english), head(reason.chinese))
  }
}
