import Engine
import Export
import Language

extension FunnelCases {
  private var params: JSONValue { peerCase.params }

  /// Counts by the value of a property; a missing one is the empty text.
  func byGroup(_ session: inout PeerSession) throws(PeerFault) -> JSONValue {
    guard let property = params["breakdown"]?["prop"]?.textValue else {
      throw .broken("'breakdown' has no property")
    }
    let attribution = params["breakdown"]?["attribution"]?.textValue ?? "first_touch"
    var touch: String
    var step = 1
    switch attribution {
    case "first_touch": touch = "first"
    case "last_touch": touch = "last"
    case "all_events": touch = "all"
    default:
      guard attribution.hasPrefix("step:"), let number = Int(attribution.dropFirst(5)) else {
        throw .broken("unknown attribution '\(attribution)'")
      }
      step = number
      touch = "step\(number)"
    }
    let steps = params["steps"]?.listValue ?? []
    guard steps.indices.contains(step - 1) else { throw .broken("no step \(step)") }
    let event =
      steps[step - 1]["event"].flatMap { $0.scalarText ?? $0.listValue?.first?.scalarText }
    let owner = event.map(PeerQuery.name) ?? "any"
    let answer = try session.ask(
      try query(
        by: ["\(owner).\(PeerQuery.name(property))"], settings: ["touch=\(touch)"]))
    let table = try session.table("steps", of: answer)
    var groups: [(name: String, counts: [JSONValue])] = []
    for row in table.rows.indices {
      let name =
        table.rows[row][0] == .missing ? "" : JSONValue(table.rows[row][0]).scalarText ?? ""
      if table.cell(row, "step") == .int(1) { groups.append((name, [])) }
      groups[groups.count - 1].counts.append(JSONValue(table.cell(row, "users")))
    }
    // A group nobody of whom is counted is no group.
    return .object(
      groups.filter { $0.counts.first != .int(0) }.map { .init($0.name, .list($0.counts)) })
  }

  /// Entered and converted by the period of the entry.
  func trend(_ session: inout PeerSession) throws(PeerFault) -> JSONValue {
    let count = params["periods"]?.intValue ?? 0
    guard count > 0, count <= 100_000 else { throw .broken("'periods' is no number") }
    let period = try interval()
    guard let start = params["first_period_start"]?.textValue.flatMap({ PeerTime($0) }) else {
      throw .broken("'first_period_start' is no time")
    }
    let steps = params["steps"]?.listValue?.count ?? 0
    let from = params["from_step"]?.intValue ?? 1
    let to = params["to_step"]?.intValue ?? steps
    guard (1...max(1, steps)).contains(from), (from...max(from, steps)).contains(to) else {
      throw .broken("'from_step' or 'to_step' is no step")
    }
    var rows: [JSONValue] = []
    let table = try session.table(
      "steps", of: try session.ask(try query(by: [period.rawValue])))
    let calendar = session.dataset.calendar
    let first = calendar.period(of: start.instant, unit: period)
    for index in 0..<count {
      let label = calendar.label(ofPeriod: first + index, unit: period)
      func users(_ step: Int) -> JSONValue {
        let row = table.rows.indices.first {
          table.rows[$0][0] == .text(label) && table.cell($0, "step") == .int(step)
        }
        return row.map { JSONValue(table.cell($0, "users")) } ?? .int(0)
      }
      rows.append(.list([users(from), users(to)]))
    }
    return .list(rows)
  }

  private func interval() throws(PeerFault) -> CalendarUnit {
    let name = params["interval"]?.textValue ?? "day"
    guard let unit = CalendarUnit(rawValue: name) else {
      throw .broken("unknown interval '\(name)'")
    }
    return unit
  }

  /// Users by the time between two steps.
  func histogram(_ session: inout PeerSession) throws(PeerFault) -> JSONValue {
    let steps = params["steps"]?.listValue?.count ?? 0
    let from = params["histogram_from_step"]?.intValue ?? params["from_step"]?.intValue ?? 1
    let to = params["histogram_to_step"]?.intValue ?? params["to_step"]?.intValue ?? steps
    var settings = ["timed=(\(from)..\(to))"]
    if let bins = params["bins"]?.intValue { settings.append("bins=\(bins)") }
    let answer = try session.ask(try query(settings: settings))
    let table = try session.table("histogram", of: answer)
    return .list(
      table.rows.indices.map { row in
        .list([JSONValue(table.cell(row, "from_seconds")), JSONValue(table.cell(row, "users"))])
      })
  }

  /// The greatest number of steps of each user, then the same for the entries of each slot.
  func slots(
    like value: JSONValue, _ session: inout PeerSession
  ) throws(PeerFault) -> JSONValue {
    guard let start = params["first_slot_start"]?.textValue.flatMap({ PeerTime($0) }),
      let seconds = params["slot_seconds"]?.intValue, seconds > 0,
      let count = params["slots"]?.intValue, (1...10_000).contains(count)
    else { throw .broken("the slots are not told") }
    var levels: [String: [Int]] = [:]
    let all = slot(from: start, seconds: seconds * count)
    for range in [all]
      + (0..<count).map({ index in
        slot(
          from: PeerTime(instant: start.instant + Int64(index * seconds) * 1000), seconds: seconds)
      })
    {
      let answer = try session.ask(try query(range: range, end: " as level"))
      guard case .partition(let parts) = answer.saved?.kind else {
        throw .broken("nothing is saved")
      }
      var found: [String: Int] = [:]
      for (index, part) in parts.enumerated() {
        for id in session.ids(part.users) { found[id] = index + 1 }
      }
      for id in session.dataset.users.ids { levels[id, default: []].append(found[id] ?? 0) }
    }
    guard case .object(let members) = value else { throw .broken("'slots' is no object") }
    return .object(
      members.map { .init($0.name, .list((levels[$0.name] ?? []).map { .int($0) })) })
  }

  /// A range of so many seconds.
  private func slot(from start: PeerTime, seconds: Int) -> String {
    let calendar = world.world.calendar
    let last = PeerTime(instant: start.instant + Int64(seconds - 1) * 1000)
    return " since \(PeerQuery.text(start.written(in: calendar)))"
      + " until \(PeerQuery.text(last.written(in: calendar)))"
  }
}
