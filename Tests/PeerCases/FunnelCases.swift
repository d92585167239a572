import Engine
import Export
import Language

/// Funnels of other products, asked under their rules.
struct FunnelCases {
  /// The rules a case is counted by.
  enum Rules: String { case posthog, mixpanel, clickhouse, kusto, amplitude, ours }

  let peerCase: PeerCase
  let world: PeerWorld
  let rules: Rules
  private var params: JSONValue { peerCase.params }

  init(_ peerCase: PeerCase) throws(PeerFault) {
    self.peerCase = peerCase
    rules = Self.rules(of: peerCase)
    var offset = 0
    if let hours = peerCase.params["window_calendar"]?["utc_offset_hours"] {
      guard let whole = hours.intValue, abs(whole) <= 14 else {
        throw .broken("'utc_offset_hours' is no whole number of hours")
      }
      offset = whole
    }
    var weekStart = WeekStart.monday
    if let day = peerCase.params["week_start"]?.textValue {
      weekStart = day == "sunday" ? .sunday : .monday
    }
    world = PeerWorld(peerCase, offset: offset, weekStart: weekStart)
  }

  /// By the product the case comes from; the functions of windowed funnels by the one they follow.
  private static func rules(of peerCase: PeerCase) -> Rules {
    let name = peerCase.repository.lowercased()
    if peerCase.params["order"]?.textValue == "window_funnel" { return .clickhouse }
    if name.contains("mixpanel") { return .mixpanel }
    if name.contains("amplitude") { return .amplitude }
    if name.contains("microsoft") || name.contains("kusto") { return .kusto }
    // They have no rule that ours lacks: held properties, calendar windows, entries, no window.
    if name.contains("byconity") || name.contains("retentioneering") { return .ours }
    return .posthog
  }

  func findings(asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    var session = PeerSession(world)
    defer { asked = session.queries }
    switch peerCase.kind {
    case nil, "steps", "totals", "totals_exclusive":
      return try expected { name, value throws(PeerFault) in
        try stepFinding(name, value, &session)
      }
    case "breakdown":
      return try expected { name, value throws(PeerFault) in
        guard name == "by" else { throw .broken("unknown figure '\(name)'") }
        return try byGroup(&session)
      }
    case "trend":
      return try expected { name, value throws(PeerFault) in
        guard name == "trend" else { throw .broken("unknown figure '\(name)'") }
        return try trend(&session)
      }
    case "histogram":
      return try expected { name, value throws(PeerFault) in
        guard name == "bins" else { throw .broken("unknown figure '\(name)'") }
        return try histogram(&session)
      }
    case "slots":
      return try expected { name, value throws(PeerFault) in
        guard name == "slots" else { throw .broken("unknown figure '\(name)'") }
        return try slots(like: value, &session)
      }
    case .some(let kind): throw .broken("unknown kind '\(kind)'")
    }
  }

  private func expected(
    _ got: (_ name: String, _ value: JSONValue) throws(PeerFault) -> JSONValue
  ) throws(PeerFault) -> [PeerFinding] {
    var findings: [PeerFinding] = []
    for member in peerCase.expected {
      findings.append(
        PeerFinding(
          member.name, expected: member.value, got: try got(member.name, member.value)))
    }
    return findings
  }

  private func stepFinding(
    _ name: String, _ value: JSONValue, _ session: inout PeerSession
  ) throws(PeerFault) -> JSONValue {
    switch name {
    case "step_counts":
      let answer = try session.ask(try query())
      return .list(try counts(try session.table("steps", of: answer)))
    case "users_at_step": return try usersAtStep(like: value, &session)
    case "avg_conversion_seconds": return try times("mean_seconds", &session)
    case "median_conversion_seconds": return try times("median_seconds", &session)
    case "levels": return try levels(like: value, &session)
    default: throw .broken("unknown figure '\(name)'")
    }
  }

  private func counts(_ table: ResultTable) throws(PeerFault) -> [JSONValue] {
    table.rows.indices.map { JSONValue(table.cell($0, "users")) }
  }

  private func usersAtStep(
    like value: JSONValue, _ session: inout PeerSession
  ) throws(PeerFault) -> JSONValue {
    guard case .object(let members) = value else { throw .broken("'users_at_step' is no object") }
    var result: [JSONValue.Member] = []
    for member in members {
      let answer = try session.ask(
        try query(settings: ["reached=\(member.name)"], end: " as reached_\(member.name)"))
      guard case .segment(let users) = answer.saved?.kind else { throw .broken("nothing is saved") }
      let ids = session.ids(users)
      // The order of a list of users says nothing.
      let asExpected = member.value.listValue ?? []
      let isSame = Set(asExpected.compactMap(\.scalarText)) == Set(ids)
      result.append(
        .init(member.name, isSame ? member.value : .list(ids.map { .text($0) })))
    }
    return .object(result)
  }

  /// The time from each step to the next, null for the first.
  private func times(
    _ column: String, _ session: inout PeerSession
  ) throws(PeerFault) -> JSONValue {
    let table = try session.table("times", of: try session.ask(try query()))
    guard table.index(of: column) != nil else { throw .broken("no column '\(column)'") }
    let rows = table.rows.indices.filter { table.cell($0, "from") == .text("previous") }
    return .list([.null] + rows.map { JSONValue(table.cell($0, column)) })
  }

  /// The greatest number of steps of each user that the case names; 0 for who never entered.
  private func levels(
    like value: JSONValue, _ session: inout PeerSession
  ) throws(PeerFault) -> JSONValue {
    let answer = try session.ask(try query(end: " as level"))
    guard case .partition(let parts) = answer.saved?.kind else { throw .broken("nothing is saved") }
    var levels: [String: Int] = [:]
    for (index, part) in parts.enumerated() {
      for id in session.ids(part.users) { levels[id] = index + 1 }
    }
    guard case .object(let members) = value else { throw .broken("'levels' is no object") }
    return .object(members.map { .init($0.name, .int(levels[$0.name] ?? 0)) })
  }
}
