import Engine
import Reporting

/// Writes the SQL of how concentrated the revenue is: who is counted with what they brought, and
/// how many there are besides.
enum ConcentrationSQL {
  static func queries(
    _ plan: Segment.Plan, _ rule: ValueRule, _ day: Segment.ValueDay, _ dataset: Dataset
  ) throws(Diagnostic) -> [SQLQuery] {
    var conditions = SQLConditions(dataset)
    guard let dimension = plan.dimensions.first,
      let classes = try conditions.classes(of: dimension)
    else { return [] }
    let belongs = try conditions.belongs(to: plan.population, "u").map { "\nWHERE \($0)" } ?? ""
    let people = SQLQuery.Part(
      "people", Phrase("the users asked about with what they brought", "所问的用户及其收入"),
      "SELECT u.user, c.class, c.weight\nFROM users u JOIN \(classes) c ON c.user = u.user"
        + belongs)
    let isMember = "class IN ('top', 'others')"
    let hasBought =
      rule.population == .buyers ? isMember : "class <> 'not_yet_registered' AND weight > 0"
    let parts = conditions.lists + [people]
    return [
      SQLQuery(
        "people", Phrase("who was registered, and who bought", "当时已注册者与购买者"), parts: parts,
        """
        SELECT sum(class <> 'not_yet_registered') AS registered,
          sum(\(hasBought)) AS buyers
        FROM people
        """),
      SQLQuery(
        "members", Phrase("who is counted, the most revenue first", "计入的用户，收入高者在前"), parts: parts,
        """
        SELECT p.user, p.weight AS revenue
        FROM people p
        WHERE p.\(isMember)
        ORDER BY p.weight DESC, \(conditions.order(ofUsers: "p"))
        """),
    ]
  }
}

extension ConcentrationTally {
  /// From what SQL counted.
  init(_ rule: ValueRule, reading rows: SQLRows, in dataset: Dataset) {
    let places = dataset.users.places
    var members: [(user: Int, revenue: Int64)] = []
    for row in rows["members"] {
      guard let user = row.first?.textValue.flatMap({ places[$0] }) else { continue }
      members.append((user, row.milliseconds(1) ?? 0))
    }
    members.sort { $0.user < $1.user }
    let people = rows["people"].first ?? []
    self.init(
      members: members.map(\.user), revenue: members.map(\.revenue),
      registered: people.count(0), buyers: people.count(1))
  }
}
