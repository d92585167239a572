import Engine
import Reporting
import Statistics

/// The tables of an answer as they are made, with what must be said beside them.
struct FeedbackPage {
  /// A figure of one row that can be held against that of others.
  struct Measured {
    let side: Int
    let key: [Cell]
    /// The topic of the row; nil where rows have none.
    let topic: String?
    let metric: String
    let measure: AnswerMeasure
  }

  let plan: Feedback.Plan
  let dataset: Dataset
  let counts: FeedbackCounts
  var tables: [ResultTable] = []
  var warnings: [Warning] = []
  var notes: [Phrase] = []
  var measured: [Measured] = []
  /// How many stand behind each rate.
  var sizes: [Int] = []

  init(plan: Feedback.Plan, dataset: Dataset, counts: FeedbackCounts) {
    self.plan = plan
    self.dataset = dataset
    self.counts = counts
  }

  mutating func add(_ facet: Feedback.Facet, _ counted: FeedbackCounts.Facet) {
    switch counted {
    case .scores(let groups): addScores(facet, groups)
    case .topics(let groups):
      switch facet.question {
      case .priority: addPriority(groups)
      case .loop: addLoop(groups)
      default: addTopics(groups)
      }
    case .sentiment(let groups): addSentiment(groups)
    case .search(let groups): addSearch(facet, groups)
    case .response(let groups): addResponse(groups)
    case .mentions(let groups): addMentions(groups)
    case .terms(let groups): addTerms(groups)
    case .list(let groups): addList(groups)
    }
  }

  /// A table of a facet, its key columns first.
  func table(_ name: String, _ question: Feedback.Facet.Question) -> ResultTable {
    ResultTable(
      name,
      columns: plan.keyColumns
        + Feedback.mainColumns(
          of: question, weighsRevenue: plan.weighsRevenue, alerts: plan.alert != nil))
  }

  func key<Tally>(_ group: FeedbackCounts.Group<Tally>) -> [Cell] {
    plan.key(group.side, group.key)
  }

  mutating func measure<Tally>(
    _ metric: String, _ measure: AnswerMeasure, of group: FeedbackCounts.Group<Tally>,
    topic: String? = nil
  ) {
    measured.append(
      Measured(side: group.side, key: group.key, topic: topic, metric: metric, measure: measure))
  }

  /// Rows in the order asked for; `limit` counts within each group.
  mutating func append(_ rows: [[[Cell]]], to table: ResultTable) {
    var table = table
    for group in rows {
      let ordered = plan.order.apply(
        to: ResultTable(table.name, columns: table.columns, rows: group))
      for row in ordered.rows { table.append(row) }
    }
    tables.append(table)
  }

  // MARK: What all facets share

  mutating func finish() {
    addTests()
    if counts.untimed > 0 {
      notes.append(
        Phrase(
          "\(counts.untimed) answers without a time lie in no range",
          "\(counts.untimed) 份回答没有时间，不属于任何时间范围"))
    }
    for case .period(let unit) in plan.breakdown {
      if let note = RuleLine.runningPeriod(unit, in: dataset) { notes.append(note) }
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
  }

  /// What several facets say alike is said once.
  var distinctNotes: [Phrase] {
    var seen: Set<Phrase> = []
    return (plan.notes + notes).filter { seen.insert($0).inserted }
  }

  var allWarnings: [Warning] {
    let unit = Phrase("answers", "回答")
    var all = plan.condition?.warnings ?? []
    for case .answer(let dimension) in plan.breakdown { all += dimension.warnings }
    let isSplit = !plan.breakdown.isEmpty || plan.isCompared
    let small =
      isSplit
      ? Warning.smallGroups(sizes.filter { $0 > 0 }, of: unit)
      : sizes.min().flatMap { Warning.smallSample($0, of: unit) }
    if let small { all.append(small) }
    return all + warnings
  }

  // MARK: Tests

  private mutating func addTests() {
    if plan.isCompared {
      addDifferences()
    } else if !plan.breakdown.isEmpty {
      addGroupTests()
    }
  }

  private struct Place: Hashable {
    let key: [Cell]
    let topic: String?
    let metric: String
  }

  private struct Row {
    let key: [Cell]
    let topic: String?
    let metric: String
    let against: String
    let a: AnswerMeasure
    let b: AnswerMeasure
  }

  private func rows(_ rows: [Row], name: String, against: String) -> ResultTable {
    let type: ColumnType = rows.allSatisfy { $0.a.isShare } ? .rate : .float
    let hasTopics = rows.contains { $0.topic != nil }
    var columns = plan.breakdown.map(\.column)
    if hasTopics { columns.append(ResultColumn("topic", .text)) }
    columns.append(ResultColumn("metric", .text))
    if !against.isEmpty { columns.append(ResultColumn(against, .text)) }
    columns += ["a", "b", "difference", "low", "high"].map { ResultColumn($0, type) }
    columns += ["p", "p_adjusted"].map { ResultColumn($0, .float) }
    let differences = rows.map { $0.a.minus($0.b) }
    let corrected = BenjaminiHochberg.adjusted(differences.map { $0?.p })
    var table = ResultTable(name, columns: columns)
    for (index, row) in rows.enumerated() {
      let difference = differences[index]
      let names =
        row.key + (hasTopics ? [row.topic.map { .text($0) } ?? .missing] : [])
        + [.text(row.metric)] + (against.isEmpty ? [] : [.text(row.against)])
      let figures: [Double?] = [
        row.a.value, row.b.value, difference?.value, difference?.low, difference?.high,
        difference?.p, corrected[index],
      ]
      table.append(names + figures.map { Cell($0) })
    }
    return table
  }

  /// The first population minus each of the others, row by row.
  private mutating func addDifferences() {
    var own: [Place: AnswerMeasure] = [:]
    var order: [Place] = []
    for each in measured {
      let place = Place(key: each.key, topic: each.topic, metric: each.metric)
      if own[place] == nil, !order.contains(place) { order.append(place) }
      if each.side == 0 { own[place] = each.measure }
    }
    var rows: [Row] = []
    for side in plan.sides.indices.dropFirst() {
      var others: [Place: AnswerMeasure] = [:]
      for each in measured where each.side == side {
        others[Place(key: each.key, topic: each.topic, metric: each.metric)] = each.measure
      }
      for place in order {
        guard let sample = own[place] ?? others[place] else { continue }
        rows.append(
          Row(
            key: place.key, topic: place.topic, metric: place.metric,
            against: plan.sides[side].text, a: own[place] ?? sample.nothing,
            b: others[place] ?? sample.nothing))
      }
    }
    let isSeveral = plan.sides.count > 2
    tables.append(self.rows(rows, name: "difference", against: isSeveral ? "against" : ""))
    warnOfSharedUsers()
  }

  private mutating func warnOfSharedUsers() {
    let one = plan.sides[0].users ?? dataset.knownUsers
    for side in plan.sides.dropFirst() {
      guard !side.isRest, side.range == plan.sides[0].range, let other = side.users else {
        continue
      }
      let shared = one.intersection(other).count
      if shared > 0 {
        warnings.append(
          Warning(
            "W521",
            Phrase(
              "\(shared) users stand in both populations, and the tests take them for two people;"
                + " exclude one: from (A and not B)",
              "有 \(shared) 名用户同属两个人群，检验会把他们当作两个人；请排除一方：来自 (A 且 非 B)")))
      }
    }
  }

  /// Each group against all others, or each period against the one before it.
  private mutating func addGroupTests() {
    let time = plan.breakdown.firstIndex(where: \.isPeriod)
    var byPlace: [Place: [Measured]] = [:]
    var order: [Place] = []
    for each in measured {
      var key: [Cell] = []
      if let time {
        key = each.key
        if key.indices.contains(time) { key.remove(at: time) }
      }
      let place = Place(key: key, topic: each.topic, metric: each.metric)
      if byPlace[place] == nil { order.append(place) }
      byPlace[place, default: []].append(each)
    }
    var rows: [Row] = []
    for place in order {
      let groups = byPlace[place] ?? []
      guard groups.count > 1 else { continue }
      for (index, group) in groups.enumerated() {
        if let time {
          guard index > 0, group.key[time] != .missing else { continue }
          let before = groups[index - 1]
          rows.append(
            Row(
              key: group.key, topic: group.topic, metric: group.metric,
              against: before.key[time].textValue ?? "", a: group.measure, b: before.measure))
        } else {
          let others = groups.indices.filter { $0 != index }.map { groups[$0].measure }
          guard let first = others.first else { continue }
          rows.append(
            Row(
              key: group.key, topic: group.topic, metric: group.metric, against: "rest",
              a: group.measure, b: others.dropFirst().reduce(first, +)))
        }
      }
    }
    if !rows.isEmpty { tables.append(self.rows(rows, name: "test", against: "against")) }
  }
}

extension AnswerMeasure {
  /// A figure of the same kind without answers.
  fileprivate var nothing: AnswerMeasure {
    switch self {
    case .score: .score(.init())
    case .share: .share(0, of: 0)
    case .mean: .mean(sum: 0, squares: 0, count: 0)
    }
  }
}
