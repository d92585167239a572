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
    }

    public let steps: [Step]
    /// Longest time from the entry to any later step.
    public let window: CalendarSpan?
    /// Bounds the entry; without a window the later steps too.
    public let range: InstantRange
    public let population: Population
    public let unit: EventUnits.Kind
    public let breakdown: [Breakdown]
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

  public static func words(_ plan: Plan, on dataset: Dataset) -> Phrase {
    let steps = plan.steps.map(\.label).joined(separator: " → ")
    let counted =
      plan.unit == .user ? Phrase("users", "用户") : Phrase("sessions", "会话")
    let window =
      plan.window.map { span in
        Phrase(
          "within \(span.count)\(span.unit.rawValue) of the entry, end included",
          "在进入后 \(span.count)\(span.unit.rawValue) 内（含终点）")
      } ?? Phrase("with no limit of time", "不限时间")
    return Phrase("The \(counted.english) who do ", "依次完成以下步骤的\(counted.chinese)：") + steps
      + Phrase(" in this order, ", "，") + window
      + Phrase(
        """
        .
        Other events may come between. Each event serves one step at most; every entry opens an \
        attempt and the best one counts.
        A rate is taken over attempts whose window is over by the end of \(dataset.asof.day.label).
        """,
        """
        。
        中间可以有其他事件；每个事件最多用于一步；每次进入都是一次尝试，取走得最远的一次。
        比率只用窗口在 \(dataset.asof.day.label) 结束前已满的尝试计算。
        """)
  }
}
