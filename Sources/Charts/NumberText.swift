import Reporting

/// How numbers are written, the same on every machine: thousands by commas, decimals by a point.
///
/// A missing value is `–` (not applicable), a quotient that does not exist (NaN, infinity) `n/a`.
public enum NumberText {
  /// What stands for a value that does not apply.
  public static let missing = "–"
  /// What stands for 0/0.
  public static let undefined = "n/a"

  /// `48,210`.
  public static func count(_ value: Int) -> String {
    grouped(String(value.magnitude), negative: value < 0)
  }

  /// A number with a fixed count of decimals, half away from zero; never `-0.0`.
  public static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return undefined }
    let digits = min(max(digits, 0), 6)
    let scale = power(of: digits)
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e15 else { return enormous(value) }
    let whole = String(UInt64(scaled / scale))
    let isZero = scaled == 0
    let text = grouped(whole, negative: value < 0 && !isZero)
    guard digits > 0 else { return text }
    let fraction = String(UInt64(scaled) % UInt64(scale))
    let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
    return text + "." + zeros + fraction
  }

  /// A fraction as a percentage, `63.9%`.
  ///
  /// What is neither none nor all never reads as such: `<0.1%`, `>99.9%`.
  public static func rate(_ value: Double?, digits: Int = 1) -> String {
    guard let value else { return missing }
    guard (value * 100).isFinite else { return undefined }
    return percent(value, digits: digits) + "%"
  }

  /// A fraction in percent without its sign, for columns whose heading says `%`.
  static func percent(_ value: Double, digits: Int = 1) -> String {
    let text = fixed(value * 100, digits: digits)
    let step = fixed(1 / power(of: digits), digits: digits)
    if value > 0, text == fixed(0, digits: digits) { return "<" + step }
    if value < 1, text == fixed(100, digits: digits) {
      return ">" + fixed(100 - 1 / power(of: digits), digits: digits)
    }
    return text
  }

  /// A difference of two rates in percentage points, `+6.6pt`.
  public static func points(_ difference: Double?, digits: Int = 1) -> String {
    guard let difference else { return missing }
    guard (difference * 100).isFinite else { return undefined }
    return signed(difference * 100, digits: digits) + "pt"
  }

  /// A number that always shows its sign, `+14.3`; zero has none.
  public static func signed(_ value: Double, digits: Int = 1) -> String {
    let text = fixed(value, digits: digits)
    guard value > 0, value.isFinite, text != fixed(0, digits: digits) else { return text }
    return "+" + text
  }

  /// `30.0 ± 15.3`.
  public static func plusMinus(_ value: Double, _ margin: Double, digits: Int = 1) -> String {
    fixed(value, digits: digits) + " ± " + fixed(margin.magnitude, digits: digits)
  }

  /// An interval of plain numbers, `[3.9, 6.5]`.
  public static func interval(_ low: Double, _ high: Double, digits: Int = 1) -> String {
    "[" + fixed(low, digits: digits) + ", " + fixed(high, digits: digits) + "]"
  }

  /// An interval of fractions in percent, `[13.7%, 14.3%]`.
  public static func rateInterval(_ low: Double, _ high: Double, digits: Int = 1) -> String {
    "[" + rate(low, digits: digits) + ", " + rate(high, digits: digits) + "]"
  }

  /// An amount of money: two decimals below a thousand, none from there on.
  public static func amount(_ value: Double?, currency: String = "") -> String {
    guard let value else { return missing }
    guard value.isFinite else { return undefined }
    let text = fixed(value.magnitude, digits: value.magnitude < 1000 ? 2 : 0)
    let isZero = !text.contains { $0 != "0" && $0 != "." }
    return (value < 0 && !isZero ? "-" : "") + currency + text
  }

  /// A length of time in the unit people would say: `45 s`, `24 min`, `5.2 h`, `3.2 d`.
  public static func duration(seconds: Double?, in language: DisplayLanguage) -> String {
    guard let seconds else { return missing }
    guard seconds.isFinite else { return undefined }
    let size = seconds.magnitude
    let (value, digits, unit): (Double, Int, Phrase) =
      if size < 59.5 {
        (seconds, 0, Phrase("s", "秒"))
      } else if size < 3570 {
        (seconds / 60, size < 594 ? 1 : 0, Phrase("min", "分钟"))
      } else if size < 86_400 {
        (seconds / 3600, 1, Phrase("h", "小时"))
      } else {
        (seconds / 86_400, size < 8_640_000 ? 1 : 0, Phrase("d", "天"))
      }
    return fixed(value, digits: digits) + " " + unit.text(in: language)
  }

  /// A short form for axes: `54k`, `1.2M` or `5.4万`, `1.2亿`.
  public static func compact(_ value: Double, in language: DisplayLanguage) -> String {
    guard value.isFinite else { return undefined }
    let steps: [(Double, String)] =
      switch language {
      case .english: [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")]
      case .chinese: [(1e12, "万亿"), (1e8, "亿"), (1e4, "万")]
      }
    for (size, unit) in steps where value.magnitude >= size {
      return trimmed(value / size) + unit
    }
    return trimmed(value)
  }

  /// At most two decimals, without trailing zeros.
  static func trimmed(_ value: Double) -> String {
    var text = fixed(value, digits: value.magnitude < 10 ? 2 : 1)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  private static func grouped(_ digits: String, negative: Bool) -> String {
    var text = negative ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  private static func power(of digits: Int) -> Double {
    (0..<digits).reduce(1) { product, _ in product * 10 }
  }

  /// Beyond the integers that a double holds exactly there is nothing to group.
  private static func enormous(_ value: Double) -> String { value.description }
}
