import Engine
import Reporting

/// Writes the SQL that counts the users of groups, at one moment of a statement.
///
/// `people` has a row for each user with the groups and whether the user is chosen; where a user
/// may stand in several groups, a row for each.
struct SegmentSQL {
  private let plan: Segment.Plan
  /// As it stood at the moment.
  private let dataset: Dataset
  /// As the tables hold it.
  private let full: Dataset
  /// What is added to the name of every table expression, to tell the moments apart.
  private let suffix: String
  private var conditions: SQLConditions

  init(
    _ plan: Segment.Plan, on dataset: Dataset, full: Dataset? = nil, suffix: String = ""
  ) {
    self.plan = plan
    self.dataset = dataset
    self.full = full ?? dataset
    self.suffix = suffix
    conditions = SQLConditions(
      dataset, calendar: full.map { SQLCalendar(of: $0) },
      isCut: full.map { $0.end > dataset.end } ?? false, suffix: suffix)
  }

  private func name(_ part: String) -> String { part + suffix }

  private var groups: [String] { plan.dimensions.indices.map { "group_\($0 + 1)" } }

  /// The queries of one moment.
  func queries() throws(Diagnostic) -> [SQLQuery] {
    var copy = self
    let parts = try copy.parts()
    return copy.counted(parts) + copy.saved(parts)
  }

  /// The queries of a moment and of an earlier one, and of who stood where at both.
  func queries(and earlier: SegmentSQL) throws(Diagnostic) -> [SQLQuery] {
    var (now, then) = (self, earlier)
    let parts = try now.parts()
    let others = try then.parts()
    let names = groups.map { "n.\($0)" } + earlier.groups.map { "t.\($0)" }
    let selected =
      names
      + (then.hasKnown
        ? [
          "sum(t.is_chosen AND t.is_known) AS both", "sum(t.is_chosen OR NOT t.is_known) AS moved",
        ]
        : ["sum(t.is_chosen) AS both", "sum(t.is_chosen) AS moved"])
    var body = """
      SELECT \(selected.joined(separator: ", "))
      FROM \(name("people")) n JOIN \(then.name("people")) t ON t.user = n.user
      WHERE n.is_chosen
      """
    if !names.isEmpty { body += "\nGROUP BY \(names.joined(separator: ", "))" }
    return now.counted(parts) + then.counted(others) + [
      SQLQuery(
        "pairs", Phrase("who stood where then and now", "当时与现在各在哪一组"), parts: parts + others,
        body)
    ] + now.saved(parts)
  }

  /// Whether some users were not known yet.
  private var hasKnown: Bool { dataset.knownUsers != full.knownUsers }

  // MARK: Counting

  private func counted(_ parts: [SQLQuery.Part]) -> [SQLQuery] {
    let weighs = plan.weight != nil
    let selected =
      groups + ["count(*) AS base", "sum(is_chosen) AS users"]
      + (weighs ? ["coalesce(sum(CASE WHEN is_chosen THEN weight END), 0) AS weight"] : [])
    let source = "FROM \(name("people"))" + (hasKnown ? "\nWHERE is_known" : "")
    var body = "SELECT \(selected.joined(separator: ", "))\n\(source)"
    if !groups.isEmpty {
      let names = groups.joined(separator: ", ")
      let order = groups.map { "\($0) IS NULL, \($0)" }.joined(separator: ", ")
      body += "\nGROUP BY \(names)\nORDER BY \(order)"
    }
    let counts = SQLQuery(
      name("groups"), Phrase("users of each group, before and after the condition", "各组用户数，条件前后"),
      parts: parts, body)
    guard plan.overlaps else { return [counts] }
    return [
      counts,
      SQLQuery(
        name("people"), Phrase("all of them, each once", "全部用户，每人一次"), parts: parts,
        "SELECT count(DISTINCT user) AS base,"
          + " count(DISTINCT CASE WHEN is_chosen THEN user END) AS users\n\(source)"),
    ]
  }

  private func saved(_ parts: [SQLQuery.Part]) -> [SQLQuery] {
    guard plan.saveAs != nil else { return [] }
    return [
      SQLQuery(
        "saved", Phrase("the users to be saved", "要保存的用户"), parts: parts,
        "SELECT \((groups + ["user"]).joined(separator: ", ")) FROM \(name("people"))"
          + " WHERE is_chosen")
    ]
  }

  // MARK: People

  private mutating func parts() throws(Diagnostic) -> [SQLQuery.Part] {
    var columns = ["u.user"]
    var joins: [String] = []
    var values: [SQLQuery.Part] = []
    var weight: String?
    for (index, dimension) in plan.dimensions.enumerated() {
      let group = "group_\(index + 1)"
      if let classes = try conditions.classes(of: dimension) {
        let alias = "m\(index + 1)"
        joins.append("JOIN \(classes) \(alias) ON \(alias).user = u.user")
        columns.append("\(alias).class AS \(group)")
        if weight == nil, dimension.model?.model.weight != nil { weight = "\(alias).weight" }
      } else if let part = try conditions.values(of: dimension, named: name("had")) {
        values.append(part)
        joins.append("LEFT JOIN \(part.name) h ON h.user = u.user")
        columns.append("h.value AS \(group)")
      } else {
        columns.append("\(try conditions.value(of: dimension, "u")) AS \(group)")
      }
    }
    if let weight { columns.append("\(weight) AS weight") }
    if let known = conditions.isKnown("u", among: full) { columns.append("\(known) AS is_known") }
    var isChosen = "TRUE"
    if let condition = plan.population.condition {
      isChosen = "coalesce(\(try conditions.test(condition, "u")), FALSE)"
    }
    columns.append("\(isChosen) AS is_chosen")
    let origin = try conditions.belongs(toOriginOf: plan.population, "u")
    var body = "SELECT\n" + SQL.indented(columns.joined(separator: ",\n")) + "\nFROM users u"
    if !joins.isEmpty { body += "\n" + joins.joined(separator: "\n") }
    if let origin { body += "\nWHERE \(origin)" }
    let note = Phrase("each user with the groups and the condition", "每个用户的分组与是否满足条件")
    guard let kept = plan.form.kept else {
      return conditions.lists + values + [SQLQuery.Part(name("people"), note, body)]
    }
    return try conditions.lists + [SQLQuery.Part(name("asked"), note, body)] + self.kept(kept)
  }

  /// Of those who meet the condition the ones worth most.
  private mutating func kept(_ kept: Segment.Kept) throws(Diagnostic) -> [SQLQuery.Part] {
    let worth = try conditions.worth(kept.worth, named: name("worth"))
    let known = hasKnown ? ", a.is_known" : ""
    let isCounted = hasKnown ? "a.is_chosen AND a.is_known" : "a.is_chosen"
    let ranked = SQLQuery.Part(
      name("ranked"), Phrase("they, the most worth first", "满足条件者，价值高者在前"),
      """
      SELECT a.user, row_number() OVER (
        ORDER BY coalesce(w.worth, 0) DESC, \(conditions.order(ofUsers: "a"))
      ) AS place
      FROM \(name("asked")) a LEFT JOIN \(name("worth")) w ON w.user = a.user
      WHERE \(isCounted)
      """)
    let all = "(SELECT count(*) FROM \(name("ranked")))"
    let top: String =
      switch kept.number {
      case .users(let users): "\(users)"
      case .share(let share): SQLConditions.count(share, of: all)
      }
    return worth + [
      ranked,
      SQLQuery.Part(
        name("people"), Phrase("each user, and whether it is one of the first", "每个用户及是否在前列"),
        """
        SELECT a.user\(known), coalesce(r.place <= \(top), FALSE) AS is_chosen
        FROM \(name("asked")) a LEFT JOIN \(name("ranked")) r ON r.user = a.user
        """),
    ]
  }
}
