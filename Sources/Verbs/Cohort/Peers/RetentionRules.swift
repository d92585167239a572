import Engine

/// What one user did, as a rule set reads it.
struct PeerUser {
  struct Mark {
    /// Milliseconds since 1970 UTC.
    let time: Int64
    /// The calendar period.
    let period: Int
    /// The value of the split; 0 without one.
    let value: Int
    let row: Int
  }

  /// E0 inside the range, in order of time.
  let starts: [Mark]
  /// E1 up to the end of the data, in order of time.
  let returns: [Mark]

  /// Starts that begin a bucket: the first of each period and value.
  var firstOfPeriods: [Mark] {
    var seen: Set<[Int]> = []
    return starts.filter { seen.insert([$0.period, $0.value]).inserted }
  }

  /// Whether a return is the very event that began the bucket.
  ///
  /// Of several events at that instant, the one that began it is no return where there is such a
  /// one.
  func ownReturns(of start: Mark) -> Int {
    let rows = Set(returns.filter { $0.time == start.time }.map(\.row))
    return starts.allSatisfy { $0.time != start.time || rows.contains($0.row) } ? 1 : 0
  }
}

/// One user in one cohort.
struct PeerEntry: Hashable {
  let user: Int
  /// The value of the split; 0 without one.
  let value: Int
  /// The calendar period of the start.
  let cohort: Int
  /// Columns in which the user counts: the cohort's own is 0.
  let retained: [Range<Int>]
  /// How many offsets, the own one first, were over by the end of the data.
  let over: Int

  func counts(in column: Int) -> Bool { retained.contains { $0.contains(column) } }
}

/// Who stands in which cohort and counts where, by the documented rules of one product.
protocol RetentionRules {
  init(_ rules: CohortRules, in dataset: Dataset)

  func entries(of user: PeerUser, number: Int) -> [PeerEntry]
}

extension Cohort.RuleSet {
  func retention(_ rules: CohortRules, in dataset: Dataset) -> any RetentionRules {
    switch self {
    case .posthog: PostHogRetention(rules, in: dataset)
    case .mixpanel: MixpanelRetention(rules, in: dataset)
    case .amplitude: AmplitudeRetention(rules, in: dataset)
    case .clickhouse, .kusto: ClickHouseRetention(rules, in: dataset)
    }
  }
}
