import Engine
import Reporting
import Statistics

/// The tables of what was observed, from the counts.
struct ValueTables {
  let plan: LTV.Plan
  let counts: ValueCounts

  /// A group with its figures, and the population it belongs to.
  struct Row {
    let population: [Cell]
    let group: ValueCounts.Group
    let figures: ValueFigures
  }

  private(set) var rows: [Row] = []
  /// One a population; its group is all groups together.
  private(set) var totals: [Row] = []

  init(_ plan: LTV.Plan, _ counts: ValueCounts, _ interrupt: Interrupt) throws(Diagnostic) {
    self.plan = plan
    self.counts = counts
    for (place, side) in counts.sides.enumerated() {
      let population = plan.comparison.map { [Cell.text($0.sides[place].text)] } ?? []
      for group in side.groups {
        try interrupt.check()
        rows.append(try Self.row(group, plan, population))
      }
      do {
        var whole = try ValueCounts.Group.merged(side.groups, key: [])
        if side.spend != nil || plan.acquisitionCost != nil { whole.acquired = side.acquired }
        whole.spend = side.spend
        totals.append(try Self.row(whole, plan, population))
      } catch let error as Diagnostic {
        throw error
      } catch {
        throw .tooMuchMoney()
      }
    }
  }

  private static func row(
    _ group: ValueCounts.Group, _ plan: LTV.Plan, _ population: [Cell]
  ) throws(Diagnostic) -> Row {
    do {
      let figures = try ValueFigures(group, plan)
      try figures.check(group)
      return Row(population: population, group: group, figures: figures)
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw .tooMuchMoney()
    }
  }

  // MARK: value

  /// The groups in the order asked for, each population by itself.
  var value: ResultTable {
    var table = ResultTable("value", columns: plan.keyColumns + Self.columns(plan))
    for population in orderedPopulations {
      var part = ResultTable("value", columns: table.columns)
      for row in rows where row.population == population {
        part.append(population + row.group.key + cells(row))
      }
      for row in plan.order.apply(to: part).rows { table.append(row) }
    }
    return table
  }

  var total: ResultTable {
    let population = plan.comparison == nil ? [] : [ResultColumn("population", .text)]
    return ResultTable(
      "total", columns: population + Self.columns(plan),
      rows: totals.map { $0.population + cells($0) })
  }

  private var orderedPopulations: [[Cell]] { totals.map(\.population) }

  static func columns(_ plan: LTV.Plan) -> [ResultColumn] {
    var columns = [
      ResultColumn("users", .int), ResultColumn("mature", .int), ResultColumn("payers", .int),
      ResultColumn("revenue", .money), ResultColumn("ltv", .money), ResultColumn("arpu", .money),
      ResultColumn("arppu", .money), ResultColumn("ltv_low", .money),
      ResultColumn("ltv_high", .money), ResultColumn("active", .int), ResultColumn("orders", .int),
      ResultColumn("repeat_rate", .rate), ResultColumn("orders_per_payer", .float),
      ResultColumn("average_order", .money), ResultColumn("gap_q1", .duration),
      ResultColumn("gap_median", .duration), ResultColumn("gap_q3", .duration),
      ResultColumn("counted", .int),
    ]
    if plan.trim > 0 { columns.append(ResultColumn("trimmed", .int)) }
    if plan.basis.hasCosts { columns.append(ResultColumn("cost", .money)) }
    if plan.basis.isMargin { columns.append(ResultColumn("margin", .money)) }
    switch plan.acquisitionCost {
    case nil: return columns
    case .constant: break
    case .spend:
      columns += [ResultColumn("spend", .money), ResultColumn("acquired", .int)]
    }
    return columns + [
      ResultColumn("cac", .money), ResultColumn("ltv_cac", .float), ResultColumn("payback", .int),
      ResultColumn("roi", .rate), ResultColumn("roas", .float),
    ]
  }

  private func cells(_ row: Row) -> [Cell] {
    let (group, figures) = (row.group, row.figures)
    let revenue = Money(tenThousandths: figures.revenue)
    func perHead(_ count: Int) -> Cell {
      count == 0 ? .missing : .real(revenue.units / Double(count))
    }
    func perPayer(_ count: Int) -> Cell {
      figures.payers == 0 ? .missing : .real(Double(count) / Double(figures.payers))
    }
    let interval = figures.interval(figures.ages.last ?? ValueFigures.Age())
    func gap(_ share: Double) -> Cell { Cell(Quantile.value(share, ofSorted: figures.gaps)) }
    var cells: [Cell] = [
      .int(group.users), .int(group.mature), .int(figures.payers), .money(revenue),
      Cell(figures.value?.mean), perHead(figures.active), perHead(figures.payers),
      Cell(interval?.low), Cell(interval?.high), .int(figures.active), .int(figures.orders),
      perPayer(figures.repeaters), perPayer(figures.orders), perHead(figures.orders), gap(0.25),
      gap(0.5), gap(0.75), .int(figures.counted),
    ]
    if plan.trim > 0 { cells.append(.int(figures.trimmed)) }
    if plan.basis.hasCosts { cells.append(.money(Money(tenThousandths: figures.cost))) }
    if plan.basis.isMargin {
      let net = Money(tenThousandths: figures.revenue &- figures.cost)
      cells.append(
        plan.basis.hasCosts ? .money(net) : .real(revenue.units * plan.basis.share))
    }
    if case .spend = plan.acquisitionCost {
      cells.append(group.spend.map { .money(Money(tenThousandths: $0)) } ?? .missing)
      cells.append(.int(group.acquired))
    }
    return plan.acquisitionCost == nil ? cells : cells + costCells(figures)
  }

  /// CAC, LTV ÷ CAC, payback, the return on margin, and revenue ÷ spend.
  private func costCells(_ figures: ValueFigures) -> [Cell] {
    guard let cac = figures.cac, cac > 0, let value = figures.value?.mean else {
      return [Cell(figures.cac), .missing, figures.payback.map { .int($0) } ?? .missing] + [
        .missing, .missing,
      ]
    }
    let revenue = Money(tenThousandths: figures.revenue).units / Double(figures.counted)
    return [
      .real(cac), Cell(value / cac), figures.payback.map { .int($0) } ?? .missing,
      plan.basis.isMargin ? Cell((value - cac) / cac) : .missing, Cell(revenue / cac),
    ]
  }

  // MARK: curve

  /// Ten thousand groups for a year and a quarter.
  private static let mostCurveRows = 5_000_000

  var hasCurve: Bool {
    rows.count.multipliedReportingOverflow(by: plan.mostAges &+ 1).partialValue
      <= Self.mostCurveRows
  }

  /// Cumulative value by age, the groups in the order of the table of values.
  func curve(like value: ResultTable) -> ResultTable {
    var table = ResultTable(
      "curve",
      columns: plan.keyColumns + [
        ResultColumn("age", .int), ResultColumn("mature", .int), ResultColumn("revenue", .money),
        ResultColumn("ltv", .money), ResultColumn("low", .money), ResultColumn("high", .money),
      ])
    guard hasCurve else { return table }
    let width = plan.keyColumns.count
    let places = Dictionary(
      rows.enumerated().map { ($1.population + $1.group.key, $0) },
      uniquingKeysWith: { first, _ in first })
    for cells in value.rows {
      let key = Array(cells.prefix(width))
      guard let place = places[key] else { continue }
      let row = rows[place]
      for (age, sums) in row.figures.ages.enumerated() {
        let interval = row.figures.interval(sums)
        table.append(
          key + [
            .int(age), .int(row.figures.counted), .money(Money(tenThousandths: sums.revenue)),
            Cell(row.figures.mean(sums)?.mean), Cell(interval?.low), Cell(interval?.high),
          ])
      }
    }
    return table
  }
}

extension ValueFigures {
  /// Throws E500 where the counts contradict each other.
  func check(_ group: ValueCounts.Group) throws(Diagnostic) {
    let isSound =
      group.mature <= group.users && group.counted <= group.users && counted >= 0
      && payers <= counted && repeaters <= payers && active <= counted && active >= 0
      && orders >= payers && gaps.count == orders - payers
    if !isSound { throw .brokenInvariant("ltv users") }
  }
}
