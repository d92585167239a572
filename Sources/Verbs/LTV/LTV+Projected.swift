import Charts
import Engine
import Language
import Reporting
import Statistics

extension LTV {
  /// The formula with what was given and what was measured.
  ///
  /// Throws E378 where nothing can be measured.
  static func answer(
    _ projection: Projection, _ plan: Plan, _ dataset: Dataset, _ counts: ProjectionCounts
  ) throws(Diagnostic) -> Answer {
    let rows = counts.groups.map { ProjectedRow($0, projection, plan) }
    if projection.isMeasured {
      if counts.months == 0 { throw .noWholeMonth(projection) }
      if projection.churn == nil, rows.allSatisfy({ $0.group.atRisk == 0 }) { throw .noChurn() }
      if projection.arpa == nil, rows.allSatisfy({ $0.group.active == 0 }) { throw .noArpa() }
    }
    var value = ResultTable("value", columns: plan.breakdown.map(\.column) + columns(plan))
    for row in rows { value.append(row.group.key + row.cells) }
    value = plan.order.apply(to: value)
    return Answer(
      tables: [value, curve(rows, like: value, plan)], rule: plan.rule,
      warnings: warnings(rows, projection, plan), notes: notes(rows, projection, counts, plan))
  }

  static func columns(_ plan: Plan) -> [ResultColumn] {
    var columns = [
      ResultColumn("arpa", .money), ResultColumn("margin", .rate), ResultColumn("churn", .rate),
      ResultColumn("ltv", .money), ResultColumn("lifetime", .float), ResultColumn("cap", .int),
      ResultColumn("discount", .rate),
    ]
    if plan.projection?.isMeasured == true {
      columns += [
        ResultColumn("revenue", .money), ResultColumn("active", .int),
        ResultColumn("at_risk", .int), ResultColumn("lost", .int),
      ]
    }
    guard plan.acquisitionCost != nil else { return columns }
    return columns + [
      ResultColumn("cac", .money), ResultColumn("ltv_cac", .float), ResultColumn("payback", .int),
    ]
  }

  private static func curve(
    _ rows: [ProjectedRow], like value: ResultTable, _ plan: Plan
  ) -> ResultTable {
    let width = plan.breakdown.count
    var table = ResultTable(
      "curve",
      columns: plan.breakdown.map(\.column) + [
        ResultColumn("age", .int), ResultColumn("remaining", .rate), ResultColumn("ltv", .money),
      ])
    for cells in value.rows {
      let key = Array(cells.prefix(width))
      guard let row = rows.first(where: { $0.group.key == key }), let formula = row.formula else {
        continue
      }
      for age in 0..<row.shownMonths {
        table.append(
          key + [
            .int(age), .real(formula.remaining(after: age)),
            Cell(formula.value(after: age + 1)),
          ])
      }
    }
    return table
  }

  private static func warnings(
    _ rows: [ProjectedRow], _ projection: Projection, _ plan: Plan
  ) -> [Warning] {
    var warnings = plan.population.warnings
    for case .user(let dimension) in plan.breakdown { warnings += dimension.warnings }
    guard projection.churn == nil else { return warnings }
    let bases = rows.map(\.group.atRisk)
    let unit = Phrase("active users", "活跃用户")
    let small =
      bases.count == 1
      ? Warning.smallSample(bases[0], of: unit) : Warning.smallGroups(bases, of: unit)
    if let small { warnings.append(small) }
    warnings.append(
      Warning(
        "W547",
        Phrase(
          "churn is measured from activity, so who comes back after a month away counts as lost;"
            + " where subscriptions end, give their rate: with churn=5%",
          "流失率按活跃测算，隔月再来的用户也算流失；如为订阅制，请直接给出：参数 churn=5%")))
    return warnings
  }

  private static func notes(
    _ rows: [ProjectedRow], _ projection: Projection, _ counts: ProjectionCounts, _ plan: Plan
  ) -> [Phrase] {
    var notes: [Phrase] = []
    if rows.count == 1, let formula = rows[0].written(plan.currency) { notes.append(formula) }
    if projection.isMeasured {
      let (first, last) = (counts.first, counts.last)
      notes.append(
        first == last
          ? Phrase("measured in \(first)", "测算月份：\(first)")
          : Phrase("measured from \(first) to \(last)", "测算月份：\(first) 至 \(last)"))
      if projection.churn == nil, rows.contains(where: { $0.churn == 0 && $0.value == nil }) {
        notes.append(
          Phrase(
            "where nobody left the sum has no end; to bound the months: with cap=36mo",
            "无人流失的分组没有上限；如需限定月数：参数 cap=36mo"))
      }
    }
    return notes
  }
}

/// The formula of one group.
struct ProjectedRow {
  let group: ProjectionCounts.Group
  let arpa: Double?
  let margin: Double
  let churn: Double?
  let formula: ProjectedValue?
  private let plan: LTV.Plan
  private let projection: LTV.Projection

  init(_ group: ProjectionCounts.Group, _ projection: LTV.Projection, _ plan: LTV.Plan) {
    self.group = group
    self.plan = plan
    self.projection = projection
    let revenue = Money(tenThousandths: group.revenue).units
    arpa =
      projection.arpa ?? (group.active > 0 ? revenue / Double(group.active) : nil)
    churn =
      projection.churn
      ?? (group.atRisk > 0 ? Double(group.lost) / Double(group.atRisk) : nil)
    margin =
      plan.basis.hasCosts && group.revenue > 0
      ? (revenue - Money(tenThousandths: group.cost).units) / revenue : plan.basis.share
    if let arpa, let churn {
      formula = ProjectedValue(
        payment: arpa * margin, churn: churn, discount: projection.discount, cap: projection.cap)
    } else {
      formula = nil
    }
  }

  var value: Double? { formula?.total }

  /// Months of the curve: the cap, else until 95% of the sum is reached, one to five years.
  var shownMonths: Int {
    if let cap = projection.cap { return min(cap, 600) }
    guard let formula, let total = formula.total, total > 0,
      let months = formula.periods(toReach: total * 0.95)
    else { return 60 }
    return min(60, max(12, months))
  }

  var cells: [Cell] {
    var cells: [Cell] = [
      Cell(arpa), .real(margin), Cell(churn), Cell(value),
      Cell(churn.flatMap { $0 > 0 ? 1 / $0 : nil }), projection.cap.map { .int($0) } ?? .missing,
      .real(projection.discount),
    ]
    if projection.isMeasured {
      cells += [
        .money(Money(tenThousandths: group.revenue)), .int(group.active), .int(group.atRisk),
        .int(group.lost),
      ]
    }
    guard case .constant(let cost) = plan.acquisitionCost else { return cells }
    return cells + [
      .real(cost), cost > 0 ? Cell(value.map { $0 / cost }) : .missing,
      formula?.periods(toReach: cost).map { .int($0) } ?? .missing,
    ]
  }

  /// `20.00 × 80% ÷ 5% = 320.00`.
  func written(_ currency: String) -> Phrase? {
    guard let arpa, let churn, let value else { return nil }
    let (low, high) = (NumberText.amount(arpa, currency: currency), LTV.percent(margin))
    let result = NumberText.amount(value, currency: currency)
    let leave = LTV.percent(churn)
    let start = "\(low) × \(high)"
    let months = projection.cap.map { String($0) }
    if projection.discount == 0 {
      let bound = months.map { " × (1 − (1 − \(leave))^\($0))" } ?? ""
      return Phrase(verbatim: "\(start)\(bound) ÷ \(leave) = \(result)")
    }
    let bound = months.map { " × (1 − q^\($0))" } ?? ""
    let ratio = "q = (1 − \(leave)) ÷ (1 + \(LTV.percent(projection.discount)))"
    return Phrase(
      "\(start)\(bound) ÷ (1 − q) = \(result), with \(ratio)",
      "\(start)\(bound) ÷ (1 − q) = \(result)，其中 \(ratio)")
  }
}

extension Diagnostic {
  /// E377: a number that the formula needs and the data cannot give.
  static func notMeasurable(at span: Span) -> Diagnostic {
    Diagnostic(
      "E377",
      Phrase(
        "arpa is not given, and there are no amounts to measure it from",
        "没有给出 arpa，数据中也没有可供测算的金额"), at: span,
      notes: [
        Phrase(
          "say what a user pays a month: with arpa=20", "请给出每用户每月支付额：参数 arpa=20"),
        Phrase(
          "or say which column is the payment: map amount=COLUMN",
          "或指明支付金额列：映射 amount=列名"),
      ])
  }

  /// E378: no month is known whole.
  fileprivate static func noWholeMonth(_ projection: LTV.Projection) -> Diagnostic {
    let names = [
      projection.arpa == nil ? "arpa=20" : nil, projection.churn == nil ? "churn=5%" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
    return Diagnostic(
      "E378",
      Phrase(
        "no whole calendar month lies in the range, so nothing can be measured",
        "范围内没有完整的自然月，无法测算"), at: nil,
      notes: [
        Phrase("give the numbers: with \(names)", "请直接给出：参数 \(names)")
      ])
  }

  /// E378: no user was active in a month before another.
  fileprivate static func noChurn() -> Diagnostic {
    Diagnostic(
      "E378",
      Phrase(
        "churn cannot be measured: nobody was active in a month that another follows",
        "无法测算流失率：没有用户在有后续月份的月内活跃"), at: nil,
      notes: [Phrase("give it: with churn=5%", "请直接给出：参数 churn=5%")])
  }

  /// E378: nobody was active, so nobody pays on average.
  fileprivate static func noArpa() -> Diagnostic {
    Diagnostic(
      "E378",
      Phrase(
        "arpa cannot be measured: nobody was active in these months",
        "无法测算 arpa：这些月份没有活跃用户"), at: nil,
      notes: [Phrase("give it: with arpa=20", "请直接给出：参数 arpa=20")])
  }
}
