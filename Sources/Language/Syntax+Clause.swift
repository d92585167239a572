import Reporting

/// The seventeen clause words, in the canonical order of the formatter.
public enum ClauseKeyword: String, Hashable, Sendable, CaseIterable {
  case from, `where`, by, at, within, since, until, last, during, excluding, using, with, compare
  case sort, limit, chart, `as`
}

/// One clause of a verb call.
public struct Clause: Hashable, Sendable {
  public indirect enum Body: Hashable, Sendable {
    case from(SetExpression)
    case `where`(Expression)
    case by([Dimension])
    case at([PointValue])
    case within(DurationValue, each: Bool)
    case since(DateValue)
    case until(DateValue)
    case last(DurationValue)
    case during(Period)
    case excluding([ExcludedEvent])
    case using([Word])
    case with([Setting])
    case compare(CompareTarget)
    case sort(SortKey, SortOrder?)
    case limit(LimitValue)
    case chart(Word)
    case `as`(Word)
  }

  public var body: Body
  /// Of the clause word alone.
  public var keywordPlace: Place
  public var place: Place

  public init(_ body: Body, keyword: Place, at place: Place) {
    self.body = body
    keywordPlace = keyword
    self.place = place
  }

  public var keyword: ClauseKeyword {
    switch body {
    case .from: .from
    case .where: .where
    case .by: .by
    case .at: .at
    case .within: .within
    case .since: .since
    case .until: .until
    case .last: .last
    case .during: .during
    case .excluding: .excluding
    case .using: .using
    case .with: .with
    case .compare: .compare
    case .sort: .sort
    case .limit: .limit
    case .chart: .chart
    case .as: .as
    }
  }
}

/// An event after `excluding`.
public struct ExcludedEvent: Hashable, Sendable {
  public var event: EventSyntax
  /// The two steps, counted from 1, that the event must fall between; nil for any.
  public var between: StepPair?

  public init(_ event: EventSyntax, between: StepPair?) {
    self.event = event
    self.between = between
  }
}

public struct StepPair: Hashable, Sendable {
  public var from: Int
  public var to: Int

  public init(from: Int, to: Int) {
    self.from = from
    self.to = to
  }
}

/// One dimension of `by`: a name or a call such as `first(visit.channel)`.
public enum Dimension: Hashable, Sendable {
  case name(Name)
  case call(Call)

  public var place: Place {
    switch self {
    case .name(let name): name.place
    case .call(let call): call.place
    }
  }
}

/// Set algebra over saved segments.
public indirect enum SetExpression: Hashable, Sendable {
  case name(Name)
  case and(SetExpression, SetExpression)
  case or(SetExpression, SetExpression)
  case not(SetExpression)
}

/// `key = value` after `with`.
public struct Setting: Hashable, Sendable {
  public var key: Word
  public var value: SettingValue

  public init(_ key: Word, _ value: SettingValue) {
    self.key = key
    self.value = value
  }
}

public indirect enum SettingValue: Hashable, Sendable {
  case literal(Literal, Place)
  case name(Name)
  case call(Call)
  case list([SettingItem])
}

/// `1` or `1..3` in a list of settings.
public struct SettingItem: Hashable, Sendable {
  public var lower: Literal
  public var upper: Literal?

  public init(_ lower: Literal, to upper: Literal? = nil) {
    self.lower = lower
    self.upper = upper
  }
}

public enum CompareTarget: Hashable, Sendable {
  case previous, rest, control, ours
  case before(BeforeTarget)
  case period(Period)
  case names([Name])
}

public enum BeforeTarget: Hashable, Sendable {
  case date(DateValue)
  case name(Name)
}

public enum SortKey: Hashable, Sendable {
  case metric(Metric)
  case point(RetentionPoint)
}

public enum SortOrder: String, Hashable, Sendable { case ascending = "asc", descending = "desc" }

public enum LimitValue: Hashable, Sendable {
  case rows(Int)
  /// A share of the population, as a fraction.
  case share(Double)
  case parameter(String)
}
