import Engine
import Reporting

extension FunnelSQL {
  /// All passes of one query: the events they share, then for each its steps and readings.
  mutating func write(_ passes: [Pass]) throws(Diagnostic) {
    try writeEvents(passes)
    if isAnyOrder {
      let bits = (1...count).map { "(\(1 << ($0 - 1)))" }.joined(separator: ", ")
      add("bits(bit)", Phrase("a bit for each step", "每一步占一位"), "VALUES \(bits)")
    }
    if case .clickhouse(let modes) = rules.peer { return try writeScan(modes, passes) }
    for pass in passes {
      if isMixpanel {
        try writeMixpanel(pass)
        continue
      }
      try writeEntries(pass)
      for step in 2...count {
        isAnyOrder ? try writePick(step, pass) : try writeStep(step, pass)
      }
      writeChains(pass)
    }
  }

  // MARK: One step after another

  mutating func writeStep(_ step: Int, _ pass: Pass) throws(Diagnostic) {
    let name = "\(pass.prefix)step_\(step)"
    var branches: [String] = []
    // An optional step may be passed over, a required one may not.
    for before in stride(from: step - 1, through: 1, by: -1) {
      branches.append(try branch(from: before, to: step, pass))
      if !plan.steps[before - 1].isOptional { break }
    }
    let note = Phrase("step \(step): ", "第 \(step) 步：") + plan.steps[step - 1].label
    let body = branches.joined(separator: "\nUNION ALL\n")
    guard !isSimple(pass) else {
      add(name, note, body)
      return
    }
    add("\(pass.prefix)ways_\(step)", note, body)
    let flags = optionalSteps.filter { $0 < step }.map { "\(time($0)) IS NULL" }
    writeChoice(step, name, pass, alike: flags + (rules.heldSteps == nil ? [] : holdNames))
  }

  /// Of ways that end alike the one whose steps came earliest, and of places that can do the same
  /// the earliest.
  private mutating func writeChoice(
    _ step: Int, _ name: String, _ pass: Pass, alike: [String]
  ) {
    let isTouched = pass.isGrouped && (touchedStep.map { step >= $0 } ?? false)
    let alike = ["attempt"] + alike + (isTouched ? properties.map { groupNames[$0.place] } : [])
    let place = [time(step)] + (hasPlaces ? usedNames : [])
    let earlier = (2..<max(2, step)).map { time($0) }
    var columns = carried(pass) + (1...step).map { time($0) }
    if isAnyOrder { columns.append("done") }
    if hasPlaces { columns += usedNames }
    if rules.order == .strict { columns += ["whole", "next_time"] }
    // Without bounds between steps nothing is gained by a later place.
    let isEarliestBest = rules.order != .strict && rules.each == nil && !isVoid(pass)
    var ranks = [
      """
      row_number() OVER (
          PARTITION BY \((alike + place).joined(separator: ", "))
          ORDER BY \(earlier.isEmpty ? "attempt" : earlier.joined(separator: ", "))
        ) AS choice
      """
    ]
    if isEarliestBest {
      ranks.append(
        """
        rank() OVER (
            PARTITION BY \(alike.joined(separator: ", ")) ORDER BY \(time(step))
          ) AS turn
        """)
    }
    let list = columns.joined(separator: ", ")
    add(
      name, Phrase("of ways that end alike the earliest", "殊途同归者取最早"),
      """
      SELECT \(list)
      FROM (
        SELECT *, \(ranks.joined(separator: ",\n    "))
        FROM \(pass.prefix)ways_\(step)
      )
      WHERE choice = 1\(isEarliestBest ? " AND turn = 1" : "")
      """)
  }

  private mutating func branch(
    from before: Int, to step: Int, _ pass: Pass
  ) throws(Diagnostic) -> String {
    let isSimple = isSimple(pass)
    let last = "c.\(time(before))"
    var columns = carriedFromPlace(step, from: before, pass)
    for index in 1..<step {
      columns.append(index <= before ? "c.\(time(index))" : "NULL AS \(time(index))")
    }
    columns.append(isSimple ? "min(e.time) AS \(time(step))" : "e.time AS \(time(step))")
    columns += usedColumns(last, pass)
    if case .clickhouse(let modes) = rules.peer, countsKinds(modes) {
      columns.append("\(servedBits("e")) AS kind")
    }
    var filters: [String] = []
    if isSimple {
      filters.append("e.\(unit) = c.unit")
      filters.append(try conditions.selectsFactor(plan.steps[step - 1].selector, "e"))
    } else {
      filters += ["e.unit = c.unit", "e.is_\(step)"]
    }
    filters += try follows(last, pass) + holds(step, before)
    if isVoid(pass) {
      let kinds = rules.exclusions.indices.filter {
        (rules.exclusions[$0].first..<rules.exclusions[$0].last).contains(before - 1)
      }
      if !kinds.isEmpty { filters.append(isClear(from: last, of: kinds)) }
    }
    if isSimple, boundsAllSteps {
      filters += bounds("e", isEntry: false).filter { $0.contains("<") }
    }
    var body =
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n"))
      + "\nFROM \(pass.prefix)step_\(before) c\nJOIN \(isSimple ? source : moves(pass)) e\n"
      + SQL.indented("ON " + SQL.all(filters))
    if isSimple {
      let flags = optionalSteps.filter { $0 <= before }.map { "c.\(time($0))" }
      body += "\nGROUP BY " + (["c.attempt"] + flags).joined(separator: ", ")
    }
    return body
  }

  private func isClear(from last: String, of kinds: [Int]) -> String {
    let kind = isKind(kinds, "x").map { " AND \($0)" }.joined()
    return """
      NOT EXISTS (
        SELECT 1 FROM excluded x
        WHERE x.unit = c.unit\(kind) AND x.time > \(last) AND x.time < e.time)
      """
  }

  /// What a place carries from the one before; the value at a touched step is read there.
  private func carriedFromPlace(
    _ step: Int, from before: Int, _ pass: Pass
  ) -> [String] {
    let read = pass.isGrouped && touchedStep == step ? properties.map(\.place) : []
    return carried(pass).map { column in
      if holdNames.contains(column) { return held(column, step, before) }
      if let place = read.first(where: { groupNames[$0] == column }) {
        return "e.value_\(place + 1) AS \(column)"
      }
      return "c.\(column)"
    }
  }

  /// Which events of the last instant are taken, and what strict chains need to know of it.
  private func usedColumns(_ last: String, _ pass: Pass) -> [String] {
    guard hasPlaces else { return [] }
    let used = zip(placeNames, usedNames).map { place, used in
      pass.isStrictlyLater
        ? "e.\(place) AS \(used)"
        : "CASE WHEN e.time = \(last) THEN c.\(used) | e.\(place) ELSE e.\(place) END AS \(used)"
    }
    return used + (rules.order == .strict ? ["e.whole", "e.next_time"] : [])
  }

  /// The event was not taken at the last instant.
  private var isFree: String {
    let taken = zip(placeNames, usedNames).map { "e.\($0) & c.\($1)" }
    return taken.count == 1 ? "NOT \(taken[0])" : "NOT (\(taken.joined(separator: " OR ")))"
  }

  /// How an event may follow the last one of an attempt.
  private func follows(_ last: String, _ pass: Pass) throws(Diagnostic) -> [String] {
    var filters: [String] = []
    if rules.order == .strict {
      let next = "e.time = c.next_time AND (\(last) = c.time_1 OR c.used = c.whole)"
      filters.append(
        pass.isStrictlyLater
          ? next : "(e.time = \(last) AND \(isFree) OR \(next))")
    } else if pass.isStrictlyLater {
      filters.append("e.time > \(last)")
    } else {
      filters.append("e.time >= \(last)")
      if hasPlaces { filters.append("(e.time > \(last) OR \(isFree))") }
    }
    if rules.hasWindow { filters.append("e.time <= c.deadline") }
    if let each = rules.each { filters.append("e.time <= \(try end(each, last))") }
    let isSimple = isSimple(pass)
    if rules.heldSteps == nil {
      for (name, index) in zip(holdNames, rules.hold) {
        let value = isSimple ? conditions.property(index, of: "e") : "e.\(name)"
        filters.append("\(value) = c.\(name)")
      }
    }
    // Every matched event must have the entry's values, a missing one among them.
    if pass.isGrouped, plan.touch == .all {
      for (place, index) in properties {
        let value = isSimple ? conditions.property(index, of: "e") : "e.value_\(place + 1)"
        filters.append("\(value) IS c.\(groupNames[place])")
      }
    }
    return filters
  }

  // MARK: Held values

  /// Whether a step shares the held values.
  func isHeld(_ step: Int) -> Bool {
    rules.heldSteps.map { $0 >> UInt64(step - 1) & 1 == 1 } ?? true
  }

  /// The condition by which no held step up to one was done; nil where one must have been.
  private func isFirstHeld(upTo before: Int) -> String? {
    let held = (1...before).filter { isHeld($0) }
    if held.contains(where: { !plan.steps[$0 - 1].isOptional }) { return nil }
    return held.isEmpty ? "TRUE" : held.map { "c.\(time($0)) IS NULL" }.joined(separator: " AND ")
  }

  /// The held value after a step: the first of the held steps says what the others must have.
  private func held(_ column: String, _ step: Int, _ before: Int) -> String {
    guard rules.heldSteps != nil, isHeld(step), let isFirst = isFirstHeld(upTo: before) else {
      return "c.\(column)"
    }
    if isFirst == "TRUE" { return "e.\(column)" }
    return "CASE WHEN \(isFirst) THEN e.\(column) ELSE c.\(column) END AS \(column)"
  }

  /// Where some steps alone share the values: how an event may serve one of them.
  ///
  /// A missing value is shared with nothing, so it may stand at the first of those steps alone.
  private func holds(_ step: Int, _ before: Int) -> [String] {
    guard rules.heldSteps != nil, isHeld(step), (1..<step).contains(where: { isHeld($0) }) else {
      return []
    }
    let same = holdNames.map { "e.\($0) = c.\($0)" }
    guard let isFirst = isFirstHeld(upTo: before) else { return same }
    let told = holdNames.map { "e.\($0) IS NOT NULL" }
    if isFirst == "TRUE" { return told }
    return [
      "CASE WHEN \(isFirst) THEN \(told.joined(separator: " AND "))"
        + " ELSE \(same.joined(separator: " AND ")) END"
    ]
  }

  // MARK: Any order

  /// One more of the steps that are not done yet, whichever it is.
  private mutating func writePick(_ step: Int, _ pass: Pass) throws(Diagnostic) {
    let last = "c.\(time(step - 1))"
    var columns = carried(pass).map { "c.\($0)" } + (1..<step).map { "c.\(time($0))" }
    columns += ["e.time AS \(time(step))", "c.done | b.bit AS done"]
    columns += usedColumns(last, pass)
    var filters = ["e.unit = c.unit"] + (try follows(last, pass))
    if isVoid(pass) { filters.append(isClear(from: last, of: Array(rules.exclusions.indices))) }
    add(
      "\(pass.prefix)ways_\(step)",
      Phrase("any \(step) steps", "任意 \(step) 步"),
      "SELECT\n" + SQL.indented(columns.joined(separator: ",\n"))
        + "\nFROM \(pass.prefix)step_\(step - 1) c\nJOIN \(moves(pass)) e\n"
        + SQL.indented("ON " + SQL.all(filters))
        + "\nJOIN bits b ON \(servedBits("e")) & b.bit AND NOT c.done & b.bit")
    writeChoice(step, "\(pass.prefix)step_\(step)", pass, alike: ["done"])
  }
}
