import Engine
import Export

/// Retention of other products, asked as cohorts under their rules.
struct RetentionCases {
  static func findings(
    of peerCase: PeerCase, asked: inout [String]
  ) throws(PeerFault) -> [PeerFinding] {
    let cases = RetentionCases(peerCase: peerCase, periods: try PeerPeriods(peerCase))
    switch peerCase.kind {
    case nil, "matrix": return try cases.matrices(&asked)
    case "curve": return try cases.curve(&asked)
    case "bits": return try RetentionBits(peerCase: peerCase).findings(&asked)
    case "new_cohorts": return try cases.newCohorts(&asked)
    case .some(let kind): throw .broken("unknown kind '\(kind)'")
    }
  }

  let peerCase: PeerCase
  let periods: PeerPeriods
  private var params: JSONValue { peerCase.params }

  private func number(_ name: String) throws(PeerFault) -> Int? {
    guard let value = params[name], value != .null else { return nil }
    guard let number = value.intValue else { throw .broken("'\(name)' is no whole number") }
    return number
  }

  // MARK: The query

  /// The product whose rules count, with what the case changes of them.
  private func using() throws(PeerFault) -> [String] {
    let name = peerCase.repository.lowercased()
    let isCumulative = params["cumulative"]?.boolValue == true
    switch params["window_mode"]?.textValue {
    case nil, "calendar":
      if name.contains("mixpanel") {
        return ["mixpanel", "calendar", isCumulative ? "rolling" : "exact"]
      }
      if name.contains("amplitude") {
        return ["amplitude", "calendar"] + (isCumulative ? ["rolling"] : [])
      }
      return ["posthog"] + (isCumulative ? ["rolling"] : [])
    case "rolling_24h":
      if name.contains("amplitude") { return ["amplitude"] + (isCumulative ? ["rolling"] : []) }
      return ["posthog", "elapsed"]
    case "rolling_exact": return ["mixpanel", isCumulative ? "rolling" : "exact"]
    case .some(let mode): throw .broken("unknown window mode '\(mode)'")
    }
  }

  private func start(in world: PeerWorld) throws(PeerFault) -> String {
    let event = params["start_event"]
    switch params["retention_type"]?.textValue {
    case nil, "recurring":
      return try PeerQuery.event(event, filters: params["filters"], in: world)
    case "first_time": return try first(event, "matching", in: world)
    case "first_ever": return try first(event, "ever", in: world)
    case .some(let other): throw .broken("unknown retention type '\(other)'")
    }
  }

  private func first(
    _ event: JSONValue?, _ rule: String, in world: PeerWorld
  ) throws(PeerFault) -> String {
    var value = event ?? .object([])
    if case .object = value {} else { value = .object([.init("event", value)]) }
    return try PeerQuery.event(
      value.replacing("first_time", with: .text(rule)), filters: params["filters"], in: world)
  }

  private func query(
    in world: PeerWorld, rows: Int?, by: [String] = []
  ) throws(PeerFault) -> String {
    let start = try start(in: world)
    let back = try PeerQuery.event(params["return_event"], filters: params["filters"], in: world)
    var text = "cohort \(start) -> \(back) by "
    text += (by + [periods.unit.rawValue]).joined(separator: ", ")
    if let rows { text += periods.range(rows) }
    text += " using " + (try using()).joined(separator: ", ")
    var settings: [String] = []
    if let times = try number("min_occurrences"), times > 1 { settings.append("times=\(times)") }
    if let brackets { settings.append("brackets=(\(brackets))") }
    if let day = periods.weekStart { settings.append("week=\(day.rawValue)") }
    return settings.isEmpty ? text : text + " with " + settings.joined(separator: ", ")
  }

  /// Sizes of brackets, one after another from 1 on.
  private var brackets: String? {
    guard let sizes = params["brackets"]?.listValue?.compactMap(\.intValue), !sizes.isEmpty else {
      return nil
    }
    var next = 1
    return sizes.map { size in
      defer { next += size }
      return "\(next)..\(next + size - 1)"
    }.joined(separator: ", ")
  }

  // MARK: Matrices

  private func matrices(_ asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    guard let width = try number("periods") else { throw .broken("'periods' is missing") }
    let rows = try number("rows") ?? width
    let isCut = params["cap_to_range"]?.boolValue == true
    let world = periods.world(peerCase, last: isCut ? rows - 1 : nil, width: rows + width)
    var session = PeerSession(world)
    defer { asked = session.queries }
    let split = try breakdown(in: world)
    let answer = try session.ask(
      try query(in: world, rows: rows, by: split.map { [$0] } ?? []))
    let table = try session.table("retention", of: answer)
    let shape = Shape(
      rows: rows, width: params["brackets"]?.listValue.map { $0.count + 1 } ?? width,
      isTriangular: params["triangular"]?.boolValue ?? (params["brackets"] == nil))
    var findings: [PeerFinding] = []
    for member in peerCase.expected {
      let got: JSONValue
      switch member.name {
      case "matrix": got = matrix(table, shape) { _ in true }
      case "by": got = groups(table, shape, like: member.value)
      default:
        guard member.name.hasPrefix("row"), let row = Int(member.name.dropFirst(3)) else {
          throw .broken("unknown figure '\(member.name)'")
        }
        got = .list(self.row(table, row, shape) { _ in true })
      }
      findings.append(PeerFinding(member.name, expected: member.value, got: got))
    }
    return findings
  }

  struct Shape {
    let rows: Int
    let width: Int
    /// Each row is one shorter than the row before.
    let isTriangular: Bool
  }

  private func breakdown(in world: PeerWorld) throws(PeerFault) -> String? {
    switch params["breakdown"] {
    case nil, .null: return nil
    case .text(let name): return "any.\(PeerQuery.name(name))"
    case .some(let value):
      guard let name = value["prop"]?.textValue else {
        throw .broken("'breakdown' has no property")
      }
      return "any.\(PeerQuery.name(name))"
    }
  }

  private func matrix(
    _ table: ResultTable, _ shape: Shape, _ isOfGroup: (Int) -> Bool
  ) -> JSONValue {
    .list((0..<shape.rows).map { .list(row(table, $0, shape, isOfGroup)) })
  }

  /// The size of a cohort, then its users column by column; what cannot be seen yet is 0, as it is
  /// where the products print it.
  private func row(
    _ table: ResultTable, _ index: Int, _ shape: Shape, _ isOfGroup: (Int) -> Bool
  ) -> [JSONValue] {
    let width = shape.isTriangular ? shape.width - index : shape.width
    var cells = [Int](repeating: 0, count: max(0, width))
    let label = periods.label(index)
    for row in table.rows.indices where table.cell(row, "cohort") == label && isOfGroup(row) {
      guard let offset = table.cell(row, "offset").intValue, cells.indices.contains(offset) else {
        continue
      }
      cells[offset] = table.cell(row, offset == 0 ? "size" : "users").intValue ?? 0
    }
    return cells.map { .int($0) }
  }

  private static let missing: Set<String> = ["", "null", "none", "(missing)"]

  /// A matrix for each group that the case names, and for each other one that anybody stands in.
  private func groups(_ table: ResultTable, _ shape: Shape, like value: JSONValue) -> JSONValue {
    guard case .object(let named) = value else { return .null }
    var members = named.map { member in
      JSONValue.Member(
        member.name,
        matrix(table, shape) { Self.isGroup(table.rows[$0].first, named: member.name) })
    }
    for row in table.rows.indices where table.cell(row, "size").intValue ?? 0 > 0 {
      let cell = table.rows[row].first
      if cell == .missing || members.contains(where: { Self.isGroup(cell, named: $0.name) }) {
        continue
      }
      let name = JSONValue(cell ?? .missing).scalarText ?? ""
      members.append(.init(name, matrix(table, shape) { table.rows[$0].first == cell }))
    }
    return .object(members)
  }

  private static func isGroup(_ cell: Cell?, named name: String) -> Bool {
    if cell == .missing { return missing.contains(name.lowercased()) || name.contains("null") }
    return JSONValue(cell ?? .missing).scalarText == name
  }

  // MARK: Curves

  /// Users by offset from their own first event, over all cohorts.
  private func curve(_ asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    guard let width = try number("periods") else { throw .broken("'periods' is missing") }
    let world = periods.world(peerCase, last: nil, width: width)
    var session = PeerSession(world)
    defer { asked = session.queries }
    let using: String
    switch params["mode"]?.textValue {
    case nil, "on": using = "posthog"
    case "on_or_after": using = "posthog, rolling"
    case "on_or_before": using = "mixpanel, range, calendar"
    case "streak": using = "mixpanel, streak, calendar"
    case .some(let mode): throw .broken("unknown mode '\(mode)'")
    }
    let start = try first(params["start_event"], "matching", in: world)
    let back = try PeerQuery.event(params["return_event"], filters: params["filters"], in: world)
    let table = try session.table(
      "retention",
      of: try session.ask("cohort \(start) -> \(back) by \(periods.unit.rawValue) using \(using)"))
    var cells = [Int](repeating: 0, count: width)
    for row in table.rows.indices {
      guard let offset = table.cell(row, "offset").intValue, cells.indices.contains(offset) else {
        continue
      }
      cells[offset] += table.cell(row, offset == 0 ? "size" : "users").intValue ?? 0
    }
    return try peerCase.expected.map { member throws(PeerFault) in
      guard member.name == "curve" else { throw .broken("unknown figure '\(member.name)'") }
      return PeerFinding(
        "curve", expected: member.value, got: .list(cells.map { .int($0) }))
    }
  }

  // MARK: Kusto

  /// `[cohort, period, new, retained, churned]` for the first cohorts.
  private func newCohorts(_ asked: inout [String]) throws(PeerFault) -> [PeerFinding] {
    guard let count = try number("periods") else { throw .broken("'periods' is missing") }
    let cohorts = try number("cohorts") ?? count
    let world = periods.world(peerCase, last: count - 1)
    var session = PeerSession(world)
    defer { asked = session.queries }
    let event = try PeerQuery.event(
      params["event"] ?? params["start_event"], filters: params["filters"], in: world)
    let table = try session.table(
      "new_activity",
      of: try session.ask(
        "cohort \(event) by \(periods.unit.rawValue)\(periods.range(count)) using kusto"))
    var rows: [JSONValue] = []
    for row in table.rows.indices {
      guard let cohort = periods.index(of: table.cell(row, "cohort"), among: cohorts),
        let period = periods.index(of: table.cell(row, "period"), among: count)
      else { continue }
      let figures = ["new", "retained", "churned"].map { JSONValue(table.cell(row, $0)) }
      rows.append(.list([.int(cohort), .int(period)] + figures))
    }
    return try peerCase.expected.map { member throws(PeerFault) in
      guard member.name == "rows" else { throw .broken("unknown figure '\(member.name)'") }
      return PeerFinding("rows", expected: member.value, got: .list(rows))
    }
  }
}
