import Engine
import Language
import Reporting
import Statistics

extension Feedback {
  static let countColumns = [
    ResultColumn("responses", .int), ResultColumn("promoters", .int),
    ResultColumn("passives", .int), ResultColumn("detractors", .int),
    ResultColumn("nps", .float), ResultColumn("low", .float), ResultColumn("high", .float),
  ]

  public static func evaluate(
    _ plan: Plan, on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> Answer {
    guard let answers = dataset.feedback else { return Answer(tables: [], rule: plan.rule) }
    let grouping = MultiGrouping(
      plan.breakdown.map { $0.grouping(in: dataset, answers) }, rows: answers.count)
    try interrupt.check()
    var tallies = Array(repeating: ScoreTally(), count: grouping.keys.count)
    var total = ScoreTally()
    for row in chosen(plan, answers, dataset) {
      tallies[Int(grouping.groupOf[row])].add(answers.scores[row])
      total.add(answers.scores[row])
    }
    try checkInvariants(total, tallies)
    var table = ResultTable("nps", columns: plan.breakdown.map(\.column) + countColumns)
    for (key, tally) in zip(grouping.keys, tallies) {
      if tally.responses > 0 || plan.breakdown.isEmpty { table.append(key + tally.row) }
    }
    let scores = ResultTable(
      "scores", columns: [ResultColumn("score", .int), ResultColumn("answers", .int)],
      rows: total.counts.enumerated().map { [.int($0.offset), .int($0.element)] })
    return Answer(
      tables: [plan.order.apply(to: table), scores], rule: plan.rule,
      warnings: warnings(plan, total, tallies), notes: notes(plan, dataset, answers, total))
  }

  /// The rows of the answers that are asked about.
  private static func chosen(
    _ plan: Plan, _ answers: FeedbackTable, _ dataset: Dataset
  ) -> [Int] {
    let kinds = plan.kind.map { kind in
      (0..<answers.count).map { answers.kinds?.cell($0) == .text(kind) }
    }
    let holds = plan.condition?.mask(in: dataset)
    return (0..<answers.count).filter { row in
      (kinds?[row] ?? true) && (holds?[row] ?? true)
        && (plan.users?.contains(Int(answers.users[row])) ?? true)
        && (plan.range.isAll
          || answers.times[row] != PropertyColumn.missing
            && plan.range.contains(answers.times[row]))
    }
  }

  private static func checkInvariants(
    _ total: ScoreTally, _ groups: [ScoreTally]
  ) throws(Diagnostic) {
    let sum = groups.reduce(0) { $0 + $1.responses }
    let parts = total.promoters + total.passives + total.detractors
    if sum != total.responses || parts != total.responses {
      throw .brokenInvariant("feedback answers")
    }
  }

  private static func warnings(
    _ plan: Plan, _ total: ScoreTally, _ groups: [ScoreTally]
  ) -> [Warning] {
    let unit = Phrase("answers", "回答")
    var warnings = plan.condition?.warnings ?? []
    for case .answer(let dimension) in plan.breakdown { warnings += dimension.warnings }
    let small =
      plan.breakdown.isEmpty
      ? Warning.smallSample(total.responses, of: unit)
      : Warning.smallGroups(groups.map(\.responses).filter { $0 > 0 }, of: unit)
    if let small { warnings.append(small) }
    return warnings
  }

  private static func notes(
    _ plan: Plan, _ dataset: Dataset, _ answers: FeedbackTable, _ total: ScoreTally
  ) -> [Phrase] {
    var notes: [Phrase] = []
    if total.unscored > 0 {
      notes.append(
        Phrase(
          "\(total.unscored) of \(total.answers) answers have no score and are left out",
          "\(total.answers) 份回答中有 \(total.unscored) 份没有分数，未计入"))
    }
    if total.offScale > 0 {
      notes.append(
        Phrase(
          "\(total.offScale) of \(total.answers) answers have a score that is no whole number from"
            + " 0 to 10 and are left out",
          "\(total.answers) 份回答中有 \(total.offScale) 份的分数不是 0 至 10 的整数，未计入"))
    }
    let untimed = answers.times.count { $0 == PropertyColumn.missing }
    if !plan.range.isAll, untimed > 0 {
      notes.append(
        Phrase(
          "\(untimed) answers without a time lie in no range", "\(untimed) 份回答没有时间，不属于任何时间范围"))
    }
    for case .period(let unit) in plan.breakdown {
      if let note = RuleLine.runningPeriod(unit, in: dataset) { notes.append(note) }
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return notes
  }
}

extension Feedback.Breakdown {
  fileprivate func grouping(in dataset: Dataset, _ answers: FeedbackTable) -> Grouping {
    switch self {
    case .answer(let dimension): return dimension.grouping(in: dataset)
    case .period(let unit):
      let calendar = dataset.calendar
      let numbers = answers.times.map { time in
        time == PropertyColumn.missing ? nil : calendar.period(of: time, unit: unit)
      }
      let distinct = Set(numbers.compactMap { $0 }).sorted()
      let groups = Dictionary(
        distinct.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
      let missing = Int32(distinct.count)
      let keys = distinct.map { Cell.text(calendar.label(ofPeriod: $0, unit: unit)) }
      return Grouping(
        keys: numbers.contains(nil) ? keys + [.missing] : keys,
        groupOf: numbers.map { number in number.flatMap { groups[$0] } ?? missing })
    }
  }
}
