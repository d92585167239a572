import Engine

/// Times as they stand in files: ISO 8601 with or without zone, dates, epoch seconds and
/// milliseconds, and `YYYY/M/D [H:MM[:SS]]`.
enum TimeText: Hashable {
  /// Milliseconds since 1970 UTC; the text names its zone, or is an epoch.
  case instant(Int64)
  /// Milliseconds since 1970-01-01T00:00 of the dataset's zone.
  case local(Int64)

  /// Whole numbers from here on are milliseconds, below it seconds (the year 5138).
  static let firstMilliseconds: Int64 = 100_000_000_000
  /// 0001-01-01 to 9999-12-31 in milliseconds.
  static let range: ClosedRange<Int64> = -62_135_596_800_000...253_402_300_799_999

  /// Nil where the text is no time.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    let bytes = NumberText.trimmed(text)
    guard bytes.count >= 1, bytes.count <= 48 else { return nil }
    var scan = TimeScan(bytes: bytes)
    if let calendar = scan.calendarTime() {
      self = calendar
      return
    }
    // Eight digits that are no day of the calendar are a mistake, not a second of 1970.
    if bytes.count == 8, bytes.allSatisfy(NumberText.isDigit) { return nil }
    guard let epoch = Self.epoch(bytes), Self.range.contains(epoch) else { return nil }
    self = .instant(epoch)
  }

  /// Whether a text is a calendar date or time, not a bare number.
  static func isCalendarTime(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 8, text.count <= 48 else { return false }
    var scan = TimeScan(bytes: text)
    return text.contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
      && scan.calendarTime() != nil
  }

  private static func epoch(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    if let whole = NumberText.canonicalInteger(bytes) {
      return whole.magnitude < UInt64(firstMilliseconds) ? whole &* 1000 : whole
    }
    guard let value = NumberText.canonicalNumber(bytes) else { return nil }
    let milliseconds = abs(value) < Double(firstMilliseconds) ? value * 1000 : value
    return Int64(exactly: milliseconds.rounded(.down))
  }
}

/// A cursor over the bytes of a time.
private struct TimeScan {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  mutating func calendarTime() -> TimeText? {
    guard let day = date() else { return nil }
    var local = Int64(day.number) &* 86_400_000
    guard position < bytes.count else { return .local(local) }
    guard take("T") || take("t") || takeBlanks() else { return nil }
    guard let time = timeOfDay() else { return nil }
    local = local &+ time
    guard position < bytes.count else { return .local(local) }
    guard let zone = zoneOffset() else { return nil }
    let instant = local &- zone
    return position == bytes.count && TimeText.range.contains(instant) ? .instant(instant) : nil
  }

  private mutating func date() -> CivilDay? {
    guard let year = number(4...4) else { return nil }
    if take("-") || take("/") {
      let separator = bytes[position - 1]
      guard let month = number(1...2), position < bytes.count, bytes[position] == separator else {
        return nil
      }
      position += 1
      guard let day = number(1...2) else { return nil }
      return CivilDay(year: year, month: month, day: day)
    }
    // The basic format; eight digits as epoch seconds would lie in 1970, before any of our data.
    guard let month = number(2...2), let day = number(2...2), year >= 1800,
      position == bytes.count || !NumberText.isDigit(bytes[position])
    else { return nil }
    return CivilDay(year: year, month: month, day: day)
  }

  /// `H:MM[:SS[.fraction]]` in milliseconds of the day.
  private mutating func timeOfDay() -> Int64? {
    guard let hour = number(1...2), take(":"), let minute = number(2...2), minute < 60 else {
      return nil
    }
    var second = 0
    var fraction: Int64 = 0
    if take(":") {
      guard let value = number(2...2) else { return nil }
      second = value
      if take(".") || take(",") {
        guard let digits = fractionOfSecond() else { return nil }
        fraction = digits
      }
    }
    // ISO 8601 allows 24:00 for the end of a day and 60 for a leap second.
    guard second <= 60, hour < 24 || (hour == 24 && minute == 0 && second == 0 && fraction == 0)
    else { return nil }
    return Int64(hour &* 3_600_000 &+ minute &* 60_000 &+ second &* 1000) &+ fraction
  }

  /// Digits past the third are cut off.
  private mutating func fractionOfSecond() -> Int64? {
    var value: Int64 = 0
    var count = 0
    while position < bytes.count, NumberText.isDigit(bytes[position]) {
      if count < 3 { value = value &* 10 &+ Int64(bytes[position] &- 48) }
      count += 1
      position += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 3)..<3 { value = value &* 10 }
    return value
  }

  /// Milliseconds ahead of UTC of `Z`, `UTC`, `+08:00`, `+0800` or `+08`, after blanks or none.
  private mutating func zoneOffset() -> Int64? {
    _ = takeBlanks()
    if take("Z") || take("z") { return 0 }
    if take("U") || take("G") {
      let isNamed =
        bytes[position - 1] == UInt8(ascii: "U") ? take("T") && take("C") : take("M") && take("T")
      return isNamed ? 0 : nil
    }
    guard take("+") || take("-") else { return nil }
    let sign: Int64 = bytes[position - 1] == UInt8(ascii: "-") ? -1 : 1
    guard let hour = number(2...2), hour <= 18 else { return nil }
    var minute = 0
    if take(":") || (position < bytes.count && NumberText.isDigit(bytes[position])) {
      guard let value = number(2...2), value < 60 else { return nil }
      minute = value
    }
    return sign &* Int64(hour &* 3_600_000 &+ minute &* 60_000)
  }

  /// Between so many digits as `width` allows.
  private mutating func number(_ width: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while position < bytes.count, count < width.upperBound, NumberText.isDigit(bytes[position]) {
      value = value &* 10 &+ Int(bytes[position] &- 48)
      count += 1
      position += 1
    }
    return count >= width.lowerBound ? value : nil
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, UInt32(bytes[position]) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func takeBlanks() -> Bool {
    let start = position
    while position < bytes.count, bytes[position] == 32 { position += 1 }
    return position > start
  }
}
