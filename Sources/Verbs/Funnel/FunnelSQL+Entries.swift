import Engine
import Reporting

extension FunnelSQL {
  /// Entries one by one, in order of time: each takes the earliest event for each step that no
  /// entry before it has taken.
  ///
  /// `counted` holds one row for each entry.
  mutating func writeWalk(_ pass: Pass) throws(Diagnostic) {
    let turns = "\(pass.prefix)turns"
    if !pass.isStrictlyLater || rules.isStrictlyLater { try writeTurns(pass, turns) }
    recurs()
    let table = pass.prefix.isEmpty ? turns : "turns"
    let holds = holdNames.map { "\($0), " }.joined()
    let first = try next(
      table, step: "1", last: "m.time", from: "m", taken: "',' || m.place || ','", pass)
    let isStep = "w.next > 0"
    let step = "CASE WHEN \(isStep) THEN w.step + 1 ELSE 1 END"
    let taken = "w.taken || e.place || ','"
    func kept(_ column: String) -> String {
      "CASE WHEN \(isStep) THEN w.\(column) ELSE e.\(column) END"
    }
    let following = try next(
      table, step: "(\(step))", last: "e.time", from: nil, taken: "\(taken)", pass)
    let carried = (rules.hasWindow ? ["deadline"] : []) + holdNames
    let list = carried.map { "\n  \(kept($0))," }.joined()
    let held = holds.isEmpty ? "" : holdNames.map { "m.\($0), " }.joined()
    let opened = (rules.hasWindow ? "m.deadline, " : "") + held
    let names = (["unit", "number", "entry"] + carried + ["step", "last", "taken", "next"])
    add(
      "\(pass.prefix)walk(\(names.joined(separator: ", ")))",
      Phrase("each entry takes the earliest events that are free", "每次进入依次取最早的未用事件"),
      """
      SELECT m.unit, 1, m.place, \(opened)1, m.time,
        ',' || m.place || ',',
        \(SQL.indented(first, by: 2).trimmingStart)
      FROM \(table) m
      WHERE m.place = (SELECT min(o.place) FROM \(table) o WHERE o.unit = m.unit AND o.opens)
      UNION ALL
      SELECT w.unit,
        w.number + (NOT coalesce(\(isStep), FALSE)),
        CASE WHEN \(isStep) THEN w.entry ELSE e.place END,\(list)
        \(step),
        e.time,
        \(taken),
        \(SQL.indented(following, by: 2).trimmingStart)
      FROM \(pass.prefix)walk w
      JOIN \(table) e
        ON e.unit = w.unit
        AND e.place = CASE WHEN \(isStep) THEN w.next ELSE (
          SELECT min(o.place) FROM \(table) o
          WHERE o.unit = w.unit AND o.opens AND o.place > w.entry
            AND instr(w.taken, ',' || o.place || ',') = 0) END
      """)
    writeWalked(pass, table)
  }

  /// The events of a unit in the order in which they are taken.
  private mutating func writeTurns(_ pass: Pass, _ name: String) throws(Diagnostic) {
    var columns = ["e.*", "\(servedBits("e")) AS serves"]
    if rules.hasWindow { columns.append("\(try deadline("e")) AS deadline") }
    let opens = ["e.is_1"] + bounds("e", isEntry: true)
    columns.append("\(opens.joined(separator: " AND ")) AS opens")
    var needsUser = false
    if pass.isGrouped { columns += try groupColumns(isSimple: false, needsUser: &needsUser) }
    add(
      "kinds_of_turn",
      Phrase("what each event can serve, and what it would open", "每个事件可充当的步骤及其开启的进入"),
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n")) + "\nFROM served e"
        + (needsUser ? "\nJOIN users u ON u.user = e.user" : ""))
    var order = ["time", "serves"]
    if !holdNames.isEmpty {
      order.append(holdNames.map { "\($0) IS NOT NULL" }.joined(separator: " AND "))
      order += holdNames
    }
    if pass.isGrouped { order += groupNames.flatMap { ["\($0) IS NULL", $0] } }
    order.append("id")
    add(
      name, Phrase("in the order they are taken", "按取用顺序编号"),
      """
      SELECT *, row_number() OVER (
        PARTITION BY unit ORDER BY \(order.joined(separator: ", "))) AS place
      FROM kinds_of_turn
      """)
  }

  /// The place of the next event for a step, negative where an excluded event lies before it; NULL
  /// where there is none.
  private func next(
    _ table: String, step: String, last: String, from alias: String?, taken: String, _ pass: Pass
  ) throws(Diagnostic) -> String {
    func own(_ column: String) -> String {
      alias.map { "\($0).\(column)" }
        ?? "CASE WHEN w.next > 0 THEN w.\(column) ELSE e.\(column) END"
    }
    let unit = alias.map { "\($0).unit" } ?? "w.unit"
    var filters = [
      "n.unit = \(unit)", "n.serves >> \(step) & 1",
      "n.time \(pass.isStrictlyLater ? ">" : ">=") \(last)",
      "instr(\(taken), ',' || n.place || ',') = 0",
    ]
    for name in holdNames { filters.append("n.\(name) = \(own(name))") }
    var limits: [String] = []
    if rules.hasWindow { limits.append("n.time <= \(own("deadline"))") }
    if let each = rules.each { limits.append("n.time <= \(try end(each, last))") }
    filters += limits
    var value = "n.place"
    if isVoid(pass) {
      let voids = rules.exclusions.enumerated().map { index, exclusion in
        let kind = isKind([index], "x").map { "\($0) AND " }.joined()
        return """
          \(step) BETWEEN \(exclusion.first + 1) AND \(exclusion.last) AND EXISTS (
            SELECT 1 FROM excluded x
            WHERE \(kind)x.unit = n.unit AND x.time > \(last) AND x.time < n.time)
          """
      }
      value = """
        CASE WHEN \(voids.joined(separator: "\nOR "))
        THEN -n.place ELSE n.place END
        """
    }
    return """
      (
        SELECT \(SQL.indented(value, by: 2).trimmingStart)
        FROM \(table) n
        WHERE \(SQL.indented(SQL.all(filters), by: 4).trimmingStart)
        ORDER BY n.place LIMIT 1)
      """
  }

  private mutating func writeWalked(_ pass: Pass, _ table: String) {
    let prefix = pass.prefix
    var columns = ["unit", "number", "entry"]
    columns += (1...count).map { "max(CASE WHEN step = \($0) THEN last END) AS \(time($0))" }
    columns += ["max(step) AS required", "max(CASE WHEN next < 0 THEN step END) AS cut"]
    if rules.hasWindow { columns.append("max(deadline) AS deadline") }
    add(
      "\(prefix)walked", Phrase("one row for each entry", "每次进入一行"),
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n"))
        + "\nFROM \(prefix)walk\nGROUP BY unit, number")
    var counted = ["w.*"]
    if canBeOpen {
      let end = dataset.end
      counted += (1...count).map {
        "CASE WHEN w.deadline < \(end) THEN w.\(time($0)) END AS mature_\($0)"
      }
      counted.append("CASE WHEN w.deadline >= \(end) THEN w.deadline END AS until")
    }
    var tables = "\(prefix)walked w"
    if pass.isGrouped {
      counted += groupNames.map { "t.\($0)" }
      tables += "\nJOIN \(table) t ON t.unit = w.unit AND t.place = w.entry"
    }
    add(
      "\(prefix)readings", nil,
      "SELECT\n" + SQL.indented(counted.joined(separator: ",\n")) + "\nFROM \(tables)")
    add(
      "\(prefix)counted", nil,
      "SELECT *\nFROM \(prefix)readings"
        + (isDropping ? "\nWHERE unit NOT IN (SELECT unit FROM dropped)" : ""))
  }
}

extension String {
  /// Without the spaces it begins with.
  fileprivate var trimmingStart: String { String(drop { $0 == " " }) }
}
