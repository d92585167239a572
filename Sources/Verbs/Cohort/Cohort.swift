import Engine
import Language
import Reporting

/// Who comes back: users grouped by when they began, followed over the periods after.
///
/// A cohort holds the users whose first E0 ever falls in one calendar period; `recurring` and
/// `in_range` enter them otherwise. Retained at k: did E1 in the k-th calendar period after it
/// (exact), or as the other readings say. E1 counts from the instant of E0 on, so an event that is
/// both counts at offset 0.
public enum Cohort: Verb {
  /// A checked and resolved call.
  public struct Plan: Hashable, Sendable {
    public let question: Question
    /// E0; the first event ever where there is no sign-up event.
    public let start: EventSelector
    /// E1.
    public let returning: EventSelector
    public let startLabel: Phrase
    public let returnLabel: Phrase
    /// Size of the cohorts' periods; nil for one row for all.
    public let period: CalendarUnit?
    /// Nil for the triangle.
    public let columns: [Column]?
    public let dimensions: [UserDimension]
    public let entry: Entry
    public let reading: Reading
    /// Windows from the user's own E0 take the place of calendar periods.
    public let isElapsed: Bool
    /// The least number of E1 in a period that counts.
    public let times: Int
    public let average: Average
    /// Users whose time is not over stay in the denominator, and running periods in the average.
    public let keepsImmature: Bool
    public let range: InstantRange
    public let population: Population
    public let comparison: PopulationComparison?
    public let fit: FitShape?
    let order: CohortOrder
    public let chart: ChartKind?
    public let saving: Saving?
    public let valueLabels: [String: Phrase]
    let rule: Phrase
    /// The same question by our own rules, where a product's are compared with them; else none.
    var ours: [Plan] = []
    /// Whether single users may be named.
    var listsUsers = true

    /// For example `first signup → any activity`.
    var pair: Phrase { Self.pair(startLabel, returnLabel, entry) }

    static func pair(_ start: Phrase, _ returning: Phrase, _ entry: Entry) -> Phrase {
      entry.mark + start + Phrase(verbatim: " → ") + returning
    }

    /// The periods that the triangle counts in.
    var triangleUnit: CalendarUnit? { columns == nil ? period : nil }
  }

  /// What is asked of the cohorts.
  public enum Question: Hashable, Sendable {
    case retention
    /// How much of a month's users come on a day, by day or by month.
    case stickiness(CalendarUnit)
    /// How long users wait until their next active day.
    case interval
    /// By the documented rules of a product.
    case peer(PeerQuestion)
  }

  /// What is drawn.
  public enum ChartKind: String, Hashable, Sendable, CaseIterable { case heat, line, bar, none }

  /// The curve that `with fit=` lays through the rates.
  public enum FitShape: String, Hashable, Sendable, CaseIterable { case sbg, power, exponential }

  /// How often a user enters.
  public enum Entry: String, Hashable, Sendable {
    /// By the first E0 ever.
    case first
    /// By the first E0 inside the range.
    case inRange = "in_range"
    /// Once in every period with an E0.
    case recurring

    var mark: Phrase {
      switch self {
      case .first: Phrase("first ", "首次")
      case .inRange: Phrase("first in range ", "期间首次")
      case .recurring: Phrase("every period with ", "每期")
      }
    }
  }

  /// Which return counts at an offset.
  public enum Reading: String, Hashable, Sendable, CaseIterable {
    case exact, rolling, range, streak
  }

  /// What stands in the row under the cohorts.
  public enum Average: String, Hashable, Sendable, CaseIterable {
    /// Σ users ÷ Σ sizes over complete cells.
    case weighted
    /// The mean of the rates of complete cells.
    case simple
    /// Weighted, with the running period.
    case observed
  }

  /// A column chosen by `at`, `brackets` or `within`.
  public enum Column: Hashable, Sendable {
    /// The k-th period after the user's own.
    case period(CalendarUnit, Int)
    /// Several periods together, both ends inclusive.
    case bracket(CalendarUnit, Int, Int)
    /// From E0 up to a length of time later.
    case within(CalendarSpan)
  }
}

extension Cohort.Column {
  /// The calendar period it is counted in; nil for a length of time.
  var unit: CalendarUnit? {
    switch self {
    case .period(let unit, _), .bracket(let unit, _, _): unit
    case .within: nil
    }
  }

  /// The first offset it speaks of; the count of a length of time.
  var offset: Int {
    switch self {
    case .period(_, let offset), .bracket(_, let offset, _): offset
    case .within(let span): span.count
    }
  }

  /// The last offset, which must be over for the column to be mature.
  var last: Int {
    switch self {
    case .bracket(_, _, let last): last
    case .period, .within: offset
    }
  }

  /// `d7`, `w1..3`, `30d`.
  var text: String {
    switch self {
    case .period(let unit, let offset): "\(unit.letter)\(offset)"
    case .bracket(let unit, let first, let last): "\(unit.letter)\(first)..\(last)"
    case .within(let span): "\(span.count)\(span.unit.rawValue)"
    }
  }
}

extension CalendarUnit {
  /// `d`, `w`, `m`, `q`, `y`.
  var letter: String { String(rawValue.prefix(1)) }

  /// A number of these periods as a length of time from an instant; nil where it is too long.
  func span(_ count: Int) -> LocalCalendar.Span? {
    let unit: CalendarSpan.Unit =
      switch self {
      case .hour: .hour
      case .day: .day
      case .week: .week
      case .month: .month
      case .quarter: .quarter
      case .year: .year
      }
    return CalendarSpan(count, unit).calendarSpan
  }
}
