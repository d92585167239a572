import Engine

/// ClickHouse's `retention(c1, …, cn)` (its public documentation of parametric aggregate
/// functions).
///
/// The first bit is c1, each further bit c1 and ck: bits are independent of each other, and without
/// c1 all are 0. For a cohort c1 is E0 in its period, and ck E1 in the period k - 1 after it.
struct ClickHouseRetention: RetentionRules {
  private let columns: PeerColumns
  private let last: Int

  init(_ rules: CohortRules, in dataset: Dataset) {
    columns = PeerColumns(rules: rules)
    last = rules.calendar(of: dataset).period(of: dataset.end, unit: rules.unit)
  }

  /// The bits of one user from the conditions that held.
  static func bits(_ conditions: [Bool]) -> [Int] {
    conditions.enumerated().map { place, holds in
      conditions.first == true && (place == 0 || holds) ? 1 : 0
    }
  }

  func entries(of user: PeerUser, number: Int) -> [PeerEntry] {
    user.firstOfPeriods.map { start in
      PeerEntry(
        user: number, value: start.value, cohort: start.period,
        retained: columns.retained(
          user.returns.map { $0.period &- start.period }.filter { $0 > 0 }, holdsStart: true),
        over: last &- start.period)
    }
  }
}
