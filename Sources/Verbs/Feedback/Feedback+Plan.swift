import Engine
import Language
import Reporting

extension Feedback {
  public static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Plan {
    let dataset = scope.dataset
    guard let answers = dataset.feedback else { throw .noFeedback(at: call.verb.place.span) }
    let roles = AnswerColumns(of: dataset)
    let facets = try facets(of: call, answers, roles, privacy: scope.privacy)
    if let clause = call.clause(.compare),
      let facet = facets.first(where: { !$0.question.isComparable })
    {
      throw .notCompared(facet.question, at: clause.place.span)
    }
    let range = try scope.range(of: call)
    if !range.isAll, !answers.hasTimes { throw .noTimes(at: rangePlace(of: call)) }
    let reading = try breakdown(of: call, facets, answers, in: scope)
    let lexicon =
      reading.byClass
      ? TopicLexicon(classesOf: dataset.topics, labels: dataset.labels.values)
      : TopicLexicon(dataset.topics)
    if lexicon.entries.isEmpty, let facet = facets.first(where: \.question.readsTopics) {
      throw .noTopics(facet.question, at: call.verb.place.span)
    }
    let filter = try filter(of: call, lexicon: TopicLexicon(dataset.topics), in: scope)
    if reading.byClass, !filter.topics.isEmpty {
      throw .topicsOfClasses(at: call.clause(.where)?.place.span ?? call.verb.place.span)
    }
    let settings = try Settings(call, facets: facets, breakdown: reading.breakdown, in: scope)
    let sides = try sides(of: call, range: range, in: scope)
    let needsTimes = sides.sides.contains { !$0.range.isAll }
    if needsTimes, !answers.hasTimes { throw .noTimes(at: rangePlace(of: call)) }
    if settings.weighsRevenue, dataset.events.amountIndex == nil {
      throw .noRevenue(at: settings.impactSpan ?? call.verb.place.span)
    }
    if !settings.weighsRevenue, roles.severity == nil,
      facets.contains(where: { $0.question == .priority })
    {
      throw .noSeverity(at: call.verb.place.span)
    }
    let keys =
      (sides.sides.count > 1 ? [ResultColumn("population", .text)] : [])
      + reading.breakdown.map(\.column)
    let chart = try chart(call)
    return Plan(
      facets: facets, sides: sides.sides, condition: filter.condition, topicTests: filter.topics,
      breakdown: reading.breakdown, lexicon: lexicon, byClass: reading.byClass, roles: roles,
      within: settings.within, alert: settings.alert, weighsRevenue: settings.weighsRevenue,
      order: try scope.rowOrder(of: call, columns: keys + mainColumns(facets, settings)),
      chart: chart, saving: try saving(of: call, facets, lexicon: lexicon, in: scope),
      least: max(Self.leastTexts, scope.privacy.isOn ? scope.privacy.least : 0),
      hidesTexts: scope.privacy.isOn, valueLabels: dataset.labels.values,
      rule: rule(facets, filter, sides, range, reading.breakdown, settings, dataset),
      notes: sides.notes)
  }

  /// A word in fewer texts than this is not listed as distinctive.
  static let leastTexts = 5

  // MARK: Facets

  private static func facets(
    of call: VerbCall, _ answers: FeedbackTable, _ roles: AnswerColumns, privacy: Privacy
  ) throws(Diagnostic) -> [Facet] {
    guard case .facets(let written) = call.subject, let first = written.first else {
      throw Diagnostic(
        "E205", Phrase("expected what to read from the feedback", "此处应说明看反馈的哪一方面"),
        at: call.verb.place.span, notes: [Phrase("type: feedback nps", "请输入：反馈 净推荐值")])
    }
    var facets: [Facet] = []
    for facet in written {
      let span = facet.word.place.span
      guard let question = Facet.Question(rawValue: facet.word.text) else {
        throw .notYet(facet.word.text, verb: "feedback", at: first.word.place.span)
      }
      if facets.contains(where: { $0.question == question }) {
        throw .facetTwice(question, at: span)
      }
      if question.readsTexts, answers.texts == nil { throw .noTexts(question, at: span) }
      if question == .response, roles.reply == nil { throw .noReplies(at: span) }
      if question == .list, privacy.isOn { throw .listOfPeople(at: span) }
      var search: TextSearch?
      if question == .search {
        let text = facet.text ?? ""
        guard text.contains(where: { !$0.isWhitespace }) else { throw .searchForNothing(at: span) }
        search = TextSearch(text)
      }
      let kinds = try kinds(of: question, answers, roles, at: span)
      facets.append(Facet(question: question, kinds: kinds, search: search))
    }
    return facets
  }

  /// The kinds of answers that a facet reads, as the data writes them; nil for all.
  private static func kinds(
    of question: Facet.Question, _ answers: FeedbackTable, _ roles: AnswerColumns, at span: Span
  ) throws(Diagnostic) -> Set<String>? {
    guard answers.kinds != nil else { return nil }
    let names = answers.kindNames
    func first(of wanted: [String]) -> Set<String>? {
      for word in wanted {
        let found = names.filter { $0.lowercased() == word }
        if !found.isEmpty { return Set(found) }
      }
      return nil
    }
    let wanted: [String]
    switch question {
    case .nps: wanted = ["nps"]
    case .csat:
      wanted = ["csat", "satisfaction", "满意度", "rating", "ratings", "stars", "评分", "review"]
    case .rating: wanted = ["rating", "ratings", "stars", "评分", "星级", "review", "reviews", "csat"]
    case .mentions: return first(of: ["mention", "mentions", "声量", "提及"])
    case .response:
      let replies = answers.instants(roles.reply)
      let replied = Set(
        (0..<answers.count).compactMap { row in
          replies[row] == PropertyColumn.missing ? nil : answers.kind(row)
        })
      return replied.isEmpty ? nil : replied
    case .topics, .terms, .sentiment, .search, .priority, .loop, .list: return nil
    }
    if let found = first(of: wanted) { return found }
    let list = names.prefix(8).joined(separator: ", ")
    let word = wanted[0]
    throw Diagnostic(
      "E406", Phrase("no answer is of kind '\(word)'", "没有类型为 '\(word)' 的回答"), at: span,
      notes: [Phrase("kinds of answers here: \(list)", "现有的回答类型：\(list)")])
  }

  // MARK: By

  private static func breakdown(
    of call: VerbCall, _ facets: [Facet], _ answers: FeedbackTable, in scope: Scope
  ) throws(Diagnostic) -> (breakdown: [Breakdown], byClass: Bool) {
    var breakdown: [Breakdown] = []
    var byClass = false
    guard case .by(let dimensions) = call.clause(.by)?.body else { return ([], false) }
    for dimension in dimensions {
      let span = dimension.place.span
      if isClass(dimension, in: scope) {
        guard scope.dataset.topics.contains(where: { $0.group != nil }) else {
          throw .noClasses(at: span)
        }
        if let facet = facets.first(where: { !$0.question.readsTopics }) {
          throw .classesOfTopics(facet.question, at: span)
        }
        byClass = true
        continue
      }
      if let unit = dimension.timeUnit {
        guard answers.hasTimes else { throw .noTimes(at: span) }
        breakdown.append(.period(unit))
      } else {
        breakdown.append(.answer(try scope.answerDimension(dimension)))
      }
    }
    return (breakdown, byClass)
  }

  /// `class` is that of the topic, unless the data has a column of that name.
  private static func isClass(_ dimension: Dimension, in scope: Scope) -> Bool {
    guard case .name(let name) = dimension, name.qualifier == nil, !name.word.quoted,
      ["class", "类别"].contains(name.word.text)
    else { return false }
    let columns = (scope.dataset.feedback?.columns ?? []) + scope.dataset.users.attributes
    return !columns.contains { column in
      column.name == name.word.text
        || scope.dataset.labels.columns[column.name]?.chinese == name.word.text
    }
  }

  private static func chart(_ call: VerbCall) throws(Diagnostic) -> ChartKind? {
    guard case .chart(let word) = call.clause(.chart)?.body else { return nil }
    if let kind = ChartKind(rawValue: word.text) { return kind }
    throw .noSuchChart(word, verb: "feedback", among: ChartKind.allCases.map(\.rawValue))
  }

  private static func rangePlace(of call: VerbCall) -> Span {
    let ranges: Set<ClauseKeyword> = [.since, .until, .last, .during, .compare]
    let clause = call.clauses.first { ranges.contains($0.keyword) }
    return clause?.place.span ?? call.verb.place.span
  }
}

extension Feedback.Facet.Question {
  /// Whether two populations of it can be set side by side.
  var isComparable: Bool { self != .loop && self != .list }
}
