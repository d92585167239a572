import Engine
import Reporting

extension FunnelQueries {
  /// The queries of a funnel by another product's rules.
  func all(by peer: Funnel.Peer) throws(Diagnostic) -> [SQLQuery] {
    let isTimed =
      switch peer {
      case .posthog, .mixpanel, .amplitude: true
      case .clickhouse, .kusto: false
      }
    var queries = [try steps(isGrouped: false)]
    if isTimed { queries.append(try times(isGrouped: false)) }
    if isTimed, let timed = plan.bins.timed { queries.append(try times(in: timed)) }
    if plan.unit != .entries { queries.append(try waiting()) }
    let isExcluding = !plan.rules.exclusions.isEmpty && plan.unit != .entries
    if isExcluding { queries.append(try excluded(isGrouped: false, by: peer)) }
    if !plan.breakdown.isEmpty {
      queries.append(try steps(isGrouped: true))
      if isTimed { queries.append(try times(isGrouped: true)) }
      if isExcluding { queries.append(try excluded(isGrouped: true, by: peer)) }
      if !plan.isByTimeOnly, plan.unit != .entries { queries.append(try rest()) }
    }
    if case .column = plan.unit { queries.append(try unassigned()) }
    if let saving = plan.saving { queries.append(try saved(saving)) }
    return queries
  }

  /// Throws E432 for what only a scan that remembers every open attempt tells.
  func refuseScans() throws(Diagnostic) {
    if plan.rules.peer == .mixpanel(reenters: true), plan.unit == .entries {
      throw .notInSQL(
        Phrase("Mixpanel's totals with 'reentry'", "Mixpanel 的优化再进入次数"),
        because: Phrase(
          "each event goes to the latest of all attempts that wait, which one scan has to remember",
          "每个事件归于最近一次等待它的尝试，须一次扫描记住全部尝试"))
    }
  }

  /// Who has not finished though an attempt has time: the product counts them as lost.
  private func waiting() throws(Diagnostic) -> SQLQuery {
    let sql = try compiled(passes(isGrouped: false))
    let entries = sql.isFirstAlone ? "entries" : "step_1"
    return sql.query(
      "waiting", Phrase("who has not finished and still has time", "尚未完成但窗口未满的数量"),
      """
      SELECT count(*)
      FROM counted r
      WHERE r.time_1 IS NOT NULL AND r.\(sql.time(sql.count)) IS NULL AND EXISTS (
        SELECT 1 FROM \(entries) a WHERE a.unit = r.unit AND a.deadline >= \(dataset.end))
      """)
  }

  private func excluded(
    isGrouped: Bool, by peer: Funnel.Peer
  ) throws(Diagnostic) -> SQLQuery {
    guard peer == .posthog else { return try excluded(isGrouped: isGrouped) }
    let sql = try compiled(passes(isGrouped: isGrouped))
    let groups = isGrouped ? sql.groupNames : []
    let lost = sql.times.map { "\($0) IS NULL AND free_\($0) IS NOT NULL" }
    let rows = (0...sql.count).map { step in
      let condition = step == 0 ? lost.joined(separator: "\n    OR ") : lost[step - 1]
      let columns =
        groups + [
          "\(step) AS step", "count(CASE WHEN \(condition) THEN 1 END) AS excluded",
        ]
      return "SELECT \(columns.joined(separator: ", "))\nFROM counted"
        + (groups.isEmpty ? "" : "\nGROUP BY \(groups.joined(separator: ", "))")
    }
    return sql.query(
      isGrouped ? "group_excluded" : "excluded",
      Phrase(
        "who would have reached each step, were it not for excluded events", "若无被排除事件，本可走到每一步的数量"),
      rows.joined(separator: "\nUNION ALL\n"))
  }

  /// The steps that each user reached, a bit each.
  func masks() throws(Diagnostic) -> SQLQuery {
    let sql = try compiled(passes(isGrouped: false))
    let bits = (1...sql.count).map { step in
      "(\(sql.time(step)) IS NOT NULL) * \(UInt64(1) << UInt64(step - 1))"
    }
    return sql.query(
      "masks", Phrase("the steps that each user reached, a bit each", "每个用户走到的步骤，每步一位"),
      "SELECT unit, \(bits.joined(separator: " + ")) AS steps\nFROM counted")
  }
}
