import Engine
import Language
import Reporting

extension Segment {
  public static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Plan {
    if let states = try LifecycleQuestion(call, in: scope) { return Plan(states, in: scope) }
    let dataset = scope.dataset
    let range = try scope.range(of: call)
    let population = try scope.population(of: call, range: range)
    var dimensions: [UserDimension] = []
    if case .by(let written) = call.clause(.by)?.body {
      for dimension in written {
        dimensions.append(try scope.userDimension(dimension, range: range))
      }
    }
    try scope.checkParts(of: dimensions, in: call)
    let usesRange =
      (population.condition?.usesRange ?? false) || dimensions.contains(where: \.usesRange)
    if !range.isAll, !usesRange { throw .uselessRange(of: call) }
    let hasRates = population.condition != nil && !dimensions.isEmpty
    let columns = dimensions.map(\.column) + countColumns + (hasRates ? rateColumns : [])
    let order = try scope.rowOrder(of: call, columns: columns)
    if dimensions.isEmpty, let limit = call.clause(.limit) {
      throw .notYet("limit", verb: "segment", at: limit.place.span)
    }
    let base = population.base(in: dataset).count
    var rule = [Phrase("users", "用户"), shareRule(base, population, call)]
    if let condition = population.condition {
      rule.append(Phrase("where ", "其中 ") + condition.text)
    }
    if let dates = RuleLine.range(range, in: dataset, of: Phrase("events", "事件")) {
      rule.append(dates)
    }
    rule.append(RuleLine.ground(of: dataset))
    return Plan(
      population: population, dimensions: dimensions, order: order,
      chart: try chart(of: call, hasGroups: !dimensions.isEmpty), saveAs: name(in: call),
      valueLabels: dataset.labels.values, base: base, rule: RuleLine.joined(rule))
  }

  static let countColumns = [ResultColumn("users", .int), ResultColumn("share", .rate)]

  static let rateColumns = [
    ResultColumn("base", .int), ResultColumn("rate", .rate), ResultColumn("low", .rate),
    ResultColumn("high", .rate),
  ]

  private static func shareRule(
    _ count: Int, _ population: Population, _ call: VerbCall
  ) -> Phrase {
    let number = count.description
    guard let origin = population.originRule else {
      return Phrase("share of all \(number) users", "占全部 \(number) 个用户之比")
    }
    return Phrase("share of the \(number) users ", "占 \(number) 个用户之比，") + origin
  }

  private static func chart(
    of call: VerbCall, hasGroups: Bool
  ) throws(Diagnostic) -> ChartKind {
    guard case .chart(let word) = call.clause(.chart)?.body else { return .bar }
    if let kind = ChartKind(rawValue: word.text) { return kind }
    throw .noSuchChart(word, verb: "segment", among: ChartKind.allCases.map(\.rawValue))
  }

  private static func name(in call: VerbCall) -> String? {
    guard case .as(let word) = call.clause(.as)?.body else { return nil }
    return word.text
  }
}

extension Diagnostic {
  /// E316: a range that bounds nothing would be read as if it did.
  fileprivate static func uselessRange(of call: VerbCall) -> Diagnostic {
    let ranges: Set<ClauseKeyword> = [.since, .until, .last, .during]
    let clause = call.clauses.first { ranges.contains($0.keyword) }
    return Diagnostic(
      "E316",
      Phrase(
        "the range bounds nothing: no condition here counts events",
        "时间范围没有作用：这里没有统计事件的条件"), at: clause?.place.span,
      notes: [
        Phrase(
          "only users active in it: segment where did(any) last 30 days",
          "只看期间活跃的用户：分群 其中 发生(任意) 最近30天")
      ])
  }

  /// E214: a chart that the verb does not draw.
  static func noSuchChart(_ word: Word, verb: String, among kinds: [String]) -> Diagnostic {
    let list = kinds.joined(separator: ", ")
    return Diagnostic(
      "E214",
      Phrase("'\(verb)' draws no chart '\(word.text)'", "'\(verb)' 不画图 '\(word.text)'"),
      at: word.place.span, notes: [Phrase("it draws: \(list)", "可用：\(list)")],
      suggestion: Suggestion.closest(to: word.text, among: kinds))
  }
}
