import Engine
import Language
import Reporting

extension Funnel {
  public static func plan(_ call: VerbCall, in scope: Scope) throws(Diagnostic) -> Plan {
    guard case .steps(let events) = call.subject, events.count >= 2 else {
      throw .fewSteps(at: call.verb.place.span)
    }
    guard events.count <= mostSteps else {
      throw .manySteps(events.count, at: events[mostSteps].place.span)
    }
    var steps: [Plan.Step] = []
    for event in events { steps.append(try step(event, in: scope)) }
    let range = try scope.range(of: call)
    var window: CalendarSpan?
    if let clause = call.clause(.within), case .within(let duration, let each) = clause.body {
      guard !each else { throw .notYet("within … each", verb: "funnel", at: clause.place.span) }
      window = try scope.span(duration, at: clause.place.span)
    }
    var unit = EventUnits.Kind.user
    if case .using(let words) = call.clause(.using)?.body {
      if words.contains(where: { $0.text == "session" }) { unit = .session }
    }
    var breakdown: [Breakdown] = []
    if case .by(let dimensions) = call.clause(.by)?.body {
      for dimension in dimensions {
        breakdown.append(try self.breakdown(dimension, first: steps[0], in: scope))
      }
    }
    let population = try scope.population(of: call)
    let dataset = scope.dataset
    var rule = [Phrase("ordered", "有序"), windowRule(window, range: range), unitRule(unit, dataset)]
    if let counted = population.rule { rule.append(counted) }
    if let dates = RuleLine.range(range, in: dataset, of: Phrase("entries", "进入")) {
      rule.append(dates)
    }
    rule.append(RuleLine.ground(of: dataset, weeks: breakdown.contains(.entryPeriod(.week))))
    return Plan(
      steps: steps, window: window, range: range, population: population, unit: unit,
      breakdown: breakdown, valueLabels: dataset.labels.values, rule: RuleLine.joined(rule))
  }

  private static func step(
    _ event: EventSyntax, in scope: Scope
  ) throws(Diagnostic) -> Plan.Step {
    for term in event.alternatives where term.isOptional {
      throw .notYet("E?", verb: "funnel", at: term.place.span)
    }
    let selector = try scope.selector(for: event)
    return Plan.Step(
      selector: selector, name: scope.canonicalName(of: event), label: scope.text(of: event))
  }

  private static func breakdown(
    _ dimension: Dimension, first: Plan.Step, in scope: Scope
  ) throws(Diagnostic) -> Breakdown {
    if case .name(let name) = dimension {
      if name.qualifier == nil, !name.word.quoted, let unit = CalendarUnit(rawValue: name.word.text)
      {
        return .entryPeriod(unit)
      }
      if let qualifier = name.qualifier, scope.sets[qualifier.text] == nil,
        let selector = try? scope.selector(named: qualifier)
      {
        guard first.selector.mayMeet(selector) else {
          throw .notTheEntry(name, first: first.name)
        }
        let (index, column) = try scope.property(name.word)
        try scope.checkPersonal(column.name, at: name.place.span)
        return .entryProperty(
          index, name: scope.text(of: name.word, in: qualifier), type: column.type)
      }
    }
    return .user(try scope.userDimension(dimension))
  }

  private static func windowRule(_ window: CalendarSpan?, range: InstantRange) -> Phrase {
    guard let window else {
      return range.isAll
        ? Phrase("no window", "无窗口") : Phrase("no window, all steps in the range", "无窗口，各步均在范围内")
    }
    let text = "\(window.count)\(window.unit.rawValue)"
    return Phrase("window \(text) from the entry, end included", "窗口 \(text)，自进入起，含终点")
  }

  private static func unitRule(_ unit: EventUnits.Kind, _ dataset: Dataset) -> Phrase {
    switch unit {
    case .user: return Phrase("users", "用户")
    case .session:
      return dataset.events.sessions != nil
        ? Phrase("sessions", "会话")
        : Phrase("sessions cut after 30min of silence", "会话（静默 30 分钟切分）")
    }
  }
}

extension EventSelector {
  /// Whether some event could be of both kinds, by their codes alone.
  func mayMeet(_ other: EventSelector) -> Bool {
    guard let mine = possibleCodes, let theirs = other.possibleCodes else { return true }
    return !mine.isDisjoint(with: theirs)
  }

  /// Nil stands for every code.
  private var possibleCodes: Set<UInt16>? {
    switch self {
    case .any: return nil
    case .codes(let codes): return Set(codes)
    case .filtered(let inner, _), .first(let inner): return inner.possibleCodes
    case .or(let parts):
      var all: Set<UInt16> = []
      for part in parts {
        guard let codes = part.possibleCodes else { return nil }
        all.formUnion(codes)
      }
      return all
    }
  }
}

extension Diagnostic {
  fileprivate static func fewSteps(at span: Span) -> Diagnostic {
    Diagnostic(
      "E301", Phrase("a funnel needs at least two steps", "漏斗至少需要两个步骤"), at: span,
      notes: [Phrase("for example funnel visit -> pay", "例如 漏斗 访问 -> 支付")])
  }

  fileprivate static func manySteps(_ count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      "E302",
      Phrase(
        "a funnel takes at most \(Funnel.mostSteps) steps, found \(count)",
        "漏斗最多 \(Funnel.mostSteps) 步，这里有 \(count) 步"), at: span,
      notes: [Phrase("cut the funnel in two", "请拆成两个漏斗")])
  }

  fileprivate static func notTheEntry(_ name: Name, first: String) -> Diagnostic {
    Diagnostic(
      "E308",
      Phrase(
        "a funnel is split by the property of its entry, '\(first)'",
        "漏斗按进入事件 '\(first)' 的属性拆分"),
      at: name.place.span,
      notes: [Phrase("type: by \(first).\(name.word.text)", "请输入：按 \(first).\(name.word.text)")])
  }
}
