import Engine
import Reporting

extension Segment {
  public static func sql(_ plan: Plan, on dataset: Dataset) throws(Diagnostic) -> [SQLQuery] {
    if let states = plan.states { return try LifecycleSQL(states, dataset).queries() }
    switch plan.form {
    case .concentration(let rule, let day):
      return try ConcentrationSQL.queries(plan, rule, day, dataset)
    case .profile(let comparison, let items):
      return try ProfileSQL(plan, comparison, items, dataset).queries()
    case .groups(_, let moment):
      guard let moment, let before = moment.plans.first else {
        return try SegmentSQL(plan, on: dataset).queries()
      }
      return try SegmentSQL(plan, on: dataset).queries(
        and: SegmentSQL(before, on: moment.dataset(dataset), full: dataset, suffix: "_then"))
    }
  }

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, reading rows: SQLRows
  ) throws(Diagnostic) -> Answer {
    if let states = plan.states {
      return try states.answer(
        LifecycleStates(states, reading: rows, in: dataset), on: dataset)
    }
    switch plan.form {
    case .concentration(let rule, let day):
      let tally = ConcentrationTally(rule, reading: rows, in: dataset)
      return answer(plan, rule, day, tally, on: dataset)
    case .profile(let comparison, let items):
      let tally = ProfileTally(comparison, items, reading: rows, in: dataset)
      return answer(plan, comparison, items, tally, on: dataset)
    case .groups(_, let moment):
      let tally = SegmentTally(plan, reading: rows, suffix: "", in: dataset)
      var answer: Answer
      if let moment, let before = moment.plans.first {
        let then = moment.dataset(dataset)
        let earlier = SegmentTally(before, reading: rows, suffix: "_then", in: then)
        let counts = SegmentMoments(
          tally, earlier, (plan, before), reading: rows, in: (dataset, then))
        answer = try compared(plan, moment, counts, on: dataset)
      } else {
        answer = try self.answer(plan, tally, on: dataset)
      }
      let users = savedUsers(plan, rows, in: dataset)
      answer.saved = saved(plan, tally) { key in
        users[key] ?? UserSet(all: false, count: dataset.users.count)
      }
      return answer
    }
  }

  /// The users of the rows, by the values of their groups.
  private static func savedUsers(
    _ plan: Plan, _ rows: SQLRows, in dataset: Dataset
  ) -> [[Cell]: UserSet] {
    let places = dataset.users.places
    var users: [[Cell]: UserSet] = [:]
    for row in rows["saved"] {
      guard let user = row.last?.textValue.flatMap({ places[$0] }) else { continue }
      let key = plan.dimensions.cells(row, in: dataset)
      users[key, default: UserSet(all: false, count: dataset.users.count)].flags[user] = true
    }
    return users
  }
}

extension [UserDimension] {
  /// The key of a group from the values that came from SQL, which stand from a place of a row on.
  func cells(_ row: [Cell], from start: Int = 0, in dataset: Dataset) -> [Cell] {
    enumerated().map { $1.cell(row[start + $0], in: dataset) }
  }
}

extension SegmentTally {
  /// From what SQL counted.
  init(_ plan: Segment.Plan, reading rows: SQLRows, suffix: String, in dataset: Dataset) {
    let width = plan.dimensions.count
    var groups = rows["groups" + suffix].map { row in
      (
        keys: plan.dimensions.cells(row, in: dataset), base: row.count(width),
        users: row.count(width + 1),
        weight: plan.weight == nil ? Int64(0) : Int64(row.count(width + 2))
      )
    }
    if width == 1, let parts = plan.dimensions[0].model?.model.parts {
      // Classes without users have no row.
      for part in parts where !groups.contains(where: { $0.keys == [.text(part.key)] }) {
        groups.append((keys: [.text(part.key)], base: 0, users: 0, weight: 0))
      }
    }
    groups.sort { plan.dimensions.precedes($0.keys, $1.keys) }
    let all = rows["people" + suffix].first
    self.init(
      keys: groups.map(\.keys), base: groups.map(\.base), users: groups.map(\.users),
      weights: plan.weight == nil ? [] : groups.map(\.weight),
      population: all?.count(0) ?? groups.reduce(0) { $0 + $1.base },
      chosen: all?.count(1) ?? groups.reduce(0) { $0 + $1.users })
  }
}

extension SegmentMoments {
  /// From what SQL counted.
  init(
    _ now: SegmentTally, _ before: SegmentTally, _ plans: (now: Segment.Plan, before: Segment.Plan),
    reading rows: SQLRows, in datasets: (now: Dataset, before: Dataset)
  ) {
    var both: [[Cell]: Int] = [:]
    var moves: [[Cell]: [[Cell]: Int]] = [:]
    let (width, all) = (
      plans.now.dimensions.count, plans.now.dimensions.count + plans.before.dimensions.count
    )
    for row in rows["pairs"] {
      let key = plans.now.dimensions.cells(row, in: datasets.now)
      let other = plans.before.dimensions.cells(row, from: width, in: datasets.before)
      if key == other { both[key, default: 0] += row.count(all) }
      moves[other, default: [:]][key, default: 0] += row.count(all + 1)
    }
    self.init(now: now, before: before, both: both, moves: moves)
  }
}
