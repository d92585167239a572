import Engine
import Reporting

/// How many users of the population stand in each group, how many of them meet the condition, and
/// what those add up to.
///
/// Only counts and sums: what is told of them is worked out afterwards.
struct SegmentTally: Hashable, Sendable {
  /// A cell for each dimension, in the order shown.
  var keys: [[Cell]]
  /// Users of the population before `where`.
  var base: [Int]
  /// Those who meet the condition and are kept.
  var users: [Int]
  /// Ten-thousandths of money, or contributions, of the users.
  var weights: [Int64]
  var population: Int
  /// Each once, however many groups they stand in.
  var chosen: Int

  /// Throws E500 where the groups do not add up to the whole.
  func checkInvariants(overlap: Bool) throws(Diagnostic) {
    let (all, some) = (base.reduce(0, +), users.reduce(0, +))
    let isSound =
      (overlap ? all >= population && some >= chosen : all == population && some == chosen)
      && zip(users, base).allSatisfy { $0 <= $1 }
    if !isSound { throw .brokenInvariant("segment users") }
  }
}

extension SegmentTally {
  /// The users of a group; 0 where it does not occur.
  func users(of key: [Cell]) -> Int { keys.firstIndex(of: key).map { users[$0] } ?? 0 }
}

/// Two moments of one statement, and who stood where at both.
struct SegmentMoments: Hashable, Sendable {
  let now: SegmentTally
  let before: SegmentTally
  /// Users of a group at both moments, by its key.
  let both: [[Cell]: Int]
  /// How many moved from each group of before to each of now; who was not known then comes from
  /// the group of those without a past.
  let moves: [[Cell]: [[Cell]: Int]]

  /// Whether the populations are the same people: those known then are known now, so that as many
  /// are the same.
  var samePeople: Bool { now.population == before.population }
}

extension SegmentMoments {
  /// Throws E404 where money adds up to more than can be counted.
  init(_ now: SegmentCounter, _ before: SegmentCounter) throws(Diagnostic) {
    var both: [[Cell]: Int] = [:]
    let users = now.users.intersection(before.users)
    for (group, key) in now.keys.enumerated() {
      guard let other = before.keys.firstIndex(of: key) else { continue }
      both[key] = users.flags.indices.count { user in
        users.contains(user) && now.groupsOf.contains(user, group)
          && before.groupsOf.contains(user, other)
      }
    }
    self.init(
      now: try now.tally(), before: try before.tally(), both: both, moves: now.moves(from: before))
  }
}

/// Counts the users of one statement, in one pass over all users.
struct SegmentCounter {
  let plan: Segment.Plan
  /// As of the statement's day.
  let dataset: Dataset
  let base: UserSet
  let users: UserSet
  let keys: [[Cell]]
  /// The groups of each user; one each, unless the dimension overlaps.
  let groupsOf: Groups
  private let weightOf: [Int64]?

  enum Groups {
    case one([Int32])
    case several([[Int32]])

    func contains(_ user: Int, _ group: Int) -> Bool {
      switch self {
      case .one(let groups): Int(groups[user]) == group
      case .several(let groups): groups[user].contains(Int32(group))
      }
    }
  }

  /// - Parameter full: the data up to the last day, from which models read who was not registered
  ///   yet on an earlier one.
  init(_ plan: Segment.Plan, on dataset: Dataset, full: Dataset) {
    self.plan = plan
    self.dataset = dataset
    base = plan.population.base(in: dataset)
    let chosen = plan.population.users(in: dataset)
    users = plan.form.kept.map { $0.users(of: chosen, in: dataset) } ?? chosen
    var weights: [Int64]?
    var groupings: [Grouping] = []
    for dimension in plan.dimensions {
      guard let (model, day) = dimension.model else {
        groupings.append(dimension.grouping(in: dataset))
        continue
      }
      let classes = model.classes(in: full, asof: day)
      if weights == nil, model.weight != nil { weights = classes.weights }
      groupings.append(
        Grouping(keys: classes.parts.map { .text($0.key) }, groupOf: classes.classOf))
    }
    weightOf = weights
    if plan.dimensions.count == 1, plan.dimensions[0].overlaps {
      let found = plan.dimensions[0].memberships(in: dataset)
      keys = found.keys.map { [$0] }
      groupsOf = .several(found.groupsOf)
    } else if let only = groupings.first, groupings.count == 1 {
      // All classes of a model, those without users too.
      keys = only.keys.map { [$0] }
      groupsOf = .one(only.groupOf)
    } else {
      let all = MultiGrouping(groupings, rows: dataset.users.count)
      keys = all.keys
      groupsOf = .one(all.groupOf)
    }
  }

  /// Throws E404 where money adds up to more than can be counted.
  func tally() throws(Diagnostic) -> SegmentTally {
    var tally = SegmentTally(
      keys: keys, base: Array(repeating: 0, count: keys.count),
      users: Array(repeating: 0, count: keys.count),
      weights: Array(repeating: 0, count: weightOf == nil ? 0 : keys.count), population: 0,
      chosen: 0)
    for user in 0..<dataset.users.count where base.contains(user) {
      let isChosen = users.contains(user)
      tally.population += 1
      if isChosen { tally.chosen += 1 }
      switch groupsOf {
      case .one(let groups): try add(user, Int(groups[user]), isChosen, to: &tally)
      case .several(let groups):
        for group in groups[user] { try add(user, Int(group), isChosen, to: &tally) }
      }
    }
    return tally
  }

  private func add(
    _ user: Int, _ group: Int, _ isChosen: Bool, to tally: inout SegmentTally
  ) throws(Diagnostic) {
    guard tally.base.indices.contains(group) else { return }
    tally.base[group] += 1
    guard isChosen else { return }
    tally.users[group] += 1
    guard let weightOf else { return }
    let (sum, overflow) = tally.weights[group].addingReportingOverflow(weightOf[user])
    if overflow { throw .tooMuchMoney() }
    tally.weights[group] = sum
  }

  /// How many users moved from each group of another moment to each of this one; a user who was
  /// not counted then stands in none.
  func moves(from other: SegmentCounter) -> [[Cell]: [[Cell]: Int]] {
    guard case .one(let now) = groupsOf, case .one(let before) = other.groupsOf else { return [:] }
    var moves: [[Cell]: [[Cell]: Int]] = [:]
    // Who came later stands in the class of those not yet registered.
    let earlier = other.dataset.knownUsers
    for user in 0..<dataset.users.count
    where users.contains(user) && (other.users.contains(user) || !earlier.contains(user)) {
      moves[other.keys[Int(before[user])], default: [:]][keys[Int(now[user])], default: 0] += 1
    }
    return moves
  }

  /// The users of a group.
  func users(of key: [Cell]) -> UserSet {
    guard let group = keys.firstIndex(of: key) else {
      return UserSet(all: false, count: users.flags.count)
    }
    return UserSet(users.flags.indices.map { users.flags[$0] && groupsOf.contains($0, group) })
  }
}

extension Cell {
  /// A rate; missing for 0/0.
  static func quotient(_ numerator: Int, _ denominator: Int) -> Cell {
    denominator == 0 ? .missing : .real(Double(numerator) / Double(denominator))
  }

  /// What stands after the dot when a group is saved as a part of a partition.
  var partName: String {
    switch self {
    case .missing: "missing"
    case .text(let text): text
    default: label(labels: [:]).english
    }
  }
}
