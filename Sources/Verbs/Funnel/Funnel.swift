import Engine
import Language
import Reporting

/// The share of users who get from the first of several steps to each later one.
///
/// Every event of the first step opens an attempt; step k takes another event, not earlier than
/// the event of step k-1 and not later than the window after the entry, end included. A user's
/// depth is the greatest number of steps over all attempts and all choices of events. Users reached
/// k = users with depth >= k; rates are taken over attempts whose window is over.
public enum Funnel: Verb {
  /// A funnel that is checked and resolved.
  public struct Plan: Hashable, Sendable {
    /// One step with the text it was written as, in canonical English.
    public struct Step: Hashable, Sendable {
      public let selector: EventSelector
      public let name: String
      /// What people read, in both languages.
      public let label: Phrase
      /// May be passed over.
      public let isOptional: Bool
    }

    public let steps: [Step]
    public let rules: Rules
    /// Bounds the entry; without a window the later steps too.
    public let range: InstantRange
    public let population: Population
    public let unit: Unit
    /// Rates are taken over all entrants, not over the mature alone.
    public let usesAll: Bool
    public let breakdown: [Breakdown]
    public let touch: Touch?
    public let comparison: PopulationComparison?
    /// Whether our own rules count beside those of another product.
    public let isComparedWithOurs: Bool
    public let bins: Bins
    public let order: RowOrder
    /// Nil draws what fits: a funnel, or with groups a matrix.
    public let chart: ChartKind?
    public let saving: Saving?
    /// Labels of the values that groups are named by.
    public let valueLabels: [String: Phrase]
    let rule: Phrase
  }

  /// One dimension a funnel is split by.
  public enum Breakdown: Hashable, Sendable {
    /// Of the user.
    case user(UserDimension)
    /// The value of a property at the entry of an attempt, by its index; the English name is that
    /// of the column.
    case entryProperty(Int, name: Phrase, type: ColumnType)
    /// The calendar period of an attempt's entry.
    case entryPeriod(CalendarUnit)
  }

  /// Steps are marked in the bits of one word.
  static let mostSteps = 60
}

extension Funnel.Plan {
  /// What a bar is called in tables: with any order it is no step of its own.
  func stepName(_ step: Int) -> String {
    rules.order == .anyOrder ? "any \(step + 1)" : steps[step].name
  }

  /// The same for people.
  func stepLabel(_ step: Int) -> Phrase {
    rules.order == .anyOrder
      ? Phrase("any \(step + 1)", "任意 \(step + 1) 步") : steps[step].label
  }

  /// The period that cuts the entries; nil where none does.
  var period: CalendarUnit? {
    for case .entryPeriod(let unit) in breakdown { return unit }
    return nil
  }

  /// Whether time alone makes the groups.
  var isByTimeOnly: Bool {
    !breakdown.isEmpty
      && breakdown.allSatisfy { if case .entryPeriod = $0 { true } else { false } }
  }
}
