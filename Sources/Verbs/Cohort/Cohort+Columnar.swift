import Charts
import Engine
import Language
import Reporting
import Statistics

extension Cohort {
  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    let members = try members(of: plan, in: dataset, interrupt: interrupt)
    let grouping = plan.dimensions.map { $0.grouping(in: dataset) }
    var groups: [[Int32]: [Member]] = [:]
    for member in members {
      let key = grouping.map { grouping -> Int32 in
        let code = grouping.groupOf[member.user]
        return code < 0 ? .max : code
      }
      groups[key, default: []].append(member)
    }
    if groups.isEmpty, plan.dimensions.isEmpty { groups[[]] = [] }
    try checkSize(groups.values.map { $0.map(\.day) }, of: plan, in: dataset)
    var retention = ResultTable("retention", columns: columns(of: plan))
    var average = ResultTable("average", columns: averageColumns(of: plan))
    var bases: [Int] = []
    for key in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      try interrupt.check()
      let cells = zip(grouping, key).map { grouping, code in
        grouping.keys.indices.contains(Int(code)) ? grouping.keys[Int(code)] : Cell.missing
      }
      let counter = try CohortCounter(
        plan: plan, dataset: dataset, members: groups[key] ?? [], interrupt: interrupt)
      for (number, row) in counter.cells.enumerated() {
        if number & 0xFFFF == 0 { try interrupt.check() }
        try row.checkInvariants()
        retention.append(cells + row.row(of: plan))
      }
      bases += counter.bases
      for row in counter.averages { average.append(cells + row.row(of: plan)) }
    }
    return Answer(
      tables: [retention, average], rule: plan.rule, warnings: warnings(bases, plan),
      notes: notes(plan, dataset, members: members))
  }

  /// Ten years by day make 6.7 million pairs of days, half of them past; a single date in the year
  /// 9999 adds three million to every day.
  private static let mostCells = 5_000_000

  /// Throws E408 for triangles that nobody could read and no memory hold.
  private static func checkSize(
    _ groups: [[CivilDay]], of plan: Plan, in dataset: Dataset
  ) throws(Diagnostic) {
    guard let unit = plan.period, plan.points == nil else { return }
    let calendar = dataset.calendar
    let last = calendar.period(of: dataset.asof.day, unit: unit)
    var cells = 0
    for days in groups {
      for cohort in Set(days.map { calendar.period(of: $0, unit: unit) }) {
        cells &+= max(0, last &- cohort &+ 1)
      }
    }
    guard cells > mostCells else { return }
    let (found, most) = (NumberText.count(cells), NumberText.count(mostCells))
    let today = calendar.label(ofPeriod: dataset.asof.day.number, unit: .day)
    throw Diagnostic(
      "E408",
      Phrase(
        "expected at most \(most) cells, found \(found) up to \(today)",
        "最多 \(most) 个单元格，到 \(today) 为止却有 \(found) 个"), at: nil,
      notes: [
        Phrase(
          "take longer periods, such as by month, or an earlier day: set asof = 2024-06-30",
          "请用更长的周期，如 按 月，或更早的截止日：设置 asof = 2024-06-30")
      ])
  }

  /// A user of some cohort.
  struct Member {
    let user: Int
    /// The local day of the first E0.
    let day: CivilDay
    /// Local days of E1 from the instant of E0 on, ascending, each once.
    let returns: [CivilDay]
  }

  private static func members(
    of plan: Plan, in dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> [Member] {
    let log = dataset.events
    let starts = plan.start.mask(in: dataset)
    let returns = plan.returning.mask(in: dataset)
    let users = plan.population.users(in: dataset)
    var members: [Member] = []
    for user in 0..<log.userCount {
      if user & 0xFFF == 0 { try interrupt.check() }
      let rows = log.rows(of: user)
      guard users.contains(user), let first = rows.first(where: { starts[$0] }),
        plan.range.contains(log.times[first])
      else { continue }
      let instant = log.times[first]
      var days: [CivilDay] = []
      for row in rows where returns[row] && log.times[row] >= instant {
        let day = dataset.calendar.day(of: log.times[row])
        if days.last != day { days.append(day) }
      }
      members.append(Member(user: user, day: dataset.calendar.day(of: instant), returns: days))
    }
    return members
  }

  private static func columns(of plan: Plan) -> [ResultColumn] {
    plan.dimensions.map { ResultColumn($0.name, $0.type) } + [
      ResultColumn("cohort", plan.period == nil ? .text : .date), ResultColumn("size", .int),
      ResultColumn("mature", .int), ResultColumn("offset", .int), ResultColumn("users", .int),
      ResultColumn("rate", .rate), ResultColumn("complete", .bool), ResultColumn("low", .rate),
      ResultColumn("high", .rate),
    ] + (plan.points == nil ? [] : [ResultColumn("point", .text)])
  }

  private static func averageColumns(of plan: Plan) -> [ResultColumn] {
    plan.dimensions.map { ResultColumn($0.name, $0.type) } + [
      ResultColumn("offset", .int), ResultColumn("cohorts", .int), ResultColumn("users", .int),
      ResultColumn("rate", .rate), ResultColumn("mature", .int),
    ] + (plan.points == nil ? [] : [ResultColumn("point", .text)])
  }

  private static func warnings(_ bases: [Int], _ plan: Plan) -> [Warning] {
    let unit = Phrase("users", "用户")
    let warning =
      bases.count == 1
      ? Warning.smallSample(bases[0], of: unit) : Warning.smallGroups(bases, of: unit)
    return plan.population.warnings + plan.start.warnings + plan.returning.warnings
      + plan.dimensions.flatMap(\.warnings) + (warning.map { [$0] } ?? [])
  }

  private static func notes(
    _ plan: Plan, _ dataset: Dataset, members: [Member]
  ) -> [Phrase] {
    let calendar = dataset.calendar
    var notes = (plan.points ?? []).compactMap { point -> Phrase? in
      let young = members.count { !point.isOver(for: $0.day, in: calendar, asof: dataset.asof.day) }
      guard young > 0 else { return nil }
      return Phrase(
        "\(point.text): \(young) of \(members.count) users are too young and left out",
        "\(point.text)：\(members.count) 个用户中有 \(young) 个尚未到时点，未计入")
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return notes
  }
}

extension RetentionPoint {
  var calendarUnit: CalendarUnit {
    switch unit {
    case .day: .day
    case .week: .week
    case .month: .month
    }
  }

  var text: String { "\(unit.rawValue)\(offset)" }

  /// Whether the point's whole period lies before the end of `asof` for one who began on `day`.
  func isOver(for day: CivilDay, in calendar: LocalCalendar, asof: CivilDay) -> Bool {
    let period = calendar.period(of: day, unit: calendarUnit) &+ offset
    return calendar.firstDay(ofPeriod: period &+ 1, unit: calendarUnit) <= asof.advanced(by: 1)
  }
}
