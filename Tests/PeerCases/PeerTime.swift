import Engine

/// A time of a case: ISO 8601 in UTC, to the millisecond.
public struct PeerTime: Hashable, Sendable {
  /// Milliseconds since 1970.
  public let instant: Int64

  public init(instant: Int64) { self.instant = instant }

  /// `2024-01-01T00:00:00Z`, with or without a fraction of a second, or a bare date.
  public init?(_ text: String) {
    let body = text.hasSuffix("Z") ? text.dropLast() : Substring(text)
    let halves = body.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard let date = halves.first, halves.count <= 2 else { return nil }
    let parts = date.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let number = parts[2],
      let day = CivilDay(year: year, month: month, day: number)
    else { return nil }
    var milliseconds: Int64 = 0
    if halves.count == 2 {
      guard let clock = Self.clock(halves[1]) else { return nil }
      milliseconds = clock
    }
    instant = Int64(day.number) &* 86_400_000 &+ milliseconds
  }

  private static func clock(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = Int64(parts[0]), let minute = Int64(parts[1]),
      (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    let seconds = parts.count == 3 ? Double(parts[2]) : 0
    guard let seconds, seconds >= 0, seconds < 60 else { return nil }
    return (hour * 60 + minute) * 60_000 + Int64((seconds * 1000).rounded())
  }

  /// The local date and clock, to the second, as the query language writes it.
  public func written(in calendar: LocalCalendar) -> String {
    let day = calendar.day(of: instant)
    let seconds = (calendar.localTime(of: instant) &- Int64(day.number) &* 86_400_000) / 1000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map {
      $0 < 10 ? "0\($0)" : String($0)
    }
    return "\(day.label) \(clock.joined(separator: ":"))"
  }
}
