import Reporting

extension AuditCheck {
  /// Rows of times that had not come by the dataset's last day.
  static let future = AuditCheck(
    "future", Phrase("future times", "未来时间"),
    rule: Phrase("the row's time lies after the dataset's last day", "该行的时间晚于数据集截止日"),
    isFatal: true
  ) { table, ground in
    guard let column = table.time else { return nil }
    let end = ground.dataset.end
    let rows = table.instants.indices.filter { table.instants[$0] >= end }
    let day = ground.dataset.asof.day.label
    return Found(
      count: rows.count, of: table.rowsRead,
      words: Phrase(
        "'\(column.name)' lies after \(day), so queries never read them",
        "“\(column.name)”晚于 \(day)，查询不会读取"),
      rows: rows,
      next: Phrase(
        "if they are real, type: set asof = DATE",
        "若确有其事，请输入：设置 截止日 = 日期"))
  }
}
