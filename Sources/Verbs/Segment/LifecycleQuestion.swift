import Charts
import Engine
import Language
import Reporting

/// `segment by lifecycle, PERIOD using posthog`: the four states by period.
public struct LifecycleQuestion: Hashable, Sendable {
  let active: EventSelector
  let label: Phrase
  let unit: CalendarUnit
  /// PostHog's weeks begin on Sunday unless a project says otherwise.
  let weekStart: WeekStart
  let range: InstantRange
  let population: Population
  let rule: Phrase

  /// Reads a call; nil where it asks something else.
  ///
  /// Throws E391 for what PostHog's lifecycle does not take.
  init?(_ call: VerbCall, in scope: Scope) throws(Diagnostic) {
    guard case .by(let written) = call.clause(.by)?.body,
      written.contains(where: \.isLifecycle),
      case .using(let words) = call.clause(.using)?.body,
      words.contains(where: { $0.text == "posthog" })
    else { return nil }
    for word in words where word.text != "posthog" {
      throw .notOfLifecycle(at: word.place.span)
    }
    unit = try Self.unit(written)
    let allowed: Set<ClauseKeyword> = [
      .by, .using, .with, .from, .where, .since, .until, .last, .during, .chart,
    ]
    for clause in call.clauses where !allowed.contains(clause.keyword) {
      throw .notOfLifecycle(at: clause.place.span)
    }
    var start = WeekStart.sunday
    var event: (EventSelector, Phrase)?
    if case .with(let settings) = call.clause(.with)?.body {
      for setting in settings {
        if setting.key.text == "of", let syntax = Self.event(setting.value) {
          event = (try scope.selector(for: syntax), scope.text(of: syntax))
        } else if setting.key.text == "week", case .name(let name) = setting.value,
          let day = WeekStart(rawValue: name.text)
        {
          start = day
        } else {
          throw .notOfLifecycle(at: setting.key.place.span)
        }
      }
    }
    weekStart = start
    active = event?.0 ?? scope.activeSelector
    label = event?.1 ?? Phrase("any activity", "任意活跃行为")
    range = try scope.range(of: call)
    population = try scope.population(of: call, range: range)
    var own = scope.dataset
    own.calendar = own.calendar.starting(weekOn: start)
    var pieces = [
      Phrase(verbatim: "PostHog"), label,
      Phrase("new: first event of any kind", "新：首次任意事件"),
      Phrase("dormant: in the first period without activity", "沉睡：计入首个无活跃的时间段"),
      Phrase("users", "用户"),
    ]
    if let counted = population.rule { pieces.append(counted) }
    if let dates = RuleLine.range(range, in: own, of: Phrase("periods", "时间段")) {
      pieces.append(dates)
    }
    rule = RuleLine.joined(pieces + [RuleLine.ground(of: own, weeks: unit == .week)])
  }

  /// `of=pay`, or with a filter `of=did(pay[amount > 100])`.
  private static func event(_ value: SettingValue) -> EventSyntax? {
    switch value {
    case .name(let name) where name.qualifier == nil:
      let isAny = name.word.text == "any" && !name.word.quoted
      let term = EventTerm(isAny ? .any : .name(name.word), at: name.place)
      return EventSyntax(alternatives: [term], at: name.place)
    case .call(let call) where call.function.text == "did" && call.arguments.count == 1:
      if case .event(let event, property: nil, let then) = call.arguments[0], then.isEmpty {
        return event
      }
      return nil
    case .name, .call, .literal, .list: return nil
    }
  }

  private static func unit(_ written: [Dimension]) throws(Diagnostic) -> CalendarUnit {
    var unit: CalendarUnit?
    for dimension in written where !dimension.isLifecycle {
      guard unit == nil, let period = dimension.timeUnit else {
        throw .notOfLifecycle(at: dimension.place.span)
      }
      unit = period
    }
    return unit ?? .day
  }

  func answer(_ dataset: Dataset, _ interrupt: Interrupt) throws(Diagnostic) -> Answer {
    let calendar = dataset.calendar.starting(weekOn: weekStart)
    let states = try LifecycleStates(
      active.mask(in: dataset), of: population.users(in: dataset), by: unit, in: range,
      calendar: calendar, dataset: dataset, interrupt: interrupt)
    return try answer(states, on: dataset)
  }

  /// The answer to what either engine counted.
  func answer(_ states: LifecycleStates, on dataset: Dataset) throws(Diagnostic) -> Answer {
    let calendar = dataset.calendar.starting(weekOn: weekStart)
    try states.checkInvariants()
    let table = states.table(calendar, unit: unit, end: dataset.end)
    var warnings = population.warnings + active.warnings
    if let small = Warning.smallSample(
      states.periods.map(\.active).max() ?? 0, of: Phrase("users", "用户"))
    {
      warnings.append(small)
    }
    var notes: [Phrase] = []
    if table.rows.contains(where: { $0.last == .bool(false) }) {
      notes.append(
        Phrase(
          "the last period is not over: who may still come counts as dormant there",
          "最后一个时间段尚未结束：可能还会来的用户暂计为沉睡"))
    }
    if let note = RuleLine.asofNote(dataset) { notes.append(note) }
    return Answer(tables: [table], rule: rule, warnings: warnings, notes: notes)
  }

  func blocks(_ answer: Answer, on canvas: Canvas) -> [Block] {
    guard let table = answer.table("lifecycle") else { return [] }
    let most = 40
    let left = max(0, table.rows.count - most)
    let newest = ResultTable(
      table.name, columns: table.columns, rows: Array(table.rows.suffix(most)))
    let shown = newest.selecting(
      table.columns.map(\.name).filter { $0 != LifecycleStates.notReturning })
    return [
      .chart(
        shown.grid(
          title: Phrase("Lifecycle  ", "生命周期  ") + label, headings: Self.headings(unit),
          language: canvas.language,
          notes: left > 0
            ? [Phrase("\(left) older periods stand in the table", "另有 \(left) 个较早的时间段在表中")] : []
        ).draw(on: canvas))
    ]
  }

  private static func headings(_ unit: CalendarUnit) -> [String: Phrase] {
    [
      "period": unit.phrase, "active": Phrase("active", "活跃"), "new": Phrase("new", "新"),
      "returning": Phrase("returning", "持续"), "resurrecting": Phrase("resurrecting", "回流"),
      "dormant": Phrase("dormant", "沉睡"), "complete": Phrase("complete", "已完成"),
    ]
  }

  var words: Phrase {
    Phrase(
      "By PostHog's rules: of the users with \(label.english) in a period, new have their first"
        + " event of any kind in it, returning were active in the period before, resurrecting are"
        + " the rest.\nDormant were active in the period before and are not in this one; they are"
        + " shown as a negative number.",
      "按 PostHog 规则：在某时间段做了“\(label.chinese)”的用户中，首次任意事件在该段的为“新”，上一段也活跃的为“持续”，"
        + "其余为“回流”。\n上一段活跃而本段不活跃的为“沉睡”，以负数显示。")
  }
}

extension Dimension {
  /// `by lifecycle`.
  var isLifecycle: Bool {
    guard case .name(let name) = self, name.qualifier == nil, !name.word.quoted else {
      return false
    }
    return name.word.text == "lifecycle"
  }
}

extension Diagnostic {
  /// E391: a part of a question that the states by period do not take.
  fileprivate static func notOfLifecycle(at span: Span) -> Diagnostic {
    Diagnostic(
      "E391",
      Phrase("PostHog's lifecycle does not take this", "PostHog 的生命周期不接受此项"), at: span,
      notes: [
        Phrase(
          "for example segment by lifecycle, week using posthog with of=pay during 2024Q1",
          "例如 分群 按 生命周期, 周 口径 posthog 参数 of=支付 期间 2024Q1")
      ])
  }
}
