import Reporting

/// A condition or a sum.
public struct Expression: Hashable, Sendable {
  public indirect enum Kind: Hashable, Sendable {
    case literal(Literal)
    case name(Name)
    case call(Call)
    case negative(Expression)
    case arithmetic(Arithmetic, Expression, Expression)
    case comparison(Comparison, Expression, Expression)
    case isIn([SettingValue], Expression, negated: Bool)
    case contains(Expression, String)
    case between(Expression, Expression, Expression)
    case isMissing(Expression, negated: Bool)
    case not(Expression)
    case and(Expression, Expression)
    case or(Expression, Expression)
  }

  public var kind: Kind
  public var place: Place

  public init(_ kind: Kind, at place: Place) {
    self.kind = kind
    self.place = place
  }
}

public enum Arithmetic: String, Hashable, Sendable {
  case add = "+", subtract = "-", multiply = "*", divide = "/"
}

public enum Comparison: String, Hashable, Sendable {
  case equal = "=", unequal = "!=", less = "<", atMost = "<=", greater = ">", atLeast = ">="
}

/// A value written in the query.
public enum Literal: Hashable, Sendable {
  case text(String)
  case number(Double)
  /// As a fraction: `5%` is 0.05.
  case percent(Double)
  /// The amount may be negative only as a setting.
  case duration(CalendarSpan)
  case date(DateValue)
  case point(RetentionPoint)
  case parameter(String)
}

/// A length of time in one unit.
public struct CalendarSpan: Hashable, Sendable {
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case second = "s", minute = "min", hour = "h", day = "d", week = "w", month = "mo"
    case quarter = "q", year = "y"
  }

  public var count: Int
  public var unit: Unit

  public init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }
}

/// `d7`, `w4`, `m3`: a distance from the anchor.
public struct RetentionPoint: Hashable, Sendable {
  public enum Unit: String, Hashable, Sendable { case day = "d", week = "w", month = "m" }

  public var offset: Int
  public var unit: Unit

  public init(_ unit: Unit, _ offset: Int) {
    self.unit = unit
    self.offset = offset
  }
}

/// A duration or a parameter that stands for one.
public enum DurationValue: Hashable, Sendable {
  case span(CalendarSpan)
  case parameter(String)
}

public enum PointValue: Hashable, Sendable {
  case point(RetentionPoint)
  case parameter(String)
}

/// A calendar date or period as written; `time` holds a quoted time as typed.
public enum DateValue: Hashable, Sendable {
  case day(year: Int, month: Int, day: Int)
  case week(year: Int, week: Int)
  case month(year: Int, month: Int)
  case quarter(year: Int, quarter: Int)
  case year(Int)
  case time(String)
  case parameter(String)
}

/// A range of the calendar, both ends inclusive.
public enum Period: Hashable, Sendable {
  case dates(DateValue, to: DateValue?)
  case last(DurationValue)
}
