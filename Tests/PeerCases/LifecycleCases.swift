import Engine
import Export

/// Lifecycles of other products, asked as segments, and their activity, asked as cohorts.
struct LifecycleCases {
  static func findings(
    of peerCase: PeerCase, asked: inout [String]
  ) throws(PeerFault) -> [PeerFinding] {
    guard let count = peerCase.params["periods"]?.intValue, count > 0 else {
      throw .broken("'periods' is missing")
    }
    let cases = LifecycleCases(
      peerCase: peerCase, periods: try PeerPeriods(peerCase), count: count)
    switch peerCase.kind {
    case nil, "states": return try cases.states(&asked)
    case "period_activity": return try cases.activity(&asked)
    case .some(let kind): throw .broken("unknown kind '\(kind)'")
    }
  }

  let peerCase: PeerCase
  let periods: PeerPeriods
  let count: Int
  private var params: JSONValue { peerCase.params }

  private func states(_ asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    let world = periods.world(peerCase, last: count - 1)
    var session = PeerSession(world)
    defer { asked = session.queries }
    // Whoever was active before the range is dormant in its first period where the case says so.
    let before = params["dormant_before_range"]?.boolValue == true ? 1 : 0
    let event = try PeerQuery.event(params["event"], filters: params["filters"], in: world)
    var settings = ["of=did(\(event))"]
    if let day = periods.weekStart { settings.append("week=\(day.rawValue)") }
    let table = try session.table(
      "lifecycle",
      of: try session.ask(
        "segment by lifecycle, \(periods.unit.rawValue)"
          + periods.range(count + before, from: -before)
          + " using posthog with \(settings.joined(separator: ", "))"))
    return try peerCase.expected.map { member throws(PeerFault) in
      guard table.index(of: member.name) != nil else {
        throw .broken("unknown figure '\(member.name)'")
      }
      var figures = [Int](repeating: 0, count: count)
      for row in table.rows.indices {
        guard let place = periods.index(of: table.cell(row, "period"), among: count) else {
          continue
        }
        figures[place] = table.cell(row, member.name).intValue ?? 0
      }
      return PeerFinding(
        member.name, expected: member.value, got: .list(figures.map { .int($0) }))
    }
  }

  /// `[events, users, new, running]` by period.
  private func activity(_ asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    let world = periods.world(peerCase, last: count - 1)
    var session = PeerSession(world)
    defer { asked = session.queries }
    let event = try PeerQuery.event(params["event"], filters: params["filters"], in: world)
    let table = try session.table(
      "activity",
      of: try session.ask(
        "cohort \(event) by \(periods.unit.rawValue)\(periods.range(count)) using kusto"))
    var rows: [JSONValue] = []
    for row in table.rows.indices {
      rows.append(
        .list(["events", "users", "new", "running"].map { JSONValue(table.cell(row, $0)) }))
    }
    return try peerCase.expected.map { member throws(PeerFault) in
      guard member.name == "rows" else { throw .broken("unknown figure '\(member.name)'") }
      return PeerFinding("rows", expected: member.value, got: .list(rows))
    }
  }
}
