import Engine
import Reporting

extension Segment {
  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    if plan.saveAs != nil {
      throw .notInSQL(
        Phrase("a segment to be saved", "要保存的分群"),
        because: Phrase("its figures are counts, and users are kept", "SQL 只计数，而保存需要逐个用户"))
    }
    try checkSQL(plan)
    var conditions = SQLConditions(dataset)
    var columns: [String] = []
    for (index, dimension) in plan.dimensions.enumerated() {
      columns.append("\(try conditions.value(of: dimension, "u")) AS group_\(index + 1)")
    }
    var isChosen = "TRUE"
    if let condition = plan.population.condition {
      isChosen = "coalesce(\(try conditions.test(condition, "u")), FALSE)"
    }
    columns.append("\(isChosen) AS is_chosen")
    let origin = try conditions.belongs(toOriginOf: plan.population, "u")
    var body = "SELECT\n" + SQL.indented(columns.joined(separator: ",\n")) + "\nFROM users u"
    if let origin { body += "\nWHERE \(origin)" }
    let people = SQLQuery.Part(
      "people", Phrase("each user with the groups and the condition", "每个用户的分组与是否满足条件"), body)
    let groups = plan.dimensions.indices.map { "group_\($0 + 1)" }
    let selected = (groups + ["count(*) AS base", "sum(is_chosen) AS users"]).joined(
      separator: ", ")
    var last = "SELECT \(selected)\nFROM people"
    if !groups.isEmpty {
      let names = groups.joined(separator: ", ")
      let order = groups.map { "\($0) IS NULL, \($0)" }.joined(separator: ", ")
      last += "\nGROUP BY \(names)\nORDER BY \(order)"
    }
    return [
      SQLQuery(
        "groups", Phrase("users of each group, before and after the condition", "各组用户数，条件前后"),
        parts: conditions.lists + [people], last)
    ]
  }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    let width = plan.dimensions.count
    let groups = rows["groups"].map { row in
      (
        keys: plan.dimensions.enumerated().map { $1.cell(row[$0], in: dataset) },
        base: row.count(width), users: row.count(width + 1)
      )
    }.sorted { plan.dimensions.precedes($0.keys, $1.keys) }
    return try answer(
      plan,
      SegmentTally(
        keys: groups.map(\.keys), base: groups.map(\.base), users: groups.map(\.users), weights: [],
        population: groups.reduce(0) { $0 + $1.base }, chosen: groups.reduce(0) { $0 + $1.users }),
      on: dataset)
  }

  /// Throws E432 for forms whose counting is no sum over groups.
  private static func checkSQL(_ plan: Plan) throws(Diagnostic) {
    guard plan.states == nil, plan.form == .groups(keeping: nil, against: nil), !plan.overlaps,
      !plan.dimensions.contains(where: { $0.isRanked })
    else {
      throw .notInSQL(
        Phrase("this form of segment", "分群的这种形式"),
        because: Phrase(
          "users are ranked or followed one by one", "它需要逐个用户排名或跟踪"))
    }
  }
}
