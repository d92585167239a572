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
      var columns = carried(pass).filter { !holdNames.contains($0) } + times
      columns.append("\(required(upTo: step)) AS required")
      if !optionalSteps.isEmpty { columns.append("\(matched) AS optional") }
      columns.append("\(time(step)) AS finish")
      branches.append("SELECT \(columns.joined(separator: ", "))\nFROM \(prefix)step_\(step)")
    }
    let isTouched = pass.isGrouped && touchedStep != nil
    add(
      isTouched ? "\(prefix)places" : "\(prefix)chains",
      Phrase("how far every attempt got", "每次进入走到了哪里"),
      branches.joined(separator: "\nUNION ALL\n"))
    if isTouched { writeTouchedChains(pass) }
    if rules.exclusion?.dropsUnit == true, !pass.isGrouped,
      !parts.contains(where: { $0.name == "dropped" })
    {
      writeDropped(pass)
    }
    writeReadings(pass)
  }

  /// Best first: most steps, then the earliest finish, the latest entry, the earlier optional steps,
  /// and each step as early as it can be.
  var bestFirst: String {
    var order = ["required DESC"]
    if !optionalSteps.isEmpty { order.append("optional DESC") }
    order += ["finish", "time_1 DESC"]
    order += optionalSteps.map { "\(time($0)) IS NULL" }
    order += times.dropFirst()
    return order.joined(separator: ", ")
  }

  private mutating func writeReadings(_ pass: Pass) {
    let prefix = pass.prefix
    let keys = ["unit"] + (pass.isGrouped ? groupNames : [])
    func best(_ filter: String) -> String {
      """
      SELECT *
      FROM (
        SELECT *, row_number() OVER (
          PARTITION BY \(keys.joined(separator: ", "))
          ORDER BY \(bestFirst)
        ) AS choice
        FROM \(prefix)chains\(filter)
      )
      WHERE choice = 1
      """
    }
    add("\(prefix)readings", Phrase("the best attempt of each", "每个单位取最好的一次"), best(""))
    var columns = keys.map { "r.\($0)" } + ["r.required"]
    if !optionalSteps.isEmpty { columns.append("r.optional") }
    columns += times.map { "r.\($0)" }
    var tables = "\(prefix)readings r"
    if canBeOpen {
      let end = dataset.end
      add(
        "\(prefix)mature", Phrase("the best of attempts whose window is over", "窗口已满的进入中最好的一次"),
        best("\n    WHERE deadline < \(end)"))
      let first = isTouchedGroup(pass) ? "\(prefix)chains" : "\(prefix)step_1"
      add(
        "\(prefix)open", Phrase("until when attempts still have time", "尚有时间的进入到何时为止"),
        """
        SELECT \(keys.joined(separator: ", ")), max(deadline) AS until
        FROM \(first)
        WHERE deadline >= \(end)
        GROUP BY \(keys.joined(separator: ", "))
        """)
      columns += (1...count).map { "m.\(time($0)) AS mature_\($0)" } + ["o.until"]
      for (table, alias) in [("mature", "m"), ("open", "o")] {
        let same = keys.map {
          $0 == "unit" ? "\(alias).unit = r.unit" : "\(alias).\($0) IS r.\($0)"
        }
        tables += "\nLEFT JOIN \(prefix)\(table) \(alias) ON \(same.joined(separator: " AND "))"
      }
    }
    let isDropping = rules.exclusion?.dropsUnit == true
    add(
      "\(prefix)counted", Phrase("one row for each that counts", "每个计入的单位一行"),
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n")) + "\nFROM \(tables)"
        + (isDropping ? "\nWHERE r.unit NOT IN (SELECT unit FROM dropped)" : ""))
  }

  private func isTouchedGroup(_ pass: Pass) -> Bool { pass.isGrouped && touchedStep != nil }

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
      FROM (SELECT DISTINCT \(keys), \(names.joined(separator: ", ")) FROM \(prefix)places WHERE \(step) IS NOT NULL) v
      JOIN \(prefix)places p
        ON \(same)
        AND (p.\(step) IS NULL OR \(names.map { "p.\($0) IS v.\($0)" }.joined(separator: " AND ")))
      """)
    let groups = (["unit"] + groupNames).joined(separator: ", ")
    add(
      "\(prefix)kept", Phrase("those whose best attempt comes to that step", "最好的一次走到该步的"),
      """
      SELECT \(groups)
      FROM (
        SELECT *, row_number() OVER (PARTITION BY \(groups) ORDER BY \(bestFirst)) AS choice
        FROM \(prefix)filed
      )
      WHERE choice = 1 AND is_there
      """)
    let ordered = carried(pass).filter { !holdNames.contains($0) } + rest
    let isKept = (["unit"] + groupNames).map { "k.\($0) IS f.\($0)" }.joined(separator: " AND ")
    let hasKept = (["unit"] + others).map { "k.\($0) IS p.\($0)" }.joined(separator: " AND ")
    let missing = ordered.map { names.contains($0) ? "NULL AS \($0)" : "p.\($0)" }
    add(
      "\(prefix)chains", nil,
      """
      SELECT \(ordered.map { "f.\($0)" }.joined(separator: ", "))
      FROM \(prefix)filed f
      WHERE EXISTS (SELECT 1 FROM \(prefix)kept k WHERE \(isKept))
      UNION ALL
      SELECT \(missing.joined(separator: ", "))
      FROM \(prefix)places p
      WHERE NOT EXISTS (SELECT 1 FROM \(prefix)kept k WHERE \(hasKept))
      """)
  }

  /// Units with an excluded event after the entry of an attempt and before its last step, or before
  /// the end of its window where it is not finished.
  private mutating func writeDropped(_ pass: Pass) {
    guard let exclusion = rules.exclusion else { return }
    let isWhole = exclusion.first == 0 && exclusion.last == count - 1
    let from = time(exclusion.first + 1)
    let end = rules.hasWindow ? "a.deadline" : "9223372036854775807"
    let to =
      isWhole
      ? "CASE WHEN a.required = \(required(upTo: count)) THEN a.finish ELSE \(end) END"
      : "coalesce(a.\(time(exclusion.last + 1)), \(end))"
    add(
      "dropped", Phrase("those with an excluded event on the way", "途中出现被排除事件的单位"),
      """
      SELECT DISTINCT a.unit
      FROM (
        SELECT *, row_number() OVER (PARTITION BY attempt ORDER BY \(bestFirst)) AS choice
        FROM \(pass.prefix)chains
      ) a
      JOIN excluded x
        ON x.unit = a.unit
        AND x.time > a.\(from)
        AND x.time < \(to)
      WHERE a.choice = 1
      """)
  }
}
