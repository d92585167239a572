import Engine
import Language
import Reporting

extension Cohort {
  /// The plan of `using stickiness` and `using interval`, which follow active days, not returns.
  ///
  /// Throws E358 for clauses and settings of retention.
  static func activityPlan(
    _ call: VerbCall, word: Word, events: Events, range: InstantRange, period: CalendarUnit?,
    dimensions: [UserDimension], in scope: Scope
  ) throws(Diagnostic) -> Plan {
    let dataset = scope.dataset
    if events.written.count > 1 {
      throw .notOfActivity(
        word, Phrase("second event", "第二个事件"), at: events.written[1].place.span)
    }
    let refused: Set<ClauseKeyword> = [.at, .within, .with, .compare, .sort, .limit, .as]
    for clause in call.clauses where refused.contains(clause.keyword) {
      let name = Phrase.word(clause.keyword.rawValue)
      throw .notOfActivity(
        word, Phrase("'\(name.english)'", "“\(name.chinese)”"), at: clause.place.span)
    }
    let isSticky = word.text == "stickiness"
    if let period, !isSticky || (period != .day && period != .month),
      case .by(let written) = call.clause(.by)?.body,
      let guilty = written.first(where: { $0.timeUnit != nil })
    {
      throw .notOfActivity(
        word,
        isSticky
          ? Phrase("period but day and month", "日、月以外的时间段") : Phrase("period", "时间段"),
        at: guilty.place.span)
    }
    let population = try scope.population(of: call)
    let unit = period ?? .day
    let start = events.written.isEmpty ? scope.activeSelector : events.start
    let label = events.written.isEmpty ? Phrase("any activity", "任意活跃行为") : events.startLabel
    var rule = [label]
    rule += isSticky ? stickinessRule(unit) : intervalRule
    if let counted = population.rule { rule.append(counted) }
    if let dates = RuleLine.range(range, in: dataset, of: Phrase("days", "日期")) {
      rule.append(dates)
    }
    rule.append(RuleLine.ground(of: dataset))
    return Plan(
      question: isSticky ? .stickiness(unit) : .interval, start: start, returning: start,
      startLabel: label, returnLabel: label, period: period, columns: nil,
      dimensions: dimensions, entry: .first, reading: .exact, isElapsed: false, times: 1,
      average: .weighted, keepsImmature: false, range: range, population: population,
      comparison: nil, fit: nil,
      order: CohortOrder(key: nil, ascending: true, limit: nil),
      chart: try chart(of: call, among: isSticky ? [.line, .none] : [.bar, .none]), saving: nil,
      valueLabels: dataset.labels.values, rule: RuleLine.joined(rule))
  }

  private static func stickinessRule(_ unit: CalendarUnit) -> [Phrase] {
    [
      unit == .month
        ? Phrase(
          "mean daily users over all days of the month ÷ users of the month",
          "当月全部日子的平均日活 ÷ 当月活跃用户")
        : Phrase(
          "users of the day ÷ users of the 30 days that end with it", "当日用户 ÷ 截至当日 30 天的用户"),
      Phrase("users", "用户"),
    ]
  }

  private static let intervalRule: [Phrase] = [
    Phrase("days from one active day of a user to the next", "用户相邻两个活跃日之间的天数"),
    Phrase("the wait after the last is left out", "最后一次之后的等待不计"),
  ]

  static func activityWords(_ plan: Plan, on dataset: Dataset) -> Phrase {
    let (zone, day) = (dataset.calendar.zone, dataset.asof.day.label)
    let what = plan.startLabel
    let pieces: Phrase =
      switch plan.question {
      case .stickiness(.month):
        Phrase(
          "For each month: the mean number of users a day who do \(what.english), over all its"
            + " days, divided by the users of the month.",
          "逐月：做“\(what.chinese)”的日均用户数（按当月全部日子平均）÷ 当月用户数。")
      case .stickiness:
        Phrase(
          "For each day: the users who do \(what.english), divided by those of the 30 days that"
            + " end with it.",
          "逐日：当日做“\(what.chinese)”的用户数 ÷ 截至当日 30 天内的用户数。")
      case .interval, .retention, .peer:
        Phrase(
          "For each user: the days from one active day (\(what.english)) to the next; a user's last"
            + " wait is not over and is left out.",
          "逐个用户：相邻两个活跃日（\(what.chinese)）之间的天数；最后一次之后的等待尚未结束，不计入。")
      }
    return pieces
      + Phrase(
        "\nDays are cut in \(zone); the data is read to the end of \(day).",
        "\n按 \(zone) 划分日期，数据读到 \(day) 日终。")
  }
}

extension Cohort.FitShape {
  /// A piece of the rule line.
  var phrase: Phrase {
    switch self {
    case .sbg: Phrase("sBG of those still there, maximum likelihood", "sBG：仍在者，极大似然")
    case .power: Phrase("power curve a·k^-b, weighted least squares", "幂曲线 a·k^-b，加权最小二乘")
    case .exponential:
      Phrase("exponential curve a·e^(-bk), weighted least squares", "指数曲线 a·e^(-bk)，加权最小二乘")
    }
  }
}
