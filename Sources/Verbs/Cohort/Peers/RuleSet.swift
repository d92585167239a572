import Engine
import Language
import Reporting

extension Cohort {
  /// A product whose documented rules of retention can take the place of ours.
  public enum RuleSet: String, Hashable, Sendable, CaseIterable {
    case posthog, mixpanel, amplitude, clickhouse, kusto

    /// The product's name as it writes it.
    var name: String {
      switch self {
      case .posthog: "PostHog"
      case .mixpanel: "Mixpanel"
      case .amplitude: "Amplitude"
      case .clickhouse: "ClickHouse"
      case .kusto: "Kusto"
      }
    }

    /// Mixpanel's weeks begin on Monday; the others' on Sunday unless a project says otherwise.
    var weekStart: WeekStart { self == .mixpanel ? .monday : .sunday }

    /// Mixpanel counts a return "on or after" the period unless told otherwise, the others "on" it.
    var usualReading: Reading { self == .mixpanel ? .rolling : .exact }

    /// Which windows it takes unless told otherwise.
    var usualWindows: CohortRules.Windows {
      switch self {
      case .posthog, .clickhouse, .kusto: .calendar
      case .mixpanel: .exact
      case .amplitude: .cut
      }
    }
  }
}

/// A product's rules as a query asks for them, with every default filled in.
public struct CohortRules: Hashable, Sendable {
  /// How time after the start is cut into columns.
  public enum Windows: Hashable, Sendable {
    /// Calendar periods.
    case calendar
    /// Lengths of time from the user's own start: 24 hours, 7 days, 30 days.
    case exact
    /// The same, start and return first cut down to the hour; Amplitude cuts weeks and months to
    /// the day.
    case cut
  }

  /// By what cohorts are split.
  public struct Split: Hashable, Sendable {
    enum Source: Hashable, Sendable {
      /// A property of the start, by index; PostHog asks the return for the same value.
      case property(Int)
      case user(UserDimension)
    }

    let source: Source
    let column: ResultColumn
    let label: Phrase
  }

  public let ruleSet: Cohort.RuleSet
  public let unit: CalendarUnit
  public let weekStart: WeekStart
  public let windows: Windows
  public let reading: Cohort.Reading
  /// Further columns after the cohort's own, each one or several offsets; nil for every offset.
  public let brackets: [ClosedRange<Int>]?
  /// The offsets that are shown; nil for all.
  public let points: [Int]?
  /// The least number of returns in a period.
  public let times: Int
  public let average: Cohort.Average
  public let split: Split?
  /// Whether our own reading stands beside it.
  public let isCompared: Bool

  /// The calendar in which the product cuts periods.
  func calendar(of dataset: Dataset) -> LocalCalendar {
    // Kusto knows no zone: its bins are of universal time.
    (ruleSet == .kusto ? .utc : dataset.calendar).starting(weekOn: weekStart)
  }
}
