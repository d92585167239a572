import Engine
import Reporting

/// The queries of a funnel: each gives a part of `FunnelCounts`.
struct FunnelQueries {
  let plan: Funnel.Plan
  let dataset: Dataset
  let plain: FunnelSQL.Pass
  private let tied: FunnelTies

  init(_ plan: Funnel.Plan, _ dataset: Dataset) throws(Diagnostic) {
    self.plan = plan
    self.dataset = dataset
    plain = FunnelSQL.Pass(
      isStrictlyLater: plan.rules.isStrictlyLater, isVoiding: true, isGrouped: false)
    tied = try FunnelSQL(plan, dataset).hasPlaces ? FunnelTies(plan, dataset) : FunnelTies()
    try refuseScans()
  }

  func all() throws(Diagnostic) -> [SQLQuery] {
    if let peer = plan.rules.peer { return try all(by: peer) }
    var queries = [try steps(isGrouped: false), try times(isGrouped: false)]
    if let timed = plan.bins.timed { queries.append(try times(in: timed)) }
    if !plan.rules.isStrictlyLater { queries.append(try ties()) }
    if !plan.rules.exclusions.isEmpty { queries.append(try excluded(isGrouped: false)) }
    if !plan.breakdown.isEmpty {
      queries += [try steps(isGrouped: true), try times(isGrouped: true)]
      if !plan.rules.exclusions.isEmpty { queries.append(try excluded(isGrouped: true)) }
      if !plan.isByTimeOnly, plan.unit != .entries { queries.append(try rest()) }
    }
    if case .column = plan.unit { queries.append(try unassigned()) }
    if let saving = plan.saving { queries.append(try saved(saving)) }
    return queries
  }

  // MARK: Passes

  /// The pass into groups; who is dropped is decided before there are any.
  func passes(isGrouped: Bool) -> [FunnelSQL.Pass] {
    guard isGrouped else { return [plain] }
    var grouped = plain
    grouped.isGrouped = true
    guard isDropping else { return [grouped] }
    return [whole, grouped]
  }

  private var isDropping: Bool { plan.rules.peer == nil && plan.rules.dropsUnit }

  private var whole: FunnelSQL.Pass {
    var pass = plain
    pass.prefix = "all_"
    return pass
  }

  func compiled(_ passes: [FunnelSQL.Pass]) throws(Diagnostic) -> FunnelSQL {
    var sql = try FunnelSQL(plan, dataset, tied)
    guard plan.unit == .entries, plan.rules.peer == nil else {
      try sql.write(passes)
      return sql
    }
    if isDropping {
      // Whose user is dropped is read off all attempts, whichever entry takes their events.
      var attempts = plain
      attempts.prefix = "any_"
      try sql.write(
        [attempts]
          + passes.filter(\.isGrouped).map { pass in
            var pass = pass
            pass.prefix = "group_"
            return pass
          })
    } else {
      try sql.writeEvents(passes)
    }
    for pass in passes where !(pass.prefix == "all_") { try sql.writeWalk(pass) }
    return sql
  }

  // MARK: Steps and times

  func steps(isGrouped: Bool) throws(Diagnostic) -> SQLQuery {
    let sql = try compiled(passes(isGrouped: isGrouped))
    let groups = isGrouped ? sql.groupNames : []
    let rows = (1...sql.count).map { step -> String in
      var open = ["0 AS open", "NULL AS open_until"]
      let before = (1..<step).last { !plan.steps[$0 - 1].isOptional }
      if sql.canBeOpen, let before, !plan.steps[step - 1].isOptional {
        let until =
          "CASE WHEN \(sql.time(before)) IS NOT NULL AND \(sql.time(step)) IS NULL THEN until END"
        open = ["count(\(until)) AS open", "max(\(until)) AS open_until"]
      }
      let columns =
        groups + ["\(step) AS step", "count(\(sql.time(step))) AS users"]
        + ["count(\(mature(step, sql))) AS mature"] + open
      return select(columns, "counted", groups)
    }
    return sql.query(
      isGrouped ? "groups" : "steps",
      isGrouped
        ? Phrase("how far each group got", "各组走到每一步的数量")
        : Phrase("how many got to each step", "走到每一步的数量"),
      rows.joined(separator: "\nUNION ALL\n"))
  }

  private func mature(_ step: Int, _ sql: FunnelSQL) -> String {
    sql.canBeOpen ? "mature_\(step)" : sql.time(step)
  }

  private func select(_ columns: [String], _ table: String, _ groups: [String]) -> String {
    "SELECT \(columns.joined(separator: ", "))\nFROM \(table)"
      + (groups.isEmpty ? "" : "\nGROUP BY \(groups.joined(separator: ", "))")
  }

  func times(isGrouped: Bool) throws(Diagnostic) -> SQLQuery {
    let sql = try compiled(passes(isGrouped: isGrouped))
    let groups = isGrouped ? sql.groupNames : []
    let rows = (2...sql.count).map { step -> String in
      var earlier: [String] = []
      for before in stride(from: step - 1, through: 1, by: -1) {
        earlier.append(sql.time(before))
        if !plan.steps[before - 1].isOptional { break }
      }
      let previous =
        earlier.count == 1 ? earlier[0] : "coalesce(\(earlier.joined(separator: ", ")))"
      let columns =
        groups + [
          "\(step) AS step", "\(sql.time(step)) - \(previous) AS since_previous",
          "\(sql.time(step)) - time_1 AS since_entry", "count(*) AS users",
        ]
      let keys = groups + ["since_previous", "since_entry"]
      return "SELECT \(columns.joined(separator: ", "))\nFROM counted\nWHERE"
        + " \(sql.time(step)) IS NOT NULL\nGROUP BY \(keys.joined(separator: ", "))"
    }
    return sql.query(
      isGrouped ? "group_times" : "times",
      Phrase("how long the steps took, in milliseconds", "各步所用时间（毫秒）"),
      rows.joined(separator: "\nUNION ALL\n"))
  }

  /// The times between two steps that are asked for.
  func times(in timed: ClosedRange<Int>) throws(Diagnostic) -> SQLQuery {
    let sql = try compiled([plain])
    let (from, to) = (sql.time(timed.lowerBound + 1), sql.time(timed.upperBound + 1))
    return sql.query(
      "timed", Phrase("the time between two steps, in milliseconds", "两个步骤之间的时间（毫秒）"),
      "SELECT \(to) - \(from) AS length, count(*) AS users\nFROM counted"
        + "\nWHERE \(from) IS NOT NULL AND \(to) IS NOT NULL\nGROUP BY length")
  }

  // MARK: What hangs on a rule

  private func ties() throws(Diagnostic) -> SQLQuery {
    var later = plain
    later.prefix = "later_"
    later.isStrictlyLater = true
    let sql = try compiled([plain, later])
    let same = plan.unit == .entries ? "l.unit = r.unit AND l.number = r.number" : "l.unit = r.unit"
    let optional =
      sql.optionalSteps.isEmpty
      ? "" : "\n  OR l.required = r.required AND l.optional < r.optional"
    return sql.query(
      "ties",
      Phrase(
        "who would get less far if events of one instant could not follow each other",
        "若同一时刻的事件不能先后相接，有多少会走得更近"),
      """
      SELECT count(*)
      FROM counted r
      JOIN later_counted l ON \(same)
      WHERE l.required < r.required\(optional)
      """)
  }

  /// Rows of step 0 count units, the others those who would have reached a step.
  func excluded(isGrouped: Bool) throws(Diagnostic) -> SQLQuery {
    let note = Phrase(
      "who would have reached each step, were it not for excluded events", "若无被排除事件，本可走到每一步的数量")
    let name = isGrouped ? "group_excluded" : "excluded"
    var passes = passes(isGrouped: isGrouped)
    let groups = isGrouped ? try FunnelSQL(plan, dataset).groupNames : []
    if isDropping {
      let sql = try compiled(passes)
      let rows = (0...sql.count).map { step in
        "SELECT "
          + (groups + ["\(step) AS step", "count(\(step == 0 ? "*" : sql.time(step))) AS excluded"])
          .joined(separator: ", ")
          + "\nFROM readings\nWHERE unit IN (SELECT unit FROM dropped)"
          + (groups.isEmpty ? "" : "\nGROUP BY \(groups.joined(separator: ", "))")
      }
      return sql.query(name, note, rows.joined(separator: "\nUNION ALL\n"))
    }
    if plan.unit == .entries {
      let sql = try compiled(passes)
      let rows = (0...sql.count).map { step in
        let cut = step == 0 ? "cut" : "CASE WHEN cut = \(step - 1) THEN 1 END"
        return select(groups + ["\(step) AS step", "count(\(cut)) AS excluded"], "counted", groups)
      }
      return sql.query(name, note, rows.joined(separator: "\nUNION ALL\n"))
    }
    var free = passes[passes.count - 1]
    free.prefix = "free_"
    free.kept = ""
    free.isVoiding = false
    passes.append(free)
    let sql = try compiled(passes)
    let same = (["f.unit = r.unit"] + groups.map { "f.\($0) IS r.\($0)" }).joined(
      separator: " AND ")
    let lost = (1...sql.count).map { "r.\(sql.time($0)) IS NULL AND f.\(sql.time($0)) IS NOT NULL" }
    let rows = (0...sql.count).map { step in
      let condition = step == 0 ? lost.joined(separator: "\n    OR ") : lost[step - 1]
      let columns =
        groups.map { "r.\($0)" } + [
          "\(step) AS step", "count(CASE WHEN \(condition) THEN 1 END) AS excluded",
        ]
      return
        "SELECT \(columns.joined(separator: ", "))\nFROM counted r\nJOIN free_counted f ON \(same)"
        + (groups.isEmpty ? "" : "\nGROUP BY \(groups.map { "r.\($0)" }.joined(separator: ", "))")
    }
    return sql.query(name, note, rows.joined(separator: "\nUNION ALL\n"))
  }

  // MARK: Groups and users

  /// For each group its units, as they count in total and in their best other group.
  func rest() throws(Diagnostic) -> SQLQuery {
    var grouped = plain
    grouped.isGrouped = true
    var sql = try compiled([whole, grouped])
    let last = plan.steps.lastIndex { !$0.isOptional }.map { $0 + 1 } ?? 1
    let (first, end) =
      plan.usesAll || !sql.canBeOpen ? ("time_1", sql.time(last)) : ("mature_1", "mature_\(last)")
    let matured = (1...sql.count).map { "(\(mature($0, sql)) IS NOT NULL)" }
    let names = sql.groupNames
    let natural = names.flatMap { ["\($0) IS NULL", $0] }.joined(separator: ", ")
    sql.add(
      "placed", Phrase("the groups of each unit, the deepest first", "每个单位所在的组，最深者在前"),
      """
      SELECT *, row_number() OVER (
        PARTITION BY unit
        ORDER BY required DESC, \(matured.joined(separator: " + ")) DESC, \(natural)) AS place
      FROM counted
      """)
    let groups = names.map { "r.\($0)" }.joined(separator: ", ")
    return sql.query(
      "rest",
      Phrase("each group's units in total and in their best other group", "各组的单位在总体与其他最好组中的情况"),
      """
      SELECT \(groups),
        count(w.\(first)), count(w.\(end)),
        count(o.\(first)), count(o.\(end))
      FROM placed r
      JOIN all_counted w ON w.unit = r.unit
      LEFT JOIN placed o ON o.unit = r.unit AND o.place = CASE r.place WHEN 1 THEN 2 ELSE 1 END
      GROUP BY \(groups)
      """)
  }

  func unassigned() throws(Diagnostic) -> SQLQuery {
    let sql = try FunnelSQL(plan, dataset)
    return sql.query(
      "unassigned", Phrase("events that belong to no unit", "不归入任何单位的事件"),
      "SELECT count(*)\nFROM all_units\nWHERE \(sql.unit) IS NULL")
  }

  func saved(_ saving: Funnel.Saving) throws(Diagnostic) -> SQLQuery {
    let sql = try compiled([plain])
    let value: String
    switch saving.kind {
    case .furthest:
      let cases = (1...sql.count).reversed().map { "WHEN \(sql.time($0)) IS NOT NULL THEN \($0)" }
      value = "CASE \(cases.joined(separator: " ")) END"
    case .reached(let step): value = "\(sql.time(step + 1)) IS NOT NULL"
    case .lost(let step):
      let before = (0..<step).last { !plan.steps[$0].isOptional } ?? 0
      value =
        "\(sql.time(before + 1)) IS NOT NULL AND \(sql.time(step + 1)) IS NULL"
        + (sql.canBeOpen ? " AND until IS NULL" : "")
    }
    return sql.query(
      "saved", Phrase("the users who are kept", "保存的用户"), "SELECT unit, \(value)\nFROM counted")
  }
}
