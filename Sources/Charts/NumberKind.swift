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

  /// What the round numbers of an axis are multiples of.
  func tickUnit(upTo most: Double) -> Double {
    guard self == .seconds else { return 1 }
    return [86_400.0, 3600, 60].first { most >= 2 * $0 } ?? 1
  }

  /// The short form that stands beside an axis.
  func tick(_ value: Double, in language: DisplayLanguage) -> String {
    switch self {
    case .rate: NumberText.trimmed(value * 100) + "%"
    case .seconds: value == 0 ? "0" : NumberText.duration(seconds: value, in: language)
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
