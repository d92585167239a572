import Engine
import Language
import Reporting

/// What a user brings in over the time since they were acquired.
///
/// LTV(H) = gross margin within H of acquisition over the users mature to H ÷ those users, payers
/// or not. Ages are calendar days: local date of the payment - local date of the acquisition; a
/// user is mature where acquisition date + H <= `asof`. Margin is revenue - cost where costs are
/// known, or a share of revenue that is given; else revenue stands for it, and the rule line says
/// so. Revenue is what was paid, the amounts above zero; `using net` subtracts those below zero.
public enum LTV: Verb {
  /// A checked and resolved call.
  public struct Plan: Hashable, Sendable {
    /// The event that acquires; nil for the first event ever.
    public let acquisition: EventSelector?
    /// Index of the property that carries the money; nil where nothing is measured.
    public let amount: Int?
    public let horizon: CalendarSpan
    /// Whether amounts below zero, the refunds, are subtracted: `using net`.
    public let subtractsRefunds: Bool
    public let basis: Basis
    /// Users younger than the horizon stay, with what they brought so far: `using all`.
    public let keepsImmature: Bool
    /// The size of the ages of the curve.
    public let age: AgeUnit
    /// By how much a payment a month later counts less, a fraction.
    public let discount: Double
    /// The share of the users, those of the greatest value, that is left out.
    public let trim: Double
    /// What a new user costs, where it was asked for.
    public let acquisitionCost: AcquisitionCost?
    /// Bounds the acquisition.
    public let range: InstantRange
    public let population: Population
    public let comparison: PopulationComparison?
    public let breakdown: [Breakdown]
    public let order: RowOrder
    public let chart: ChartKind?
    /// The name that the counted users are kept under.
    public let saving: String?
    /// The dataset's active events, for ARPU.
    public let active: EventSelector
    /// `using projected`: the formula in place of what was observed.
    public let projection: Projection?
    /// What stands before an amount: the currency and a space, or nothing.
    public let currency: String
    public let valueLabels: [String: Phrase]
    let rule: Phrase
  }

  /// What counts as value.
  public enum Basis: Hashable, Sendable {
    /// No costs are known, or `using revenue` leaves them aside.
    case revenue(isForced: Bool)
    /// Revenue less the costs of these sources.
    case costs([CostSource])
    /// This share of the revenue: `with margin=40%`.
    case margin(Double)
  }

  /// Where the cost of what was sold stands.
  public enum CostSource: Hashable, Sendable {
    /// Beside the payment, in a property of its event.
    case property(Int)
    /// In a table of its own, by user and time.
    case ledger(Ledger)
  }

  /// Columns of a table of costs by user and time.
  public struct Ledger: Hashable, Sendable {
    public let table: String
    public let user: String
    public let time: String
    public let cost: String
  }

  /// What acquiring a user costs.
  public enum AcquisitionCost: Hashable, Sendable {
    /// The same for every user, in units of the currency.
    case constant(Double)
    case spend(SpendSource)
  }

  /// What is drawn.
  public enum ChartKind: String, Hashable, Sendable, CaseIterable { case line, bar, none }

  /// The size of an age of the curve.
  public enum AgeUnit: String, Hashable, Sendable, CaseIterable {
    case day, week, month

    /// What stands before an age on an axis.
    var letter: String { rawValue.prefix(1).uppercased() }
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

    var isTime: Bool { if case .period = self { true } else { false } }
  }

  public static func words(_ plan: Plan, on dataset: Dataset) -> Phrase {
    if let projection = plan.projection { return projection.words }
    let span = plan.span
    let from =
      plan.acquisition == nil
      ? Phrase("their first event ever", "其有史以来的第一个事件")
      : Phrase("their first sign-up event", "其首次注册事件")
    let value = plan.basis.name(isNet: plan.subtractsRefunds)
    return Phrase(
      """
      \(value.english) per user within \(span) of \(from.english), ages 0 to \(span) \
      in calendar days.
      The denominator is every user acquired early enough to have lived \(span) by \
      \(dataset.asof.day.label), whether they paid or not.
      arpu = revenue ÷ mature users with an active event in that time; arppu = revenue ÷ payers.
      """,
      """
      自\(from.chinese)起 \(span) 内的人均\(value.chinese)，年龄按自然日计，从 0 到 \(span)。
      分母是到 \(dataset.asof.day.label) 为止已满 \(span) 的全部用户，无论是否付费。
      arpu = 收入 ÷ 期间活跃的成熟用户；arppu = 收入 ÷ 付费用户。
      """)
  }
}

extension LTV.Plan {
  /// `90d`.
  var span: String { "\(horizon.count)\(horizon.unit.rawValue)" }

  /// The columns that stand before the figures.
  var keyColumns: [ResultColumn] {
    (comparison == nil ? [] : [ResultColumn("population", .text)]) + breakdown.map(\.column)
  }

  /// The last local day whose payments count for a user acquired on `day`.
  func lastDay(from day: CivilDay) -> CivilDay {
    switch horizon.unit {
    case .week: day.advanced(by: horizon.count &* 7)
    case .month: day.adding(months: horizon.count)
    case .quarter: day.adding(months: horizon.count &* 3)
    case .year: day.adding(months: horizon.count &* 12)
    default: day.advanced(by: horizon.count)
    }
  }

  /// The greatest age in days that can count: the longest the horizon can be.
  ///
  /// Months differ in length, so their horizon is measured from each month of four years.
  var mostDays: Int {
    let start = CivilDay(number: 0)
    return (0..<48).map { month in
      let day = start.adding(months: month)
      return lastDay(from: day).number - day.number
    }.max() ?? 0
  }

  /// The greatest age of the curve, in its own unit.
  var mostAges: Int {
    switch age {
    case .day: mostDays
    case .week: mostDays / 7
    case .month:
      switch horizon.unit {
      case .month: horizon.count
      case .quarter: horizon.count &* 3
      case .year: horizon.count &* 12
      default: mostDays / 28
      }
    }
  }
}

extension LTV.Basis {
  /// What is summed: `gross margin`, `revenue`, `net revenue`.
  func name(isNet: Bool) -> Phrase {
    switch self {
    case .revenue:
      isNet ? Phrase("Revenue less refunds", "收入（已扣退款）") : Phrase("Revenue", "收入")
    case .costs, .margin: Phrase("Gross margin", "毛利")
    }
  }

  /// The share of the revenue that is value.
  var share: Double { if case .margin(let share) = self { share } else { 1 } }

  var hasCosts: Bool { if case .costs = self { true } else { false } }

  /// Costs are known or given, so that what is left is margin.
  var isMargin: Bool { if case .revenue = self { false } else { true } }
}
