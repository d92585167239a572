import Engine
import Reporting
import Statistics

/// Counts the answers that a plan asks about, in one pass a facet.
struct FeedbackCounter {
  let plan: Feedback.Plan
  let answers: FeedbackTable
  let dataset: Dataset
  let interrupt: Interrupt
  private let grouping: MultiGrouping
  private var reading: AnswerReading
  /// For each side the answers it asks about, before the kinds of a facet.
  private var chosen: [[Int]] = []
  /// Answers before the range, where the trailing days of an alert lie.
  private var unranged: [[Int]] = []
  private var untimed = 0
  private let replies: Column<Int64>
  private let resolutions: Column<Int64>

  init(
    _ plan: Feedback.Plan, _ answers: FeedbackTable, _ dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) {
    self.plan = plan
    self.answers = answers
    self.dataset = dataset
    self.interrupt = interrupt
    grouping = MultiGrouping(
      plan.breakdown.map { $0.grouping(in: dataset, answers) }, rows: answers.count)
    replies = answers.instants(plan.roles.reply)
    resolutions = answers.instants(plan.roles.resolved)
    reading = AnswerReading(plan, answers)
    try interrupt.check()
    try choose()
  }

  private mutating func choose() throws(Diagnostic) {
    let holds = plan.condition?.mask(in: dataset)
    let tests = plan.topicTests
    let everyText = plan.facets.contains { $0.question == .terms && !plan.isCompared }
    var rows = (0..<answers.count).filter { row in
      plan.sides.contains { $0.isRest } || everyText || !tests.isEmpty || (holds?[row] ?? true)
    }
    if !everyText { rows = rows.filter { row in plan.sides.contains { lies(row, in: $0) } } }
    try reading.read(plan.alert == nil ? rows : Array(0..<answers.count), interrupt: interrupt)
    func isChosen(_ row: Int) -> Bool {
      guard holds?[row] ?? true else { return false }
      guard !tests.isEmpty else { return true }
      let topics = Set(reading.hits(row).map(\.topic))
      return tests.allSatisfy { topics.isDisjoint(with: $0.topics) == $0.isNegated }
    }
    let flags = (0..<answers.count).map { isChosen($0) }
    for side in plan.sides {
      let asked = (0..<answers.count).filter { row in
        flags[row] != side.isRest && (side.users?.contains(Int(answers.users[row])) ?? true)
      }
      unranged.append(asked)
      chosen.append(asked.filter { lies($0, in: side) })
      if !side.range.isAll {
        untimed = max(untimed, asked.count { answers.times[$0] == PropertyColumn.missing })
      }
    }
  }

  private func lies(_ row: Int, in side: Feedback.Side) -> Bool {
    side.range.isAll
      || answers.times[row] != PropertyColumn.missing && side.range.contains(answers.times[row])
  }

  mutating func count() throws(Diagnostic) -> FeedbackCounts {
    var counts = FeedbackCounts()
    counts.untimed = untimed
    for facet in plan.facets {
      try interrupt.check()
      counts.facets.append(count(facet))
    }
    if plan.facets.contains(where: { $0.question == .topics }), answers.hasTimes {
      counts.trend = trend()
    }
    if plan.weighsRevenue { counts.revenue = revenue() }
    if plan.saving != nil, let facet = plan.facets.first { counts.saved = saved(facet) }
    return counts
  }

  // MARK: Groups

  private func rows(_ facet: Feedback.Facet, _ side: Int) -> [Int] {
    guard let kinds = facet.kinds else { return chosen[side] }
    return chosen[side].filter { answers.kind($0).map(kinds.contains) ?? false }
  }

  /// Tallies for every side and group that occurs; without a breakdown one for each side.
  private func tally<Tally: Hashable & Sendable>(
    _ rows: (Int) -> [Int], _ empty: Tally, _ add: (inout Tally, Int) -> Void
  ) -> [FeedbackCounts.Group<Tally>] {
    plan.sides.indices.flatMap { side in
      var tallies = Array(repeating: empty, count: grouping.keys.count)
      var occurs = Array(repeating: plan.breakdown.isEmpty, count: grouping.keys.count)
      for row in rows(side) {
        let group = Int(grouping.groupOf[row])
        add(&tallies[group], row)
        occurs[group] = true
      }
      return grouping.keys.indices.filter { occurs[$0] }.map {
        FeedbackCounts.Group(side: side, key: grouping.keys[$0], tally: tallies[$0])
      }
    }
  }

  private func count(_ facet: Feedback.Facet) -> FeedbackCounts.Facet {
    let rows = { [self] side in self.rows(facet, side) }
    switch facet.question {
    case .nps: return .scores(scores(rows, .recommendation))
    case .csat, .rating: return .scores(scores(rows, .stars))
    case .topics, .priority, .loop:
      return .topics(
        tally(rows, TopicTally(topics: plan.lexicon.entries.count)) { tally, row in
          tally.add(reading.answer(row), hits: reading.hits(row), user: answers.users[row])
        })
    case .sentiment:
      return .sentiment(
        tally(rows, SentimentTally()) { tally, row in
          guard let sentiment = reading.sentiment(row) else { return }
          tally.add(sentiment, label: reading.label(row))
        })
    case .search:
      return .search(
        tally(rows, SearchTally()) { tally, row in
          guard let text = reading.text(row) else { return }
          let places = facet.search?.count(in: text) ?? 0
          tally.texts += 1
          tally.occurrences += places
          if places > 0 {
            tally.matches += 1
            tally.rows.append(row)
          }
        })
    case .response: return .response(responses(rows))
    case .mentions: return .mentions(mentions(facet))
    case .terms: return .terms(terms(rows))
    case .list: return .list(tally(rows, [Int]()) { $0.append($1) })
    }
  }

  private func scores(
    _ rows: (Int) -> [Int], _ scale: ScoreTally.Scale
  ) -> [FeedbackCounts.Group<ScoreTally>] {
    tally(rows, ScoreTally(scale)) { tally, row in
      tally.add(answers.scores[row], hasText: reading.text(row) != nil)
    }
  }

  private func mentions(_ facet: Feedback.Facet) -> [FeedbackCounts.Group<MentionTally>] {
    // The days before the range are needed for the mean that it is held against.
    let rows = { (side: Int) -> [Int] in
      guard plan.alert != nil else { return self.rows(facet, side) }
      return unranged[side].filter { row in
        let isKind = facet.kinds.map { kinds in answers.kind(row).map(kinds.contains) ?? false }
        let end = plan.sides[side].range.end ?? Int64.max
        return isKind ?? true && answers.times[row] != PropertyColumn.missing
          && answers.times[row] < end
      }
    }
    return tally(rows, MentionTally()) { tally, row in
      tally.mentions += 1
      let side = reading.label(row) ?? reading.sentiment(row)?.side
      if let side { tally.negative += side < 0 ? 1 : 0 } else { tally.unjudged += 1 }
    }
  }

  private func responses(
    _ rows: (Int) -> [Int]
  ) -> [FeedbackCounts.Group<ResponseTally>] {
    let span = plan.within.calendarSpan ?? .elapsed(0)
    let missing = PropertyColumn.missing
    let end = dataset.end
    var groups = tally(rows, ResponseTally()) { tally, row in
      tally.answers += 1
      let time = answers.times[row]
      guard time != missing else {
        tally.untimed += 1
        return
      }
      let due = dataset.calendar.instant(time, plus: span)
      // What happens after the dataset's last day is not known yet.
      let reply = replies[row] < end ? replies[row] : missing
      if reply != missing, reply < time {
        tally.backwards += 1
        return
      }
      let isOld = due < end
      if reply != missing { tally.waits.append(reply &- time) }
      if reply != missing, reply <= due { tally.inTime += 1 }
      if isOld || reply != missing { tally.judged += 1 }
      guard isOld else { return }
      tally.opened += 1
      let solved = resolutions[row]
      if solved != missing, solved >= time, solved <= due { tally.resolved += 1 }
    }
    for index in groups.indices { groups[index].tally.waits.sort() }
    return groups
  }

  // MARK: Words

  /// The words of each group; where nothing splits the texts, of what was chosen and of the other
  /// texts, or of unhappy and happy texts where all are chosen.
  private func terms(_ rows: (Int) -> [Int]) -> [FeedbackCounts.Group<TermTally>] {
    func tallied(_ rows: [Int]) -> TermTally {
      var tally = TermTally()
      for row in rows where reading.text(row) != nil { tally.add(reading.words(row)) }
      return tally
    }
    if plan.isCompared || !plan.breakdown.isEmpty {
      return tally(rows, TermTally()) { tally, row in
        if reading.text(row) != nil { tally.add(reading.words(row)) }
      }
    }
    func group(_ name: String, _ rows: [Int]) -> FeedbackCounts.Group<TermTally> {
      FeedbackCounts.Group(side: 0, key: [.text(name)], tally: tallied(rows))
    }
    let own = rows(0)
    if plan.contrastsChosen {
      let others = Set(own)
      return [
        group("this", own), group("rest", (0..<answers.count).filter { !others.contains($0) }),
      ]
    }
    func side(_ row: Int) -> Int { reading.label(row) ?? reading.sentiment(row)?.side ?? 0 }
    return [
      group("negative", own.filter { side($0) < 0 }),
      group("positive", own.filter { side($0) > 0 }),
    ]
  }
}

extension Feedback.Plan {
  /// Whether something narrows the texts, so that they can be held against the others.
  var contrastsChosen: Bool {
    !sides[0].range.isAll || condition != nil || !topicTests.isEmpty || sides[0].users != nil
  }
}

extension FeedbackCounter {
  /// Topics by period: months, or where the answers span fewer than three of them weeks or days.
  private func trend() -> [FeedbackCounts.Group<TopicTally>] {
    guard let facet = plan.facets.first(where: { $0.question == .topics }) else { return [] }
    let calendar = dataset.calendar
    let rows = rows(facet, 0).filter {
      answers.times[$0] != PropertyColumn.missing && reading.text($0) != nil
    }
    guard let unit = Self.unit(of: rows.map { answers.times[$0] }, calendar) else { return [] }
    var tallies: [Int: TopicTally] = [:]
    for row in rows {
      tallies[
        calendar.period(of: answers.times[row], unit: unit),
        default: TopicTally(topics: plan.lexicon.entries.count)
      ].add(reading.answer(row), hits: reading.hits(row), user: -1)
    }
    guard let first = tallies.keys.min(), let last = tallies.keys.max() else { return [] }
    return (first...last).map { period in
      FeedbackCounts.Group(
        side: 0, key: [.text(calendar.label(ofPeriod: period, unit: unit)), .text(unit.rawValue)],
        tally: tallies[period] ?? TopicTally(topics: plan.lexicon.entries.count))
    }
  }

  static let leastPeriods = 3

  private static func unit(of times: [Int64], _ calendar: LocalCalendar) -> CalendarUnit? {
    guard let first = times.min(), let last = times.max() else { return nil }
    for unit in [CalendarUnit.month, .week, .day] {
      let count =
        calendar.period(of: last, unit: unit) - calendar.period(of: first, unit: unit) + 1
      if count >= leastPeriods || unit == .day { return unit }
    }
    return nil
  }

  /// What each user has paid, refunds left out.
  private func revenue() -> [Int64] {
    let log = dataset.events
    var sums = [Int64](repeating: 0, count: log.userCount)
    guard let index = log.amountIndex, log.properties.indices.contains(index),
      case .money(let amounts) = log.properties[index].storage
    else { return sums }
    for user in 0..<log.userCount {
      for row in log.rows(of: user) where amounts[row] > 0 {
        sums[user] = sums[user].addingReportingOverflow(amounts[row]).partialValue
      }
    }
    return sums
  }

  // MARK: Users to save

  private func saved(_ facet: Feedback.Facet) -> [FeedbackCounts.SavedPart] {
    let count = dataset.users.count
    let rows = rows(facet, 0)
    func part(_ name: String, _ isIn: (Int) -> Bool) -> FeedbackCounts.SavedPart {
      var users = UserSet(all: false, count: count)
      for row in rows where isIn(row) {
        let user = Int(answers.users[row])
        if users.flags.indices.contains(user) { users.flags[user] = true }
      }
      return FeedbackCounts.SavedPart(part: name, users: users)
    }
    if let topic = plan.saving?.topic {
      return [part("") { row in reading.hits(row).contains { $0.topic == topic } }]
    }
    switch facet.question {
    case .topics, .priority, .terms, .loop:
      return plan.lexicon.entries.indices.map { topic in
        part(plan.lexicon.entries[topic].id) { row in
          reading.hits(row).contains { $0.topic == topic }
        }
      }
    case .search: return [part("") { (facet.search?.count(in: reading.text($0) ?? "") ?? 0) > 0 }]
    case .list, .mentions: return [part("") { _ in true }]
    case .nps, .csat, .rating, .sentiment, .response:
      let latest = latest(rows) { state(of: $0, facet) != nil }
      return Self.states(of: facet.question).enumerated().map { index, name in
        part(name) { latest.contains($0) && state(of: $0, facet) == index }
      }
    }
  }

  /// Of each user's answers for which something holds the last; of those of one instant the one
  /// that was written down last.
  private func latest(_ rows: [Int], where holds: (Int) -> Bool) -> Set<Int> {
    var last: [Int32: Int] = [:]
    for row in rows where answers.users[row] >= 0 && holds(row) {
      let user = answers.users[row]
      if let other = last[user], answers.times[other] > answers.times[row] { continue }
      last[user] = row
    }
    return Set(last.values)
  }

  static func states(of question: Feedback.Facet.Question) -> [String] {
    switch question {
    case .nps: ["promoters", "passives", "detractors"]
    case .csat, .rating: ["satisfied", "neutral", "dissatisfied"]
    case .sentiment: ["positive", "neutral", "negative"]
    case .response: ["in_time", "late", "waiting"]
    case .topics, .terms, .search, .priority, .mentions, .loop, .list: []
    }
  }

  private func state(of row: Int, _ facet: Feedback.Facet) -> Int? {
    let score = answers.scores[row]
    switch facet.question {
    case .nps:
      guard ScoreTally.Scale.recommendation.holds(score) else { return nil }
      return score >= 9 ? 0 : score >= 7 ? 1 : 2
    case .csat, .rating:
      guard ScoreTally.Scale.stars.holds(score) else { return nil }
      return score >= 4 ? 0 : score >= 3 ? 1 : 2
    case .sentiment: return reading.sentiment(row).map { 1 - $0.side }
    case .response:
      let tally = responses { _ in [row] }.first { $0.tally.answers > 0 }?.tally
      guard let tally, tally.untimed + tally.backwards == 0 else { return nil }
      return tally.inTime > 0 ? 0 : tally.judged > 0 ? 1 : 2
    case .topics, .terms, .search, .priority, .mentions, .loop, .list: return nil
    }
  }
}

extension Feedback.Breakdown {
  fileprivate func grouping(in dataset: Dataset, _ answers: FeedbackTable) -> Grouping {
    switch self {
    case .answer(let dimension): return dimension.grouping(in: dataset)
    case .period(let unit):
      let calendar = dataset.calendar
      let numbers = answers.times.map { time in
        time == PropertyColumn.missing ? nil : calendar.period(of: time, unit: unit)
      }
      let distinct = Set(numbers.compactMap { $0 }).sorted()
      let groups = Dictionary(
        distinct.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
      let missing = Int32(distinct.count)
      let keys = distinct.map { Cell.text(calendar.label(ofPeriod: $0, unit: unit)) }
      return Grouping(
        keys: numbers.contains(nil) ? keys + [.missing] : keys,
        groupOf: numbers.map { number in number.flatMap { groups[$0] } ?? missing })
    }
  }
}
