import Engine
import Language
import Reporting

extension Funnel {
  /// Which events may follow each other in one attempt.
  public struct Rules: Hashable, Sendable {
    public enum Order: Hashable, Sendable {
      /// Other events may come between.
      case ordered
      /// The next event must be the next step.
      case strict
      /// Different steps in whatever order.
      case anyOrder
    }

    public var order = Order.ordered
    /// Each step asks for a later instant than the one before.
    public var isStrictlyLater = false
    /// From the entry to any later step.
    public var window: Limit?
    /// From each step to the next.
    public var each: Limit?
    /// An event between two steps that voids an attempt, or leaves the unit out.
    public var exclusions: [Exclusion] = []
    /// Properties of events, by index, that all matched events share.
    public var hold: [Int] = []
    /// The steps, a bit each, that share the held values; nil for all.
    public var heldSteps: UInt64?
    /// The product whose rules count instead of ours.
    public var peer: Peer?

    /// Whether an excluded event leaves the whole unit out rather than cutting an attempt short.
    public var dropsUnit: Bool { exclusions.contains { $0.dropsUnit } }

    /// Whether an attempt ends at some time, so that it can still be open.
    public var hasWindow: Bool { window != nil || each != nil }

    /// The last instant of an attempt of so many steps.
    func deadline(from entry: Int64, steps: Int, in calendar: LocalCalendar) -> Int64 {
      var last = window?.end(from: entry, in: calendar) ?? .max
      guard let each else { return last }
      var step = entry
      for _ in 1..<max(2, steps) {
        let next = each.end(from: step, in: calendar)
        // A sum past the range of instants is as far as can be.
        if next < step { return last }
        step = next
      }
      last = min(last, step)
      return last
    }
  }

  /// The longest time from one event to another, its end included.
  public struct Limit: Hashable, Sendable {
    public let span: CalendarSpan
    /// Counts the calendar period of the event as the first: a day lasts until local midnight.
    public let isCalendar: Bool

    public init(_ span: CalendarSpan, isCalendar: Bool = false) {
      self.span = span
      self.isCalendar = isCalendar
    }

    /// The period that a calendar window counts.
    var period: CalendarUnit? { span.unit.calendarUnit }

    /// The last instant that is in time.
    func end(from instant: Int64, in calendar: LocalCalendar) -> Int64 {
      if isCalendar, let unit = span.unit.calendarUnit {
        let next = calendar.period(of: instant, unit: unit) &+ span.count
        return calendar.start(of: calendar.firstDay(ofPeriod: next, unit: unit)) &- 1
      }
      return span.calendarSpan.map { calendar.instant(instant, plus: $0) } ?? .max
    }

    /// Whether a later event never has an earlier end.
    var isMonotone: Bool {
      if isCalendar { return true }
      if case .elapsed = span.calendarSpan { return true }
      return false
    }

    /// As written.
    var text: String { "\(span.count)\(span.unit.rawValue)" }
  }

  /// An event that voids an attempt.
  public struct Exclusion: Hashable, Sendable {
    public let selector: EventSelector
    public let label: Phrase
    /// The steps, from 0, between which it voids.
    public let first: Int
    public let last: Int
    /// Whether the whole unit is left out rather than the attempt cut short.
    public let dropsUnit: Bool
  }

  /// What is counted.
  public enum Unit: Hashable, Sendable {
    case user, session
    /// Each entry by itself, every event serving one of them at most.
    case entries
    case column(UnitColumn)
  }

  /// A column whose values are counted instead of users, such as an organisation.
  public struct UnitColumn: Hashable, Sendable {
    public enum Source: Hashable, Sendable {
      case user(UserDimension)
      /// A property of events, by index.
      case property(Int)
    }

    public let source: Source
    public let label: Phrase
  }

  /// Which event's value of a property an attempt is filed under.
  public enum Touch: Hashable, Sendable {
    /// Of the unit's first or last entry, for all its attempts.
    case first, last
    /// Of the event that serves this step, from 0.
    case step(Int)
    /// Of every matched event: they must agree.
    case all
  }

  /// The users who are kept under a name.
  public struct Saving: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      /// All of them, a part for each step that was the furthest.
      case furthest
      /// Those who reached a step, from 0.
      case reached(Int)
      /// Those who reached the required step before but not this one, and have no time left.
      case lost(Int)
    }

    public let name: String
    public let kind: Kind
  }

  /// What is drawn.
  public enum ChartKind: String, Hashable, Sendable, CaseIterable { case funnel, bar, line, none }
}

extension CalendarSpan.Unit {
  /// The unit of the calendar; nil for spans that no calendar cuts.
  fileprivate var calendarUnit: CalendarUnit? {
    switch self {
    case .second, .minute, .hour: nil
    case .day: .day
    case .week: .week
    case .month: .month
    case .quarter: .quarter
    case .year: .year
    }
  }

  var isOfCalendar: Bool { calendarUnit != nil }
}
