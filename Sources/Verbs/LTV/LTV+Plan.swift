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
    guard let amount = dataset.events.amountIndex else {
      throw .noAmount(at: call.verb.place.span)
    }
    var horizon = defaultHorizon
    if let clause = call.clause(.within), case .within(let duration, let each) = clause.body {
      guard !each else { throw .notYet("each", verb: "ltv", at: clause.place.span) }
      horizon = try scope.span(duration, at: clause.place.span)
      try check(horizon, at: clause.place.span)
    }
    let range = try scope.range(of: call)
    var breakdown: [Breakdown] = []
    if case .by(let dimensions) = call.clause(.by)?.body {
      for dimension in dimensions {
        breakdown.append(try self.breakdown(dimension, in: scope))
      }
    }
    let population = try scope.population(of: call)
    var net = false
    if case .using(let words) = call.clause(.using)?.body {
      net = words.contains { $0.text == "net" }
    }
    let acquisition = scope.signupSelector
    let span = "\(horizon.count)\(horizon.unit.rawValue)"
    var rule = [
      net
        ? Phrase("revenue less refunds (no costs known)", "收入减退款（成本未知）")
        : Phrase("revenue (no costs known)", "收入（成本未知）"),
      Phrase("ages 0..\(span) in calendar days", "年龄 0..\(span)（自然日）"),
      acquisition == nil
        ? Phrase("acquired at the first event", "以首个事件为获取")
        : Phrase("acquired at sign-up", "以注册为获取"),
      Phrase("all users mature to \(span)", "全部已满 \(span) 的用户"),
    ]
    if let counted = population.rule { rule.append(counted) }
    if let dates = RuleLine.range(range, in: dataset, of: Phrase("acquired", "获取于")) {
      rule.append(dates)
    }
    for case .user(let dimension) in breakdown {
      if let own = dimension.rule { rule.append(own) }
    }
    rule.append(RuleLine.ground(of: dataset, weeks: breakdown.contains(.period(.week))))
    return Plan(
      acquisition: acquisition, amount: amount, horizon: horizon, subtractsRefunds: net,
      range: range, population: population, breakdown: breakdown, active: scope.activeSelector,
      currency: dataset.currency.map { $0 + " " } ?? "", valueLabels: dataset.labels.values,
      rule: RuleLine.joined(rule))
  }

  private static func check(_ horizon: CalendarSpan, at span: Span) throws(Diagnostic) {
    let days: Int? =
      switch horizon.unit {
      case .day: horizon.count
      case .week: horizon.count.multipliedReportingOverflow(by: 7).partialValue
      case .month: horizon.count.multipliedReportingOverflow(by: 31).partialValue
      case .quarter: horizon.count.multipliedReportingOverflow(by: 92).partialValue
      case .year: horizon.count.multipliedReportingOverflow(by: 366).partialValue
      case .hour, .minute, .second: nil
      }
    guard let days, (0...longestHorizon).contains(days) else {
      throw Diagnostic(
        "E309",
        Phrase(
          "expected a horizon of whole days up to ten years", "窗口期应为整天，最长十年"), at: span,
        notes: [Phrase("for example within 90d or within 12mo", "例如 窗口 90d 或 窗口 12mo")])
    }
  }

  private static func breakdown(
    _ dimension: Dimension, in scope: Scope
  ) throws(Diagnostic) -> Breakdown {
    if case .name(let name) = dimension, name.qualifier == nil, !name.word.quoted,
      let unit = CalendarUnit(rawValue: name.word.text)
    {
      return .period(unit)
    }
    return .user(try scope.userDimension(dimension))
  }
}

extension Diagnostic {
  fileprivate static func noAmount(at span: Span) -> Diagnostic {
    Diagnostic(
      "E403", Phrase("this dataset has no amount of money", "该数据集没有金额"), at: span,
      hint: Phrase("no column is mapped as amount", "没有列映射为金额"),
      notes: [Phrase("map one: map amount=COLUMN", "映射一列：映射 amount=列名")])
  }
}
