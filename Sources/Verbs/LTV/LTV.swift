import Engine
import Language
import Reporting

/// What a user brings in over the time since they were acquired.
///
/// LTV(H) = revenue within H of acquisition over the users mature to H ÷ those users, payers or
/// not. Ages are calendar days: local date of the payment - local date of the acquisition; a user
/// is mature where acquisition date + H <= `asof`. While no costs are known, revenue stands for
/// margin, and the rule line says so. Revenue is what was paid, the amounts above zero; `using net`
/// subtracts those below zero.
public enum LTV: Verb {
  /// A checked and resolved call.
  public struct Plan: Hashable, Sendable {
    /// The event that acquires; nil for the first event ever.
    public let acquisition: EventSelector?
    /// Index of the property that carries the money.
    public let amount: Int
    public let horizon: CalendarSpan
    /// Whether amounts below zero, the refunds, are subtracted: `using net`.
    public let subtractsRefunds: Bool
    /// Bounds the acquisition.
    public let range: InstantRange
    public let population: Population
    public let breakdown: [Breakdown]
    /// The dataset's active events, for ARPU.
    public let active: EventSelector
    /// What stands before an amount: the currency and a space, or nothing.
    public let currency: String
    public let valueLabels: [String: Phrase]
    let rule: Phrase
  }

  /// One dimension of the breakdown.
  public enum Breakdown: Hashable, Sendable {
    case user(UserDimension)
    /// The calendar period of the acquisition.
    case period(CalendarUnit)

    var column: ResultColumn {
      switch self {
      case .user(let dimension): ResultColumn(dimension.name, dimension.type)
      case .period(let unit): ResultColumn(unit.rawValue, .date)
      }
    }

    var heading: Phrase {
      switch self {
      case .user(let dimension): dimension.label
      case .period(let unit): unit.phrase
      }
    }
  }

  public static func words(_ plan: Plan, on dataset: Dataset) -> Phrase {
    let span = "\(plan.horizon.count)\(plan.horizon.unit.rawValue)"
    let from =
      plan.acquisition == nil
      ? Phrase("their first event ever", "其有史以来的第一个事件")
      : Phrase("their first sign-up event", "其首次注册事件")
    let revenue =
      plan.subtractsRefunds
      ? Phrase("Revenue less refunds", "扣除退款后的人均收入")
      : Phrase("Revenue", "人均收入")
    return Phrase(
      """
      \(revenue.english) per user within \(span) of \(from.english), ages 0 to \(span) \
      in calendar days.
      The denominator is every user acquired early enough to have lived \(span) by \
      \(dataset.asof.day.label), whether they paid or not.
      arpu = revenue ÷ mature users with an active event in that time; arppu = revenue ÷ payers.
      """,
      """
      自\(from.chinese)起 \(span) 内的\(revenue.chinese)，年龄按自然日计，从 0 到 \(span)。
      分母是到 \(dataset.asof.day.label) 为止已满 \(span) 的全部用户，无论是否付费。
      arpu = 收入 ÷ 期间活跃的成熟用户；arppu = 收入 ÷ 付费用户。
      """)
  }
}
