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
    guard !steps[0].isOptional else { throw .optionalEntry(at: events[0].place.span) }
    let reader = FunnelReader(call: call, scope: scope, steps: steps)
    let range = try scope.range(of: call)
    let words = FunnelWords(call)
    let rules = try reader.rules(words)
    let unit = try reader.unit(words, rules)
    try reader.refuseConflicts(words, rules, unit)
    var touch = try reader.touch(rules)
    var breakdown: [Breakdown] = []
    if case .by(let dimensions) = call.clause(.by)?.body {
      let touched: Int = if case .step(let step) = touch { step } else { 0 }
      for dimension in dimensions {
        breakdown.append(try self.breakdown(dimension, steps, touched, rules, in: scope))
      }
    }
    if touch != nil, unit == .entries { throw try reader.uselessTouch(of: "entries") }
    let hasProperty = breakdown.contains { if case .entryProperty = $0 { true } else { false } }
    if touch != nil, !hasProperty { throw try reader.uselessTouch(of: nil) }
    try reader.refuseByPeer(words, rules, unit, breakdown)
    if rules.peer == .posthog, hasProperty { touch = touch ?? .first }
    let usesAll = try reader.usesAll(words) || rules.peer != nil
    let population = try scope.population(of: call)
    let comparison = try reader.comparison(range, population)
    return Plan(
      steps: steps, rules: rules, range: range, population: population, unit: unit,
      usesAll: usesAll, breakdown: breakdown, touch: touch, comparison: comparison,
      isComparedWithOurs: try reader.comparesOurs(rules, breakdown), bins: try reader.bins(),
      order: try reader.order(breakdown), chart: try reader.chart(breakdown),
      saving: try reader.saving(unit), valueLabels: scope.dataset.labels.values,
      rule: FunnelRuleLine(
        rules: rules, range: range, population: population, unit: unit, breakdown: breakdown,
        touch: touch, usesAll: usesAll, comparison: comparison, dataset: scope.dataset
      ).phrase)
  }

  private static func step(
    _ event: EventSyntax, in scope: Scope
  ) throws(Diagnostic) -> Plan.Step {
    let flags = event.alternatives.map(\.isOptional)
    if flags.contains(true), flags.contains(false) || hasInnerMark(event) {
      throw .halfOptional(at: event.place.span)
    }
    if !flags.contains(true), hasInnerMark(event) { throw .halfOptional(at: event.place.span) }
    return Plan.Step(
      selector: try scope.selector(for: event), name: scope.canonicalName(of: event),
      label: scope.text(of: event), isOptional: flags.contains(true))
  }

  /// Whether an event inside brackets is marked by itself.
  private static func hasInnerMark(_ event: EventSyntax) -> Bool {
    event.alternatives.contains { term in
      guard case .group(let inner) = term.kind else { return false }
      return inner.alternatives.contains(where: \.isOptional) || hasInnerMark(inner)
    }
  }

  private static func breakdown(
    _ dimension: Dimension, _ steps: [Plan.Step], _ touched: Int, _ rules: Rules, in scope: Scope
  ) throws(Diagnostic) -> Breakdown {
    if let unit = dimension.timeUnit { return .entryPeriod(unit) }
    if case .name(let name) = dimension, let qualifier = name.qualifier,
      scope.sets[qualifier.text] == nil, let selector = try? scope.selector(named: qualifier)
    {
      let entries = rules.order == .anyOrder ? steps : [steps[touched]]
      guard entries.contains(where: { $0.selector.mayMeet(selector) }) else {
        throw .notTheEntry(name, step: steps[touched].name, number: touched + 1)
      }
      let (index, column) = try scope.property(name.word)
      try scope.checkPersonal(column.name, at: name.place.span)
      return .entryProperty(
        index, name: scope.text(of: name.word, in: qualifier), type: column.type)
    }
    return .user(try scope.userDimension(dimension))
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
