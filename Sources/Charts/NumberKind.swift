import Reporting

/// What a plotted number is, and so how it is written.
public enum NumberKind: Hashable, Sendable {
  case count
  /// A fraction, shown in percent.
  case rate
  case decimal(digits: Int)
  case amount(currency: String)
  case seconds

  /// The full form that stands beside a point.
  public func text(of value: Double?, in language: DisplayLanguage) -> String {
    guard let value else { return NumberText.missing }
    switch self {
    case .count: return NumberText.fixed(value, digits: 0)
    case .rate: return NumberText.rate(value)
    case .decimal(let digits): return NumberText.fixed(value, digits: digits)
    case .amount(let currency): return NumberText.amount(value, currency: currency)
    case .seconds: return NumberText.duration(seconds: value, in: language)
    }
  }

  /// The form beside the end of a line: no decimals for large amounts.
  func brief(_ value: Double, in language: DisplayLanguage) -> String {
    guard case .amount(let currency) = self, value.magnitude >= 100 else {
      return text(of: value, in: language)
    }
    return (value < 0 ? "-" : "") + currency + NumberText.fixed(value.magnitude, digits: 0)
  }

  /// Both ends of an interval, without the unit that the value before it has.
  func interval(_ low: Double, _ high: Double, in language: DisplayLanguage) -> String {
    let digits = max(low.magnitude, high.magnitude) >= 100 ? 0 : 2
    return switch self {
    case .rate: NumberText.interval(low * 100, high * 100)
    case .amount: NumberText.interval(low, high, digits: digits)
    case .count: NumberText.interval(low, high, digits: 0)
    case .decimal(let digits): NumberText.interval(low, high, digits: digits)
    case .seconds: "[\(text(of: low, in: language)), \(text(of: high, in: language))]"
    }
  }

  /// The short form that stands beside an axis.
  func tick(_ value: Double, in language: DisplayLanguage) -> String {
    switch self {
    case .rate: NumberText.trimmed(value * 100) + "%"
    case .seconds: NumberText.duration(seconds: value, in: language)
    case .count, .decimal, .amount: NumberText.compact(value, in: language)
    }
  }
}

/// A value with the interval around it.
public struct Estimate: Hashable, Sendable {
  public let value: Double
  public let low: Double
  public let high: Double

  public init(_ value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }
}

/// What is counted: the heading of its column and what follows a number.
public struct CountUnit: Hashable, Sendable {
  public let heading: Phrase
  public let suffix: Phrase

  public init(heading: Phrase, suffix: Phrase) {
    self.heading = heading
    self.suffix = suffix
  }

  public static let users = CountUnit(
    heading: Phrase("users", "人数"), suffix: Phrase(" users", " 人"))
  public static let sessions = CountUnit(
    heading: Phrase("sessions", "会话"), suffix: Phrase(" sessions", " 次会话"))
  public static let entries = CountUnit(
    heading: Phrase("entries", "次数"), suffix: Phrase(" entries", " 次"))
  public static let answers = CountUnit(
    heading: Phrase("answers", "回答"), suffix: Phrase(" answers", " 份回答"))

  /// `48,210 users`, without a plural for one.
  func counted(_ number: Int) -> Phrase {
    let plural = suffix.english
    let english = number == 1 && plural.hasSuffix("s") ? String(plural.dropLast()) : plural
    let singular = english.hasSuffix("ie") ? String(english.dropLast(2)) + "y" : english
    return Phrase(NumberText.count(number) + singular, NumberText.count(number) + suffix.chinese)
  }
}
