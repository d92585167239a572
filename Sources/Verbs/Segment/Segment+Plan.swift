import Engine
import Language
import Reporting

extension Segment {
  public static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Plan {
    if let states = try LifecycleQuestion(call, in: scope) { return Plan(states, in: scope) }
    try scope.checkModelWords(of: call)
    let range = try scope.range(of: call)
    guard let clause = call.clause(.compare), case .compare(let target) = clause.body else {
      return try single(call, in: scope, range: range)
    }
    let span = clause.place.span
    switch target {
    case .period(let period) where range.isAll:
      return try movement(call, in: scope, range: range, since: period, at: span)
    case .previous, .before, .period:
      let population = try scope.population(of: call, range: range)
      guard let sides = try scope.comparison(of: call, range: range, population: population)
      else { throw .notCompared(at: span) }
      let other = sides.others[0]
      let before = try single(call, in: scope, range: other.range, isSide: true)
      return try single(
        call, in: scope, range: sides.a.range,
        against: Moment(text: other.text, label: other.label, day: nil, plans: [before]),
        rule: sides.rule(in: scope.dataset))
    case .rest, .names, .control: return try profile(call, in: scope, range: range)
    case .ours: throw .notCompared(at: span)
    }
  }

  /// The statement now against the same one on an earlier day.
  private static func movement(
    _ call: VerbCall, in scope: Scope, range: InstantRange, since period: Period, at span: Span
  ) throws(Diagnostic) -> Plan {
    let dataset = scope.dataset
    let bounds = try scope.range(period, at: span)
    let day = dataset.calendar.day(of: (bounds.end ?? dataset.end) &- 1)
    guard day < dataset.asof.day else { throw .laterDay(dataset.asof.day.label, at: span) }
    let then = Scope(
      dataset: dataset.read(asof: day, isDeclared: true), sets: scope.sets,
      parameters: scope.parameters, privacy: scope.privacy)
    let before = try single(call, in: then, range: range, isSide: true)
    return try single(
      call, in: scope, range: range,
      against: Moment(
        text: day.label, label: Phrase(verbatim: day.label), day: day, plans: [before]),
      rule: [Phrase("against \(day.label)", "对比 \(day.label)")])
  }

  private static func single(
    _ call: VerbCall, in scope: Scope, range: InstantRange, isSide: Bool = false,
    against moment: Moment? = nil, rule sides: [Phrase] = []
  ) throws(Diagnostic) -> Plan {
    let dataset = scope.dataset
    let population = try scope.population(of: call, range: range)
    let base = population.base(in: dataset)
    let settings = scope.segmentModels(of: call, range: range, population: population)
    let dimensions = try self.dimensions(
      of: call, in: scope, range: range, settings: settings, among: base)
    if let value = try concentration(of: call, dimensions, in: scope) {
      if let clause = call.clause(.compare) { throw .valueNotCompared(at: clause.place.span) }
      return try valuePlan(
        call, value, population: population, dimensions: dimensions, in: scope, range: range)
    }
    let usesRange =
      (population.condition?.usesRange ?? false) || dimensions.contains(where: \.usesRange)
    if !range.isAll, !usesRange, !isSide { throw .uselessRange(of: call) }
    let kept = dimensions.isEmpty ? try self.kept(call, in: scope) : nil
    let hasRates = population.condition != nil && !dimensions.isEmpty
    let columns = columns(dimensions, hasRates: hasRates)
    let order = try scope.rowOrder(
      of: dimensions.isEmpty ? call.without(.limit) : call, columns: columns)
    var rule = [Phrase("users", "用户"), shareRule(base.count, population)]
    if let condition = population.condition {
      rule.append(Phrase("where ", "其中 ") + condition.text)
    }
    if let kept { rule.append(kept.phrase) }
    rule += dimensions.compactMap(\.rule)
    if sides.isEmpty, let dates = RuleLine.range(range, in: dataset, of: Phrase("events", "事件")) {
      rule.append(dates)
    }
    rule += sides
    rule.append(RuleLine.ground(of: dataset))
    return Plan(
      population: population, dimensions: dimensions,
      form: .groups(keeping: kept, against: moment), order: order,
      chart: try chart(of: call, hasMoves: moment?.day != nil && !dimensions.isEmpty),
      saveAs: name(in: call), valueLabels: scope.valueLabels(of: dimensions), base: base.count,
      rule: RuleLine.joined(rule),
      warnings: population.warnings + dimensions.flatMap(\.warnings),
      notes: dimensions.flatMap { untold($0) })
  }

  /// Reads `by`.
  static func dimensions(
    of call: VerbCall, in scope: Scope, range: InstantRange, settings: ModelSettings,
    among users: UserSet
  ) throws(Diagnostic) -> [UserDimension] {
    guard case .by(let written) = call.clause(.by)?.body else { return [] }
    var dimensions: [UserDimension] = []
    for dimension in written {
      let read = try scope.userDimension(dimension, range: range, models: settings, among: users)
      if read.overlaps, written.count > 1 || call.clause(.as) != nil {
        throw .overlapping(at: dimension.place.span)
      }
      dimensions.append(read)
    }
    try scope.checkParts(of: dimensions, in: call)
    return dimensions
  }

  /// Stages that the data cannot tell, said once.
  private static func untold(_ dimension: UserDimension) -> [Phrase] {
    guard case .stages(let model) = dimension.model?.model, !model.untold.isEmpty else { return [] }
    let names = model.untold.joined(separator: ", ")
    return [
      Phrase("no event of this dataset tells: ", "该数据集没有事件可判断：") + names
        + Phrase("; name the event of an invite: with invite=EVENT", "；可指定邀请事件：参数 invite=事件")
    ]
  }

  static func columns(_ dimensions: [UserDimension], hasRates: Bool) -> [ResultColumn] {
    var columns = dimensions.map(\.column)
    if hasBoxes(dimensions) {
      columns += [ResultColumn("box", .text), ResultColumn("chinese", .text)]
    }
    columns += countColumns + (hasRates ? rateColumns : [])
    switch dimensions.lazy.compactMap({ $0.model?.model.weight }).first {
    case .money:
      columns += [ResultColumn("revenue", .money), ResultColumn("revenue_share", .rate)]
    case .contributions:
      columns += [
        ResultColumn("contributions", .int), ResultColumn("contribution_share", .rate),
      ]
    case nil: break
    }
    return columns
  }

  /// Whether each row is a box of RFM, which has a name in each language.
  static func hasBoxes(_ dimensions: [UserDimension]) -> Bool {
    if dimensions.count == 1, case .rfm = dimensions[0].model?.model { true } else { false }
  }

  static let countColumns = [ResultColumn("users", .int), ResultColumn("share", .rate)]

  static let rateColumns = [
    ResultColumn("base", .int), ResultColumn("rate", .rate), ResultColumn("low", .rate),
    ResultColumn("high", .rate),
  ]

  static func shareRule(_ count: Int, _ population: Population) -> Phrase {
    let number = count.description
    guard let origin = population.originRule else {
      return Phrase("share of all \(number) users", "占全部 \(number) 个用户之比")
    }
    return Phrase("share of the \(number) users ", "占 \(number) 个用户之比，") + origin
  }

  private static func chart(
    of call: VerbCall, hasMoves: Bool
  ) throws(Diagnostic) -> ChartKind {
    let kinds: [ChartKind] = hasMoves ? [.heat, .bar, .none] : [.bar, .share, .none]
    return try chart(of: call, among: kinds)
  }

  /// The first kind where none is typed.
  static func chart(
    of call: VerbCall, among kinds: [ChartKind]
  ) throws(Diagnostic) -> ChartKind {
    guard case .chart(let word) = call.clause(.chart)?.body else { return kinds[0] }
    if let kind = ChartKind(rawValue: word.text), kinds.contains(kind) { return kind }
    throw .noSuchChart(word, verb: "segment", among: kinds.map(\.rawValue))
  }

  static func name(in call: VerbCall) -> String? {
    guard case .as(let word) = call.clause(.as)?.body else { return nil }
    return word.text
  }
}

extension VerbCall {
  /// The call without a clause.
  func without(_ keyword: ClauseKeyword) -> VerbCall {
    var call = self
    call.clauses.removeAll { $0.keyword == keyword }
    return call
  }
}

extension Scope {
  /// Classes know the outcome only where one is measured: where `where` counts what users did.
  func segmentModels(
    of call: VerbCall, range: InstantRange, population: Population
  ) -> ModelSettings {
    let settings = modelSettings(of: call, range: range)
    return settings.measuring(population.condition != nil)
  }
}
