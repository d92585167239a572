import Engine
import Language
import Reporting
import Statistics

extension Segment {
  /// Something that users may have in common.
  public enum ProfileItem: Hashable, Sendable {
    /// A value of a dimension, and what it is called.
    case dimension(UserDimension)
    /// Having done an event in the range.
    case event(String, label: Phrase, EventSelector)
  }

  /// An attribute with more values is no trait that many share.
  static let mostValues = 30

  static func profile(
    _ call: VerbCall, in scope: Scope, range: InstantRange
  ) throws(Diagnostic) -> Plan {
    let dataset = scope.dataset
    let population = try scope.population(of: call, range: range)
    guard let clause = call.clause(.compare),
      let comparison = try scope.comparison(of: call, range: range, population: population)
    else { throw .notCompared(at: call.place.span) }
    if let limit = call.clause(.limit) {
      throw .notTaken("limit", verb: "segment compare", at: limit.place.span, among: ["by"])
    }
    if let sort = call.clause(.sort) {
      throw .notTaken("sort", verb: "segment compare", at: sort.place.span, among: ["by"])
    }
    let base = population.base(in: dataset)
    let settings = scope.modelSettings(of: call, range: range).measuring(true)
    let dimensions = try dimensions(
      of: call, in: scope, range: range, settings: settings, among: base)
    if dimensions.contains(where: \.overlaps) { throw .notCompared(at: clause.place.span) }
    var items = dimensions.map { ProfileItem.dimension($0) }
    var notes = comparison.notes
    if dimensions.isEmpty {
      let found = try traits(in: scope)
      items = found.items
      notes += found.notes
    }
    var rule = [Phrase("users", "用户")]
    if let own = population.rule { rule.append(own) }
    rule += comparison.rule(in: dataset)
    rule.append(
      Phrase(
        "index = share ÷ share of the other × 100, lift = share ÷ share of all of them",
        "指数 = 占比 ÷ 对方占比 × 100，提升度 = 占比 ÷ 各方合计占比"))
    rule += dimensions.compactMap(\.rule)
    rule.append(RuleLine.ground(of: dataset))
    return Plan(
      population: population, dimensions: dimensions, form: .profile(comparison, items),
      order: .natural, chart: try chart(of: call, among: [.bar, .none]), saveAs: name(in: call),
      valueLabels: scope.valueLabels(of: dimensions), base: base.count,
      rule: RuleLine.joined(rule),
      warnings: population.warnings + dimensions.flatMap(\.warnings), notes: notes)
  }

  /// Every attribute that many may share, and every event.
  private static func traits(
    in scope: Scope
  ) throws(Diagnostic) -> (items: [ProfileItem], notes: [Phrase]) {
    let dataset = scope.dataset
    var items: [ProfileItem] = []
    var left: [String] = []
    for column in dataset.users.attributes where dataset.personalKind(of: column.name) == nil {
      let name = Name(
        Word(column.name, quoted: true, at: Place(Span(0, 0))), at: Place(Span(0, 0)))
      guard column.type != .time,
        Set((0..<column.count).lazy.map { column.cell($0) }).count <= mostValues
      else {
        left.append(column.name)
        continue
      }
      items.append(.dimension(try scope.userDimension(.name(name))))
    }
    for (code, name) in dataset.events.names.enumerated() {
      items.append(
        .event(
          name, label: dataset.labels.events[name] ?? Phrase(verbatim: name),
          .codes([UInt16(code)])))
    }
    let labels = dataset.labels.columns
    let notes =
      left.isEmpty
      ? []
      : [
        Phrase(
          "left out, with too many values or times: \(left.joined(separator: ", ")); by NAME asks"
            + " for one",
          "取值过多或为时间，未列入：\(left.map { labels[$0]?.chinese ?? $0 }.joined(separator: "、"))；"
            + "可用 按 名称 单独查看")
      ]
    return (items, notes)
  }

  static func answer(
    _ plan: Plan, _ comparison: PopulationComparison, _ items: [ProfileItem],
    _ tally: ProfileTally, on dataset: Dataset
  ) -> Answer {
    var groups = ResultTable(
      "groups",
      columns: [
        ResultColumn("population", .text), ResultColumn("users", .int),
        ResultColumn("share", .rate),
      ])
    for (side, size) in zip(comparison.sides, tally.sizes) {
      groups.append([.text(side.text), .int(size), .quotient(size, plan.base)])
    }
    var profile = ResultTable(
      "profile",
      columns: [ResultColumn("population", .text)] + traitColumns + [
        ResultColumn("users", .int), ResultColumn("share", .rate),
      ])
    for (index, side) in comparison.sides.enumerated() {
      for trait in tally.traits {
        profile.append(
          [.text(side.text)] + trait.key + [
            .int(trait.users[index]), .quotient(trait.users[index], tally.sizes[index]),
          ])
      }
    }
    var warnings = plan.warnings
    let units = Phrase("users", "用户")
    if let warning = Warning.smallGroups(tally.sizes, of: units) { warnings.append(warning) }
    if tally.onBothSides > 0 { warnings.append(.sharedUsers(tally.onBothSides)) }
    let saved = plan.saveAs.map { SavedSet(name: $0, kind: .segment(tally.own)) }
    return Answer(
      tables: [groups, difference(comparison, tally), profile], rule: plan.rule,
      warnings: warnings, notes: plan.notes + asofNotes(dataset), saved: saved)
  }

  static let traitColumns = [
    ResultColumn("kind", .text), ResultColumn("name", .text), ResultColumn("value", .text),
  ]

  private static func difference(
    _ comparison: PopulationComparison, _ tally: ProfileTally
  ) -> ResultTable {
    let several = comparison.others.count > 1
    var table = ResultTable(
      "difference",
      columns: (several ? [ResultColumn("against", .text)] : []) + traitColumns + [
        ResultColumn("metric", .text), ResultColumn("a", .rate), ResultColumn("b", .rate),
        ResultColumn("difference", .rate), ResultColumn("low", .rate), ResultColumn("high", .rate),
        ResultColumn("p", .float), ResultColumn("p_adjusted", .float),
        ResultColumn("index", .float), ResultColumn("lift", .float),
        ResultColumn("a_users", .int), ResultColumn("a_size", .int),
        ResultColumn("b_users", .int), ResultColumn("b_size", .int),
      ])
    var rows: [(prefix: [Cell], a: (Int, Int), b: (Int, Int), all: Double?)] = []
    for (other, side) in comparison.others.enumerated() {
      for trait in tally.traits {
        let a = (trait.users[0], tally.sizes[0])
        let b = (trait.users[other + 1], tally.sizes[other + 1])
        let all = a.1 + b.1 == 0 ? nil : Double(a.0 + b.0) / Double(a.1 + b.1)
        rows.append(((several ? [.text(side.text)] : []) + trait.key, a, b, all))
      }
    }
    let tests = rows.map { ProportionTest($0.a, against: $0.b)?.p }
    let corrected = BenjaminiHochberg.adjusted(tests)
    func ratio(_ a: Double?, _ b: Double?, _ scale: Double) -> Cell {
      guard let a, let b, b > 0 else { return .missing }
      return .real(a / b * scale)
    }
    for (index, row) in rows.enumerated() {
      let (a, b) = (Cell.quotient(row.a.0, row.a.1), Cell.quotient(row.b.0, row.b.1))
      let apart = ProportionDifference(row.a, minus: row.b)
      table.append(
        row.prefix + [
          .text("share"), a, b, Cell(apart?.difference), Cell(apart?.low), Cell(apart?.high),
          Cell(tests[index]), Cell(corrected[index]), ratio(a.realValue, b.realValue, 100),
          ratio(a.realValue, row.all, 1), .int(row.a.0), .int(row.a.1), .int(row.b.0),
          .int(row.b.1),
        ])
    }
    return table
  }
}

/// How many users of each population have each trait.
struct ProfileTally: Hashable, Sendable {
  struct Trait: Hashable, Sendable {
    /// Kind, name and value.
    let key: [Cell]
    /// One count for each population.
    let users: [Int]
  }

  let sizes: [Int]
  let traits: [Trait]
  /// Users of the first who stand in another too.
  let onBothSides: Int
  /// The users of the statement, for `as` alone.
  let own: UserSet
}

extension ProfileTally {
  init(
    _ plan: Segment.Plan, _ comparison: PopulationComparison, _ items: [Segment.ProfileItem],
    on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) {
    let own = plan.population.users(in: dataset)
    let sides = comparison.sides.map { ($0.users ?? own, $0.range) }
    let others = sides.dropFirst().reduce(UserSet(all: false, count: dataset.users.count)) {
      $0.union($1.0)
    }
    var traits: [Trait] = []
    for item in items {
      try interrupt.check()
      switch item {
      case .event(let name, _, let selector):
        let mask = selector.mask(in: dataset)
        let users = sides.map { side, range in
          (0..<dataset.users.count).count { user in
            side.contains(user)
              && dataset.events.rows(of: user).contains {
                mask[$0] && range.contains(dataset.events.times[$0])
              }
          }
        }
        traits.append(Trait(key: [.text("event"), .text(name), .missing], users: users))
      case .dimension(let dimension):
        let grouping = dimension.grouping(in: dataset)
        var counts = sides.map { _ in Array(repeating: 0, count: grouping.keys.count) }
        for (user, group) in grouping.groupOf.enumerated() {
          for (index, side) in sides.enumerated() where side.0.contains(user) {
            counts[index][Int(group)] += 1
          }
        }
        for (group, key) in grouping.keys.enumerated() {
          let users = counts.map { $0[group] }
          guard users.contains(where: { $0 > 0 }) else { continue }
          traits.append(Trait(dimension, key, users: users))
        }
      }
    }
    self.init(
      sizes: sides.map(\.0.count), traits: traits,
      onBothSides: sides[0].0.intersection(others).count, own: own)
  }
}

extension ProfileTally.Trait {
  /// A value of a dimension.
  init(_ dimension: UserDimension, _ key: Cell, users: [Int]) {
    let value: Cell = key == .missing ? .missing : .text(key.plainText)
    self.init(key: [.text("attribute"), .text(dimension.name), value], users: users)
  }
}

extension Cell {
  /// A value as text, the same in every language.
  fileprivate var plainText: String {
    if case .text(let text) = self { text } else { label(labels: [:]).english }
  }
}
