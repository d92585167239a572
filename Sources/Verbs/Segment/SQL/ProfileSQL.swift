import Engine
import Reporting

/// Writes the SQL of what users have in common: how many of each population have each trait.
///
/// `sides` has a row for each user of each population, `(side, user)`.
struct ProfileSQL {
  private let plan: Segment.Plan
  private let comparison: PopulationComparison
  private let items: [Segment.ProfileItem]
  private let dataset: Dataset
  private var conditions: SQLConditions

  init(
    _ plan: Segment.Plan, _ comparison: PopulationComparison, _ items: [Segment.ProfileItem],
    _ dataset: Dataset
  ) {
    self.plan = plan
    self.comparison = comparison
    self.items = items
    self.dataset = dataset
    conditions = SQLConditions(dataset)
  }

  func queries() throws(Diagnostic) -> [SQLQuery] {
    var copy = self
    return try copy.written()
  }

  private mutating func written() throws(Diagnostic) -> [SQLQuery] {
    let sides = try sides()
    let parts = conditions.lists + [sides]
    var queries = [
      SQLQuery(
        "sizes", Phrase("users of each population", "各总体的用户数"), parts: parts,
        "SELECT side, count(*) AS users\nFROM sides\nGROUP BY side"),
      SQLQuery(
        "shared", Phrase("users of the first who stand in another", "第一个总体中同时属于其他总体的用户"),
        parts: parts,
        "SELECT count(DISTINCT a.user)\nFROM sides a JOIN sides b ON b.user = a.user"
          + "\nWHERE a.side = 0 AND b.side > 0"),
    ]
    if plan.saveAs != nil { queries.append(try saved()) }
    if items.contains(where: \.isEvent) { queries.append(try events(parts)) }
    for (index, item) in items.enumerated() {
      guard case .dimension(let dimension) = item else { continue }
      queries.append(try traits(dimension, Self.name(index)))
    }
    return queries
  }

  static func name(_ item: Int) -> String { "trait_\(item + 1)" }

  // MARK: Populations

  private mutating func sides() throws(Diagnostic) -> SQLQuery.Part {
    var selects: [String] = []
    for (index, side) in comparison.sides.enumerated() {
      let test = try belongs(side).map { "\nWHERE \($0)" } ?? ""
      selects.append("SELECT \(index) AS side, u.user\nFROM users u\(test)")
    }
    return SQLQuery.Part(
      "sides", Phrase("the users of each population", "各总体的用户"),
      selects.joined(separator: "\nUNION ALL\n"))
  }

  private mutating func belongs(
    _ side: PopulationComparison.Side
  ) throws(Diagnostic) -> String? {
    guard let users = side.users else { return try conditions.belongs(to: plan.population, "u") }
    guard let condition = plan.population.condition, users == rest else {
      return try conditions.isMember("u.user", of: users)
    }
    let origin = try conditions.belongs(toOriginOf: plan.population, "u")
    let isOther = "NOT coalesce(\(SQL.parenthesized(try conditions.test(condition, "u"))), FALSE)"
    return SQL.all([origin, isOther].compactMap { $0 })
  }

  /// Those whom the statement's condition leaves out.
  private var rest: UserSet {
    let population = plan.population
    return population.base(in: dataset).intersection(population.users(in: dataset).complement)
  }

  private func saved() throws(Diagnostic) -> SQLQuery {
    var conditions = SQLConditions(dataset)
    let test = try conditions.belongs(to: plan.population, "u").map { "\nWHERE \($0)" } ?? ""
    return SQLQuery(
      "saved", Phrase("the users to be saved", "要保存的用户"), parts: conditions.lists,
      "SELECT u.user\nFROM users u\(test)")
  }

  // MARK: Traits

  private mutating func events(_ parts: [SQLQuery.Part]) throws(Diagnostic) -> SQLQuery {
    let bounds = SQLConditions.lies("e.time", in: comparison.a.range).map { "\nWHERE \($0)" } ?? ""
    return SQLQuery(
      "events", Phrase("users of each population who did each event", "各总体中做过各事件的用户数"),
      parts: parts,
      "SELECT s.side, e.event, count(DISTINCT e.user) AS users\nFROM sides s"
        + " JOIN events e ON e.user = s.user\(bounds)\nGROUP BY s.side, e.event")
  }

  private mutating func traits(
    _ dimension: UserDimension, _ name: String
  ) throws(Diagnostic) -> SQLQuery {
    conditions = SQLConditions(dataset)
    let sides = try sides()
    var (value, join) = ("", "")
    if let classes = try conditions.classes(of: dimension) {
      (value, join) = ("c.class", " JOIN \(classes) c ON c.user = u.user")
    } else {
      value = try conditions.value(of: dimension, "u")
    }
    return SQLQuery(
      name, Phrase("by ", "按 ") + dimension.label, parts: conditions.lists + [sides],
      "SELECT s.side, \(value) AS value, count(*) AS users\nFROM sides s"
        + " JOIN users u ON u.user = s.user\(join)\nGROUP BY 1, 2")
  }
}

extension Segment.ProfileItem {
  fileprivate var isEvent: Bool { if case .event = self { true } else { false } }
}

extension ProfileTally {
  /// From what SQL counted.
  init(
    _ comparison: PopulationComparison, _ items: [Segment.ProfileItem], reading rows: SQLRows,
    in dataset: Dataset
  ) {
    let none = comparison.sides.map { _ in 0 }
    var sizes = none
    for row in rows["sizes"] where none.indices.contains(row.count(0)) {
      sizes[row.count(0)] = row.count(1)
    }
    var done: [String: [Int]] = [:]
    for row in rows["events"] where none.indices.contains(row.count(0)) {
      done[row[1].textValue ?? "", default: none][row.count(0)] = row.count(2)
    }
    var traits: [Trait] = []
    for (index, item) in items.enumerated() {
      switch item {
      case .event(let name, _, _):
        traits.append(
          Trait(key: [.text("event"), .text(name), .missing], users: done[name] ?? none))
      case .dimension(let dimension):
        var users: [Cell: [Int]] = [:]
        for row in rows[ProfileSQL.name(index)] where none.indices.contains(row.count(0)) {
          users[dimension.cell(row[1], in: dataset), default: none][row.count(0)] = row.count(2)
        }
        for key in users.keys.sorted(by: dimension.precedes) {
          traits.append(Trait(dimension, key, users: users[key] ?? none))
        }
      }
    }
    var own = UserSet(all: false, count: dataset.users.count)
    let places = dataset.users.places
    for row in rows["saved"] {
      if let user = row.first?.textValue.flatMap({ places[$0] }) { own.flags[user] = true }
    }
    self.init(
      sizes: sizes, traits: traits, onBothSides: rows["shared"].first?.count(0) ?? 0, own: own)
  }
}
