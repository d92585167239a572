import Engine
import Reporting
import Statistics

extension Cohort {
  /// How long users wait until their next active day, and which period that suggests.
  ///
  /// A gap is the number of days from one active day of a user to the next. The wait after the
  /// last one is not over and is left out.
  static func interval(
    _ plan: Plan, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    let active = try ActiveDays(of: plan, in: dataset, interrupt: interrupt)
    let shown = active.first.flatMap {
      ActiveDays.days(in: plan.range, from: $0, of: dataset)
    }
    var counts: [GapCounts] = []
    for (key, users) in userGroups(plan, in: dataset) {
      try interrupt.check()
      var group = GapCounts(key: key)
      for user in users {
        let own = active.days[user].filter { shown?.contains($0) == true }
        let gaps = zip(own, own.dropFirst()).map { $1 - $0 }
        guard let median = Quantile.value(0.5, of: gaps.map(Double.init)) else { continue }
        for gap in gaps { group.gaps[gap, default: 0] += 1 }
        group.medians[median, default: 0] += 1
      }
      counts.append(group)
    }
    return answer(plan, counts, on: dataset)
  }

  /// The answer to what either engine counted.
  static func answer(_ plan: Plan, _ counts: [GapCounts], on dataset: Dataset) -> Answer {
    let keys = plan.dimensions.map(\.column)
    var summary = ResultTable(
      "interval",
      columns: keys + [
        ResultColumn("users", .int), ResultColumn("gaps", .int), ResultColumn("q1", .float),
        ResultColumn("median", .float), ResultColumn("q3", .float),
        ResultColumn("typical", .float), ResultColumn("suggests", .text),
      ])
    var distribution = ResultTable(
      "gaps",
      columns: keys + [
        ResultColumn("days", .int), ResultColumn("gaps", .int), ResultColumn("share", .rate),
        ResultColumn("cumulative", .rate),
      ])
    var bases: [Int] = []
    for group in counts where group.users > 0 || group.key.isEmpty {
      bases.append(group.users)
      summary.append(group.key + row(group))
      for row in distributed(group.gaps) { distribution.append(group.key + row) }
    }
    let small =
      bases.count == 1
      ? Warning.smallSample(bases[0], of: Phrase("users", "用户"))
      : Warning.smallGroups(bases, of: Phrase("users", "用户"))
    return Answer(
      tables: [summary, distribution], rule: plan.rule,
      warnings: plan.population.warnings + plan.start.warnings
        + plan.dimensions.flatMap(\.warnings) + (small.map { [$0] } ?? []),
      notes: RuleLine.asofNote(dataset).map { [$0] } ?? [])
  }

  /// Quartiles of all gaps; typical is the wait within which the median gap of 80% of the users
  /// with two or more active days lies.
  private static func row(_ group: GapCounts) -> [Cell] {
    let all = group.all
    let typical = Quantile.value(0.8, ofSorted: group.allMedians)
    return [
      .int(group.users), .int(all.count), Cell(Quantile.value(0.25, ofSorted: all)),
      Cell(Quantile.value(0.5, ofSorted: all)), Cell(Quantile.value(0.75, ofSorted: all)),
      Cell(typical), typical.map { .text(suggestion(for: $0).rawValue) } ?? .missing,
    ]
  }

  /// The shortest period that holds a wait of so many days.
  private static func suggestion(for days: Double) -> CalendarUnit {
    switch days {
    case ...1: .day
    case ...7: .week
    case ...31: .month
    case ...92: .quarter
    default: .year
    }
  }

  private static func distributed(_ gaps: [Int: Int]) -> [[Cell]] {
    let all = gaps.values.reduce(0, +)
    var sum = 0
    return gaps.sorted { $0.key < $1.key }.map { days, count in
      sum += count
      return [.int(days), .int(count), .quotient(count, all), .quotient(sum, all)]
    }
  }
}
