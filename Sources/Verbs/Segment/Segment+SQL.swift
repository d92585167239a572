import Engine
import Reporting

extension Segment {
  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    try checkSQL(plan)
    var conditions = SQLConditions(dataset)
    var columns = plan.saveAs == nil ? [] : ["u.user"]
    var joins: [String] = []
    var weight: String?
    for (index, dimension) in plan.dimensions.enumerated() {
      guard let classes = try conditions.classes(of: dimension) else {
        columns.append("\(try conditions.value(of: dimension, "u")) AS group_\(index + 1)")
        continue
      }
      let alias = "m\(index + 1)"
      joins.append("JOIN \(classes) \(alias) ON \(alias).user = u.user")
      columns.append("\(alias).class AS group_\(index + 1)")
      if weight == nil, dimension.model?.model.weight != nil { weight = "\(alias).weight" }
    }
    if let weight { columns.append("\(weight) AS weight") }
    var isChosen = "TRUE"
    if let condition = plan.population.condition {
      isChosen = "coalesce(\(try conditions.test(condition, "u")), FALSE)"
    }
    columns.append("\(isChosen) AS is_chosen")
    let origin = try conditions.belongs(toOriginOf: plan.population, "u")
    var body = "SELECT\n" + SQL.indented(columns.joined(separator: ",\n")) + "\nFROM users u"
    if !joins.isEmpty { body += "\n" + joins.joined(separator: "\n") }
    if let origin { body += "\nWHERE \(origin)" }
    let people = SQLQuery.Part(
      "people", Phrase("each user with the groups and the condition", "每个用户的分组与是否满足条件"), body)
    let groups = plan.dimensions.indices.map { "group_\($0 + 1)" }
    let selected =
      (groups + ["count(*) AS base", "sum(is_chosen) AS users"]
      + (weight == nil ? [] : ["coalesce(sum(CASE WHEN is_chosen THEN weight END), 0) AS weight"]))
      .joined(separator: ", ")
    var last = "SELECT \(selected)\nFROM people"
    if !groups.isEmpty {
      let names = groups.joined(separator: ", ")
      let order = groups.map { "\($0) IS NULL, \($0)" }.joined(separator: ", ")
      last += "\nGROUP BY \(names)\nORDER BY \(order)"
    }
    let parts = conditions.lists + [people]
    let counts = SQLQuery(
      "groups", Phrase("users of each group, before and after the condition", "各组用户数，条件前后"),
      parts: parts, last)
    if plan.saveAs == nil { return [counts] }
    let chosen = (groups + ["user"]).joined(separator: ", ")
    return [
      counts,
      SQLQuery(
        "saved", Phrase("the users to be saved", "要保存的用户"), parts: parts,
        "SELECT \(chosen) FROM people WHERE is_chosen"),
    ]
  }

  /// The users of the rows, by the values of their groups.
  private static func savedUsers(
    _ plan: Plan, _ rows: SQLRows, in dataset: Dataset
  ) -> [[Cell]: UserSet] {
    let places = Dictionary(
      dataset.users.ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var users: [[Cell]: UserSet] = [:]
    for row in rows["saved"] {
      guard let user = row.last?.textValue.flatMap({ places[$0] }) else { continue }
      let key = plan.dimensions.enumerated().map { $1.cell(row[$0], in: dataset) }
      users[key, default: UserSet(all: false, count: dataset.users.count)].flags[user] = true
    }
    return users
  }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    let width = plan.dimensions.count
    var groups = rows["groups"].map { row in
      (
        keys: plan.dimensions.enumerated().map { $1.cell(row[$0], in: dataset) },
        base: row.count(width), users: row.count(width + 1),
        weight: plan.weight == nil ? Int64(0) : Int64(row.count(width + 2))
      )
    }
    if width == 1, let parts = plan.dimensions[0].model?.model.parts {
      // Classes without users have no row.
      for part in parts where !groups.contains(where: { $0.keys == [.text(part.key)] }) {
        groups.append((keys: [.text(part.key)], base: 0, users: 0, weight: 0))
      }
    }
    groups.sort { plan.dimensions.precedes($0.keys, $1.keys) }
    let tally = SegmentTally(
      keys: groups.map(\.keys), base: groups.map(\.base), users: groups.map(\.users),
      weights: plan.weight == nil ? [] : groups.map(\.weight),
      population: groups.reduce(0) { $0 + $1.base }, chosen: groups.reduce(0) { $0 + $1.users })
    var answer = try answer(plan, tally, on: dataset)
    let users = savedUsers(plan, rows, in: dataset)
    answer.saved = saved(plan, tally) { key in
      users[key] ?? UserSet(all: false, count: dataset.users.count)
    }
    return answer
  }

  /// Throws E432 for forms whose counting is no sum over groups.
  private static func checkSQL(_ plan: Plan) throws(Diagnostic) {
    guard plan.states == nil, plan.form == .groups(keeping: nil, against: nil), !plan.overlaps
    else {
      throw .notInSQL(
        Phrase("this form of segment", "分群的这种形式"),
        because: Phrase(
          "users are ranked or followed one by one", "它需要逐个用户排名或跟踪"))
    }
  }
}
