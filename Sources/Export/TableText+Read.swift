import Engine

extension TableText {
  /// Reads a field of CSV back as a value of a column; nil where it is none of that type.
  ///
  /// An empty field is missing, unless it is quoted and so a text. A quotient of money has more
  /// than four decimal places, so that a money column holds decimals and reals.
  public static func cell(_ field: CSVText.Field, as type: ColumnType) -> Cell? {
    let text = field.text
    if text.isEmpty { return field.isQuoted && isText(type) ? .text("") : .missing }
    switch type {
    case .text, .date: return .text(text)
    case .bool: return text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
    case .int:
      if text.hasPrefix("<") { return Int(text.dropFirst()).map { .under($0) } }
      return Int(text).map { .int($0) }
    case .money: return money(text).map { .money($0) } ?? real(text)
    case .float, .rate, .duration: return real(text)
    case .time: return instant(text).map { .time($0) }
    }
  }

  private static func isText(_ type: ColumnType) -> Bool { type == .text || type == .date }

  private static func real(_ text: String) -> Cell? {
    guard text.utf8.allSatisfy({ isNumberByte($0) }), let value = Double(text), value.isFinite
    else { return nil }
    return .real(value)
  }

  private static func isNumberByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
  }

  static func money(_ text: String) -> Money? {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let units = parts.first, !units.isEmpty, isDigits(units) else { return nil }
    let places = parts.count == 2 ? parts[1] : "0"
    guard (1...4).contains(places.count), isDigits(places) else { return nil }
    let padded = places + String(repeating: "0", count: 4 - places.count)
    guard let value = Int64((isNegative ? "-" : "") + units + padded) else { return nil }
    return Money(tenThousandths: value)
  }

  private static func isDigits(_ text: Substring) -> Bool {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// `2024-03-15T05:05:09Z` or `…09.250Z`.
  static func instant(_ text: String) -> Int64? {
    guard text.hasSuffix("Z") else { return nil }
    let halves = text.dropLast().split(separator: "T", omittingEmptySubsequences: false)
    guard halves.count == 2 else { return nil }
    let date = halves[0].split(separator: "-", omittingEmptySubsequences: false)
    let seconds = halves[1].split(separator: ".", omittingEmptySubsequences: false)
    guard date.count == 3, (1...2).contains(seconds.count) else { return nil }
    let time = seconds[0].split(separator: ":", omittingEmptySubsequences: false)
    guard time.count == 3, (date + time).allSatisfy({ !$0.isEmpty && isDigits($0) }),
      let year = Int(date[0]), let month = Int(date[1]), let number = Int(date[2]),
      let day = CivilDay(year: year, month: month, day: number), let hour = Int(time[0]),
      let minute = Int(time[1]), let second = Int(time[2]), hour < 24, minute < 60, second < 60
    else { return nil }
    var milliseconds = 0
    if seconds.count == 2 {
      guard seconds[1].count == 3, isDigits(seconds[1]), let value = Int(seconds[1]) else {
        return nil
      }
      milliseconds = value
    }
    let clock = (hour * 60 + minute) * 60 + second
    return Int64(day.number) * 86_400_000 + Int64(clock) * 1000 + Int64(milliseconds)
  }
}
