import Engine
import Language
import Reporting

extension Cohort {
  /// What is asked under a product's rules.
  public enum PeerQuestion: Hashable, Sendable {
    case retention(CohortRules)
    /// New, retained and churned users of each pair of periods.
    case newActivity(CohortRules)
    /// Users by the number of periods in which they were active.
    case activePeriods(PeerActivity)
    /// Users of trailing windows.
    case trailing(PeerActivity)

    var ruleSet: RuleSet {
      switch self {
      case .retention(let rules), .newActivity(let rules): rules.ruleSet
      case .activePeriods(let activity), .trailing(let activity): activity.ruleSet
      }
    }

    var unit: CalendarUnit {
      switch self {
      case .retention(let rules), .newActivity(let rules): rules.unit
      case .activePeriods(let activity), .trailing(let activity): activity.unit
      }
    }
  }

  /// The product that `using` names, with its word; nil for our own rules.
  static func ruleSet(of call: VerbCall) -> (RuleSet, Word)? {
    guard case .using(let words) = call.clause(.using)?.body else { return nil }
    for word in words {
      if let ruleSet = RuleSet(rawValue: word.text) { return (ruleSet, word) }
    }
    return nil
  }

  /// Throws E359 for words and settings of products where no product is named: they would be read
  /// as if they counted.
  static func refusePeerWords(of call: VerbCall) throws(Diagnostic) {
    if case .using(let words) = call.clause(.using)?.body {
      for word in words where word.text == "calendar" { throw .whichProduct(word) }
    }
    if case .with(let settings) = call.clause(.with)?.body {
      let own = Set(peerSettings.map(\.word))
      for setting in settings where own.contains(setting.key.text) {
        throw .whichProduct(setting.key)
      }
    }
  }

  /// The plan of `using posthog` and other products.
  ///
  /// Throws E359 for what the product does not know, E390 for points in other periods than its own.
  static func peerPlan(
    _ call: VerbCall, ruleSet: RuleSet, word: Word, in scope: Scope
  ) throws(Diagnostic) -> Plan {
    let reader = PeerReader(call: call, ruleSet: ruleSet, word: word, scope: scope)
    let range = try scope.range(of: call)
    let events = try Events(call, in: scope)
    let population = try scope.population(of: call)
    let question = try reader.question(events)
    let isActivity = question.isActivity
    let start =
      isActivity && events.written.isEmpty ? scope.activeSelector : events.start
    let startLabel =
      isActivity && events.written.isEmpty ? Phrase("any activity", "任意活跃行为") : events.startLabel
    var rule = [
      isActivity ? startLabel : startLabel + Phrase(verbatim: " → ") + events.returnLabel
    ]
    rule += question.rule
    if let counted = population.rule { rule.append(counted) }
    if let dates = RuleLine.range(range, in: scope.dataset, of: Phrase("began", "开始于")) {
      rule.append(dates)
    }
    rule.append(question.ground(of: scope.dataset))
    var plan = Plan(
      question: .peer(question), start: start, returning: isActivity ? start : events.returning,
      startLabel: startLabel, returnLabel: events.returnLabel, period: question.unit, columns: nil,
      dimensions: [], entry: .recurring, reading: .exact, isElapsed: false, times: 1,
      average: .weighted, keepsImmature: false, range: range, population: population,
      comparison: nil, fit: nil, order: CohortOrder(key: nil, ascending: true, limit: nil),
      chart: try chart(of: call, among: isActivity ? [.none] : [.heat, .none]), saving: nil,
      valueLabels: scope.dataset.labels.values, rule: RuleLine.joined(rule))
    plan.ours = try reader.ours()
    plan.listsUsers = !scope.privacy.isOn
    return plan
  }
}

extension Cohort.PeerQuestion {
  /// Whether active periods are followed instead of returns.
  var isActivity: Bool {
    switch self {
    case .retention: false
    case .newActivity, .activePeriods, .trailing: true
    }
  }
}

/// Reads the words of a call as one product understands them.
struct PeerReader {
  let call: VerbCall
  let ruleSet: Cohort.RuleSet
  /// Where the product is named.
  let word: Word
  let scope: Scope

  private var words: [Word] {
    if case .using(let words) = call.clause(.using)?.body { words } else { [] }
  }

  private func word(_ text: String) -> Word? { words.first { $0.text == text } }

  func question(_ events: Cohort.Events) throws(Diagnostic) -> Cohort.PeerQuestion {
    try checkWords()
    let isActivity = word("stickiness") != nil
    try checkClauses(isActivity: isActivity)
    let (period, split) = try breakdown()
    if isActivity || ruleSet == .kusto, events.written.count > 1 {
      throw .unknownToPeer(
        ruleSet, Phrase("second event", "第二个事件"), at: events.written[1].place.span)
    }
    if isActivity {
      if let split, let clause = call.clause(.by) {
        throw .unknownToPeer(
          ruleSet, Phrase("split by '\(split.column.name)' here", "在此按“\(split.column.name)”拆分"),
          at: clause.place.span)
      }
      return try PeerActivityReader(reader: self, period: period ?? .day).question()
    }
    let rules = try rules(period: period, split: split)
    return ruleSet == .kusto ? .newActivity(rules) : .retention(rules)
  }

  /// Words that a product knows beside its name.
  private var known: Set<String> {
    switch ruleSet {
    case .posthog: ["exact", "rolling", "recurring", "elapsed", "hours", "calendar", "stickiness"]
    case .mixpanel:
      [
        "exact", "rolling", "range", "streak", "recurring", "elapsed", "hours", "calendar",
        "stickiness",
      ]
    case .amplitude: ["exact", "rolling", "recurring", "elapsed", "hours", "calendar"]
    case .clickhouse: ["exact", "recurring", "calendar"]
    case .kusto: ["exact", "stickiness"]
    }
  }

  private func checkWords() throws(Diagnostic) {
    for other in words where other.text != word.text {
      if Cohort.RuleSet(rawValue: other.text) != nil { throw .twoReadings(word, other) }
      guard known.contains(other.text) else {
        throw .unknownToPeer(
          ruleSet, Phrase.usingWord(other.text).quoted, at: other.place.span,
          known: known.sorted())
      }
    }
    let readings = words.filter { Cohort.Reading(rawValue: $0.text) != nil }
    if let first = readings.first, let other = readings.first(where: { $0.text != first.text }) {
      throw .twoReadings(first, other)
    }
    if let hours = word("elapsed") ?? word("hours"), let days = word("calendar") {
      throw .twoReadings(hours, days)
    }
    if let sticky = word("stickiness"),
      let other = words.first(where: { ![word.text, "stickiness"].contains($0.text) })
    {
      throw .twoReadings(sticky, other)
    }
    let hours = word("elapsed") ?? word("hours")
    if ruleSet == .posthog, let hours, let rolling = word("rolling") {
      throw .twoReadings(hours, rolling)
    }
  }

  private func checkClauses(isActivity: Bool) throws(Diagnostic) {
    var refused: Set<ClauseKeyword> = [.sort, .limit, .as]
    if !(ruleSet == .kusto && isActivity) { refused.insert(.within) }
    if isActivity || ruleSet == .kusto { refused.formUnion([.at, .compare]) }
    for clause in call.clauses {
      if refused.contains(clause.keyword) {
        throw .unknownToPeer(
          ruleSet, Phrase.word(clause.keyword.rawValue).quoted, at: clause.place.span)
      }
      if case .compare(let target) = clause.body, target != .ours {
        throw .peerComparesOurs(ruleSet, at: clause.place.span)
      }
    }
    let settings = settings
    let keys: Set<String> =
      switch (ruleSet, isActivity) {
      case (.posthog, false): ["average", "brackets", "times", "week"]
      case (.posthog, true): ["times", "every", "week"]
      case (.mixpanel, false), (.amplitude, false): ["brackets", "week"]
      case (.mixpanel, true): ["times", "week"]
      case (.clickhouse, _): ["week"]
      case (.kusto, true): ["days"]
      default: []
      }
    for setting in settings where !keys.contains(setting.key.text) {
      throw .unknownToPeer(
        ruleSet, Phrase("'\(setting.key.text)='", "“\(setting.key.text)=”"),
        at: setting.key.place.span)
    }
  }

  var settings: [Setting] {
    if case .with(let settings) = call.clause(.with)?.body { settings } else { [] }
  }

  func setting(_ key: String) -> Setting? { settings.first { $0.key.text == key } }
}

extension Phrase {
  var quoted: Phrase { Phrase("'\(english)'", "“\(chinese)”") }
}
