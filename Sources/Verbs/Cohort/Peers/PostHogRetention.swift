import Engine

/// PostHog's rules (its public documentation of retention and its tests of the query runner).
///
/// - Column 0 is the size of the cohort, whatever the return event is.
/// - A user enters every period with a start. `first E` asks for the first matching start ever,
///   `(first E)[x]` for the first ever, if it matches.
/// - A return counts in calendar periods after the cohort's own, at least `times` in one period;
///   cumulative: in this column or a later one. A bracket needs one of its periods to count.
/// - 24-hour windows: one cohort a user, by the first start in the range; start and return are cut
///   down to the hour.
/// - Split by a property, the return must carry the value of the cohort.
struct PostHogRetention: RetentionRules {
  private let columns: PeerColumns
  private let windows: PeerWindows?
  private let last: Int
  private let end: Int64

  init(_ rules: CohortRules, in dataset: Dataset) {
    let calendar = rules.calendar(of: dataset)
    columns = PeerColumns(rules: rules)
    windows =
      rules.windows == .calendar ? nil : PeerWindows(rules, in: calendar, cutTo: 3_600_000)
    end = dataset.end
    last = calendar.period(of: dataset.end, unit: rules.unit)
  }

  func entries(of user: PeerUser, number: Int) -> [PeerEntry] {
    let starts = windows == nil ? user.firstOfPeriods : Array(user.starts.prefix(1))
    return starts.map { start in
      let returns = user.returns.filter { $0.value == start.value }
      let offsets =
        windows.map { windows in
          returns.filter { $0.time >= start.time }
            .map { windows.offset(of: $0.time, from: start.time) }
        } ?? returns.map { $0.period &- start.period }
      return PeerEntry(
        user: number, value: start.value, cohort: start.period,
        retained: columns.retained(offsets.filter { $0 > 0 }, holdsStart: true),
        over: windows?.over(at: end, from: start.time) ?? (last &- start.period))
    }
  }
}
