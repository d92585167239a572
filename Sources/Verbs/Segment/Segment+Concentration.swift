import Charts
import Engine
import Language
import Reporting
import Statistics

/// Who of a population brought how much: users in the order of their ids with their revenue.
struct ConcentrationTally: Hashable, Sendable {
  /// The members of the population of the model, in the order of their ids.
  let members: [Int]
  /// Ten-thousandths, one for each member.
  let revenue: [Int64]
  /// The users of `from` and `where` who were registered by then.
  let registered: Int
  let buyers: Int
}

extension ConcentrationTally {
  init(
    _ plan: Segment.Plan, _ rule: ValueRule, _ day: Segment.ValueDay, on dataset: Dataset
  ) {
    let users = plan.population.users(in: dataset)
    let classes = UserModel.value(rule).classes(in: dataset, asof: day.day)
    let notYet = classes.parts.firstIndex { $0.key == "not_yet_registered" }
    var members: [Int] = []
    var (registered, buyers) = (0, 0)
    for user in 0..<dataset.users.count where users.contains(user) {
      if Int(classes.classOf[user]) == notYet { continue }
      registered += 1
      // The first two classes are the population's.
      let isMember = classes.classOf[user] < 2
      if rule.population == .buyers ? isMember : classes.weights[user] > 0 { buyers += 1 }
      if isMember { members.append(user) }
    }
    self.init(
      members: members, revenue: members.map { classes.weights[$0] }, registered: registered,
      buyers: buyers)
  }

  /// The first `count` by revenue, ties by id, as places among the members.
  func top(_ count: Int) -> ArraySlice<Int> {
    Ranking.top(count, of: Array(members.indices), by: revenue)
  }
}

extension Segment {
  /// The rule where `by value` is all that is asked; nil for other statements.
  static func concentration(
    of call: VerbCall, _ dimensions: [UserDimension], in scope: Scope
  ) throws(Diagnostic) -> (ValueRule, ValueDay)? {
    guard dimensions.count == 1, let (model, day) = dimensions[0].model,
      case .value(let rule) = model
    else { return nil }
    let limit = try limit(of: call, in: scope)
    let top: ValueRule.Top =
      switch limit {
      case .users(let count): .users(count)
      case .share(let share): .share(share)
      case nil: rule.top
      }
    return (rule.topping(top), ValueDay(day: day, isLimited: limit != nil))
  }

  static func valuePlan(
    _ call: VerbCall, _ value: (ValueRule, ValueDay), population: Population,
    dimensions: [UserDimension], in scope: Scope, range: InstantRange
  ) throws(Diagnostic) -> Plan {
    let (rule, day) = value
    if let clause = call.clause(.sort) {
      throw .notTaken("sort", verb: "segment by value", at: clause.place.span, among: ["limit"])
    }
    var pieces = [UserModel.value(rule).rule]
    if let own = population.rule { pieces.append(own) }
    if let dates = RuleLine.range(range, in: scope.dataset, of: Phrase("events", "事件")) {
      pieces.append(dates)
    }
    pieces.append(
      Phrase("value on \(day.day.label)", "价值截至 \(day.day.label)"))
    pieces.append(RuleLine.ground(of: scope.dataset))
    return Plan(
      population: population, dimensions: dimensions, form: .concentration(rule, day),
      order: .natural, chart: try chart(of: call, among: [.line, .bar, .none]),
      saveAs: name(in: call), valueLabels: scope.valueLabels(of: dimensions),
      base: population.base(in: scope.dataset).count, rule: RuleLine.joined(pieces),
      warnings: population.warnings + dimensions.flatMap(\.warnings), notes: [])
  }

  static func answer(
    _ plan: Plan, _ rule: ValueRule, _ day: ValueDay, _ tally: ConcentrationTally,
    on dataset: Dataset
  ) -> Answer {
    let whole = Concentration(tally.revenue)
    let count = rule.count(of: whole.count)
    let tables = [
      groups(whole, top: count), concentration(whole, top: count), curve(whole),
    ]
    var warnings = plan.warnings
    if let warning = Warning.smallSample(whole.count, of: Phrase("users", "用户")) {
      warnings.append(warning)
    }
    return Answer(
      tables: tables, rule: plan.rule, warnings: warnings,
      notes: populationNote(rule, tally) + asofNotes(dataset),
      saved: saved(plan, day, tally, top: count, users: dataset.users.count))
  }

  private static func money(_ amount: Int64) -> Cell { .money(Money(tenThousandths: amount)) }

  private static func sum(_ values: some Sequence<Int64>) -> Cell {
    var sum: Int64 = 0
    for value in values {
      let (next, overflow) = sum.addingReportingOverflow(value)
      if overflow { return .missing }
      sum = next
    }
    return money(sum)
  }

  private static func groups(_ whole: Concentration, top: Int) -> ResultTable {
    let first = whole.share(ofFirst: top)
    return ResultTable(
      "groups",
      columns: [
        ResultColumn("value", .text), ResultColumn("users", .int), ResultColumn("share", .rate),
        ResultColumn("revenue", .money), ResultColumn("revenue_share", .rate),
      ],
      rows: [
        [
          .text("top"), .int(top), .quotient(top, whole.count), sum(whole.values.prefix(top)),
          Cell(first),
        ],
        [
          .text("others"), .int(whole.count - top),
          .quotient(whole.count - top, whole.count), sum(whole.values.dropFirst(top)),
          Cell(first.map { 1 - $0 }),
        ],
      ])
  }

  private static func concentration(_ whole: Concentration, top: Int) -> ResultTable {
    let most = whole.count(forPercent: 80)
    return ResultTable(
      "concentration",
      columns: [
        ResultColumn("population", .int), ResultColumn("revenue", .money),
        ResultColumn("top_users", .int), ResultColumn("top_revenue_share", .rate),
        ResultColumn("users_for_80", .int), ResultColumn("share_for_80", .rate),
        ResultColumn("gini", .float),
      ],
      rows: [
        [
          .int(whole.count), sum(whole.values), .int(top), Cell(whole.share(ofFirst: top)),
          most.map { .int($0) } ?? .missing,
          most.map { .quotient($0, whole.count) } ?? .missing, Cell(whole.gini),
        ]
      ])
  }

  /// In steps of a twentieth: so many users, and what all up to them bring.
  private static func curve(_ whole: Concentration) -> ResultTable {
    var table = ResultTable(
      "curve",
      columns: [
        ResultColumn("percent", .int), ResultColumn("users", .int),
        ResultColumn("revenue", .money), ResultColumn("revenue_share", .rate),
      ])
    var last = 0
    for step in 1...20 {
      let count = Ranking.count(Double(step) / 20, of: whole.count)
      table.append([
        .int(step * 5), .int(count - last), sum(whole.values[last..<count]),
        Cell(whole.share(ofFirst: count)),
      ])
      last = count
    }
    return table
  }

  /// Who is counted decides the answer, so it is said.
  private static func populationNote(_ rule: ValueRule, _ tally: ConcentrationTally) -> [Phrase] {
    let (buyers, all) = (tally.buyers, tally.registered)
    switch rule.population {
    case .registered:
      let bought = Concentration(tally.revenue.filter { $0 > 0 })
      let share = NumberText.rate(bought.share(ofFirst: rule.count(of: bought.count)))
      return [
        Phrase(
          "population: all \(all) registered users, of whom \(buyers) bought; among the buyers"
            + " alone the same top brings \(share)",
          "总体：全部 \(all) 个注册用户，其中 \(buyers) 人购买过；只看买家时同样的头部带来 \(share)")
      ]
    case .buyers:
      return [
        Phrase(
          "population: \(buyers) buyers of \(all) registered users; for all: using registered",
          "总体：\(all) 个注册用户中的 \(buyers) 个买家；看全部用户：口径 注册用户")
      ]
    }
  }

  private static func saved(
    _ plan: Plan, _ day: ValueDay, _ tally: ConcentrationTally, top: Int, users: Int
  ) -> SavedSet? {
    guard let name = plan.saveAs else { return nil }
    var first = UserSet(all: false, count: users)
    var others = UserSet(all: false, count: users)
    for member in tally.members { others.flags[member] = true }
    for place in tally.top(top) {
      first.flags[tally.members[place]] = true
      others.flags[tally.members[place]] = false
    }
    if day.isLimited { return SavedSet(name: name, kind: .segment(first)) }
    return SavedSet(
      name: name, kind: .partition([("top", first), ("others", others)]),
      labels: ["top": Phrase("top", "头部"), "others": Phrase("others", "其他")])
  }
}
