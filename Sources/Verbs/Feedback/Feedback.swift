import Engine
import Language
import Reporting

/// What users answered when they were asked.
///
/// nps: promoters gave 9-10, passives 7-8, detractors 0-6; nps = 100 (promoters - detractors) ÷
/// responses, in points from -100 to 100, computed on counts, with the interval of the three-class
/// variance (Reichheld, Harvard Business Review, December 2003).
public enum Feedback: Verb {
  /// A checked and resolved call.
  public struct Plan: Hashable, Sendable {
    /// The value of the kind column that asks for 0 to 10; nil where there is no such column.
    public let kind: String?
    public let condition: AnswerCondition?
    /// Only answers of these users; nil for all answers.
    public let users: UserSet?
    /// Bounds the time of the answer.
    public let range: InstantRange
    public let breakdown: [Breakdown]
    public let order: RowOrder
    public let isDrawn: Bool
    public let valueLabels: [String: Phrase]
    let rule: Phrase

    /// The one period that all rows are cut by, where they are cut by nothing else.
    var onlyPeriod: CalendarUnit? {
      if breakdown.count == 1, case .period(let unit) = breakdown[0] { unit } else { nil }
    }
  }

  /// One dimension of the breakdown.
  public enum Breakdown: Hashable, Sendable {
    case answer(AnswerDimension)
    /// The calendar period of the answer.
    case period(CalendarUnit)

    var column: ResultColumn {
      switch self {
      case .answer(let dimension): dimension.column
      case .period(let unit): ResultColumn(unit.rawValue, .date)
      }
    }

    var label: Phrase {
      switch self {
      case .answer(let dimension): dimension.label
      case .period(let unit): unit.phrase
      }
    }
  }

  public static func words(_ plan: Plan, on dataset: Dataset) -> Phrase {
    let kind =
      plan.kind.map { Phrase("answers of kind '\($0)'", "类型为 '\($0)' 的回答") }
      ?? Phrase("answers", "回答")
    var lines = [
      Phrase("Reads the ", "统计") + kind
        + Phrase(
          " that give a whole score from 0 to 10; others are counted in a note.",
          "中打了 0 至 10 整数分的；其余的在备注中计数。"),
      Phrase(
        "Promoters gave 9 or 10, passives 7 or 8, detractors 0 to 6; nps = 100 × (promoters -"
          + " detractors) ÷ responses.",
        "推荐者打 9、10 分，中立者 7、8 分，贬损者 0 至 6 分；nps = 100 ×（推荐者 - 贬损者）÷ 回答数。"),
      Phrase(
        "low and high are the 95% interval of the three-class variance.",
        "low、high 为三分类方差给出的 95% 区间。"),
    ]
    if !plan.breakdown.isEmpty {
      lines.append(
        Phrase("One row for each value of ", "每行一个取值：")
          + plan.breakdown.map(\.label).joined(separator: ", ") + Phrase(".", "。"))
    }
    return lines.joined(separator: "\n")
  }
}
