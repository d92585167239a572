import Engine
import Language
import Reporting
import Statistics

extension Segment {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    if let states = plan.states { return try states.answer(dataset, interrupt) }
    let base = plan.population.base(in: dataset)
    let users = plan.population.users(in: dataset)
    try interrupt.check()
    let grouping = UserDimension.grouping(of: plan.dimensions, in: dataset)
    try interrupt.check()
    let counts = GroupCounts(grouping, base: base, users: users)
    var answer = try answer(plan, dataset, counts)
    answer.saved = plan.saveAs.map { saved(as: $0, plan, grouping, counts, users) }
    return answer
  }

  /// The answer to what either engine counted.
  static func answer(
    _ plan: Plan, _ dataset: Dataset, _ counts: GroupCounts
  ) throws(Diagnostic) -> Answer {
    try counts.checkInvariants()
    var tables = [plan.order.apply(to: table(plan, counts))]
    if plan.hasRates { tables.append(testTable(counts.test)) }
    return Answer(
      tables: tables, rule: plan.rule,
      warnings: warnings(plan, counts, population: counts.population),
      notes: RuleLine.asofNote(dataset).map { [$0] } ?? [])
  }

  /// A row for each group that has users of the population.
  private static func table(_ plan: Plan, _ counts: GroupCounts) -> ResultTable {
    var table = ResultTable(
      "groups",
      columns: plan.dimensions.map(\.column) + countColumns + (plan.hasRates ? rateColumns : []))
    for group in counts.shown(plan) {
      let users = counts.users[group]
      let base = counts.base[group]
      var row = counts.keys[group] + [.int(users), .quotient(users, counts.population)]
      if plan.hasRates {
        let interval = Wilson.interval(successes: users, trials: base)
        row += [
          .int(base), .quotient(users, base), Cell(interval?.low), Cell(interval?.high),
        ]
      }
      table.append(row)
    }
    return table
  }

  private static func testTable(_ test: ChiSquareTest?) -> ResultTable {
    ResultTable(
      "test",
      columns: [
        ResultColumn("chi_square", .float), ResultColumn("df", .int), ResultColumn("p", .float),
        ResultColumn("cramers_v", .float),
      ],
      rows: [
        [
          Cell(test?.statistic), test.map { .int($0.degreesOfFreedom) } ?? .missing,
          Cell(test?.p), Cell(test?.cramersV),
        ]
      ])
  }

  private static func warnings(
    _ plan: Plan, _ counts: GroupCounts, population: Int
  ) -> [Warning] {
    let units = Phrase("users", "用户")
    var warnings = plan.population.warnings + plan.dimensions.flatMap(\.warnings)
    if plan.hasRates {
      let bases = counts.shown(plan).map { counts.base[$0] }
      if let warning = Warning.smallGroups(bases, of: units) { warnings.append(warning) }
      if let test = counts.test, test.leastExpected < 5 { warnings.append(.roughTest) }
    } else if let warning = Warning.smallSample(population, of: units) {
      warnings.append(warning)
    }
    return warnings
  }

  private static func saved(
    as name: String, _ plan: Plan, _ grouping: MultiGrouping, _ counts: GroupCounts,
    _ users: UserSet
  ) -> SavedSet {
    guard !plan.dimensions.isEmpty else { return SavedSet(name: name, kind: .segment(users)) }
    var parts: [(part: String, users: UserSet)] = []
    for group in counts.shown(plan) where counts.users[group] > 0 {
      let flags = zip(grouping.groupOf, users.flags).map { Int($0) == group && $1 }
      let part = grouping.keys[group].map(\.partName).joined(separator: " ")
      parts.append((part, UserSet(flags)))
    }
    return SavedSet(name: name, kind: .partition(parts))
  }
}

/// How many users of the population stand in each group, and how many of them meet the condition.
struct GroupCounts: Hashable {
  /// The cells of each group, in natural order.
  let keys: [[Cell]]
  private(set) var base: [Int]
  private(set) var users: [Int]
  /// The users of the population before `where`, and after it.
  let population: Int
  let chosen: Int

  init(keys: [[Cell]], base: [Int], users: [Int]) {
    self.keys = keys
    self.base = base
    self.users = users
    population = base.reduce(0, +)
    chosen = users.reduce(0, +)
  }

  init(_ grouping: MultiGrouping, base all: UserSet, users chosen: UserSet) {
    keys = grouping.keys
    population = all.count
    self.chosen = chosen.count
    base = Array(repeating: 0, count: grouping.keys.count)
    users = base
    for (user, group) in grouping.groupOf.enumerated() where all.contains(user) {
      base[Int(group)] += 1
      if chosen.contains(user) { users[Int(group)] += 1 }
    }
  }

  /// Groups of the population; without dimensions the one group even when it is empty.
  func shown(_ plan: Segment.Plan) -> [Int] {
    let counted = plan.hasRates || plan.dimensions.isEmpty ? base : users
    return counted.indices.filter { counted[$0] > 0 || plan.dimensions.isEmpty }
  }

  /// Whether the groups differ in how many of their users meet the condition.
  var test: ChiSquareTest? { ChiSquareTest(zip(users, base).map { [$0, $1 - $0] }) }

  /// Throws E500 where the groups do not add up to the whole.
  func checkInvariants() throws(Diagnostic) {
    let isSound =
      base.reduce(0, +) == population && users.reduce(0, +) == chosen
      && zip(users, base).allSatisfy { $0 <= $1 }
    if !isSound { throw .brokenInvariant("segment users") }
  }
}

extension Cell {
  /// A rate; missing for 0/0.
  static func quotient(_ numerator: Int, _ denominator: Int) -> Cell {
    denominator == 0 ? .missing : .real(Double(numerator) / Double(denominator))
  }

  /// What stands after the dot when a group is saved as a part of a partition.
  fileprivate var partName: String {
    switch self {
    case .missing: "missing"
    case .text(let text): text
    default: label(labels: [:]).english
    }
  }
}

extension Warning {
  /// W511: expected counts below 5 make the chi-square p-value rough.
  fileprivate static let roughTest = Warning(
    "W511",
    Phrase(
      "some groups are too small for the chi-square test (fewer than 5 expected): its p is rough;"
        + " leave out small groups or split by less",
      "有的组太小，不适合卡方检验（期望频数不足 5），p 值不可靠；请去掉小组或减少分组"))
}
