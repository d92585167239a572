import Engine
import Language
import Reporting

/// Who comes back: users grouped by when they began, followed over the periods after.
///
/// A cohort holds the users whose first E0 ever falls in one calendar period. Retained at k: did
/// E1 in the k-th calendar period after it (exact), or in period k or later (rolling). E1 counts
/// from the instant of E0 on, so an event that is both counts at offset 0.
public enum Cohort: Verb {
  /// A checked and resolved call.
  public struct Plan: Hashable, Sendable {
    /// E0; the first event ever where there is no sign-up event.
    public let start: EventSelector
    /// E1.
    public let returning: EventSelector
    public let startLabel: Phrase
    public let returnLabel: Phrase
    /// Size of the cohorts' periods; nil for one row for all.
    public let period: CalendarUnit?
    /// Nil for the triangle.
    public let points: [RetentionPoint]?
    public let dimensions: [UserDimension]
    public let reading: Reading
    public let average: Average
    public let range: InstantRange
    public let population: Population
    public let valueLabels: [String: Phrase]
    let rule: Phrase

    /// For example `first signup → any activity`.
    var pair: Phrase { Self.pair(startLabel, returnLabel) }

    static func pair(_ start: Phrase, _ returning: Phrase) -> Phrase {
      Phrase("first ", "首次") + start + Phrase(verbatim: " → ") + returning
    }
  }

  /// Which return counts at an offset.
  public enum Reading: String, Hashable, Sendable {
    case exact, rolling

    var phrase: Phrase {
      switch self {
      case .exact: Phrase("exact: in period k", "精确：恰在第 k 期")
      case .rolling: Phrase("rolling: in period k or later", "滚动：第 k 期或之后")
      }
    }
  }

  /// What stands in the row under the cohorts.
  public enum Average: String, Hashable, Sendable, CaseIterable {
    /// Σ users ÷ Σ sizes over complete cells.
    case weighted
    /// The mean of the rates of complete cells.
    case simple
    /// Weighted, with the running period.
    case observed

    var phrase: Phrase {
      switch self {
      case .weighted: Phrase("weighted mean", "加权均值")
      case .simple: Phrase("simple mean", "简单均值")
      case .observed: Phrase("weighted, running periods included", "加权均值（含未完）")
      }
    }
  }

  public static func words(_ plan: Plan, on dataset: Dataset) -> Phrase {
    let first = Phrase(
      "Users are followed from their first \(plan.startLabel.english); they are retained where"
        + " they do \(plan.returnLabel.english) ",
      "从用户首次“\(plan.startLabel.chinese)”起跟踪；")
    let reading: Phrase =
      switch plan.reading {
      case .exact:
        Phrase(
          "in the k-th period after it.",
          "在之后第 k 期做了“\(plan.returnLabel.chinese)”即为留存。")
      case .rolling:
        Phrase(
          "in the k-th period after it or later.",
          "在之后第 k 期或更晚做了“\(plan.returnLabel.chinese)”即为留存。")
      }
    let maturity = Phrase(
      """

      Periods are cut in \(dataset.calendar.zone). A period that is not over at the end of \
      \(dataset.asof.day.label) is incomplete: marked ~ and kept out of the average.
      """,
      """

      时间段按 \(dataset.calendar.zone) 划分。到 \(dataset.asof.day.label) 尚未结束的时间段为未完，\
      以 ~ 标记，不计入均值。
      """)
    return first + reading + maturity
  }
}
