import Engine
import Reporting

/// Writes the table expressions of a funnel, from its events to the best reading of each unit.
///
/// `step_1` holds the attempts; `step_k` holds, for each attempt, where it can stand after step k.
/// Of two ways to stand at one place the one whose steps came earlier is kept, and where an earlier
/// place can do all that a later one can, the earlier alone. So nothing is lost of all choices of
/// events, and `readings` takes the best of all attempts of a unit.
struct FunnelSQL {
  /// Which rules a pass follows; passes of one query tell their tables apart by a prefix.
  struct Pass {
    var prefix = ""
    var isStrictlyLater: Bool
    /// Excluded events end attempts.
    var isVoiding: Bool
    /// Attempts and readings are split into the groups of the breakdown.
    var isGrouped: Bool
    /// The pass that decides which groups of a touched step there are; nil where this one does.
    var kept: String?
    /// How Mixpanel's attempts are filed where `touch` names a later step.
    var filing = Filing.entry
  }

  /// Which value of a property an attempt is filed under from its entry on.
  enum Filing { case entry, everyValue, none }

  let plan: Funnel.Plan
  let dataset: Dataset
  var conditions: SQLConditions
  private(set) var parts: [SQLQuery.Part] = []
  /// The table of events with their units, and the column of the unit.
  private(set) var source = "events"
  private(set) var unit = "user"
  private(set) var isRecursive = false
  let ties: FunnelTies

  var count: Int { plan.steps.count }
  var rules: Funnel.Rules { plan.rules }
  var isAnyOrder: Bool { rules.order == .anyOrder }
  var isPostHog: Bool { rules.peer == .posthog }
  var isMixpanel: Bool { if case .mixpanel = rules.peer { true } else { false } }

  init(
    _ plan: Funnel.Plan, _ dataset: Dataset, _ ties: FunnelTies = FunnelTies()
  ) throws(Diagnostic) {
    self.plan = plan
    self.ties = ties
    self.dataset = dataset
    conditions = SQLConditions(
      dataset, calendar: SQLCalendar(of: dataset, reach: plan.rules.reach(steps: plan.steps.count)))
    try writeUnits()
  }

  mutating func add(_ name: String, _ note: Phrase? = nil, _ body: String) {
    parts.append(SQLQuery.Part(name, note, body))
  }

  mutating func recurs() { isRecursive = true }

  /// The query that ends with a SELECT.
  func query(_ name: String, _ note: Phrase, _ body: String) -> SQLQuery {
    SQLQuery(name, note, parts: conditions.lists + parts, isRecursive: isRecursive, body)
  }

  // MARK: What holds of the plan

  /// No event serves two steps, so none can be taken twice.
  var isDisjoint: Bool {
    for (index, step) in plan.steps.enumerated() {
      for other in plan.steps[(index + 1)...] where step.selector.mayMeet(other.selector) {
        return false
      }
    }
    return true
  }

  /// Order and window alone decide: the earliest event of each step does all that a later one can.
  func isSimple(_ pass: Pass) -> Bool {
    rules.order == .ordered && isDisjoint && rules.each == nil && !isVoid(pass)
      && rules.heldSteps == nil && !readsRows && !(pass.isGrouped && touchedStep != nil)
      && !(pass.isGrouped && isPostHog && !properties.isEmpty)
  }

  /// Whether another product's rules look at all rows of a unit, not at those of a step.
  private var readsRows: Bool {
    switch rules.peer {
    case .mixpanel, .clickhouse: true
    case .posthog, .amplitude, .kusto, nil: false
    }
  }

  func isVoid(_ pass: Pass) -> Bool {
    pass.isVoiding && rules.exclusions.contains { !$0.dropsUnit }
  }

  /// Whether an excluded event leaves a unit out, by our rules.
  var isDropping: Bool { rules.peer == nil && rules.dropsUnit }

  /// Whether PostHog's rules look for excluded events in attempts.
  var isTainting: Bool { isPostHog && !rules.exclusions.isEmpty }

  /// Whether an attempt has to remember which events of its last instant it took.
  var hasPlaces: Bool {
    switch rules.peer {
    case .mixpanel: false
    case .clickhouse(let modes) where !modes.contains(.strictOnce): false
    default: rules.order == .strict || !isDisjoint
    }
  }

  /// Whether an attempt can still be open at the end of `asof`.
  var canBeOpen: Bool { rules.hasWindow && plan.unit != .session && rules.peer == nil }

  /// Whether the end of the range bounds every step and not the entry alone.
  var boundsAllSteps: Bool { !rules.hasWindow || rules.peer?.rules.boundsAllSteps ?? false }

  /// The step that `touch` names, from 1; nil for the entry, which is what counts anyway.
  var touchedStep: Int? {
    // By PostHog's rules a unit that is left out has no value, not even that of its entry.
    if case .step(let step) = plan.touch, step > 0 || isTainting { step + 1 } else { nil }
  }

  // MARK: Columns

  func time(_ step: Int) -> String { "time_\(step)" }

  var times: [String] { (1...count).map { time($0) } }

  var optionalSteps: [Int] { (1...count).filter { plan.steps[$0 - 1].isOptional } }

  /// How many of the first steps are required.
  func required(upTo step: Int) -> Int {
    isAnyOrder ? step : plan.steps.prefix(step).count { !$0.isOptional }
  }

  /// The columns of the groups, named by what they hold where that is a plain name.
  var groupNames: [String] {
    let reserved: Set<String> = Set(
      """
      id unit attempt user event time session deadline step last taken next number entry place
      whole used done serves opens required optional finish choice turn until cut bit way users
      mature open excluded kind deepest resume
      """.split(whereSeparator: \.isWhitespace).map(String.init))
    return plan.breakdown.enumerated().map { index, dimension in
      let name = dimension.column.name
      let isPlain =
        SQL.name(name) == name && !reserved.contains(name.lowercased())
        && !name.contains("_") && plan.breakdown.count { $0.column.name == name } == 1
      return isPlain ? name : "group_\(index + 1)"
    }
  }

  /// The properties that groups are made of: their place in the breakdown, and their index.
  var properties: [(place: Int, index: Int)] {
    plan.breakdown.enumerated().compactMap { place, dimension in
      if case .entryProperty(let index, _, _) = dimension { (place, index) } else { nil }
    }
  }

  /// The bits of an event among those of its instant: a column for each number.
  var placeNames: [String] {
    (1...ties.words).map { $0 == 1 ? "place" : "place_\($0)" }
  }

  /// The bits of the events that an attempt took at its last instant.
  var usedNames: [String] { (1...ties.words).map { $0 == 1 ? "used" : "used_\($0)" } }

  var holdNames: [String] { rules.hold.indices.map { "hold_\($0 + 1)" } }

  /// What every place of an attempt carries along.
  func carried(_ pass: Pass) -> [String] {
    ["unit", "attempt"] + (rules.hasWindow ? ["deadline"] : []) + holdNames
      + (pass.isGrouped ? groupNames : [])
  }

  // MARK: Units

  private mutating func writeUnits() throws(Diagnostic) {
    if let belongs = try conditions.belongs(to: plan.population, "u") {
      add(
        "population(user)", Phrase("the users who are asked about", "所问的用户"),
        "SELECT u.user\nFROM users u\nWHERE \(belongs)")
    }
    let taken = SQLSchema.eventColumns + SQLSchema(dataset).properties
    switch plan.unit {
    case .user, .entries: return
    case .session:
      unit = SQLSchema.named(["unit"], after: taken)[0]
      writeSessions(gap: SQLSchema.named(["gap"], after: taken + [unit])[0])
    case .column(let column):
      unit = SQLSchema.named(["unit"], after: taken)[0]
      try writeUnits(of: column)
    }
    unit = SQL.name(unit)
  }

  private mutating func writeSessions(gap: String) {
    let (unit, gap) = (SQL.name(unit), SQL.name(gap))
    let note = Phrase("events with the session they belong to", "每个事件所属的会话")
    if dataset.events.sessions != nil {
      add(
        "sessions", note,
        """
        SELECT *, dense_rank() OVER (ORDER BY user, session) AS \(unit)
        FROM events
        WHERE session IS NOT NULL
        """)
    } else {
      add(
        "gaps", Phrase("the silence before each event", "每个事件之前的静默时长"),
        """
        SELECT *, time - lag(time) OVER (PARTITION BY user ORDER BY time) AS \(gap)
        FROM events
        """)
      add(
        "sessions", note,
        """
        SELECT *,
          sum(\(gap) IS NULL OR \(gap) > \(EventUnits.longestSilence)) OVER (ORDER BY user, time)
            AS \(unit)
        FROM gaps
        """)
    }
    source = "sessions"
  }

  private mutating func writeUnits(of column: Funnel.UnitColumn) throws(Diagnostic) {
    let name = SQL.name(unit)
    var where_: [String] = plan.population.isEveryone ? [] : [Self.isAsked("e")]
    let body: String
    switch column.source {
    case .user(let dimension):
      let value = try conditions.value(of: dimension, "u")
      body = "SELECT e.*, \(value) AS \(name)\nFROM events e\nJOIN users u ON u.user = e.user"
    case .property(let index):
      body = "SELECT e.*, \(conditions.property(index, of: "e")) AS \(name)\nFROM events e"
    }
    if !where_.isEmpty { where_ = ["\nWHERE " + where_[0]] }
    add(
      "all_units", Phrase("events with what they are counted for", "每个事件所属的统计单位"),
      body + where_.joined())
    add("units", nil, "SELECT *\nFROM all_units\nWHERE \(name) IS NOT NULL")
    source = "units"
  }

  /// The user of an event is one of those who are asked about.
  static func isAsked(_ alias: String) -> String {
    "\(alias).user IN (SELECT user FROM population)"
  }

  /// The bounds of an event that may serve: without a window the range alone bounds later steps.
  func bounds(_ alias: String, isEntry: Bool) -> [String] {
    var conditions: [String] = []
    if let start = plan.range.start { conditions.append("\(alias).time >= \(start)") }
    if let end = plan.range.end, isEntry || boundsAllSteps {
      conditions.append("\(alias).time < \(end)")
    }
    return conditions
  }
}

extension Funnel.Rules {
  /// How far past an event its windows lead, roughly and not too little, in milliseconds.
  fileprivate func reach(steps: Int) -> Int64 {
    func length(_ limit: Funnel.Limit) -> Int64 {
      let day = 86_400_000 as Int64
      switch limit.span.calendarSpan {
      case .elapsed(let length): return length &+ 8 * day
      case .months(let months): return Int64(months) &* 31 &* day &+ 370 * day
      case nil: return 0
      }
    }
    let whole = window.map(length) ?? 0
    let steps = each.map { length($0).multipliedReportingOverflow(by: Int64(steps)).partialValue }
    let most = 200 * 366 * 86_400_000 as Int64
    return min(max(whole, steps ?? 0, 0), most)
  }
}
