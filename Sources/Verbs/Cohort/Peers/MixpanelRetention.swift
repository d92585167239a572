import Engine

/// Mixpanel's rules (its public documentation of the retention report).
///
/// - A user enters every calendar bucket with a start, by its first one.
/// - Windows run from that event: 24 hours, 7 days, 30 days; `calendar` takes calendar periods.
/// - "On or after" unless told otherwise; `exact` is "on". "On or before" (`range`) holds whoever
///   returned by then, the first window included. The event that began the bucket is no return.
/// - A streak needs a return in every window so far; there the start counts if it is a return
/// event.
/// - The first column, "< 1 day", holds those who returned in the same window.
struct MixpanelRetention: RetentionRules {
  private let rules: CohortRules
  private let windows: PeerWindows?
  private let last: Int
  private let end: Int64

  init(_ rules: CohortRules, in dataset: Dataset) {
    let calendar = rules.calendar(of: dataset)
    self.rules = rules
    windows = rules.windows == .calendar ? nil : PeerWindows(rules, in: calendar, cutTo: 1)
    end = dataset.end
    last = calendar.period(of: dataset.end, unit: rules.unit)
  }

  func entries(of user: PeerUser, number: Int) -> [PeerEntry] {
    user.firstOfPeriods.map { start in
      let own = user.ownReturns(of: start)
      let returns = user.returns.filter { $0.time >= start.time }.dropFirst(own)
      let offsets = returns.map { event in
        windows?.offset(of: event.time, from: start.time) ?? (event.period &- start.period)
      }
      return PeerEntry(
        user: number, value: start.value, cohort: start.period,
        retained: PeerColumns(rules: rules).retained(
          offsets, holdsStart: rules.reading == .streak && own == 1),
        over: windows?.over(at: end, from: start.time) ?? (last &- start.period))
    }
  }
}
