import Reporting

extension AuditCheck {
  /// Users of whom no activity is known.
  static let idleUsers = AuditCheck(
    "idle_users", Phrase("users without activity", "无活动用户"),
    rule: Phrase(
      "in the users table, without any active event", "在用户表中，但没有任何活跃事件"),
    scope: .identity
  ) { table, ground in
    let dataset = ground.dataset
    let log = dataset.events
    guard table.table.summary.role == "users", let user = table.user, log.count > 0 else {
      return nil
    }
    let isActive = log.names.map {
      dataset.roles.active.isEmpty || dataset.roles.active.contains($0)
    }
    var active: Set<String> = []
    for (index, id) in dataset.users.ids.enumerated() {
      let rows = log.rows(of: index)
      if rows.contains(where: { isActive[Int(log.codes[$0])] }) { active.insert(id) }
    }
    var known: Set<String> = []
    let rows = (0..<user.count).filter { row in
      guard let id = user.cell(row).idText, known.insert(id).inserted else { return false }
      return !active.contains(id)
    }
    let names = dataset.roles.active
    let list = dataset.labels.list(names, in: dataset.labels.events)
    return Found(
      count: rows.count, of: known.count, unit: .users,
      words: names.isEmpty
        ? Phrase("no event at all", "没有任何事件")
        : Phrase("no active event (\(list.english))", "没有任何活跃事件（\(list.chinese)）"),
      rows: rows,
      next: Phrase(
        "to keep them as a segment, type: segment where not did(active) as idle",
        "存为分群，请输入：分群 其中 非 做过(活跃) 存为 无活动"))
  }
}
