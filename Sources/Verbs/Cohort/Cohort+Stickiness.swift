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
    let active = try ActiveDays(of: plan, in: dataset, interrupt: interrupt)
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
    var most = 0
    if let first = active.first,
      let shown = ActiveDays.days(in: plan.range, from: first, of: dataset)
    {
      let groups = userGroups(plan, in: dataset)
      try checkCells(shown.count &* groups.count, in: dataset)
      for (key, users) in groups {
        try interrupt.check()
        let days = users.map { active.days[$0] }.filter { !$0.isEmpty }
        if days.isEmpty { continue }
        let rows =
          unit == .day
          ? daily(days, shown, first: first) : monthly(days, shown, dataset, first: first)
        for row in rows { activity.append(key + row) }
        for row in byNumberOfDays(days, shown) { frequency.append(key + row) }
        most = max(most, days.count)
      }
    }
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

  private static func daily(
    _ days: [[Int]], _ shown: ClosedRange<Int>, first: Int
  ) -> [[Cell]] {
    let counts = [1, 7, 30].map { trailing(days, shown, window: $0) }
    return shown.enumerated().map { index, day in
      let (dau, wau, mau) = (counts[0][index], counts[1][index], counts[2][index])
      return [
        .text(CivilDay(number: day).label), .int(dau), .int(wau), .int(mau),
        .quotient(dau, mau), .bool(day &- 29 >= first),
      ]
    }
  }

  private static func monthly(
    _ days: [[Int]], _ shown: ClosedRange<Int>, _ dataset: Dataset, first: Int
  ) -> [[Cell]] {
    let calendar = dataset.calendar
    func month(_ day: Int) -> Int { calendar.period(of: CivilDay(number: day), unit: .month) }
    let (low, high) = (month(shown.lowerBound), month(shown.upperBound))
    var visits = [Int](repeating: 0, count: high - low + 1)
    var users = visits
    for own in days {
      var last = Int.min
      for day in own {
        let place = month(day)
        guard place >= low, place <= high else { continue }
        visits[place - low] += 1
        if place != last { users[place - low] += 1 }
        last = place
      }
    }
    let today = dataset.asof.day.number
    return (low...high).map { number in
      let begin = calendar.firstDay(ofPeriod: number, unit: .month).number
      let end = calendar.firstDay(ofPeriod: number + 1, unit: .month).number
      let mean = Double(visits[number - low]) / Double(min(end, today + 1) - begin)
      let mau = users[number - low]
      return [
        .text(calendar.label(ofPeriod: number, unit: .month)), .real(mean), .missing, .int(mau),
        mau == 0 ? .missing : .real(mean / Double(mau)), .bool(end <= today + 1),
      ]
    }
  }

  private static func byNumberOfDays(
    _ days: [[Int]], _ shown: ClosedRange<Int>
  ) -> [[Cell]] {
    var counts: [Int: Int] = [:]
    for own in days {
      let number = own.count { shown.contains($0) }
      if number > 0 { counts[number, default: 0] += 1 }
    }
    let all = counts.values.reduce(0, +)
    var left = all
    return counts.keys.sorted().map { number in
      let users = counts[number] ?? 0
      defer { left -= users }
      return [
        .int(number), .int(users), .quotient(users, all), .int(left), .quotient(left, all),
      ]
    }
  }
}
