import Engine
import Language
import Reporting

/// How many users there are, of which kind, and how large a share of the population they are.
///
/// share = users ÷ population, which is the users of `from`, else all, before `where`. With `where`
/// and `by`: base = the group's users before `where`, rate = users ÷ base with Wilson's interval,
/// and Pearson's chi-square test of whether the groups differ. Models put users into classes; `by
/// value` tells how concentrated the revenue is; `compare` another day tells who moved, `compare`
/// other users in what they differ.
public enum Segment: Verb {
  /// A checked and resolved call.
  public struct Plan: Hashable, Sendable {
    public let population: Population
    public let dimensions: [UserDimension]
    public let form: Form
    public let order: RowOrder
    public let chart: ChartKind
    /// The name to save the users under: one segment, or with dimensions a part for each group.
    public let saveAs: String?
    public let valueLabels: [String: Phrase]
    /// The size of the population that the shares are of; the rule line tells it.
    let base: Int
    let rule: Phrase
    let warnings: [Warning]
    let notes: [Phrase]
    /// `by lifecycle using posthog`; nil elsewhere.
    var states: LifecycleQuestion?

    /// Whether a group's rate can be told: some of its users meet the condition.
    var hasRates: Bool { population.condition != nil && !dimensions.isEmpty && form.isGroups }

    /// What the users of a group add up to, where a model weighs them.
    var weight: ModelWeight? { dimensions.lazy.compactMap { $0.model?.model.weight }.first }
  }

  /// What is asked.
  public enum Form: Hashable, Sendable {
    /// The users of each group; without dimensions of all, of which `limit` may keep some.
    case groups(keeping: Kept?, against: Moment?)
    /// How concentrated the revenue is.
    case concentration(ValueRule, ValueDay)
    /// In what populations differ.
    case profile(PopulationComparison, [ProfileItem])

    var isGroups: Bool { if case .groups = self { true } else { false } }

    var moment: Moment? { if case .groups(_, let moment) = self { moment } else { nil } }

    var kept: Kept? { if case .groups(let kept, _) = self { kept } else { nil } }
  }

  /// The day that revenue is counted up to, and whether `limit` says who is at the top.
  public struct ValueDay: Hashable, Sendable {
    let day: CivilDay
    let isLimited: Bool
  }

  /// The users that `limit` keeps where there are no groups.
  public struct Kept: Hashable, Sendable {
    public enum Number: Hashable, Sendable {
      case users(Int)
      case share(Double)
    }

    let number: Number
    let worth: UserWorth
  }

  /// The same statement for another day or another range.
  public struct Moment: Hashable, Sendable {
    /// What stands in the column `population`.
    let text: String
    let label: Phrase
    /// The data is read as of this day; nil where only the range is another.
    let day: CivilDay?
    /// One plan; in an array since a value cannot hold itself.
    let plans: [Plan]
  }

  /// What is drawn.
  public enum ChartKind: String, Hashable, Sendable, CaseIterable {
    case bar, share, heat, line, none
  }

  public static func words(_ plan: Plan, on dataset: Dataset) -> Phrase {
    if let states = plan.states { return states.words }
    let day = dataset.asof.day.label
    let groups = plan.dimensions.map(\.label).joined(separator: ", ")
    var lines = [
      Phrase(
        "Counts users, each once, as the data stood at the end of \(day).",
        "统计用户数，每人只计一次，数据截至 \(day) 日终。")
    ]
    if let rule = plan.population.rule {
      lines.append(Phrase("Only users ", "只看用户：") + rule + Phrase(".", "。"))
    }
    if !plan.dimensions.isEmpty {
      lines.append(
        Phrase("One row for each value of ", "每行一个取值：") + groups
          + Phrase("; users without one are (missing).", "；没有取值的归入（缺失）。"))
    }
    for dimension in plan.dimensions {
      if let rule = dimension.rule { lines.append(rule + Phrase(".", "。")) }
    }
    lines.append(
      Phrase(
        "share = users ÷ the population before 'where'.", "share = 用户数 ÷ “其中”之前的总体人数。"))
    if plan.hasRates {
      lines.append(
        Phrase(
          "rate = users ÷ base, the group's users before 'where'; low and high are Wilson's 95%"
            + " interval; the test is Pearson's chi-square over all groups.",
          "rate = 用户数 ÷ base（该组在“其中”之前的人数）；low、high 为 Wilson 95% 区间；"
            + "检验为各组间的 Pearson 卡方检验。"))
    }
    return lines.joined(separator: "\n")
  }
}
