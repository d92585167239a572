import Engine
import Language
import Reporting
import Statistics

extension Segment {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    if let states = plan.states { return try states.answer(dataset, interrupt) }
    switch plan.form {
    case .concentration(let rule, let day):
      let tally = ConcentrationTally(plan, rule, day, on: dataset)
      try interrupt.check()
      return answer(plan, rule, day, tally, on: dataset)
    case .profile(let comparison, let items):
      let tally = try ProfileTally(plan, comparison, items, on: dataset, interrupt: interrupt)
      return answer(plan, comparison, items, tally, on: dataset)
    case .groups(_, let moment):
      let counter = SegmentCounter(plan, on: dataset, full: dataset)
      try interrupt.check()
      guard let moment, let before = moment.plans.first else {
        let tally = try counter.tally()
        var answer = try answer(plan, tally, on: dataset)
        answer.saved = saved(plan, tally, counter)
        return answer
      }
      let other = SegmentCounter(before, on: moment.dataset(dataset), full: dataset)
      try interrupt.check()
      let counts = try SegmentMoments(counter, other)
      var answer = try compared(plan, moment, counts, on: dataset)
      answer.saved = saved(plan, counts.now, counter)
      return answer
    }
  }

  /// The answer to what either engine counted.
  static func answer(
    _ plan: Plan, _ tally: SegmentTally, on dataset: Dataset
  ) throws(Diagnostic) -> Answer {
    try tally.checkInvariants(overlap: plan.overlaps)
    let rows = tally.shown(plan).map { tally.row($0, plan) }
    let groups = plan.order.apply(
      to: ResultTable("groups", columns: plan.groupColumns, rows: rows))
    var tables = [groups]
    if plan.hasRates { tables.append(testTable(tally.test)) }
    return Answer(
      tables: tables, rule: plan.rule, warnings: plan.warnings + doubts(plan, tally),
      notes: plan.notes + sumNote(plan, tally) + asofNotes(dataset))
  }

  static func asofNotes(_ dataset: Dataset) -> [Phrase] {
    RuleLine.asofNote(dataset).map { [$0] } ?? []
  }

  /// Classes are exclusive and leave nobody out; that they were added up is said.
  static func sumNote(_ plan: Plan, _ tally: SegmentTally) -> [Phrase] {
    guard plan.dimensions.count == 1, let model = plan.dimensions[0].model?.model,
      plan.population.condition == nil
    else { return [] }
    let classes = tally.shown(plan).count
    let sum = tally.users.reduce(0, +)
    if case .stages(let stages) = model {
      return [
        Phrase(
          "Σ check OK: \(classes) stages of \(stages.name), sum = registered = \(sum)",
          "Σ 校验通过：\(stages.name) 共 \(classes) 个阶段，合计 = 注册用户 = \(sum)")
      ]
    }
    return [
      Phrase(
        "Σ check OK: \(classes) classes, sum = users = \(sum)",
        "Σ 校验通过：共 \(classes) 类，合计 = 用户数 = \(sum)")
    ]
  }

  static func testTable(_ test: ChiSquareTest?) -> ResultTable {
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

  static func doubts(_ plan: Plan, _ tally: SegmentTally) -> [Warning] {
    let units = Phrase("users", "用户")
    var warnings: [Warning] = []
    if plan.overlaps, tally.users.reduce(0, +) > tally.chosen { warnings.append(.overlap) }
    if plan.hasRates {
      let bases = tally.shown(plan).map { tally.base[$0] }.filter { $0 > 0 }
      if let warning = Warning.smallGroups(bases, of: units) { warnings.append(warning) }
      if let test = tally.test, test.leastExpected < 5 { warnings.append(.roughTest) }
    } else if let warning = Warning.smallSample(tally.population, of: units) {
      warnings.append(warning)
    }
    return warnings
  }

  static func saved(
    _ plan: Plan, _ tally: SegmentTally, _ counter: SegmentCounter
  ) -> SavedSet? {
    saved(plan, tally) { key in
      plan.dimensions.isEmpty ? counter.users : counter.users(of: key)
    }
  }

  /// What `as NAME` keeps, from the users of each group.
  static func saved(
    _ plan: Plan, _ tally: SegmentTally, users: ([Cell]) -> UserSet
  ) -> SavedSet? {
    guard let name = plan.saveAs else { return nil }
    guard !plan.dimensions.isEmpty else {
      return SavedSet(name: name, kind: .segment(users([])))
    }
    let isModel = plan.dimensions.count == 1 && plan.dimensions[0].model != nil
    let kept = tally.shown(plan).filter { isModel || tally.users[$0] > 0 }
    let parts = plan.dimensions.flatMap { $0.model?.model.parts ?? [] }
    return SavedSet(
      name: name,
      kind: .partition(
        kept.map { group in
          let key = tally.keys[group]
          return (part: key.map(\.partName).joined(separator: " "), users: users(key))
        }),
      labels: Dictionary(
        parts.map { ($0.key, $0.label) }, uniquingKeysWith: { first, _ in first }))
  }
}

extension Segment.Moment {
  /// The data as it stood then.
  func dataset(_ full: Dataset) -> Dataset {
    day.map { full.read(asof: $0, isDeclared: true) } ?? full
  }
}

extension Segment.Plan {
  var overlaps: Bool { dimensions.contains(where: \.overlaps) }

  var groupColumns: [ResultColumn] { Segment.columns(dimensions, hasRates: hasRates) }

  /// The class of a group where the only dimension is a model.
  func part(of key: [Cell]) -> ModelPart? {
    guard dimensions.count == 1, let model = dimensions[0].model?.model,
      case .text(let name) = key.first
    else { return nil }
    return model.parts.first { $0.key == name }
  }
}

extension SegmentTally {
  /// Groups of the population; without dimensions the one group even when it is empty, and every
  /// class of a model that is always told.
  func shown(_ plan: Segment.Plan) -> [Int] {
    let counted = plan.hasRates || plan.dimensions.isEmpty ? base : users
    return counted.indices.filter { group in
      counted[group] > 0 || plan.dimensions.isEmpty
        || plan.part(of: keys[group])?.isAlwaysShown == true
    }
  }

  /// A row of the table of groups.
  func row(_ group: Int, _ plan: Segment.Plan) -> [Cell] {
    let part = plan.part(of: keys[group])
    var row = keys[group]
    if Segment.hasBoxes(plan.dimensions) {
      row += [
        part?.box.map { .text($0) } ?? .missing, part.map { .text($0.label.chinese) } ?? .missing,
      ]
    }
    // A stage that is no state of a user has no users to count.
    guard part?.isState ?? true else { return row }
    row += [.int(users[group]), .quotient(users[group], population)]
    if plan.hasRates {
      let interval = Wilson.interval(successes: users[group], trials: base[group])
      row += [
        .int(base[group]), .quotient(users[group], base[group]), Cell(interval?.low),
        Cell(interval?.high),
      ]
    }
    guard weights.indices.contains(group) else { return row }
    let total = weights.reduce(0.0) { $0 + Double($1) }
    let share = Cell(total > 0 ? Double(weights[group]) / total : nil)
    switch plan.weight {
    case .money: row += [.money(Money(tenThousandths: weights[group])), share]
    case .contributions: row += [.int(Int(weights[group])), share]
    case nil: break
    }
    return row
  }

  /// Whether the groups differ in how many of their users meet the condition.
  var test: ChiSquareTest? {
    let groups = base.indices.filter { base[$0] > 0 }
    return ChiSquareTest(groups.map { [users[$0], base[$0] - users[$0]] })
  }
}

extension Warning {
  /// W511: expected counts below 5 make the chi-square p-value rough.
  static let roughTest = Warning(
    "W511",
    Phrase(
      "some groups are too small for the chi-square test (fewer than 5 expected): its p is rough;"
        + " leave out small groups or split by less",
      "有的组太小，不适合卡方检验（期望频数不足 5），p 值不可靠；请去掉小组或减少分组"))

  /// W502: users who stand in several groups.
  fileprivate static let overlap = Warning(
    "W502",
    Phrase(
      "a user may stand in several of these groups, so they must not be added up; for one group"
        + " each: with touch=first or touch=last",
      "一个用户可能同时在多个组中，各组不能相加；每人只归一组：参数 touch=first 或 touch=last"))
}
