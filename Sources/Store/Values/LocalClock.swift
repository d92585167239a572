import Engine

/// Turns the times of a file into instants of a dataset's zone and notes what its clocks did.
struct LocalClock {
  /// How a local time stands on the zone's clocks.
  enum Oddity {
    /// It stood twice; the first was taken.
    case repeated
    /// It never stood; it was moved forward.
    case skipped
  }

  let calendar: LocalCalendar

  func instant(of time: TimeText) -> (instant: Int64, oddity: Oddity?) {
    switch time {
    case .instant(let instant): return (instant, nil)
    case .local(let local):
      return (calendar.instant(ofLocal: local), oddity(ofLocal: local))
    }
  }

  private func oddity(ofLocal local: Int64) -> Oddity? {
    let day: Int64 = 86_400_000
    let before = calendar.offset(at: local &- 2 &* day)
    let after = calendar.offset(at: local &+ 2 &* day)
    guard before != after else { return nil }
    let holdsBefore = calendar.offset(at: local &- before) == before
    let holdsAfter = calendar.offset(at: local &- after) == after
    switch (holdsBefore, holdsAfter) {
    case (true, true): return .repeated
    case (false, false): return .skipped
    default: return nil
    }
  }
}
