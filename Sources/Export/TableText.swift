import Engine

/// The exact text of a table's values, the same in CSV output and in notebooks.
///
/// Numbers stand in their shortest form that reads back to the same value, rates as fractions,
/// durations in seconds, money as a decimal of up to four places, instants as ISO 8601 in UTC. A
/// missing value is the empty text; it differs from a text without letters, which is quoted.
public enum TableText {
  /// The shortest text that reads back to the same number; nil for one that is not finite.
  ///
  /// An exponent has a sign, and the digits before it a point, so that YAML reads a number as well.
  public static func number(_ value: Double) -> String? {
    guard value.isFinite else { return nil }
    if value == 0 { return "0" }
    let text = value.description
    if text.hasSuffix(".0") { return String(text.dropLast(2)) }
    guard let exponent = text.firstIndex(of: "e"), !text[..<exponent].contains(".") else {
      return text
    }
    return text[..<exponent] + ".0" + text[exponent...]
  }

  /// Units with up to four decimal places, none that are zero at the end: `12.5`.
  public static func decimal(_ money: Money) -> String {
    let magnitude = money.tenThousandths.magnitude
    let sign = money.tenThousandths < 0 ? "-" : ""
    let units = sign + String(magnitude / 10_000)
    var places = digits(Int(magnitude % 10_000), 4)
    while places.hasSuffix("0") { places.removeLast() }
    return places.isEmpty ? units : "\(units).\(places)"
  }

  /// `2024-03-15T05:05:09Z`, with milliseconds where there are any.
  public static func time(_ instant: Int64) -> String {
    let calendar = LocalCalendar.utc
    let text = calendar.text(of: instant)
    let milliseconds = Int(((instant % 1000) + 1000) % 1000)
    let fraction = milliseconds == 0 ? "" : "." + digits(milliseconds, 3)
    return text.replacing(" ", with: "T") + fraction + "Z"
  }

  /// A value without the quotes that CSV may need; nil for a missing one.
  public static func text(of cell: Cell) -> String? {
    switch cell {
    case .missing: nil
    case .int(let value): String(value)
    case .real(let value): number(value)
    case .money(let value): decimal(value)
    case .text(let value): value
    case .bool(let value): value ? "true" : "false"
    case .time(let instant): time(instant)
    case .under(let least): "<\(least)"
    }
  }

  static func digits(_ value: Int, _ width: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
