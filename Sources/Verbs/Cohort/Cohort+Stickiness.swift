import Engine
import Reporting
import Statistics

extension Cohort {
  /// How much of a month's users come on a day.
  ///
  /// By day: users of the day, of the 7 and of the 30 days that end with it; ratio = dau ÷ mau. By
  /// month: mean daily users over all days of the month ÷ users of the month.
  static func stickiness(
    _ plan: Plan, by unit: CalendarUnit, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    if let counts = try ActivityKernel(plan, by: unit, dataset)?.counts(interrupt) {
      return try answer(plan, by: unit, counts, on: dataset)
    }
    let counts = try followedActivity(plan, by: unit, dataset, interrupt)
    return try answer(plan, by: unit, counts, on: dataset)
  }

  /// The counts by the reading that follows every rule.
  static func followedActivity(
    _ plan: Plan, by unit: CalendarUnit, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> ActivityCounts {
    let active = try ActiveDays(of: plan, in: dataset, interrupt: interrupt)
    var counts = ActivityCounts(first: active.first)
    if let shown = counts.shown(plan, in: dataset) {
      let groups = userGroups(plan, in: dataset)
      try checkCells(shown.count &* groups.count, in: dataset)
      for (key, users) in groups {
        try interrupt.check()
        let days = users.map { active.days[$0] }.filter { !$0.isEmpty }
        if days.isEmpty { continue }
        var group = ActivityCounts.Group(key: key, users: days.count)
        if unit == .day {
          group.daily = daily(days, shown)
        } else {
          group.monthly = monthly(days, dataset)
        }
        group.frequency = byNumberOfDays(days, shown)
        counts.groups.append(group)
      }
    }
    return counts
  }

  /// The answer to what either engine counted.
  static func answer(
    _ plan: Plan, by unit: CalendarUnit, _ counts: ActivityCounts, on dataset: Dataset
  ) throws(Diagnostic) -> Answer {
    let keys = plan.dimensions.map(\.column)
    var activity = ResultTable(
      "activity",
      columns: keys + [
        ResultColumn("period", .date), ResultColumn("dau", unit == .day ? .int : .float),
        ResultColumn("wau", .int), ResultColumn("mau", .int), ResultColumn("ratio", .rate),
        ResultColumn("complete", .bool),
      ])
    var frequency = ResultTable(
      "days",
      columns: keys + [
        ResultColumn("days", .int), ResultColumn("users", .int), ResultColumn("share", .rate),
        ResultColumn("at_least", .int), ResultColumn("at_least_share", .rate),
      ])
    if let shown = counts.shown(plan, in: dataset) {
      for group in counts.groups {
        let rows =
          unit == .day ? counts.days(of: group, shown) : counts.months(of: group, shown, dataset)
        for row in rows { activity.append(group.key + row) }
        for row in counts.byNumberOfDays(group) { frequency.append(group.key + row) }
      }
    }
    let most = counts.groups.map(\.users).max() ?? 0
    var notes: [Phrase] = []
    if activity.rows.contains(where: { $0.last == .bool(false) }) {
      notes.append(
        unit == .day
          ? Phrase(
            "the first 29 days have no 30 days behind them and are marked incomplete",
            "最初 29 天之前不足 30 天，标记为未完")
          : Phrase(
            "a month that is not over is divided by its days so far and marked incomplete",
            "尚未结束的月份按已过天数计算，标记为未完"))
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    let small = Warning.smallSample(most, of: Phrase("users", "用户"))
    return Answer(
      tables: [activity, frequency], rule: plan.rule,
      warnings: plan.population.warnings + plan.start.warnings
        + plan.dimensions.flatMap(\.warnings) + (small.map { [$0] } ?? []), notes: notes)
  }

  /// Users with an active day in the `window` days that end with each day shown.
  private static func trailing(
    _ days: [[Int]], _ shown: ClosedRange<Int>, window: Int
  ) -> [Int] {
    var steps = [Int](repeating: 0, count: shown.count + 1)
    for own in days {
      var covered = Int.min
      for day in own {
        // Days already covered by an earlier active day count once.
        let low = max(day, covered, shown.lowerBound)
        let end = day &+ window
        covered = end
        let high = min(end, shown.upperBound + 1)
        guard low < high else { continue }
        steps[low - shown.lowerBound] += 1
        steps[high - shown.lowerBound] -= 1
      }
    }
    var sum = 0
    return steps.dropLast().map { step in
      sum += step
      return sum
    }
  }

  private static func daily(_ days: [[Int]], _ shown: ClosedRange<Int>) -> [Int: ActivityCounts.Day]
  {
    let counts = [1, 7, 30].map { trailing(days, shown, window: $0) }
    return Dictionary(
      shown.enumerated().map { index, day in
        (
          day,
          ActivityCounts.Day(dau: counts[0][index], wau: counts[1][index], mau: counts[2][index])
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func monthly(
    _ days: [[Int]], _ dataset: Dataset
  ) -> [Int: ActivityCounts.Month] {
    var months: [Int: ActivityCounts.Month] = [:]
    for own in days {
      var last = Int.min
      for day in own {
        let month = dataset.calendar.period(of: CivilDay(number: day), unit: .month)
        months[month, default: .init()].visits += 1
        if month != last { months[month]?.users += 1 }
        last = month
      }
    }
    return months
  }

  private static func byNumberOfDays(
    _ days: [[Int]], _ shown: ClosedRange<Int>
  ) -> [Int: Int] {
    var counts: [Int: Int] = [:]
    for own in days {
      let number = own.count { shown.contains($0) }
      if number > 0 { counts[number, default: 0] += 1 }
    }
    return counts
  }
}
