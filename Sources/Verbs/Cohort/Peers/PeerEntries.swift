import Engine
import Reporting

/// Everybody's entries under a product's rules.
struct PeerEntries {
  private(set) var all: [PeerEntry] = []
  /// The values of the split, the missing last; one empty key without a split.
  let keys: [[Cell]]

  /// Throws E590 once interrupted.
  init(
    of plan: Cohort.Plan, _ rules: CohortRules, in dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) {
    let log = dataset.events
    let calendar = rules.calendar(of: dataset)
    let byRow = rules.split.flatMap { $0.rows(in: dataset) }
    let byUser = rules.split.flatMap { $0.users(in: dataset) }
    keys = (byRow ?? byUser).map { $0.keys.map { [$0] } } ?? [[]]
    let starts = plan.start.mask(in: dataset)
    let returning = plan.returning.mask(in: dataset)
    let users = plan.population.users(in: dataset)
    let read = rules.ruleSet.retention(rules, in: dataset)
    func mark(_ row: Int, _ user: Int) -> PeerUser.Mark {
      PeerUser.Mark(
        time: log.times[row], period: calendar.period(of: log.times[row], unit: rules.unit),
        value: byRow.map { Int($0.groupOf[row]) } ?? byUser.map { Int($0.groupOf[user]) } ?? 0,
        row: row)
    }
    for user in 0..<log.userCount {
      if user & 0xFFF == 0 { try interrupt.check() }
      guard users.contains(user) else { continue }
      let rows = log.rows(of: user)
      let began = rows.filter { starts[$0] && plan.range.contains(log.times[$0]) }
      if began.isEmpty { continue }
      let own = PeerUser(
        starts: began.map { mark($0, user) },
        returns: rows.filter { returning[$0] }.map { mark($0, user) })
      all += read.entries(of: own, number: user)
    }
  }
}

/// The cells of a product's table: only counts.
struct PeerCounts: Hashable {
  /// One cohort.
  struct Row: Hashable {
    /// Of the split, in `keys`.
    let value: Int
    /// The number of its period.
    let cohort: Int
    let size: Int
    /// By column.
    let users: [Int]
    /// Members whose time at the column was over, by column.
    let over: [Int]
    /// Those of them who count there.
    let usersOver: [Int]
  }

  /// What is counted of the entries of one value and cohort.
  struct Tally {
    /// Entries by how many of their offsets were over.
    var sizes: [Int: Int] = [:]
    /// By column, who counts there, and who of them has it over.
    var users: [Int: (all: Int, over: Int)] = [:]

    init() {}

    init(_ entries: [PeerEntry], rules: CohortRules, periods: Int) {
      for entry in entries { sizes[entry.over, default: 0] += 1 }
      let width = width(rules, periods: periods)
      let columns = PeerColumns(rules: rules)
      var (all, over) = (RunningCounts(width), RunningCounts(width))
      for entry in entries {
        let ended = columns.count(over: entry.over, of: width)
        for stretch in entry.retained {
          all.add(stretch)
          over.add(stretch.clamped(to: 0..<ended))
        }
      }
      for (column, counts) in zip(all.sums, over.sums).enumerated() { users[column] = counts }
    }

    func width(_ rules: CohortRules, periods: Int) -> Int {
      let begun = rules.windows == .calendar ? periods : (sizes.keys.max() ?? 0) &+ 1
      return max(0, rules.brackets.map { $0.count + 1 } ?? begun)
    }
  }

  private(set) var rows: [Row] = []

  /// - Parameters:
  ///   - tallies: by value and cohort.
  ///   - cohorts: the periods that have a row, filled or empty; nil for those with a user.
  ///   - last: the period that holds the end of the data.
  init(
    _ tallies: [Int: [Int: Tally]], rules: CohortRules, cohorts: ClosedRange<Int>?, last: Int
  ) {
    for value in tallies.keys.sorted() {
      let own = tallies[value] ?? [:]
      for cohort in cohorts.map(Array.init) ?? own.keys.sorted() {
        rows.append(
          Self.row(
            value, cohort, own[cohort] ?? Tally(), rules: rules, periods: last &- cohort &+ 1))
      }
    }
  }

  init(
    _ entries: [PeerEntry], rules: CohortRules, cohorts: ClosedRange<Int>?, last: Int
  ) {
    var members: [Int: [Int: [PeerEntry]]] = [:]
    for entry in entries {
      members[entry.value, default: [:]][entry.cohort, default: []].append(entry)
    }
    self.init(
      members.mapValues { own in
        Dictionary(
          own.map { ($0, Tally($1, rules: rules, periods: last &- $0 &+ 1)) },
          uniquingKeysWith: { first, _ in first })
      }, rules: rules, cohorts: cohorts, last: last)
  }

  private static func row(
    _ value: Int, _ cohort: Int, _ tally: Tally, rules: CohortRules, periods: Int
  ) -> Row {
    let width = tally.width(rules, periods: periods)
    let columns = PeerColumns(rules: rules)
    var over = RunningCounts(width)
    // Columns are over one after another.
    for (offsets, users) in tally.sizes {
      over.add(0..<columns.count(over: offsets, of: width), times: users)
    }
    return Row(
      value: value, cohort: cohort, size: tally.sizes.values.reduce(0, +),
      users: (0..<width).map { tally.users[$0]?.all ?? 0 }, over: over.sums,
      usersOver: (0..<width).map { tally.users[$0]?.over ?? 0 })
  }
}

extension PeerCounts.Row {
  /// Whether the column was over for every member.
  func isComplete(_ column: Int) -> Bool { size > 0 && over[column] == size }
}

extension CohortRules.Split {
  func rows(in dataset: Dataset) -> Grouping? {
    guard case .property(let index) = source,
      dataset.events.properties.indices.contains(index)
    else { return nil }
    return Grouping(dataset.events.properties[index])
  }

  func users(in dataset: Dataset) -> Grouping? {
    guard case .user(let dimension) = source else { return nil }
    return dimension.grouping(in: dataset)
  }
}
