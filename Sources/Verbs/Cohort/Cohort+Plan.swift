import Engine
import Language
import Reporting

extension Cohort {
  /// Where neither a period nor points are given.
  static let defaultPoints = [1, 7, 30].map { RetentionPoint(.day, $0) }

  public static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Plan {
    let dataset = scope.dataset
    let range = try scope.range(of: call)
    var events: [EventSyntax] = []
    if case .steps(let steps) = call.subject { events = steps }
    for term in events.flatMap(\.alternatives) where term.isOptional {
      throw .notYet("E?", verb: "cohort", at: term.place.span)
    }
    let start = try events.first.map { event throws(Diagnostic) in try scope.selector(for: event) }
    let returning = try events.dropFirst().first.map { event throws(Diagnostic) in
      try scope.selector(for: event)
    }
    let (period, dimensions) = try breakdown(of: call, in: scope)
    var points: [RetentionPoint]?
    if let clause = call.clause(.at), case .at(let values) = clause.body {
      points = try values.map { value throws(Diagnostic) in
        try scope.point(value, at: clause.place.span)
      }
    } else if period == nil {
      points = defaultPoints
    }
    let reading: Reading =
      if case .using(let words) = call.clause(.using)?.body {
        words.contains { $0.text == "rolling" } ? .rolling : .exact
      } else { .exact }
    let average = try self.average(of: call)
    let population = try scope.population(of: call)
    let startLabel =
      events.first.map { scope.text(of: $0) }
      ?? (scope.signupSelector == nil
        ? Phrase("event", "事件") : Phrase("sign-up", "注册"))
    let returnLabel =
      events.dropFirst().first.map { scope.text(of: $0) } ?? Phrase("any activity", "任意活跃行为")
    var rule = [
      Plan.pair(startLabel, returnLabel), reading.phrase,
      offsetRule(period: period, points: points), average.phrase, Phrase("users", "用户"),
    ]
    if let counted = population.rule { rule.append(counted) }
    if let dates = RuleLine.range(range, in: dataset, of: Phrase("began", "开始于")) {
      rule.append(dates)
    }
    let usesWeeks = period == .week || (points ?? []).contains { $0.unit == .week }
    rule.append(RuleLine.ground(of: dataset, weeks: usesWeeks))
    return Plan(
      start: start ?? scope.signupSelector ?? .any, returning: returning ?? scope.activeSelector,
      startLabel: startLabel, returnLabel: returnLabel, period: period, points: points,
      dimensions: dimensions, reading: reading, average: average, range: range,
      population: population, valueLabels: dataset.labels.values, rule: RuleLine.joined(rule))
  }

  private static func breakdown(
    of call: VerbCall, in scope: Scope
  ) throws(Diagnostic) -> (CalendarUnit?, [UserDimension]) {
    guard case .by(let written) = call.clause(.by)?.body else { return (nil, []) }
    var period: CalendarUnit?
    var dimensions: [UserDimension] = []
    for dimension in written {
      guard case .name(let name) = dimension, name.qualifier == nil, !name.word.quoted,
        let unit = CalendarUnit(rawValue: name.word.text)
      else {
        dimensions.append(try scope.userDimension(dimension))
        continue
      }
      guard unit != .hour, period == nil else {
        throw Diagnostic(
          "E320", Phrase("a cohort has one period, a day or longer", "同期群只能有一个不短于一日的时间段"),
          at: name.place.span,
          notes: [Phrase("for example by week", "例如 按 周")])
      }
      period = unit
    }
    return (period, dimensions)
  }

  private static func average(of call: VerbCall) throws(Diagnostic) -> Average {
    guard case .with(let settings) = call.clause(.with)?.body,
      let setting = settings.last(where: { $0.key.text == "average" })
    else { return .weighted }
    if case .name(let name) = setting.value, let average = Average(rawValue: name.text) {
      return average
    }
    throw Diagnostic(
      "E321",
      Phrase(
        "expected weighted, simple or observed after 'average='",
        "'average=' 之后应为 weighted、simple 或 observed"), at: setting.key.place.span,
      notes: [Phrase("for example with average=observed", "例如 参数 average=observed")])
  }

  private static func offsetRule(period: CalendarUnit?, points: [RetentionPoint]?) -> Phrase {
    if points != nil { return Phrase("points in calendar periods", "时点按日历计") }
    let unit = period?.phrase ?? Phrase(verbatim: "")
    return Phrase("calendar \(unit.english)s", "按日历\(unit.chinese)")
  }
}

extension Scope {
  fileprivate func point(_ value: PointValue, at span: Span) throws(Diagnostic) -> RetentionPoint {
    switch value {
    case .point(let point):
      if (0...100_000).contains(point.offset) { return point }
    case .parameter(let name):
      if case .point(let point) = try parameter(name, at: span),
        (0...100_000).contains(point.offset)
      {
        return point
      }
    }
    throw Diagnostic(
      "E322", Phrase("expected a point such as d7, w4 or m3", "应为 d7、w4、m3 这样的时点"), at: span,
      notes: [Phrase("for example at d1, d7, d30", "例如 时点 次日, 第7日, 第30日")])
  }
}
