import Engine
import Language
import Reporting

extension Feedback {
  public static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Plan {
    try checkFacets(of: call)
    let dataset = scope.dataset
    guard let answers = dataset.feedback else { throw .noFeedback(at: call.verb.place.span) }
    let kind = try kind(in: answers, at: call.verb.place.span)
    let range = try scope.range(of: call)
    if !range.isAll, !answers.hasTimes { throw .noTimes(at: rangePlace(of: call)) }
    var breakdown: [Breakdown] = []
    if case .by(let dimensions) = call.clause(.by)?.body {
      for dimension in dimensions {
        breakdown.append(try self.breakdown(dimension, answers, in: scope))
      }
    }
    var condition: AnswerCondition?
    if case .where(let expression) = call.clause(.where)?.body {
      condition = try scope.answerCondition(expression)
    }
    var population = Population.everyone
    var users: UserSet?
    if let clause = call.clause(.from) {
      let origin = VerbCall(verb: call.verb, subject: nil, clauses: [clause], at: call.place)
      population = try scope.population(of: origin)
      users = population.base(in: dataset)
    }
    return Plan(
      kind: kind, condition: condition, users: users, range: range, breakdown: breakdown,
      order: try scope.rowOrder(of: call, columns: breakdown.map(\.column) + countColumns),
      isDrawn: try isDrawn(call), valueLabels: dataset.labels.values,
      rule: rule(kind, condition, population, range, breakdown, dataset))
  }

  /// One part of the field at a time, and `nps` alone in this version.
  private static func checkFacets(of call: VerbCall) throws(Diagnostic) {
    guard case .facets(let facets) = call.subject, let first = facets.first else {
      throw Diagnostic(
        "E205", Phrase("expected what to read from the feedback", "此处应说明看反馈的哪一方面"),
        at: call.verb.place.span, notes: [Phrase("type: feedback nps", "请输入：反馈 净推荐值")])
    }
    if facets.count > 1 {
      throw .notYet(
        facets.map(\.word.text).joined(separator: " "), verb: "feedback",
        at: facets[1].word.place.span)
    }
    if first.word.text != "nps" {
      throw .notYet(first.word.text, verb: "feedback", at: first.word.place.span)
    }
  }

  /// The kind column's own word for nps, however it is capitalised.
  private static func kind(
    in answers: FeedbackTable, at span: Span
  ) throws(Diagnostic) -> String? {
    guard case .text(_, let kinds) = answers.kinds?.storage else { return nil }
    if let kind = kinds.first(where: { $0.lowercased() == "nps" }) { return kind }
    let list = kinds.sorted().prefix(8).joined(separator: ", ")
    throw Diagnostic(
      "E406", Phrase("no answer is of kind 'nps'", "没有类型为 'nps' 的回答"), at: span,
      notes: [Phrase("kinds of answers here: \(list)", "现有的回答类型：\(list)")])
  }

  private static func breakdown(
    _ dimension: Dimension, _ answers: FeedbackTable, in scope: Scope
  ) throws(Diagnostic) -> Breakdown {
    if let unit = dimension.timeUnit {
      guard answers.hasTimes else { throw .noTimes(at: dimension.place.span) }
      return .period(unit)
    }
    return .answer(try scope.answerDimension(dimension))
  }

  private static func isDrawn(_ call: VerbCall) throws(Diagnostic) -> Bool {
    guard case .chart(let word) = call.clause(.chart)?.body else { return true }
    if word.text == "none" { return false }
    throw .noSuchChart(word, verb: "feedback", among: ["none"])
  }

  private static func rangePlace(of call: VerbCall) -> Span {
    let ranges: Set<ClauseKeyword> = [.since, .until, .last, .during]
    let clause = call.clauses.first { ranges.contains($0.keyword) }
    return clause?.place.span ?? call.verb.place.span
  }

  private static func rule(
    _ kind: String?, _ condition: AnswerCondition?, _ population: Population,
    _ range: InstantRange, _ breakdown: [Breakdown], _ dataset: Dataset
  ) -> Phrase {
    var rule = [
      Phrase("promoters 9-10, detractors 0-6", "推荐者 9-10 分，贬损者 0-6 分"),
      kind.map { Phrase("answers of kind \($0)", "类型为 \($0) 的回答") }
        ?? Phrase("all answers", "全部回答"),
    ]
    if let origin = population.originRule { rule.append(origin) }
    if let condition { rule.append(Phrase("where ", "其中 ") + condition.text) }
    if let dates = RuleLine.range(range, in: dataset, of: Phrase("answered", "回答于")) {
      rule.append(dates)
    }
    rule.append(RuleLine.ground(of: dataset, weeks: breakdown.contains(.period(.week))))
    return RuleLine.joined(rule)
  }
}

extension FeedbackTable {
  /// Whether any answer has a time.
  var hasTimes: Bool { times.contains { $0 != PropertyColumn.missing } }
}

extension Diagnostic {
  fileprivate static func noFeedback(at span: Span) -> Diagnostic {
    Diagnostic(
      "E405", Phrase("this dataset has no answers of users", "该数据集没有用户反馈"), at: span,
      notes: [
        Phrase(
          "declare a table with the role feedback in dataset.json, or: open datasets/shop",
          "在 dataset.json 中声明 feedback 角色的表，或：打开 datasets/shop")
      ])
  }

  fileprivate static func noTimes(at span: Span) -> Diagnostic {
    Diagnostic(
      "E407", Phrase("the answers have no time", "反馈没有时间"), at: span,
      notes: [
        Phrase(
          "leave the range and the period out: feedback nps", "请去掉时间范围和时间分组：反馈 净推荐值")
      ])
  }
}
