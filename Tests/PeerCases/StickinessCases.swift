import Engine
import Export

/// Stickiness of other products, asked as cohorts.
struct StickinessCases {
  static func findings(
    of peerCase: PeerCase, asked: inout [String]
  ) throws(PeerFault) -> [PeerFinding] {
    guard let count = peerCase.params["periods"]?.intValue, count > 0 else {
      throw .broken("'periods' is missing")
    }
    let cases = StickinessCases(
      peerCase: peerCase, periods: try PeerPeriods(peerCase), count: count)
    switch peerCase.kind {
    case nil, "distribution": return try cases.distribution(&asked)
    case "sliding": return try cases.sliding(&asked)
    case "active_users": return try cases.activeUsers(&asked)
    case .some(let kind): throw .broken("unknown kind '\(kind)'")
    }
  }

  let peerCase: PeerCase
  let periods: PeerPeriods
  let count: Int
  private var params: JSONValue { peerCase.params }

  private func event(in world: PeerWorld) throws(PeerFault) -> String {
    try PeerQuery.event(
      params["event"] ?? params["start_event"], filters: params["filters"], in: world)
  }

  // MARK: Users by active intervals

  private func distribution(_ asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    let every = max(1, params["interval_count"]?.intValue ?? 1)
    let length = peerCase.expected.first { $0.name == "data" }?.value.listValue?.count ?? count
    // A case counts its periods or its intervals; only one of them gives so many figures.
    let span = length == count ? count * every : count
    let world = periods.world(peerCase, last: span - 1)
    var session = PeerSession(world)
    defer { asked = session.queries }
    var settings: [String] = []
    if every > 1 { settings.append("every=\(every)") }
    if let criteria = try criteria { settings.append("times=\(criteria)") }
    if let day = periods.weekStart { settings.append("week=\(day.rawValue)") }
    var query =
      "cohort \(try event(in: world)) by \(periods.unit.rawValue)\(periods.range(span))"
      + " using posthog, stickiness"
    if !settings.isEmpty { query += " with " + settings.joined(separator: ", ") }
    let table = try session.table("days", of: try session.ask(query))
    let column = params["computed"]?.textValue == "cumulative" ? "at_least" : "users"
    return try peerCase.expected.map { member throws(PeerFault) in
      guard member.name == "data" else { throw .broken("unknown figure '\(member.name)'") }
      var figures = table.rows.indices.map { table.cell($0, column).intValue ?? 0 }
      // Where nobody did anything the table is empty, and the product prints zeros.
      if figures.isEmpty { figures = [Int](repeating: 0, count: (span + every - 1) / every) }
      return PeerFinding("data", expected: member.value, got: .list(figures.map { .int($0) }))
    }
  }

  /// How many events make an interval active.
  private var criteria: String? {
    get throws(PeerFault) {
      guard let criteria = params["criteria"], criteria != .null else { return nil }
      guard let value = criteria["value"]?.intValue, value >= 1 else {
        throw .broken("'criteria' has no value")
      }
      switch criteria["op"]?.textValue {
      case ">=", "gte": return "\(value)"
      case ">", "gt": return "\(value + 1)"
      case "<=", "lte": return "(1..\(value))"
      case "<", "lt":
        guard value > 1 else { throw .broken("no interval has fewer events than one") }
        return "(1..\(value - 1))"
      case "=", "==", "exact", "eq": return "(\(value)..\(value))"
      default: throw .broken("unknown operator of 'criteria'")
      }
    }
  }

  // MARK: Trailing windows

  private func window(_ names: [String]) throws(PeerFault) -> Int {
    guard let value = names.compactMap({ params[$0]?.intValue }).first, value >= 1 else {
      throw .broken("'\(names[0])' is missing")
    }
    return value
  }

  /// `[events, users]` of the window that ends with each period.
  private func sliding(_ asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    let lookback = try window(["lookback_periods", "lookback", "window_periods"])
    let world = periods.world(peerCase, last: count - 1)
    var session = PeerSession(world)
    defer { asked = session.queries }
    let letter = periods.unit == .month ? "mo" : String(periods.unit.rawValue.prefix(1))
    let table = try session.table(
      "windows",
      of: try session.ask(
        "cohort \(try event(in: world)) by \(periods.unit.rawValue) within \(lookback)\(letter)"
          + "\(periods.range(count)) using kusto, stickiness"))
    return try peerCase.expected.map { member throws(PeerFault) in
      guard member.name == "rows" else { throw .broken("unknown figure '\(member.name)'") }
      let rows = table.rows.indices.map { row in
        JSONValue.list(["events", "outer"].map { JSONValue(table.cell(row, $0)) })
      }
      return PeerFinding("rows", expected: member.value, got: .list(rows))
    }
  }

  /// Users with enough active days in the window that ends with one of them, by bin.
  private func activeUsers(_ asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    let lookback = try window(["lookback_periods", "lookback_days", "lookback"])
    let least = try window([
      "min_active_periods", "active_periods", "min_active", "min_periods", "min_days",
      "active_days",
    ])
    let bin = ["bin_periods", "bin_days", "bin"].compactMap { params[$0]?.intValue }.first
    let isWeekly = bin == 7 || periods.unit == .week || params["bin"]?.textValue == "week"
    let days = periods.unit == .week ? count * 7 : count
    let first = periods.start(0)
    let world = periods.world(peerCase, last: count - 1)
    var session = PeerSession(world)
    defer { asked = session.queries }
    let table = try session.table(
      "active",
      of: try session.ask(
        "cohort \(try event(in: world)) by \(isWeekly ? "week" : "day") within \(lookback)d"
          + "\(periods.range(count)) using kusto, stickiness with days=\(least)"))
    let length = isWeekly ? 7 : 1
    var bins = [Int](repeating: 0, count: (days + length - 1) / length)
    for row in table.rows.indices {
      guard let label = table.cell(row, "period").textValue, let time = PeerTime(label) else {
        continue
      }
      let place = Int((time.instant - first) / 86_400_000) / length
      if bins.indices.contains(place) { bins[place] = table.cell(row, "users").intValue ?? 0 }
    }
    return peerCase.expected.map { member in
      PeerFinding(
        member.name, expected: member.value,
        got: Self.shaped(bins, first: first, length: length, like: member.value))
    }
  }

  /// The bins in the form of the case: a figure for each, pairs with an index or a date, or by
  /// date.
  private static func shaped(
    _ bins: [Int], first: Int64, length: Int, like value: JSONValue
  ) -> JSONValue {
    func date(_ place: Int) -> String {
      LocalCalendar.utc.day(of: first + Int64(place * length) * 86_400_000).label
    }
    let filled = bins.indices.filter { bins[$0] > 0 }
    switch value {
    case .object:
      return .object(filled.map { .init(date($0), .int(bins[$0])) })
    case .list(let rows):
      guard let pair = rows.first?.listValue else { return .list(bins.map { .int($0) }) }
      let isDated = pair.first?.textValue != nil
      let isFull = pair.first?.textValue.map { $0.count > 10 } ?? false
      return .list(
        filled.map { place in
          .list([
            isDated
              ? .text(date(place) + (isFull ? "T00:00:00Z" : "")) : .int(place), .int(bins[place]),
          ])
        })
    default: return .int(bins.reduce(0, +))
    }
  }
}
