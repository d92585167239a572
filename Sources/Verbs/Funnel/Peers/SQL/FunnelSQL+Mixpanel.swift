import Engine
import Reporting

extension FunnelSQL {
  /// Whether the first entry of a unit alone counts.
  var isFirstAlone: Bool { rules.peer == .mixpanel(reenters: false) && plan.unit != .entries }

  /// Mixpanel's order: by time, then by what events serve.
  mutating func writeOrder() {
    add(
      "moves", Phrase("in order of time, then of the steps", "按时间、再按步骤编号"),
      """
      SELECT *, row_number() OVER (
        PARTITION BY unit ORDER BY time, \(servedBits("served")), id) AS place
      FROM served
      """)
    writeExcluded("excluded", of: "moves")
  }

  /// `counted` of a pass.
  ///
  /// Where `touch` names a later step, a unit is read once for each value that an event has there:
  /// those of other values do not serve it. One that never comes to it has no value.
  mutating func writeMixpanel(_ pass: Pass) throws(Diagnostic) {
    guard pass.isGrouped, let step = touchedStep else { return try writeGrace(pass) }
    if !parts.contains(where: { $0.name == "own_moves" }) { writeOwnOrder(step) }
    var filed = pass
    filed.prefix = "\(pass.prefix)filed_"
    filed.filing = .everyValue
    try writeGrace(filed)
    var none = pass
    none.prefix = "\(pass.prefix)none_"
    none.filing = .none
    try writeGrace(none)
    if pass.kept == nil {
      add(
        "\(pass.prefix)kept", Phrase("those that come to that step", "走到该步的"),
        "SELECT *\nFROM \(filed.prefix)counted\nWHERE \(time(step)) IS NOT NULL")
    }
    let kept = "\(pass.kept ?? pass.prefix)kept"
    let names = properties.map { groupNames[$0.place] }
    let others = groupNames.filter { !names.contains($0) }
    func same(_ columns: [String], _ alias: String) -> String {
      (["unit"] + columns).map { "k.\($0) IS \(alias).\($0)" }.joined(separator: " AND ")
    }
    add(
      "\(pass.prefix)counted", nil,
      """
      SELECT f.*
      FROM \(filed.prefix)counted f
      WHERE EXISTS (SELECT 1 FROM \(kept) k WHERE \(same(groupNames, "f")))
      UNION ALL
      SELECT n.*
      FROM \(none.prefix)counted n
      WHERE NOT EXISTS (SELECT 1 FROM \(kept) k WHERE \(same(others, "n")))
      """)
  }

  /// The events in order once for each value at a step.
  private mutating func writeOwnOrder(_ step: Int) {
    let values = properties.map(\.place)
    let own = values.map { "own_\($0 + 1)" }
    let isOwn = values.map { "m.value_\($0 + 1) IS v.own_\($0 + 1)" }.joined(separator: " AND ")
    var columns = ["m.id", "m.unit", "m.user", "m.time"]
    columns += (1...count).map {
      $0 == step ? "(m.is_\($0) AND \(isOwn)) AS is_\($0)" : "m.is_\($0)"
    }
    columns += holdNames.map { "m.\($0)" }
    columns += rules.exclusions.indices.map { "m.is_excluded_\($0 + 1)" }
    columns += own.map { "v.\($0)" }
    let found = values.map { "value_\($0 + 1) AS own_\($0 + 1)" }.joined(separator: ", ")
    add(
      "own_events", Phrase("for each value at step \(step)", "按第 \(step) 步的每个取值"),
      Self.listed(columns) + "\n"
        + """
        FROM served m
        JOIN (SELECT DISTINCT unit, \(found) FROM served WHERE is_\(step)) v ON v.unit = m.unit
        """)
    add(
      "own_moves", nil,
      """
      SELECT *, row_number() OVER (
        PARTITION BY unit, \(own.joined(separator: ", "))
        ORDER BY time, \(servedBits("own_events")), id) AS place
      FROM own_events
      """)
    writeExcluded("own_excluded", of: "own_moves")
  }

  /// Excluded events by themselves, for they are few.
  private mutating func writeExcluded(_ table: String, of moves: String) {
    guard !rules.exclusions.isEmpty else { return }
    let isExcluded = rules.exclusions.indices.map { "is_excluded_\($0 + 1)" }
    add(
      table, Phrase("events that may not come between", "不得出现在中间的事件"),
      "SELECT *\nFROM \(moves)\nWHERE \(isExcluded.joined(separator: " OR "))")
  }

  /// The events of the value that an attempt is filed under.
  private func isOwn(_ event: String, _ attempt: String, _ pass: Pass) -> [String] {
    guard pass.filing == .everyValue else { return [] }
    return properties.map {
      "\(event).own_\($0.place + 1) IS \(attempt).\(groupNames[$0.place])"
    }
  }

  /// From each entry that counts every step takes its first event, no earlier than two seconds
  /// before the step before it.
  private mutating func writeGrace(_ pass: Pass) throws(Diagnostic) {
    try writeEntries(pass)
    if isFirstAlone { writeFirstEntry(pass) }
    for step in 2...count { writeGrace(step, pass) }
    guard plan.unit == .entries else {
      writeChains(pass)
      return
    }
    writeTotals(pass)
  }

  private mutating func writeFirstEntry(_ pass: Pass) {
    let keys = (["unit"] + (pass.isGrouped ? groupNames : [])).joined(separator: ", ")
    let columns = (carried(pass) + ["time_1", "place_1"]).joined(separator: ", ")
    add(
      "\(pass.prefix)step_1", Phrase("the first entry alone", "只看首次进入"),
      """
      SELECT \(columns)
      FROM (
        SELECT *, row_number() OVER (PARTITION BY \(keys) ORDER BY place_1) AS turn
        FROM \(pass.prefix)entries
      )
      WHERE turn = 1
      """)
  }

  private mutating func writeGrace(_ step: Int, _ pass: Pass) {
    let (name, found) = ("\(pass.prefix)step_\(step)", "\(pass.prefix)next_\(step)")
    let before = (carried(pass) + (1..<step).flatMap { [time($0), place($0)] })
    var filters = [
      "e.unit = c.unit", "e.is_\(step)",
      "e.time >= c.\(time(step - 1)) - \(MixpanelRules.grace)", unused("e", "c", before: step),
    ]
    if plan.unit == .entries { filters.append("e.place >= c.place_1") }
    filters += holdNames.map { "e.\($0) = c.\($0)" } + isOwn("e", "c", pass)
    if pass.isGrouped, plan.touch == .all {
      filters += properties.map { "e.value_\($0.place + 1) IS c.\(groupNames[$0.place])" }
    }
    let columns =
      before.map { "c.\($0)" } + ["e.time AS \(time(step))", "min(e.place) AS \(place(step))"]
    add(
      found, Phrase("step \(step): ", "第 \(step) 步：") + plan.steps[step - 1].label,
      Self.listed(columns) + "\nFROM \(pass.prefix)step_\(step - 1) c\nJOIN \(moves(pass)) e\n"
        + SQL.indented("ON " + SQL.all(filters)) + "\nGROUP BY "
        + (["c.attempt"] + (pass.filing == .everyValue ? groupNames.map { "c.\($0)" } : []))
        .joined(separator: ", "))
    var kept = ["n.\(time(step)) <= n.deadline"]
    let kinds = voiding(step - 1)
    if isVoid(pass), !kinds.isEmpty {
      kept.append(
        "NOT EXISTS (\n  SELECT 1 FROM \(pass.filing == .everyValue ? "own_" : "")excluded x\n"
          + SQL.indented(
            "WHERE "
              + SQL.all(
                barring("n", before: step, kinds, limit: "n.\(time(step))")
                  + isOwn("x", "n", pass))) + ")")
    }
    add(
      name, Phrase("in time, and without an excluded event before it", "在窗口内，且其前没有被排除的事件"),
      "SELECT *\nFROM \(found) n\nWHERE \(SQL.all(kept))")
  }

  private func place(_ step: Int) -> String { "place_\(step)" }

  /// An event serves one step of an attempt.
  private func unused(_ event: String, _ attempt: String, before step: Int) -> String {
    let places = (1..<step).map { "\(attempt).\(place($0))" }.joined(separator: ", ")
    return "\(event).place NOT IN (\(places))"
  }

  /// The excluded kinds that end an attempt after a step.
  private func voiding(_ step: Int) -> [Int] {
    rules.exclusions.indices.filter {
      (rules.exclusions[$0].first..<rules.exclusions[$0].last).contains(step - 1)
    }
  }

  /// How an excluded event lies after the step before one and before a limit, by more than the
  /// grace.
  private func barring(
    _ attempt: String, before step: Int, _ kinds: [Int], limit: String
  ) -> [String] {
    let isKind = kinds.map { "x.is_excluded_\($0 + 1)" }
    var filters = [
      "x.unit = \(attempt).unit",
      isKind.count == 1 ? isKind[0] : "(\(isKind.joined(separator: " OR ")))",
      "x.time > \(attempt).\(time(step - 1)) + \(MixpanelRules.grace)",
      "x.time < \(limit) - \(MixpanelRules.grace)", unused("x", attempt, before: step),
    ]
    if plan.unit == .entries { filters.append("x.place >= \(attempt).place_1") }
    return filters
  }

  // MARK: Totals

  /// One attempt at a time; `counted` has a row for each.
  ///
  /// The next begins where one has ended by its last step, its window or an excluded event.
  private mutating func writeTotals(_ pass: Pass) {
    recurs()
    writeEnds(pass)
    writeAttempts(pass)
  }

  private mutating func writeEnds(_ pass: Pass) {
    let prefix = pass.prefix
    var ends: [String] = []
    for step in 1..<count {
      // Where nothing ends it before, its window does.
      var resume = "NULL"
      let kinds = voiding(step)
      if isVoid(pass), !kinds.isEmpty {
        let limit = "min(s.deadline, coalesce(n.\(time(step + 1)), s.deadline))"
        let told = holdNames.map { "s.\($0) IS NOT NULL" }
        let barred = SQL.all(told + barring("s", before: step + 1, kinds, limit: limit))
        resume =
          "(\n  SELECT min(x.place) + 1 FROM excluded x\n" + SQL.indented("WHERE \(barred)") + ")"
      }
      ends.append(
        "SELECT s.unit, s.place_1 AS place, s.time_1 AS time, s.deadline, \(resume) AS resume\n"
          + """
          FROM \(prefix)step_\(step) s
          LEFT JOIN \(prefix)next_\(step + 1) n ON n.attempt = s.attempt
          WHERE s.attempt NOT IN (SELECT attempt FROM \(prefix)step_\(step + 1))
          """)
    }
    let places = (1...count).map { "s.\(place($0))" }.joined(separator: ", ")
    ends.append(
      "SELECT s.unit, s.place_1, s.time_1, s.deadline, max(\(places)) + 1\n"
        + "FROM \(prefix)step_\(count) s")
    add(
      "\(prefix)ends",
      Phrase(
        "the place from which another attempt may begin; where none is told, after the window",
        "此后可开始下一次尝试的位置；未写明者为窗口之后"),
      ends.joined(separator: "\nUNION ALL\n"))
  }

  private mutating func writeAttempts(_ pass: Pass) {
    let prefix = pass.prefix
    add(
      "\(prefix)follows", Phrase("the entry that comes next", "接下来的进入"),
      """
      SELECT e.unit, e.place, min(o.place) AS next
      FROM \(prefix)ends e
      LEFT JOIN \(prefix)ends o
        ON o.unit = e.unit
        AND CASE WHEN e.resume IS NULL THEN o.time > e.deadline ELSE o.place >= e.resume END
      GROUP BY e.unit, e.place
      """)
    add(
      "\(prefix)walk(unit, place)", Phrase("one attempt after another", "一次接一次"),
      """
      SELECT unit, min(place) FROM \(prefix)follows GROUP BY unit
      UNION ALL
      SELECT f.unit, f.next
      FROM \(prefix)walk w
      JOIN \(prefix)follows f ON f.unit = w.unit AND f.place = w.place
      WHERE f.next IS NOT NULL
      """)
    let kept = ["unit"] + (pass.isGrouped ? groupNames : []) + ["attempt"]
    let branches = (1...count).map { step in
      let columns =
        kept + (1...count).map { $0 <= step ? time($0) : "NULL AS \(time($0))" }
        + ["\(step) AS required", "place_1 AS place"]
      return Self.listed(columns) + "\nFROM \(prefix)step_\(step)"
    }
    add(
      "\(prefix)chains", Phrase("how far every attempt got", "每次进入走到了哪里"),
      branches.joined(separator: "\nUNION ALL\n"))
    let columns =
      kept.map { "c.\($0)" } + ["max(c.required) AS required"]
      + times.map {
        "max(c.\($0)) AS \($0)"
      }
    add(
      "\(prefix)counted", Phrase("one row for each attempt that counts", "每次计入的尝试一行"),
      Self.listed(columns) + "\nFROM \(prefix)chains c"
        + "\nJOIN \(prefix)walk w ON w.unit = c.unit AND w.place = c.place"
        + "\nGROUP BY c.attempt")
  }
}
