import Engine
import Language
import Reporting

extension LTV {
  /// The horizon where none is given, in days.
  static let defaultHorizon = CalendarSpan(90, .day)
  /// A curve has a row a day; ten years are enough.
  static let longestHorizon = 3660

  public static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Plan {
    let dataset = scope.dataset
    let words = try Words(call, in: scope)
    let breakdown = try breakdown(of: call, words, in: scope)
    let projection = try projection(of: call, words, breakdown: breakdown, in: scope)
    let amount = dataset.events.amountIndex
    if amount == nil {
      guard let projection else { throw .noAmount(at: call.verb.place.span) }
      if projection.arpa == nil {
        throw .notMeasurable(at: (words.isProjected ?? call.verb).place.span)
      }
    }
    let horizon = try horizon(of: call, in: scope)
    let range = try scope.range(of: call)
    let population = try scope.population(of: call)
    let comparison = try comparison(of: call, range: range, population: population, in: scope)
    let basis = basis(words, in: dataset)
    let cost = try words.written["cac"].map { setting throws(Diagnostic) in
      try acquisitionCost(setting, breakdown: breakdown, in: scope)
    }
    if projection != nil, case .spend = cost, let key = words.written["cac"]?.key {
      throw .plainCost(at: key.place.span)
    }
    let draft = Plan(
      acquisition: scope.signupSelector, amount: amount, horizon: horizon,
      subtractsRefunds: words.isNet != nil, basis: basis,
      keepsImmature: words.keepsImmature != nil, age: words.age ?? .day, discount: words.discount,
      trim: words.trim, acquisitionCost: cost, range: range, population: population,
      comparison: comparison, breakdown: breakdown, order: .natural, chart: try chart(of: call),
      saving: try saving(of: call), active: scope.activeSelector, projection: projection,
      currency: dataset.currency.map { $0 + " " } ?? "", valueLabels: dataset.labels.values,
      rule: Phrase("", ""))
    return draft.with(
      order: try order(of: call, draft, in: scope), rule: rule(of: draft, in: dataset))
  }

  private static func breakdown(
    of call: VerbCall, _ words: Words, in scope: Scope
  ) throws(Diagnostic) -> [Breakdown] {
    guard case .by(let dimensions) = call.clause(.by)?.body else { return [] }
    return try dimensions.map { dimension throws(Diagnostic) -> Breakdown in
      if let unit = dimension.timeUnit { return .period(unit) }
      return .user(try scope.userDimension(dimension))
    }
  }

  private static func basis(_ words: Words, in dataset: Dataset) -> Basis {
    if let margin = words.margin { return .margin(margin) }
    let sources = costSources(in: dataset)
    if words.forcesRevenue != nil { return .revenue(isForced: !sources.isEmpty) }
    return sources.isEmpty ? .revenue(isForced: false) : .costs(sources)
  }

  /// Throws E213 for what the table of values cannot be sorted by, E376 for a share of its rows.
  private static func order(
    of call: VerbCall, _ plan: Plan, in scope: Scope
  ) throws(Diagnostic) -> RowOrder {
    if let clause = call.clause(.limit), case .limit(.share) = clause.body {
      throw .noShare(at: clause.place.span)
    }
    let figures = plan.projection == nil ? ValueTables.columns(plan) : columns(plan)
    return try scope.rowOrder(of: call, columns: plan.breakdown.map(\.column) + figures)
  }
}

extension LTV.Plan {
  fileprivate func with(order: RowOrder, rule: Phrase) -> LTV.Plan {
    LTV.Plan(
      acquisition: acquisition, amount: amount, horizon: horizon,
      subtractsRefunds: subtractsRefunds, basis: basis, keepsImmature: keepsImmature, age: age,
      discount: discount, trim: trim, acquisitionCost: acquisitionCost, range: range,
      population: population, comparison: comparison, breakdown: breakdown, order: order,
      chart: chart, saving: saving, active: active, projection: projection, currency: currency,
      valueLabels: valueLabels, rule: rule)
  }
}

extension Diagnostic {
  /// E375: the formula knows no acquisition to share what was spent by.
  fileprivate static func plainCost(at span: Span) -> Diagnostic {
    Diagnostic(
      "E375",
      Phrase("the formula takes the cost of a user as a number", "公式推算中的获客成本应为数字"),
      at: span,
      notes: [
        Phrase(
          "for example with cac=30; what was spent is shared among users in: ltv with cac=TABLE",
          "例如 参数 cac=30；按花费分摊请用：生命周期价值 参数 cac=表名")
      ])
  }
}
