import Engine
import Language
import Reporting

extension Cohort {
  /// Where neither a period nor points are given.
  static let defaultPoints = [1, 7, 30].map { Column.period(.day, $0) }

  public static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Plan {
    if let (ruleSet, word) = ruleSet(of: call) {
      return try peerPlan(call, ruleSet: ruleSet, word: word, in: scope)
    }
    try refusePeerWords(of: call)
    let dataset = scope.dataset
    let range = try scope.range(of: call)
    let events = try Events(call, in: scope)
    let words = try Words(call)
    let settings = try Settings(call, in: scope)
    let (period, dimensions) = try breakdown(of: call, in: scope)
    if let word = words.activity {
      return try activityPlan(
        call, word: word, events: events, range: range, period: period, dimensions: dimensions,
        in: scope)
    }
    try words.check(period: period, range: range)
    let columns = try columns(of: call, period: period, words: words, settings, in: scope)
    if let span = settings.fitSpan, columns != nil { throw .fitNeedsTriangle(at: span) }
    let population = try scope.population(of: call)
    let comparison = try comparison(of: call, range: range, population: population, in: scope)
    let keepsImmature = words.keepsImmature || settings.showsImmature
    var rule = [Plan.pair(events.startLabel, events.returnLabel, words.entry)]
    rule += definition(columns, words, settings)
    rule.append(offsetRule(period: period, columns: columns, isElapsed: words.isElapsed))
    if keepsImmature { rule.append(Phrase("immature users included", "含未成熟用户")) }
    rule.append(settings.average.phrase)
    if let fit = settings.fit { rule.append(fit.phrase) }
    rule.append(
      words.entry == .recurring
        ? Phrase("users, once in each period", "用户，每期计一次") : Phrase("users", "用户"))
    if let counted = population.rule { rule.append(counted) }
    if let comparison {
      rule += comparison.rule(in: dataset)
    } else if let dates = RuleLine.range(range, in: dataset, of: Phrase("began", "开始于")) {
      rule.append(dates)
    }
    let usesWeeks = period == .week || (columns ?? []).contains { $0.unit == .week }
    rule += dimensions.compactMap(\.rule)
    rule.append(RuleLine.ground(of: dataset, weeks: usesWeeks))
    return Plan(
      question: .retention, start: events.start, returning: events.returning,
      startLabel: events.startLabel, returnLabel: events.returnLabel, period: period,
      columns: columns, dimensions: dimensions, entry: words.entry, reading: words.reading,
      isElapsed: words.isElapsed, times: settings.times, average: settings.average,
      keepsImmature: keepsImmature, range: range, population: population,
      comparison: comparison, fit: settings.fit,
      order: try scope.cohortOrder(
        of: call, period: period, columns: columns, dimensions: dimensions),
      chart: try chart(of: call, among: columns == nil ? [.heat, .line, .none] : [.bar, .none]),
      saving: try saving(of: call, period: period, columns: columns, in: scope),
      valueLabels: dataset.labels.values, rule: RuleLine.joined(rule))
  }

  /// E0 and E1 of a call.
  struct Events {
    let start: EventSelector
    let returning: EventSelector
    let startLabel: Phrase
    let returnLabel: Phrase
    let written: [EventSyntax]

    init(_ call: VerbCall, in scope: Scope) throws(Diagnostic) {
      var events: [EventSyntax] = []
      if case .steps(let steps) = call.subject { events = steps }
      for term in events.flatMap(\.alternatives) where term.isOptional {
        throw .optionalStep(at: term.place.span)
      }
      written = events
      start =
        if let first = events.first { try scope.selector(for: first) } else {
          scope.signupSelector ?? .any
        }
      returning =
        if events.count > 1 { try scope.selector(for: events[1]) } else { scope.activeSelector }
      startLabel =
        events.first.map { scope.text(of: $0) }
        ?? (scope.signupSelector == nil ? Phrase("event", "事件") : Phrase("sign-up", "注册"))
      returnLabel =
        events.count > 1 ? scope.text(of: events[1]) : Phrase("any activity", "任意活跃行为")
    }
  }

  /// Throws E214 for a chart that this form does not draw.
  static func chart(
    of call: VerbCall, among kinds: [ChartKind]
  ) throws(Diagnostic) -> ChartKind? {
    guard case .chart(let word) = call.clause(.chart)?.body else { return nil }
    if let kind = ChartKind(rawValue: word.text), kinds.contains(kind) { return kind }
    throw .noSuchChart(word, verb: "cohort", among: kinds.map(\.rawValue))
  }

  static func breakdown(
    of call: VerbCall, in scope: Scope
  ) throws(Diagnostic) -> (CalendarUnit?, [UserDimension]) {
    guard case .by(let written) = call.clause(.by)?.body else { return (nil, []) }
    var period: CalendarUnit?
    var dimensions: [UserDimension] = []
    for dimension in written {
      guard let unit = dimension.timeUnit else {
        dimensions.append(try scope.userDimension(dimension))
        continue
      }
      guard unit != .hour, period == nil else {
        throw Diagnostic(
          "E320", Phrase("a cohort has one period, a day or longer", "同期群只能有一个不短于一日的时间段"),
          at: dimension.place.span,
          notes: [Phrase("for example by week", "例如 按 周")])
      }
      period = unit
    }
    return (period, dimensions)
  }

  /// The columns that `at`, `brackets` or `within` name; nil for the triangle.
  private static func columns(
    of call: VerbCall, period: CalendarUnit?, words: Words, _ settings: Settings, in scope: Scope
  ) throws(Diagnostic) -> [Column]? {
    let at = call.clause(.at)
    let within = call.clause(.within)
    let named = [at?.place.span, within?.place.span, settings.brackets?.span].compactMap { $0 }
    guard named.count <= 1 else { throw .columnsTwice(at: named[1]) }
    if let brackets = settings.brackets {
      guard words.reading == .exact || words.reading == .rolling else {
        throw .noBrackets(words.reading, at: brackets.span)
      }
      return brackets.items.map { item in
        .bracket(item.unit ?? period ?? .day, item.first, item.last)
      }
    }
    if let within, case .within(let duration, let each) = within.body {
      guard !each, words.reading == .exact, !words.isElapsed else {
        throw .plainWithin(at: within.place.span)
      }
      return [.within(try scope.span(duration, at: within.place.span))]
    }
    if let at, case .at(let values) = at.body {
      return try values.map { value throws(Diagnostic) in
        try scope.retentionPoint(value, at: at.place.span).column
      }
    }
    return period == nil ? defaultPoints : nil
  }

  /// The pieces of the rule line that say which return counts.
  private static func definition(
    _ columns: [Column]?, _ words: Words, _ settings: Settings
  ) -> [Phrase] {
    var pieces: [Phrase] = []
    if case .within = columns?.first {
      pieces.append(Phrase("again within the time, end included", "时限内再次（含端点）"))
    } else {
      pieces.append(words.reading.phrase)
    }
    if case .bracket = columns?.first {
      pieces.append(
        words.reading == .rolling
          ? Phrase("brackets: in the first period or later", "区间：起始期或之后")
          : Phrase("brackets: in any of their periods", "区间：其中任一期"))
    }
    if settings.times > 1 {
      let times = settings.times
      pieces.append(Phrase("at least \(times) times", "至少 \(times) 次"))
    }
    return pieces
  }

  private static func offsetRule(
    period: CalendarUnit?, columns: [Column]?, isElapsed: Bool
  ) -> Phrase {
    if case .within = columns?.first {
      return Phrase("elapsed time from the start", "自起点起的时长")
    }
    if isElapsed { return Phrase("windows from the user's own start", "自用户起点起的窗口") }
    if columns != nil { return Phrase("points in calendar periods", "时点按日历计") }
    let unit = period?.phrase ?? Phrase(verbatim: "")
    return Phrase("calendar \(unit.english)s", "按日历\(unit.chinese)")
  }
}

extension Scope {
  func retentionPoint(
    _ value: PointValue, at span: Span
  ) throws(Diagnostic) -> RetentionPoint {
    switch value {
    case .point(let point):
      if point.isInReach { return point }
    case .parameter(let name):
      if case .point(let point) = try parameter(name, at: span), point.isInReach { return point }
    }
    throw Diagnostic(
      "E322", Phrase("expected a point such as d7, w4 or m3", "应为 d7、w4、m3 这样的时点"), at: span,
      notes: [Phrase("for example at d1, d7, d30", "例如 时点 次日, 第7日, 第30日")])
  }
}

extension RetentionPoint {
  /// Farther offsets mean nothing, and could not be counted in milliseconds.
  var isInReach: Bool { (0...100_000).contains(offset) }

  var calendarUnit: CalendarUnit {
    switch unit {
    case .day: .day
    case .week: .week
    case .month: .month
    }
  }

  var column: Cohort.Column { .period(calendarUnit, offset) }
}
