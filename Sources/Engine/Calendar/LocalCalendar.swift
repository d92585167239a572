import Foundation
import Reporting

/// The calendar of a dataset: its time zone, with all changes of offset, and its first weekday.
///
/// The zone's changes are read once, so that a day is found by arithmetic alone for each event.
public struct LocalCalendar: Sendable {
  /// An IANA name, such as `Asia/Shanghai`.
  public let zone: String
  public let weekStart: WeekStart
  /// Instants (ms) from which `offsets` hold; the first holds from ever.
  private let changes: [Int64]
  /// The instants at which the offset from UTC changes, in order.
  var changeInstants: ArraySlice<Int64> { changes.dropFirst() }
  /// Milliseconds to add to UTC for local time.
  private let offsets: [Int64]

  /// Nil where there is no such zone.
  public init?(zone: String, weekStart: WeekStart = .monday) {
    guard let source = TimeZone(identifier: zone) else { return nil }
    self.zone = zone
    self.weekStart = weekStart
    (changes, offsets) = Self.changes(of: source)
  }

  /// Universal time, weeks from Monday.
  public static let utc = LocalCalendar(zone: "UTC", changes: [.min], offsets: [0])

  private init(zone: String, changes: [Int64], offsets: [Int64]) {
    self.zone = zone
    weekStart = .monday
    self.changes = changes
    self.offsets = offsets
  }

  public func starting(weekOn weekStart: WeekStart) -> LocalCalendar {
    LocalCalendar(copying: self, weekStart: weekStart)
  }

  private init(copying other: LocalCalendar, weekStart: WeekStart) {
    zone = other.zone
    self.weekStart = weekStart
    changes = other.changes
    offsets = other.offsets
  }

  /// Milliseconds that local time is ahead of UTC at an instant.
  public func offset(at instant: Int64) -> Int64 {
    var low = 0
    var high = changes.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if changes[middle] <= instant { low = middle } else { high = middle }
    }
    return offsets[low]
  }

  /// Local time as milliseconds since 1970-01-01T00:00 local.
  public func localTime(of instant: Int64) -> Int64 { instant &+ offset(at: instant) }

  public func day(of instant: Int64) -> CivilDay {
    CivilDay(number: Int(floorDivide(localTime(of: instant), Self.dayLength)))
  }

  /// The instant of a local time: a repeated one takes the first, a skipped one moves forward.
  public func instant(ofLocal local: Int64) -> Int64 {
    // Zone offsets lie within a day of UTC, so both sides of any change are seen from here.
    let before = offset(at: local &- 2 * Self.dayLength)
    let first = local &- before
    if offset(at: first) == before { return first }
    let after = offset(at: local &+ 2 * Self.dayLength)
    let second = local &- after
    if offset(at: second) == after { return second }
    return first
  }

  /// Whether a local time stands twice or never on the zone's clocks.
  public func isAmbiguousOrSkipped(local: Int64) -> Bool {
    let candidates = Set(
      [local &- 2 * Self.dayLength, local &+ 2 * Self.dayLength].map { offset(at: $0) })
    guard candidates.count > 1 else { return false }
    let valid = candidates.filter { offset(at: local &- $0) == $0 }
    return valid.count != 1
  }

  /// The first instant of a day.
  public func start(of day: CivilDay) -> Int64 {
    instant(ofLocal: Int64(day.number) &* Self.dayLength)
  }

  /// The instant a span of time later: s to w are elapsed time; mo, q and y move the local date,
  /// clamped to the month's end.
  public func instant(_ instant: Int64, plus span: Span) -> Int64 {
    switch span {
    case .elapsed(let milliseconds): return instant &+ milliseconds
    case .months(let months):
      let local = localTime(of: instant)
      let number = floorDivide(local, Self.dayLength)
      let timeOfDay = local &- number &* Self.dayLength
      let moved = CivilDay(number: Int(number)).adding(months: months)
      return self.instant(ofLocal: Int64(moved.number) &* Self.dayLength &+ timeOfDay)
    }
  }

  /// A length of time in the form that arithmetic needs.
  public enum Span: Hashable, Sendable {
    /// Milliseconds.
    case elapsed(Int64)
    case months(Int)
  }

  static let dayLength: Int64 = 86_400_000

  /// Looks at the zone every ten days from 1970 to 2050 and halves down to each change.
  private static func changes(of source: TimeZone) -> ([Int64], [Int64]) {
    func seconds(_ at: Int64) -> Int {
      source.secondsFromGMT(for: Date(timeIntervalSince1970: Double(at)))
    }
    var changes = [Int64.min]
    let start: Int64 = 0
    var last = seconds(start)
    var offsets = [Int64(last) * 1000]
    var at = start
    while at < 2_524_608_000 {
      let next = at + 864_000
      let offset = seconds(next)
      if offset != last {
        var low = at
        var high = next
        while high - low > 1 {
          let middle = (low + high) / 2
          if seconds(middle) == last { low = middle } else { high = middle }
        }
        changes.append(high * 1000)
        offsets.append(Int64(offset) * 1000)
        last = offset
      }
      at = next
    }
    return (changes, offsets)
  }
}

/// Division that rounds towards minus infinity.
func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
  let quotient = value / divisor
  return value % divisor < 0 ? quotient - 1 : quotient
}
