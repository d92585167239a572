import Engine

/// Amplitude's rules (its public documentation, "How time works in a retention analysis").
///
/// - Every bucket with a start holds the user, so one return may count on Day 1 and on Day 2.
/// - Days are windows of 24 hours, start and return cut down to the hour; weeks of 7 and months of
///   30 days are reckoned by the day. `calendar` takes calendar periods.
/// - "On" unless told otherwise; `rolling` is "on or after", and brackets are its custom brackets.
/// - Day 0 holds those who returned in the first window; the start counts where it is a return.
/// - The average divides by the users old enough for the column.
struct AmplitudeRetention: RetentionRules {
  private let columns: PeerColumns
  private let windows: PeerWindows?
  private let last: Int
  private let end: Int64

  init(_ rules: CohortRules, in dataset: Dataset) {
    let calendar = rules.calendar(of: dataset)
    columns = PeerColumns(rules: rules)
    let grain: Int64 = rules.unit == .day || rules.unit == .hour ? 3_600_000 : 86_400_000
    windows = rules.windows == .calendar ? nil : PeerWindows(rules, in: calendar, cutTo: grain)
    end = dataset.end
    last = calendar.period(of: dataset.end, unit: rules.unit)
  }

  func entries(of user: PeerUser, number: Int) -> [PeerEntry] {
    user.firstOfPeriods.map { start in
      let returns = user.returns.filter { $0.time >= start.time }
      let offsets = returns.map { event in
        windows?.offset(of: event.time, from: start.time) ?? (event.period &- start.period)
      }
      return PeerEntry(
        user: number, value: start.value, cohort: start.period,
        retained: columns.retained(offsets, holdsStart: false),
        over: windows?.over(at: end, from: start.time) ?? (last &- start.period))
    }
  }
}
