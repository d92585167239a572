import Engine
import Reporting

extension FunnelSQL {
  // MARK: Events that serve

  /// `moves`: each event that serves a step, with the steps it can serve; `excluded`: those that
  /// may not come between.
  mutating func writeEvents(_ passes: [Pass]) throws(Diagnostic) {
    // Mixpanel's rules see excluded events among all others.
    if !rules.exclusions.isEmpty, !isMixpanel { try writeExcluded() }
    let isDirect = passes.allSatisfy { isSimple($0) }
    if isDirect, plan.unit != .entries { return }
    let isGrouped = passes.contains { $0.isGrouped }
    var columns = ["e.id", "e.\(unit) AS unit", "e.user", "e.time"]
    var serves: [String] = []
    for (index, step) in plan.steps.enumerated() {
      let selects = try conditions.selectsFactor(step.selector, "e")
      serves.append(selects)
      columns.append("coalesce(\(selects), FALSE) AS is_\(index + 1)")
    }
    for (name, index) in zip(holdNames, rules.hold) {
      columns.append("\(conditions.property(index, of: "e")) AS \(name)")
    }
    if isGrouped {
      for (place, index) in properties {
        columns.append("\(conditions.property(index, of: "e")) AS value_\(place + 1)")
      }
    }
    var filters = bounds("e", isEntry: false)
    if !plan.population.isEveryone { filters.append(Self.isAsked("e")) }
    if isMixpanel {
      for (index, exclusion) in rules.exclusions.enumerated() {
        let selects = try conditions.selectsFactor(exclusion.selector, "e")
        serves.append(selects)
        columns.append("coalesce(\(selects), FALSE) AS is_excluded_\(index + 1)")
      }
    }
    if !seesOthers {
      filters.append("(" + serves.joined(separator: "\n  OR ") + ")")
    }
    add(
      hasPlaces || isMixpanel || plan.unit == .entries ? "served" : "moves",
      seesOthers
        ? Phrase("all events, with the steps each can serve", "全部事件，以及各自可充当的步骤")
        : Phrase("events that can serve a step", "可充当某一步的事件"),
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n")) + "\nFROM \(source) e"
        + (filters.isEmpty ? "" : "\nWHERE " + SQL.all(filters)))
    if isDirect { return }
    if isMixpanel {
      writeOrder()
    } else if hasPlaces {
      writePlaces(isGrouped)
    } else if plan.unit == .entries {
      add("moves", nil, "SELECT *\nFROM served")
    }
  }

  /// Events of one instant have no order and each serves once: a bit tells them apart.
  private mutating func writePlaces(_ isGrouped: Bool) {
    if rules.order == .strict, !ties.isCrowded {
      add(
        "moves", Phrase("each with a bit of its own among those of its instant", "同一时刻的事件各占一位"),
        Self.strictPlaces(by: ["unit"]))
      if isGrouped, seesOwnValues {
        add(
          "own_moves", Phrase("the same among those of one value", "只看同一取值的事件"),
          Self.strictPlaces(by: ["unit"] + properties.map { "value_\($0.place + 1)" }))
      }
      return
    }
    let kinds =
      (1...count).map { "is_\($0)" } + holdNames
      + (isGrouped ? properties.map { "value_\($0.place + 1)" } + ["user"] : [])
    if rules.order == .strict {
      writeCrowded("moves", ["unit"], kinds)
      if isGrouped, seesOwnValues {
        writeCrowded(
          "own_moves", ["unit"] + properties.map { "value_\($0.place + 1)" }, kinds)
      }
      return
    }
    add(
      "kinds", Phrase("events of one instant and one kind are alike", "同一时刻、同类的事件彼此等价"),
      """
      SELECT *, row_number() OVER (
        PARTITION BY unit, time, \(kinds.joined(separator: ", ")) ORDER BY id) AS number
      FROM served
      """)
    if ties.words > 1 {
      writeWords("moves", of: "kinds", ["unit"], where: "number <= \(count)")
      return
    }
    add(
      "moves", Phrase("each with a bit of its own among those of its instant", "同一时刻的事件各占一位"),
      """
      SELECT *, 1 << (row_number() OVER (PARTITION BY unit, time ORDER BY id) - 1) AS place
      FROM kinds
      WHERE number <= \(count)
      """)
  }

  /// The same where an instant may hold more events than a number has bits: no chain takes them
  /// all, so it goes no further there, and of each kind only so many are told apart.
  private mutating func writeCrowded(_ table: String, _ keys: [String], _ kinds: [String]) {
    let list = keys.joined(separator: ", ")
    add(
      "\(table)_kinds", Phrase("events of one instant and one kind are alike", "同一时刻、同类的事件彼此等价"),
      """
      SELECT *,
        row_number() OVER (
          PARTITION BY \(list), time, \(kinds.joined(separator: ", ")) ORDER BY id) AS number,
        count(*) OVER (PARTITION BY \(list), time) AS size,
        min(time) OVER (
          PARTITION BY \(list) ORDER BY time RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_time
      FROM served
      """)
    writeWords(
      table, of: "\(table)_kinds", keys, where: "number <= \(count) OR size <= \(FunnelTies.bits)",
      more: ["CASE WHEN size <= \(FunnelTies.bits) THEN (1 << size) - 1 ELSE -1 END AS whole"])
  }

  /// A bit for each event, in as many numbers as it takes.
  private mutating func writeWords(
    _ table: String, of source: String, _ keys: [String], where condition: String,
    more: [String] = []
  ) {
    let bits = FunnelTies.bits
    let places = placeNames.enumerated().map { word, name in
      "CASE turn / \(bits) WHEN \(word) THEN 1 << turn % \(bits) ELSE 0 END AS \(name)"
    }
    add(
      table, Phrase("each with a bit of its own among those of its instant", "同一时刻的事件各占一位"),
      "SELECT *,\n" + SQL.indented((places + more).joined(separator: ",\n")) + "\n"
        + """
        FROM (
          SELECT *, row_number() OVER (
            PARTITION BY \(keys.joined(separator: ", ")), time ORDER BY id) - 1 AS turn
          FROM \(source)
          WHERE \(condition)
        )
        """)
  }

  private static func strictPlaces(by keys: [String]) -> String {
    let keys = keys.joined(separator: ", ")
    return """
      SELECT *,
        1 << (row_number() OVER (PARTITION BY \(keys), time ORDER BY id) - 1) AS place,
        (1 << count(*) OVER (PARTITION BY \(keys), time)) - 1 AS whole,
        min(time) OVER (
          PARTITION BY \(keys) ORDER BY time RANGE BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_time
      FROM served
      """
  }

  /// Whether events that serve no step are looked at.
  private var seesOthers: Bool {
    rules.order == .strict || rules.peer?.rules.seesOtherEvents ?? false
  }

  /// Whether a group sees the events of its own value alone: PostHog's `touch=all`.
  var seesOwnValues: Bool { isPostHog && plan.touch == .all }

  /// The table of events that a pass reads.
  func moves(_ pass: Pass) -> String {
    if pass.filing == .everyValue { return "own_moves" }
    return pass.isGrouped && seesOwnValues && rules.order == .strict ? "own_moves" : "moves"
  }

  /// Excluded events; of several kinds each with its number.
  private mutating func writeExcluded() throws(Diagnostic) {
    let isMany = rules.exclusions.count > 1
    var branches: [String] = []
    for (index, exclusion) in rules.exclusions.enumerated() {
      var filters = [try conditions.selectsFactor(exclusion.selector, "e")]
      filters += bounds("e", isEntry: false)
      var columns = ["e.\(unit) AS unit", "e.time"] + (isMany ? ["\(index + 1) AS kind"] : [])
      if seesOwnValues {
        columns += properties.map {
          "\(conditions.property($0.index, of: "e")) AS value_\($0.place + 1)"
        }
      }
      branches.append(
        "SELECT \(columns.joined(separator: ", "))\nFROM \(source) e"
          + "\nWHERE \(SQL.all(filters))")
    }
    add(
      "excluded", Phrase("events that may not come between", "不得出现在中间的事件"),
      branches.joined(separator: "\nUNION ALL\n"))
  }

  /// The condition by which a row of `excluded` is of one of some kinds; none where all are.
  func isKind(_ kinds: [Int], _ alias: String) -> [String] {
    if kinds.count == rules.exclusions.count { return [] }
    let numbers = kinds.map { "\($0 + 1)" }
    return [
      numbers.count == 1
        ? "\(alias).kind = \(numbers[0])"
        : "\(alias).kind IN (\(numbers.joined(separator: ", ")))"
    ]
  }

  // MARK: Attempts

  /// `step_1`: every event that opens an attempt.
  mutating func writeEntries(_ pass: Pass) throws(Diagnostic) {
    let isSimple = isSimple(pass)
    let table = isSimple ? source : moves(pass)
    let unitColumn = isSimple ? "e.\(unit) AS unit" : "e.unit"
    var columns = [unitColumn, "e.id AS attempt"]
    if rules.hasWindow { columns.append("\(try deadline("e")) AS deadline") }
    for (name, index) in zip(holdNames, rules.hold) {
      let value = isSimple ? conditions.property(index, of: "e") : "e.\(name)"
      columns.append(isHeld(1) ? "\(value) AS \(name)" : "NULL AS \(name)")
    }
    var tables = "\(table) e"
    if pass.isGrouped {
      var needsUser = false
      columns += try groupColumns(isSimple: isSimple, needsUser: &needsUser, pass.filing)
      if needsUser { tables += "\nJOIN users u ON u.user = e.user" }
      tables += writeValues().map { "\nLEFT JOIN \($0) ON \($0).unit = e.unit" }.joined()
    }
    columns.append("e.time AS time_1")
    if isMixpanel { columns.append("e.place AS place_1") }
    if isAnyOrder {
      columns.append("b.bit AS done")
      tables += "\nJOIN bits b ON \(servedBits("e")) & b.bit"
    }
    if hasPlaces { columns += zip(placeNames, usedNames).map { "e.\($0) AS \($1)" } }
    if rules.order == .strict { columns += ["e.whole", "e.next_time"] }
    var filters: [String] = []
    if isSimple {
      filters.append(try conditions.selectsFactor(plan.steps[0].selector, "e"))
      if !plan.population.isEveryone { filters.append(Self.isAsked("e")) }
    } else if !isAnyOrder {
      filters.append("e.is_1")
    }
    filters += bounds("e", isEntry: true)
    let body =
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n")) + "\nFROM \(tables)"
      + (filters.isEmpty ? "" : "\nWHERE " + SQL.all(filters))
    let note = Phrase("attempts: ", "进入：") + plan.steps[0].label
    let first = isFirstAlone ? "entries" : "step_1"
    if pass.isGrouped, !isPostHog, let touch = plan.touch, touch == .first || touch == .last {
      add("\(pass.prefix)attempts", note, body)
      writeTouch(touch, pass, as: first)
    } else {
      add("\(pass.prefix)\(first)", note, body)
    }
  }

  /// PostHog's first or last value of a unit at any step: a table for each property.
  private mutating func writeValues() -> [String] {
    guard isPostHog, let touch = plan.touch, touch == .first || touch == .last else { return [] }
    let serves = (1...count).map { "is_\($0)" }.joined(separator: " OR ")
    return properties.map { property in
      let (name, value) = ("told_\(property.place + 1)", "value_\(property.place + 1)")
      if !parts.contains(where: { $0.name == name }) {
        add(
          name,
          touch == .first
            ? Phrase("the first value at any step", "各步中的首个取值")
            : Phrase("the last value at any step", "各步中的末个取值"),
          """
          SELECT unit, value
          FROM (
            SELECT unit, \(value) AS value, row_number() OVER (
              PARTITION BY unit ORDER BY time\(touch == .last ? " DESC" : ""), \(value)) AS choice
            FROM moves
            WHERE \(value) IS NOT NULL AND (\(serves))
          )
          WHERE choice = 1
          """)
      }
      return name
    }
  }

  func servedBits(_ alias: String) -> String {
    // Shifts and bars bind alike in SQL, so sums say it with fewer parentheses.
    let bits = (1...count).map { step in
      step == 1 ? "\(alias).is_1" : "\(UInt64(1) << UInt64(step - 1)) * \(alias).is_\(step)"
    }
    return "(" + bits.joined(separator: " + ") + ")"
  }

  /// The value of the unit's first or last entry, for all its attempts.
  private mutating func writeTouch(_ touch: Funnel.Touch, _ pass: Pass, as table: String) {
    let names = properties.map { groupNames[$0.place] }
    let order =
      "time_1\(touch == .last ? " DESC" : ""), "
      + names.map { "\($0) IS NULL, \($0)" }.joined(separator: ", ")
    let others = carried(pass).filter { !names.contains($0) }
    let firsts = names.map {
      "first_value(\($0)) OVER (PARTITION BY unit ORDER BY \(order)) AS \($0)"
    }
    var columns = others + firsts + ["time_1"]
    if isMixpanel { columns.append("place_1") }
    if isAnyOrder { columns.append("done") }
    if hasPlaces { columns += usedNames }
    if rules.order == .strict { columns += ["whole", "next_time"] }
    add(
      "\(pass.prefix)\(table)", Phrase("each filed under one entry of its unit", "归到该单位的一次进入"),
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n"))
        + "\nFROM \(pass.prefix)attempts")
  }

  /// The value of each dimension at an entry.
  mutating func groupColumns(
    isSimple: Bool, needsUser: inout Bool, _ filing: Filing = .entry
  ) throws(Diagnostic) -> [String] {
    var columns: [String] = []
    for (place, dimension) in plan.breakdown.enumerated() {
      let value: String
      switch dimension {
      case .user(let user):
        value = try conditions.value(of: user, "u")
        needsUser = true
      case .entryPeriod(let period): value = conditions.calendar.label("e.time", period)
      case .entryProperty(let index, _, _):
        // The value at another step is known once it is reached.
        if isPostHog, plan.touch == .first || plan.touch == .last {
          value = "told_\(place + 1).value"
        } else if filing == .everyValue {
          value = "e.own_\(place + 1)"
        } else if touchedStep ?? 1 > 1 {
          value = "NULL"
        } else {
          value =
            isSimple ? conditions.property(index, of: "e") : "e.value_\(place + 1)"
        }
      }
      columns.append("\(value) AS \(groupNames[place])")
    }
    return columns
  }

  // MARK: Windows

  /// The last instant of an attempt that begins with an event.
  mutating func deadline(_ alias: String) throws(Diagnostic) -> String {
    let entry = "\(alias).time"
    let window = try rules.window.map { limit throws(Diagnostic) in try end(limit, entry) }
    guard let each = rules.each else { return window ?? "NULL" }
    let ways = max(1, count - 1)
    let last: String
    if each.isCalendar || ways == 1 {
      last = try end(each, entry, times: ways)
    } else if case .elapsed(let length) = each.span.calendarSpan {
      last = "\(entry) + \(length.multipliedReportingOverflow(by: Int64(ways)).partialValue)"
    } else {
      recurs()
      let next = try end(each, "time")
      if !parts.contains(where: { $0.name.hasPrefix("ways(") }) {
        add(
          "ways(attempt, way, time)", Phrase("step by step as late as allowed", "每步都尽可能晚"),
          """
          SELECT id, 0, time FROM \(plan.unit == .entries ? "served" : "moves")
          UNION ALL
          SELECT attempt, way + 1, \(next) FROM ways WHERE way < \(ways)
          """)
      }
      last = "(SELECT w.time FROM ways w WHERE w.attempt = \(alias).id AND w.way = \(ways))"
    }
    return window.map { "min(\($0), \(last))" } ?? last
  }

  /// The last instant in time after another one.
  func end(
    _ limit: Funnel.Limit, _ instant: String, times: Int = 1
  ) throws(Diagnostic) -> String {
    let calendar = conditions.calendar
    if limit.isCalendar, let unit = limit.period {
      // The last instant of a window lies in its last period, which the next one counts again.
      let periods = limit.span.count &* times &- (times - 1)
      return "\(calendar.start(ofPeriodAfter: instant, periods, unit)) - 1"
    }
    guard let span = limit.span.calendarSpan else { return "NULL" }
    if case .months(let months) = span, months > 12_000 {
      throw .notInSQL(
        Phrase("a window of more than 1,000 years", "超过 1,000 年的窗口"),
        because: Phrase("SQLite's calendar ends with the year 9999", "SQLite 的日历止于 9999 年"))
    }
    return calendar.instant(instant, plus: span)
  }
}
