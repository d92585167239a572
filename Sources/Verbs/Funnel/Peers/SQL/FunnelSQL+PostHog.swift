import Engine
import Reporting

extension FunnelSQL {
  /// PostHog's readings where events are excluded: `counted` has the best of a unit's deepest
  /// attempts that holds none, and what the unit would have reached without the exclusion.
  mutating func writeClean(_ pass: Pass) {
    writeClean(
      "\(pass.prefix)chains", groups: pass.isGrouped ? groupNames : [], as: pass.prefix)
  }

  /// - Parameters:
  ///   - chains: the table of how far every attempt got.
  ///   - groups: the columns that a unit's attempts are split by.
  ///   - prefix: what the tables written begin with.
  mutating func writeClean(_ chains: String, groups: [String], as prefix: String) {
    let keys = (["unit"] + groups).joined(separator: ", ")
    add(
      "\(prefix)best",
      Phrase("the best of the attempts that begin at one instant", "同一时刻开始的各次进入中最好的"),
      """
      SELECT *,
        row_number() OVER (
          PARTITION BY \(keys), time_1
          ORDER BY \(bestFirst)
        ) AS choice,
        max(required) OVER (PARTITION BY \(keys)) AS deepest
      FROM \(chains)
      """)
    let tests = rules.exclusions.enumerated().map { tainted(by: $1, $0, groups: groups) }
    add(
      "\(prefix)marked", Phrase("whether an excluded event lies in them", "其中是否有被排除的事件"),
      "SELECT b.*,\n" + SQL.indented(tests.joined(separator: "\nOR ")) + " AS is_tainted\n"
        + "FROM \(prefix)best b\nWHERE b.choice = 1")
    // Without an order the best clean attempt counts, however far others got.
    let isDeepest = isAnyOrder ? "" : " AND required = deepest"
    add(
      "\(prefix)ranked",
      Phrase("the best first, those without an excluded event apart", "最好的在前；无排除事件的另排"),
      """
      SELECT *,
        clean_turn = 1 AND NOT is_tainted\(isDeepest) AS is_counted
      FROM (
        SELECT *,
          row_number() OVER (
            PARTITION BY \(keys)
            ORDER BY \(bestFirst)
          ) AS turn,
          row_number() OVER (
            PARTITION BY \(keys)
            ORDER BY is_tainted, \(bestFirst)
          ) AS clean_turn
        FROM \(prefix)marked
      )
      """)
    var columns = ["unit"] + groups
    for column in ["required"] + times {
      columns.append("max(CASE WHEN is_counted THEN \(column) END) AS \(column)")
    }
    columns += times.map { "max(CASE WHEN turn = 1 THEN \($0) END) AS free_\($0)" }
    add(
      "\(prefix)counted",
      Phrase("one row for each; no times where it is left out", "每个单位一行；被剔除者没有时间"),
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n"))
        + "\nFROM \(prefix)ranked\nGROUP BY \(keys)")
  }

  /// Whether an excluded event lies strictly between the two steps that it is told for, or up to
  /// the end of the window where the second is not reached.
  private func tainted(by exclusion: Funnel.Exclusion, _ index: Int, groups: [String]) -> String {
    var filters = ["x.unit = b.unit"] + isKind([index], "x")
    if seesOwnValues, !groups.isEmpty {
      filters += properties.map { "x.value_\($0.place + 1) IS b.\(groupNames[$0.place])" }
    }
    filters += [
      "x.time > b.\(time(exclusion.first + 1))",
      "x.time < coalesce(b.\(time(exclusion.last + 1)), b.deadline + 1)",
    ]
    return "EXISTS (\n  SELECT 1 FROM excluded x\n"
      + SQL.indented("WHERE " + SQL.all(filters)) + ")"
  }
}
