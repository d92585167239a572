import Engine
import Reporting

extension FunnelSQL {
  /// `windowFunnel`: the first instant at which each step is done, and where a mode ends the scan.
  ///
  /// For each step the scan remembers the chain that was set last; so `step_k` holds the instants
  /// at which it is set, and goes on from the last one of `step_k-1` up to then. What lies before
  /// the end of the scan does not hang on it, so all is written as if there were none and cut then.
  mutating func writeScan(_ modes: ClickHouseModes, _ passes: [Pass]) throws(Diagnostic) {
    if modes.contains(.strictOnce) {
      let pass = Pass(
        prefix: "", isStrictlyLater: modes.contains(.strictIncrease), isVoiding: false,
        isGrouped: false)
      try writeEntries(pass)
      for step in 2...count { try writeStep(step, pass) }
      writeFirstsOfChains(modes)
    } else {
      try writeSettings(modes)
      let firsts = (1...count).map { step in
        "SELECT unit, \(step) AS step, min(time) AS time\nFROM step_\(step)\nGROUP BY unit"
      }
      add(
        "firsts", Phrase("when each step was done first", "每一步首次完成的时刻"),
        firsts.joined(separator: "\nUNION ALL\n"))
    }
    let isCut = writeEnds(modes)
    var columns = ["f.unit", "max(f.step) AS required"]
    columns += (1...count).map { "max(CASE WHEN f.step = \($0) THEN f.time END) AS \(time($0))" }
    add(
      "levels", Phrase("how far each got", "各自走到的层级"),
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n")) + "\nFROM firsts f"
        + (isCut
          ? """

          LEFT JOIN ends s ON s.unit = f.unit AND s.turn = 1
          WHERE s.unit IS NULL OR f.time < s.time OR f.time = s.time AND f.step <= s.step
          """ : "") + "\nGROUP BY f.unit")
    for pass in passes { try writeLevels(pass) }
  }

  private mutating func writeSettings(_ modes: ClickHouseModes) throws(Diagnostic) {
    add(
      "step_1", Phrase("step 1: ", "第 1 步：") + plan.steps[0].label,
      "SELECT e.unit, e.time, \(try deadline("e")) AS deadline\nFROM moves e\nWHERE e.is_1"
        + "\nGROUP BY e.unit, e.time")
    for step in 2...count {
      let later = modes.contains(.strictIncrease) ? " AND last < time" : ""
      add(
        "step_\(step)", Phrase("step \(step): ", "第 \(step) 步：") + plan.steps[step - 1].label,
        """
        SELECT unit, time, deadline
        FROM (
          SELECT e.unit, e.time, max(c.time) AS last, c.deadline
          FROM moves e
          JOIN step_\(step - 1) c ON c.unit = e.unit AND c.time <= e.time
          WHERE e.is_\(step)
          GROUP BY e.unit, e.time
        )
        WHERE time <= deadline\(later)
        """)
    }
  }

  /// Where an event serves one step, the kind of the first that served it: the scan takes those
  /// that can serve more first.
  private mutating func writeFirstsOfChains(_ modes: ClickHouseModes) {
    let asksKind = countsKinds(modes)
    let firsts = (1...count).map { step in
      guard asksKind, step > 1 else {
        return "SELECT unit, \(step) AS step, min(\(time(step))) AS time"
          + (asksKind ? ", 0 AS kind" : "") + "\nFROM step_\(step)\nGROUP BY unit"
      }
      return """
        SELECT unit, \(step), \(time(step)), kind
        FROM (
          SELECT *, row_number() OVER (
            PARTITION BY unit ORDER BY \(time(step)), kind DESC) AS choice
          FROM ways_\(step)
        )
        WHERE choice = 1
        """
    }
    add(
      "firsts", Phrase("when each step was done first", "每一步首次完成的时刻"),
      firsts.joined(separator: "\nUNION ALL\n"))
  }

  /// Whether the scan has to know which kind of event served a step first.
  func countsKinds(_ modes: ClickHouseModes) -> Bool {
    modes.contains(.strictOnce) && modes.contains(.strictDeduplication) && !isDisjoint
  }

  /// `ends`: the row and step at which a mode ends the scan, numbered; false where none does.
  private mutating func writeEnds(_ modes: ClickHouseModes) -> Bool {
    var ends: [String] = []
    if modes.contains(.strictDeduplication) {
      let alike =
        countsKinds(modes)
        ? "count(CASE WHEN \(servedBits("e")) <= f.kind THEN 1 END)" : "count(*)"
      ends += (2...count).map { step in
        """
        SELECT unit, min(time) AS time, \(step) AS step
        FROM (
          SELECT e.unit, e.time
          FROM firsts f
          JOIN moves e ON e.unit = f.unit AND e.is_\(step) AND e.time >= f.time
          WHERE f.step = \(step)
          GROUP BY e.unit, e.time
          HAVING e.time > f.time OR \(alike) > 1
        )
        GROUP BY unit
        """
      }
    }
    if modes.contains(.strictOrder) {
      let serves = (1...count).map { "e.is_\($0)" }.joined(separator: " OR ")
      ends.append(
        """
        SELECT e.unit, min(e.time) AS time, 0 AS step
        FROM firsts f
        JOIN moves e ON e.unit = f.unit AND e.time > f.time AND NOT (\(serves))
        WHERE f.step = 1
        GROUP BY e.unit
        """)
      if !modes.contains(.allowReentry), count > 2 {
        ends += (3...count).map { step in
          """
          SELECT e.unit, min(e.time) AS time, \(step) AS step
          FROM firsts f
          JOIN moves e ON e.unit = f.unit AND e.is_\(step) AND e.time >= f.time
          LEFT JOIN firsts b ON b.unit = f.unit AND b.step = \(step - 1)
          WHERE f.step = 1 AND (b.time IS NULL OR e.time < b.time)
          GROUP BY e.unit
          """
        }
      }
    }
    guard !ends.isEmpty else { return false }
    add(
      "stops", Phrase("where a mode would end the scan", "各模式停止扫描之处"),
      ends.joined(separator: "\nUNION ALL\n"))
    add(
      "ends", Phrase("the earliest of them first", "最早的在前"),
      """
      SELECT *, row_number() OVER (PARTITION BY unit ORDER BY time, step) AS turn
      FROM stops
      """)
    return true
  }

  /// The level of each unit, in every group that it entered in.
  private mutating func writeLevels(_ pass: Pass) throws(Diagnostic) {
    guard pass.isGrouped else {
      add("\(pass.prefix)counted", nil, "SELECT *\nFROM levels")
      return
    }
    var needsUser = false
    let groups = try groupColumns(isSimple: false, needsUser: &needsUser)
    add(
      "\(pass.prefix)counted", Phrase("in each group that it entered in", "计入其进入的每一组"),
      """
      SELECT l.*, \(groupNames.map { "g.\($0)" }.joined(separator: ", "))
      FROM levels l
      JOIN (
        SELECT DISTINCT e.unit, \(groups.joined(separator: ", "))
        FROM moves e
        JOIN users u ON u.user = e.user
        WHERE e.is_1
      ) g ON g.unit = l.unit
      """)
  }
}
