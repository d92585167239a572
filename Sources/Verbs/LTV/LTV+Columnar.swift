import Charts
import Engine
import Language
import Reporting
import Statistics

extension LTV {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    let users = plan.population.users(in: dataset)
    let reader = UserValueReader(plan, dataset)
    let groupings = plan.breakdown.map { Grouped($0, dataset) }
    var groups: [[Int32]: ValueTally] = [:]
    var total = ValueTally()
    for user in 0..<dataset.users.count {
      if user & 0xFFF == 0 { try interrupt.check() }
      guard users.contains(user), let value = reader.value(of: user) else { continue }
      try total.add(value)
      let key = groupings.map { $0.code(of: user, acquired: value.acquired) }
      try groups[key, default: ValueTally()].add(value)
    }
    if plan.breakdown.isEmpty { groups = [[]: total] }
    let keys = groups.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let dimensions = plan.breakdown.map(\.column)
    var value = ResultTable("value", columns: dimensions + valueColumns)
    var curve = ResultTable("curve", columns: dimensions + curveColumns)
    let hasCurve = keys.count &* (plan.ages &+ 1) <= mostCurveRows
    for key in keys {
      try interrupt.check()
      guard let tally = groups[key] else { continue }
      try tally.checkInvariants()
      let cells = zip(groupings, key).map { $0.cell($1) }
      value.append(cells + tally.row)
      guard hasCurve else { continue }
      for row in tally.curve(ages: plan.ages) { curve.append(cells + row) }
    }
    var tables = [value, curve]
    if !plan.breakdown.isEmpty {
      tables.append(ResultTable("total", columns: valueColumns, rows: [total.row]))
    }
    return Answer(
      tables: tables, rule: plan.rule, warnings: warnings(total, groups, plan),
      notes: (hasCurve ? [] : [noCurve(keys.count, plan)]) + notes(total, plan, dataset))
  }

  /// Ten thousand groups for a year and a quarter.
  private static let mostCurveRows = 5_000_000

  private static func noCurve(_ groups: Int, _ plan: Plan) -> Phrase {
    let (count, days) = (NumberText.count(groups), NumberText.count(plan.ages &+ 1))
    return Phrase(
      "the curve is left out: \(count) groups of \(days) days; take fewer groups to see it",
      "未给出曲线：\(count) 组，每组 \(days) 天；减少分组即可查看")
  }

  private static let valueColumns = [
    ResultColumn("users", .int), ResultColumn("mature", .int), ResultColumn("payers", .int),
    ResultColumn("revenue", .money), ResultColumn("ltv", .money), ResultColumn("arpu", .money),
    ResultColumn("arppu", .money), ResultColumn("ltv_low", .money),
    ResultColumn("ltv_high", .money), ResultColumn("active", .int), ResultColumn("orders", .int),
    ResultColumn("repeat_rate", .rate), ResultColumn("orders_per_payer", .float),
    ResultColumn("average_order", .money),
  ]

  private static let curveColumns = [
    ResultColumn("age", .int), ResultColumn("mature", .int), ResultColumn("revenue", .money),
    ResultColumn("ltv", .money),
  ]

  private static func warnings(
    _ total: ValueTally, _ groups: [[Int32]: ValueTally], _ plan: Plan
  ) -> [Warning] {
    let unit = Phrase("mature users", "成熟用户")
    let warning =
      plan.breakdown.isEmpty
      ? Warning.smallSample(total.mature, of: unit)
      : Warning.smallGroups(groups.values.map(\.mature), of: unit)
    var warnings = plan.population.warnings
    for case .user(let dimension) in plan.breakdown { warnings += dimension.warnings }
    return warnings + (warning.map { [$0] } ?? [])
  }

  private static func notes(_ total: ValueTally, _ plan: Plan, _ dataset: Dataset) -> [Phrase] {
    var notes: [Phrase] = []
    let young = total.users - total.mature
    if young > 0 {
      let span = "\(plan.horizon.count)\(plan.horizon.unit.rawValue)"
      notes.append(
        Phrase(
          "\(young) of \(total.users) users are younger than \(span) and left out",
          "\(total.users) 个用户中有 \(young) 个尚未满 \(span)，未计入"))
    }
    if total.refundsLeftOut > 0 {
      notes.append(
        Phrase(
          "amounts below zero, \(total.refundsLeftOut) in all, count as refunds and are left out; "
            + "to subtract them: using net",
          "金额为负的 \(total.refundsLeftOut) 笔视为退款，未计入；如需扣除：口径 净额"))
    }
    for case .period(let unit) in plan.breakdown {
      if let note = RuleLine.runningPeriod(unit, in: dataset) { notes.append(note) }
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return notes
  }
}

extension LTV.Plan {
  /// The greatest age in days that the curve shows: the longest the horizon can be.
  ///
  /// Months differ in length, so their horizon is measured from each month of four years.
  var ages: Int {
    let start = CivilDay(number: 0)
    return (0..<48).map { month in
      let day = start.adding(months: month)
      return lastDay(from: day).number - day.number
    }.max() ?? 0
  }

  /// The last local day whose payments count for a user acquired on `day`.
  func lastDay(from day: CivilDay) -> CivilDay {
    switch horizon.unit {
    case .week: day.advanced(by: horizon.count * 7)
    case .month: day.adding(months: horizon.count)
    case .quarter: day.adding(months: horizon.count * 3)
    case .year: day.adding(months: horizon.count * 12)
    default: day.advanced(by: horizon.count)
    }
  }
}

/// The codes of one dimension of the breakdown; a missing value comes last.
private struct Grouped {
  private let grouping: Grouping?
  private let calendar: LocalCalendar
  private let unit: CalendarUnit?

  init(_ breakdown: LTV.Breakdown, _ dataset: Dataset) {
    calendar = dataset.calendar
    switch breakdown {
    case .user(let dimension):
      grouping = dimension.grouping(in: dataset)
      unit = nil
    case .period(let period):
      grouping = nil
      unit = period
    }
  }

  func code(of user: Int, acquired: Int64) -> Int32 {
    if let unit { return Int32(truncatingIfNeeded: calendar.period(of: acquired, unit: unit)) }
    let code = grouping?.groupOf[user] ?? -1
    return code < 0 ? .max : code
  }

  func cell(_ code: Int32) -> Cell {
    if let unit { return .text(calendar.label(ofPeriod: Int(code), unit: unit)) }
    guard let keys = grouping?.keys, keys.indices.contains(Int(code)) else { return .missing }
    return keys[Int(code)]
  }
}
