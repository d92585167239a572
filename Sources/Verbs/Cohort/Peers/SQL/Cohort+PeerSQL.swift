import Engine
import Language
import Reporting

extension Cohort {
  /// The queries of a cohort by a product's rules, and of ours beside them.
  static func peerSQL(
    _ plan: Plan, _ question: PeerQuestion, on dataset: Dataset
  ) throws(Diagnostic) -> [SQLQuery] {
    guard case .retention(let rules) = question else {
      return try PeerActivitySQL(plan, question, on: dataset).queries(of: question)
    }
    var sql = PeerCohortSQL(plan, rules, on: dataset)
    var queries = try sql.counts()
    for own in plan.ours {
      var ours = CohortSQL(own, nil, suffix: ours, on: dataset)
      queries += try ours.standings()
    }
    return queries
  }

  /// What tells the queries of our rules from the product's.
  private static let ours = "_ours"

  /// The answer to what SQL counted.
  static func peerAnswer(
    _ plan: Plan, _ question: PeerQuestion, _ dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    if case .retention(let rules) = question {
      let reader = PeerRows(plan, rules, dataset, rows)
      var found = try reader.retention
      for own in plan.ours {
        var ours = OurEntries(of: own, in: dataset)
        for entry in reader.entries(Self.ours) { ours.add(entry) }
        found.ours.append(ours)
      }
      return peerAnswer(plan, question, .retention(found), dataset)
    }
    return peerAnswer(plan, question, try activity(plan, question, dataset, rows), dataset)
  }

  private static func activity(
    _ plan: Plan, _ question: PeerQuestion, _ dataset: Dataset, _ rows: SQLRows
  ) throws(Diagnostic) -> PeerFigures {
    let (low, high) = PeerPeriods.bounds(
      of: plan, question.countedUnit, dataset, question.calendar(of: dataset))
    var shown: ClosedRange<Int>?
    if let first = rows["first"].first?.milliseconds(0).map({ Int($0) }), low ?? first <= high {
      shown = (low ?? first)...high
    }
    switch question {
    case .retention, .newActivity:
      try checkPairs(shown, in: dataset)
      guard let shown else { return .newActivity(KustoActivity()) }
      return .newActivity(
        KustoActivity(
          rows["sightings"].map { row in
            KustoActivity.Sighting(
              first: row.count(0), period: row.count(1), users: row.count(2), events: row.count(3))
          }, in: shown))
    case .activePeriods(let activity):
      let users = Dictionary(
        rows["frequency"].map { ($0.count(0), $0.count(1)) },
        uniquingKeysWith: { first, _ in first })
      return .activePeriods(PeerStickiness(users, activity, in: shown))
    case .trailing(let activity) where activity.days > 0:
      let length = activity.unit == .week ? 7 : 1
      let bins = rows["bins"].sorted { $0.count(0) < $1.count(0) }.map { row in
        (day: (shown?.lowerBound ?? 0) &+ row.count(0) &* length, users: row.count(1))
      }
      return .activeUsers(KustoActiveUsers(bins: bins))
    case .trailing:
      try checkCells(shown?.count ?? 0, in: dataset)
      var found = shown.map { $0.map { KustoWindows.Row(period: $0) } } ?? []
      for row in rows["windows"] {
        let place = row.count(0) &- (shown?.lowerBound ?? 0)
        guard found.indices.contains(place) else { continue }
        found[place].events = row.count(1)
        found[place].outer = row.count(2)
        found[place].inner = row.count(3)
      }
      return .windows(KustoWindows(rows: found))
    }
  }
}

extension CohortSQL {
  /// Our entries one by one: `entries` and the columns in which each counts.
  mutating func standings() throws(Diagnostic) -> [SQLQuery] {
    let unit = plan.period ?? .day
    let members = try members()
    let over = plan.countedUnits.contains(unit) ? "over_\(unit.rawValue)" : "0"
    var parts = try plan.columns.map { columns throws(Diagnostic) in try read(columns) } ?? []
    let stretches = name("kept_\(unit.rawValue)")
    if !parts.contains(where: { $0.name == stretches }) { parts += try kept(unit) }
    var body = "SELECT member, since, upto\nFROM \(stretches)"
    if let columns = plan.columns {
      body =
        "SELECT member, 0 AS since, 0 AS upto\nFROM \(stretches)\nWHERE 0 BETWEEN since AND upto"
      for place in columns.indices.map({ $0 + 1 }) {
        body +=
          "\nUNION ALL\nSELECT member, \(place), \(place)\nFROM \(name("read"))"
          + "\nWHERE over_\(place) AND kept_\(place)"
      }
    }
    return [
      query(
        "entries", Phrase("who began when, by our rules", "按本工具的规则，谁在何时开始"), members,
        "SELECT member, user, cohort, \(over) AS over\nFROM \(name("members"))"),
      query(
        "stretches", Phrase("the columns in which each of them counts", "各自计入的列"),
        members + parts, body),
    ]
  }
}

/// Reads the rows of `PeerCohortSQL` back into counts.
private struct PeerRows {
  private let plan: Cohort.Plan
  private let rules: CohortRules
  private let dataset: Dataset
  private let rows: SQLRows

  init(_ plan: Cohort.Plan, _ rules: CohortRules, _ dataset: Dataset, _ rows: SQLRows) {
    self.plan = plan
    self.rules = rules
    self.dataset = dataset
    self.rows = rows
  }

  private var width: Int { rules.split == nil ? 0 : 1 }

  var retention: PeerRetention {
    get throws(Diagnostic) {
      let keys = keys
      var places: [[Cell]: Int] = [:]
      for (place, key) in keys.enumerated() { places[key] = place }
      var tallies: [Int: [Int: PeerCounts.Tally]] = [:]
      for row in rows["sizes"] {
        guard let value = places[key(row)] else { continue }
        tallies[value, default: [:]][row.count(width), default: PeerCounts.Tally()]
          .sizes[row.count(width + 1)] = row.count(width + 2)
      }
      for row in rows["cells"] {
        guard let value = places[key(row)] else { continue }
        tallies[value, default: [:]][row.count(width), default: PeerCounts.Tally()]
          .users[row.count(width + 1)] = (row.count(width + 2), row.count(width + 3))
      }
      let cohorts = try Cohort.cohorts(
        Set(tallies.values.flatMap(\.keys)), rules, plan, dataset)
      return PeerRetention(
        keys: keys,
        counts: PeerCounts(tallies, rules: rules, cohorts: cohorts.rows, last: cohorts.last),
        entries: entries(""))
    }
  }

  /// The value of the split in a row.
  private func key(_ row: [Cell]) -> [Cell] {
    guard let split = rules.split, let value = row.first else { return [] }
    switch split.source {
    case .user(let dimension): return [dimension.cell(value, in: dataset)]
    case .property: return [split.column.type.cell(value)]
    }
  }

  private var keys: [[Cell]] {
    guard let split = rules.split else { return [[]] }
    var precedes = Cell.precedes
    if case .user(let dimension) = split.source { precedes = dimension.precedes }
    return Set(rows["sizes"].map { key($0) }).sorted { precedes($0[0], $1[0]) }
  }

  /// Everybody's entries with the columns in which they count.
  func entries(_ suffix: String) -> [PeerEntry] {
    var retained: [Int: [Range<Int>]] = [:]
    for row in rows["stretches" + suffix] {
      retained[row.count(0), default: []].append(
        row.count(1)..<max(row.count(1), row.count(2) &+ 1))
    }
    let places = dataset.users.places
    return rows["entries" + suffix].compactMap { row in
      guard let id = row.dropFirst().first?.textValue, let user = places[id] else {
        return nil
      }
      return PeerEntry(
        user: user, value: 0, cohort: row.count(2), retained: retained[row.count(0)] ?? [],
        over: row.count(3))
    }
  }
}
