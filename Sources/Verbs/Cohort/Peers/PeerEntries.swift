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

  private(set) var rows: [Row] = []

  /// - Parameters:
  ///   - cohorts: the periods that have a row, filled or empty; nil for those with a user.
  ///   - width: how many columns a cohort has at the most.
  init(
    _ entries: [PeerEntry], rules: CohortRules, cohorts: ClosedRange<Int>?, last: Int
  ) {
    var members: [Int: [Int: [PeerEntry]]] = [:]
    for entry in entries {
      members[entry.value, default: [:]][entry.cohort, default: []].append(entry)
    }
    for value in members.keys.sorted() {
      let own = members[value] ?? [:]
      for cohort in cohorts.map(Array.init) ?? own.keys.sorted() {
        rows.append(
          Self.row(value, cohort, own[cohort] ?? [], rules: rules, periods: last &- cohort &+ 1))
      }
    }
  }

  private static func row(
    _ value: Int, _ cohort: Int, _ entries: [PeerEntry], rules: CohortRules, periods: Int
  ) -> Row {
    let columns = PeerColumns(rules: rules)
    let begun = rules.windows == .calendar ? periods : (entries.map(\.over).max() ?? 0) &+ 1
    let width = max(0, rules.brackets.map { $0.count + 1 } ?? begun)
    var (users, over, usersOver) = (
      RunningCounts(width), RunningCounts(width), RunningCounts(width)
    )
    for entry in entries {
      // Columns are over one after another.
      let ended = columns.count(over: entry.over, of: width)
      over.add(0..<ended)
      for stretch in entry.retained {
        users.add(stretch)
        usersOver.add(stretch.clamped(to: 0..<ended))
      }
    }
    return Row(
      value: value, cohort: cohort, size: entries.count, users: users.sums, over: over.sums,
      usersOver: usersOver.sums)
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
