import Engine

extension World {
  /// The calendar of this world.
  ///
  /// Stops the test run on a zone that does not exist.
  public var calendar: LocalCalendar {
    if zone == "UTC" { return LocalCalendar.utc.starting(weekOn: weekStart) }
    guard let calendar = LocalCalendar(zone: zone, weekStart: weekStart) else {
      preconditionFailure("a test names the unknown zone \(zone)")
    }
    return calendar
  }

  var declaredDay: CivilDay? {
    asof.map { day(of: $0.split(separator: "-").map { Int($0) ?? 0 }, in: $0) }
  }

  /// The instant in milliseconds; stops the test run on a time that cannot be read.
  public func instant(of time: Time, in calendar: LocalCalendar) -> Int64 {
    switch time {
    case .instant(let instant): return instant
    case .written(let text):
      let isUniversal = text.hasSuffix("Z")
      let halves = (isUniversal ? String(text.dropLast()) : text)
        .split(whereSeparator: { $0 == "T" || $0 == " " })
      let date = halves.first.map { $0.split(separator: "-").map { Int($0) ?? 0 } } ?? []
      let clock = halves.count > 1 ? halves[1].split(separator: ":").map { Double($0) ?? 0 } : []
      let seconds = zip(clock, [3600.0, 60, 1]).reduce(0) { $0 + $1.0 * $1.1 }
      let local =
        Int64(day(of: date, in: text).number) * 86_400_000 + Int64((seconds * 1000).rounded())
      return isUniversal ? local : calendar.instant(ofLocal: local)
    }
  }

  private func day(of parts: [Int], in text: String) -> CivilDay {
    guard parts.count == 3, let day = CivilDay(year: parts[0], month: parts[1], day: parts[2])
    else { preconditionFailure("a test writes the unreadable time \(text)") }
    return day
  }
}
