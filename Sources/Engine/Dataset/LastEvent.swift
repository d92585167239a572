/// The event that makes the last day of a dataset which declares none.
///
/// A clock that was set wrong must not make next century's day today. Of 100 events or more, at
/// most one in two hundred are left out as future where a gap parts them from the
/// rest that is longer than 30 days, and longer than the rest's whole span or a year, whichever is
/// shorter. The store takes `asof` from what is left; so audits find the others after it.
public struct LastEvent: Hashable, Sendable {
  /// In milliseconds; nil without events.
  public let instant: Int64?
  /// How many events were left out.
  public let later: Int

  private static let day: Int64 = 86_400_000

  /// - Parameter times: instants of all events in milliseconds, in any order.
  public init(of times: [Int64]) {
    let sorted = times.sorted()
    guard let first = sorted.first, sorted.count >= 100 else {
      instant = sorted.last
      later = 0
      return
    }
    let most = max(1, sorted.count / 200)
    let cut = (sorted.count - most..<sorted.count).first { place in
      let last = sorted[place - 1]
      let gap = sorted[place] &- last
      return gap > max(30 * Self.day, min(last &- first, 365 * Self.day))
    }
    instant = sorted[(cut ?? sorted.count) - 1]
    later = sorted.count - (cut ?? sorted.count)
  }
}
