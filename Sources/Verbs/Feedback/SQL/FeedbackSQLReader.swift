import Engine
import Language
import Reporting
import Statistics

extension Feedback {
  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    var sql = FeedbackSQL(plan, dataset)
    return try sql.queries()
  }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    try answer(
      plan, on: dataset,
      counts: FeedbackSQLReader(plan: plan, dataset: dataset, rows: rows).counts)
  }
}

/// Puts the rows of the queries together to what the columnar pass counts.
struct FeedbackSQLReader {
  let plan: Feedback.Plan
  let dataset: Dataset
  let rows: SQLRows

  var width: Int { plan.breakdown.count }

  func rows(_ facet: Int, _ side: Int, _ what: String) -> [[Cell]] {
    rows[FeedbackSQL.name(facet, side, what)]
  }

  var counts: FeedbackCounts {
    var counts = FeedbackCounts()
    for side in plan.sides.indices where !plan.sides[side].range.isAll {
      counts.untimed = max(counts.untimed, rows(0, side, "untimed").first?.count(0) ?? 0)
    }
    for (index, facet) in plan.facets.enumerated() {
      counts.facets.append(count(facet, index))
      if facet.question == .topics, dataset.feedback?.hasTimes == true {
        counts.trend = trend(index)
      }
    }
    if plan.weighsRevenue {
      let users = dataset.users.places
      counts.revenue = Array(repeating: 0, count: dataset.users.count)
      for row in rows["revenue"] {
        if let user = row[0].textValue.flatMap({ users[$0] }) {
          counts.revenue[user] = Int64(row.count(1))
        }
      }
    }
    counts.saved = saved()
    return counts
  }

  // MARK: Groups

  func key(_ row: [Cell]) -> [Cell] {
    plan.breakdown.enumerated().map { index, breakdown in
      switch breakdown {
      case .answer(let dimension): dimension.cell(row[index], in: dataset)
      case .period: row[index]
      }
    }
  }

  private func precedes(_ left: [Cell], _ right: [Cell]) -> Bool {
    for (index, breakdown) in plan.breakdown.enumerated() {
      func before(_ one: Cell, _ other: Cell) -> Bool {
        if case .answer(let dimension) = breakdown { return dimension.precedes(one, other) }
        return Cell.precedes(one, other)
      }
      if before(left[index], right[index]) { return true }
      if before(right[index], left[index]) { return false }
    }
    return false
  }

  /// Tallies for every side and group; without a breakdown one for each side.
  func tallies<Tally: Hashable & Sendable>(
    _ empty: Tally, _ read: (Int, inout [[Cell]: Tally]) -> Void
  ) -> [FeedbackCounts.Group<Tally>] {
    plan.sides.indices.flatMap { side in
      var found: [[Cell]: Tally] = plan.breakdown.isEmpty ? [[]: empty] : [:]
      read(side, &found)
      return found.sorted { precedes($0.key, $1.key) }.map {
        FeedbackCounts.Group(side: side, key: $0.key, tally: $0.value)
      }
    }
  }

  private func count(_ facet: Feedback.Facet, _ index: Int) -> FeedbackCounts.Facet {
    switch facet.question {
    case .nps: .scores(scores(index, .recommendation))
    case .csat, .rating: .scores(scores(index, .stars))
    case .topics, .priority, .loop: .topics(topics(index))
    case .search: .search(search(index))
    case .response: .response(responses(index))
    case .mentions: .mentions(mentions(index))
    case .list:
      .list(
        tallies([Int]()) { side, found in
          for row in rows(index, side, "list") {
            found[key(row), default: []].append(row.count(width) - 1)
          }
        })
    case .sentiment: .sentiment(sentiments(index))
    case .terms: .terms(terms(index))
    }
  }

  private func scores(
    _ index: Int, _ scale: ScoreTally.Scale
  ) -> [FeedbackCounts.Group<ScoreTally>] {
    tallies(ScoreTally(scale)) { side, found in
      for row in rows(index, side, "scores") {
        found[key(row), default: ScoreTally(scale)].add(
          row[width].realValue ?? .nan, hasText: row.count(width + 1) != 0,
          times: row.count(width + 2))
      }
    }
  }

  private func topics(_ index: Int) -> [FeedbackCounts.Group<TopicTally>] {
    let empty = TopicTally(topics: plan.lexicon.entries.count)
    let users = plan.weighsRevenue ? dataset.users.places : UserPlaces([])
    func classes(_ row: [Cell], _ at: Int) -> NetPromoterDifference.Classes {
      NetPromoterDifference.Classes(
        promoters: row.count(at), passives: row.count(at + 1), detractors: row.count(at + 2))
    }
    return tallies(empty) { side, found in
      for row in rows(index, side, "texts") {
        var tally = empty
        tally.texts = row.count(width)
        tally.unclassified = row.count(width + 1)
        tally.multiple = row.count(width + 2)
        tally.classes = classes(row, width + 3)
        found[key(row)] = tally
      }
      for row in rows(index, side, "topics") {
        var part = TopicTally.Part()
        part.answers = row.count(width + 1)
        part.scored = row.count(width + 2)
        part.scoreSum = row.count(width + 3)
        part.severities = row.count(width + 4)
        part.severitySum = row.count(width + 5)
        part.classes = classes(row, width + 6)
        part.first = row.milliseconds(width + 9)
        part.last = row.milliseconds(width + 10)
        found[key(row), default: empty].parts[row.count(width)] = part
      }
      for row in rows(index, side, "words") {
        let hit = TopicLexicon.Hit(topic: row.count(width), word: row.count(width + 1))
        found[key(row), default: empty].words[hit] = row.count(width + 2)
      }
      for row in rows(index, side, "speakers") {
        if let user = row[width + 1].textValue.flatMap({ users[$0] }) {
          found[key(row), default: empty].users[row.count(width)].insert(Int32(user))
        }
      }
    }
  }

  private func trend(_ index: Int) -> [FeedbackCounts.Group<TopicTally>] {
    let calendar = dataset.calendar
    for unit in [CalendarUnit.month, .week, .day] {
      var tallies: [Int: TopicTally] = [:]
      for row in rows(index, 0, "trend_\(unit.rawValue)") {
        let empty = TopicTally(topics: plan.lexicon.entries.count)
        if case .int(let topic) = row[1] {
          tallies[row.count(0), default: empty].parts[topic].answers = row.count(2)
        } else {
          tallies[row.count(0), default: empty].texts = row.count(2)
        }
      }
      guard let first = tallies.keys.min(), let last = tallies.keys.max() else { return [] }
      guard unit == .day || last - first + 1 >= FeedbackCounter.leastPeriods else { continue }
      return (first...last).map { period in
        FeedbackCounts.Group(
          side: 0,
          key: [.text(calendar.label(ofPeriod: period, unit: unit)), .text(unit.rawValue)],
          tally: tallies[period] ?? TopicTally(topics: plan.lexicon.entries.count))
      }
    }
    return []
  }

  private func search(_ index: Int) -> [FeedbackCounts.Group<SearchTally>] {
    tallies(SearchTally()) { side, found in
      for row in rows(index, side, "search") {
        var tally = SearchTally()
        tally.texts = row.count(width)
        tally.matches = row.count(width + 1)
        tally.occurrences = row.count(width + 2)
        found[key(row)] = tally
      }
      for row in rows(index, side, "matches") {
        found[key(row), default: SearchTally()].rows.append(row.count(width) - 1)
      }
    }
  }

  private func responses(_ index: Int) -> [FeedbackCounts.Group<ResponseTally>] {
    tallies(ResponseTally()) { side, found in
      for row in rows(index, side, "response") {
        var tally = ResponseTally()
        tally.answers = row.count(width)
        tally.untimed = row.count(width + 1)
        tally.backwards = row.count(width + 2)
        tally.judged = row.count(width + 3)
        tally.inTime = row.count(width + 4)
        tally.opened = row.count(width + 5)
        tally.resolved = row.count(width + 6)
        found[key(row)] = tally
      }
      for row in rows(index, side, "waits") {
        if let wait = row.milliseconds(width) {
          found[key(row), default: ResponseTally()].waits.append(wait)
        }
      }
    }
  }

  private func mentions(_ index: Int) -> [FeedbackCounts.Group<MentionTally>] {
    tallies(MentionTally()) { side, found in
      for row in rows(index, side, "mentions") {
        var tally = MentionTally()
        tally.mentions = row.count(width)
        tally.negative = row.count(width + 1)
        tally.unjudged = row.count(width + 2)
        found[key(row)] = tally
      }
    }
  }
}
