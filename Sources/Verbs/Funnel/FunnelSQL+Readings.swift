import Engine
import Reporting

extension FunnelSQL {
  // MARK: Readings

  /// `chains`: every place of every attempt; `readings`: the best of each unit.
  mutating func writeChains(_ pass: Pass) {
    let prefix = pass.prefix
    var branches: [String] = []
    for step in 1...count {
      let times = (1...count).map { $0 <= step ? time($0) : "NULL AS \(time($0))" }
      let optional = optionalSteps.filter { $0 <= step }
      let matched =
        optional.isEmpty
        ? "0" : optional.map { "(\(time($0)) IS NOT NULL)" }.joined(separator: " + ")
      var columns = carriedToEnd(pass) + times
      columns.append("\(required(upTo: step)) AS required")
      if !optionalSteps.isEmpty { columns.append("\(matched) AS optional") }
      columns.append("\(finish(step)) AS finish")
      branches.append(Self.listed(columns) + "\nFROM \(prefix)step_\(step)")
    }
    let isTouched = pass.isGrouped && touchedStep != nil && !isMixpanel
    add(
      isTouched ? "\(prefix)places" : "\(prefix)chains",
      Phrase("how far every attempt got", "每次进入走到了哪里"),
      branches.joined(separator: "\nUNION ALL\n"))
    if isTouched { writeTouchedChains(pass) }
    if isDropping, !pass.isGrouped,
      !parts.contains(where: { $0.name == "dropped" })
    {
      writeDropped(pass)
    }
    if isTainting { writeClean(pass) } else { writeReadings(pass) }
  }

  /// What a place carries along to the end.
  private func carriedToEnd(_ pass: Pass) -> [String] {
    carried(pass).filter { rules.peer == .amplitude || !holdNames.contains($0) }
  }

  /// When so many steps were complete: by Mixpanel's rules one may come before the one it follows.
  private func finish(_ step: Int) -> String {
    guard isMixpanel, step > 1 else { return time(step) }
    return "max(\(times.prefix(step).joined(separator: ", ")))"
  }

  /// A SELECT of short columns, several in a line.
  static func listed(_ columns: [String]) -> String {
    var lines = ["SELECT"]
    for (index, column) in columns.enumerated() {
      let piece = " " + column + (index == columns.count - 1 ? "" : ",")
      if lines[lines.count - 1].count + piece.count > 84 { lines.append(" ") }
      lines[lines.count - 1] += piece
    }
    return lines.joined(separator: "\n")
  }

  /// Best first: most steps, then the earliest finish, the latest entry, the earlier optional
  /// steps, and each step as early as it can be.
  var bestFirst: String {
    var order = ["required DESC"]
    if rules.peer == .amplitude {
      // Of the longest attempts the earliest, and that one as early as it can be done.
      order += ["time_1"] + holdNames.flatMap { ["\($0) IS NULL", $0] }
      return (order + ["finish"] + times.dropFirst()).joined(separator: ", ")
    }
    if !optionalSteps.isEmpty { order.append("optional DESC") }
    order += ["finish", "time_1 DESC"]
    order += optionalSteps.map { "\(time($0)) IS NULL" }
    order += times.dropFirst()
    return order.joined(separator: ", ")
  }

  /// `ranked` numbers the chains of a unit, the best first; `counted` has one row a unit: its best
  /// chain, the best of mature attempts, and until when others have time.
  private mutating func writeReadings(_ pass: Pass) {
    let prefix = pass.prefix
    let keys = ["unit"] + (pass.isGrouped ? groupNames : [])
    let end = dataset.end
    func rank(_ keys: [String], _ name: String) -> String {
      """
      row_number() OVER (
          PARTITION BY \(keys.joined(separator: ", "))
          ORDER BY \(bestFirst)
        ) AS \(name)
      """
    }
    var ranks = [rank(keys, "choice")]
    if canBeOpen { ranks.append(rank(keys + ["deadline < \(end)"], "choice_by_end")) }
    add(
      "\(prefix)ranked",
      canBeOpen
        ? Phrase(
          "the attempts of each, the best first; those whose window is over apart",
          "每个单位的各次进入，最好的在前；窗口已满的另排")
        : Phrase("the attempts of each, the best first", "每个单位的各次进入，最好的在前"),
      "SELECT *,\n  \(ranks.joined(separator: ",\n  "))\nFROM \(prefix)chains")
    func best(_ column: String) -> String { "max(CASE WHEN choice = 1 THEN \(column) END)" }
    var columns = keys
    for column in ["required"] + (optionalSteps.isEmpty ? [] : ["optional"]) + times {
      columns.append("\(best(column)) AS \(column)")
    }
    if canBeOpen {
      for step in 1...count {
        columns.append(
          "max(CASE WHEN choice_by_end = 1 AND deadline < \(end) THEN \(time(step)) END)"
            + " AS mature_\(step)")
      }
      columns.append("max(CASE WHEN deadline >= \(end) THEN deadline END) AS until")
    }
    add(
      isDropping ? "\(prefix)readings" : "\(prefix)counted",
      Phrase("one row for each that counts", "每个计入的单位一行"),
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n")) + "\nFROM \(prefix)ranked"
        + "\nGROUP BY \(keys.joined(separator: ", "))")
    guard isDropping else { return }
    add(
      "\(prefix)counted", nil,
      "SELECT *\nFROM \(prefix)readings\nWHERE unit NOT IN (SELECT unit FROM dropped)")
  }

  /// Files each attempt under every value that one of its chains has at the touched step, where the
  /// best of those comes there; a unit that never does has no value.
  private mutating func writeTouchedChains(_ pass: Pass) {
    let prefix = pass.prefix
    let names = properties.map { groupNames[$0.place] }
    let others = groupNames.filter { !names.contains($0) }
    let step = time(touchedStep ?? 1)
    let keys = (["unit"] + others).joined(separator: ", ")
    let same = (["unit"] + others).map { "v.\($0) IS p.\($0)" }.joined(separator: " AND ")
    let value = names.map { "v.\($0)" }.joined(separator: ", ")
    let plain = ["unit", "attempt"] + (rules.hasWindow ? ["deadline"] : []) + others
    let rest =
      times + ["required"] + (optionalSteps.isEmpty ? [] : ["optional"]) + ["finish"]
    let columns = (plain + rest).map { "p.\($0)" }.joined(separator: ", ")
    add(
      "\(prefix)filed", Phrase("under each value that it has at that step", "按该步的每个取值归组"),
      """
      SELECT \(columns), \(value), p.\(step) IS NOT NULL AS is_there
      FROM (
        SELECT DISTINCT \(keys), \(names.joined(separator: ", "))
        FROM \(prefix)places WHERE \(step) IS NOT NULL) v
      JOIN \(prefix)places p
        ON \(same)
        AND (p.\(step) IS NULL OR \(names.map { "p.\($0) IS v.\($0)" }.joined(separator: " AND ")))
      """)
    if pass.kept == nil { writeKept(step, prefix) }
    let kept = "\(pass.kept ?? prefix)kept"
    let ordered = carriedToEnd(pass) + rest
    let isKept = (["unit"] + groupNames).map { "k.\($0) IS f.\($0)" }.joined(separator: " AND ")
    let hasKept = (["unit"] + others).map { "k.\($0) IS p.\($0)" }.joined(separator: " AND ")
    let missing = ordered.map { names.contains($0) ? "NULL AS \($0)" : "p.\($0)" }
    add(
      "\(prefix)chains", nil,
      """
      SELECT \(ordered.map { "f.\($0)" }.joined(separator: ", "))
      FROM \(prefix)filed f
      WHERE EXISTS (SELECT 1 FROM \(kept) k WHERE \(isKept))
      UNION ALL
      SELECT \(missing.joined(separator: ", "))
      FROM \(prefix)places p
      WHERE NOT EXISTS (SELECT 1 FROM \(kept) k WHERE \(hasKept))
      """)
  }

  /// `kept`: the groups of a unit whose reading comes to the touched step.
  private mutating func writeKept(_ step: String, _ prefix: String) {
    let groups = (["unit"] + groupNames).joined(separator: ", ")
    let note = Phrase("those whose best attempt comes to that step", "最好的一次走到该步的")
    if isTainting {
      writeClean("\(prefix)filed", groups: groupNames, as: "\(prefix)filed_")
      add("\(prefix)kept", note, "SELECT *\nFROM \(prefix)filed_counted\nWHERE \(step) IS NOT NULL")
      return
    }
    add(
      "\(prefix)kept", note,
      """
      SELECT \(groups)
      FROM (
        SELECT *, row_number() OVER (PARTITION BY \(groups) ORDER BY \(bestFirst)) AS choice
        FROM \(prefix)filed
      )
      WHERE choice = 1 AND is_there
      """)
  }

  /// Units with an excluded event after the entry of an attempt and before its last step, or before
  /// the end of its window where it is not finished.
  private mutating func writeDropped(_ pass: Pass) {
    let end = rules.hasWindow ? "a.deadline" : "9223372036854775807"
    let voids = rules.exclusions.enumerated().map { index, exclusion in
      let isWhole = exclusion.first == 0 && exclusion.last == count - 1
      let to =
        isWhole
        ? "CASE WHEN a.required = \(required(upTo: count)) THEN a.finish ELSE \(end) END"
        : "coalesce(a.\(time(exclusion.last + 1)), \(end))"
      return SQL.all(
        isKind([index], "x") + ["x.time > a.\(time(exclusion.first + 1))", "x.time < \(to)"])
    }
    let isBetween = voids.count == 1 ? voids[0] : "(\(voids.joined(separator: "\nOR ")))"
    add(
      "dropped", Phrase("those with an excluded event on the way", "途中出现被排除事件的单位"),
      """
      SELECT DISTINCT a.unit
      FROM (
        SELECT *, row_number() OVER (PARTITION BY attempt ORDER BY \(bestFirst)) AS choice
        FROM \(pass.prefix)chains
      ) a
      JOIN excluded x
        ON \(SQL.indented(SQL.all(["x.unit = a.unit", isBetween]), by: 2).drop { $0 == " " })
      WHERE a.choice = 1
      """)
  }
}
