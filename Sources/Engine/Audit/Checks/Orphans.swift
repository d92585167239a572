import Reporting

extension AuditCheck {
  /// Rows whose user no users table knows.
  static let orphans = AuditCheck(
    "orphans", Phrase("orphans", "孤儿行"),
    rule: Phrase(
      "the user's id is not in the users table; rows without any id are missing ids",
      "用户编号不在用户表中；没有编号的行计入缺少用户"), scope: .identity
  ) { table, ground in
    guard let known = ground.knownUsers, let user = table.user,
      table.table.summary.role != "users"
    else { return nil }
    let rows: [Int]
    if case .text(let codes, let dictionary) = user.storage {
      let isUnknown = dictionary.map { text in
        Cell.text(text).idText.map { !known.contains($0) } ?? false
      }
      rows = codes.indices.filter { row in
        let code = Int(codes[row])
        return isUnknown.indices.contains(code) && isUnknown[code]
      }
    } else {
      rows = (0..<user.count).filter { row in
        user.cell(row).idText.map { !known.contains($0) } ?? false
      }
    }
    return Found(
      count: rows.count, of: table.rowsRead,
      words: Phrase("of users that the users table does not know", "用户不在用户表中"), rows: rows,
      next: Phrase(
        "to see which columns hold the id, type: describe", "查看编号所在的列，请输入：概览"))
  }
}
