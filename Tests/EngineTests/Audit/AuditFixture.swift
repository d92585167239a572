import Engine
import Reporting
import TestKit

/// Tables written out in a test; every column is text unless a list of its own says otherwise.
struct AuditFixture {
  var tables: [DataTable] = []
  var asof = CivilDay(number: 19_737)  // 2024-01-15
  var events = EventLog(
    names: [], offsets: [0], codes: [], times: [], sessions: nil, properties: [], amountIndex: nil)
  var users: [String] = []
  var active: [String] = []

  static let day: Int64 = 86_400_000
  /// 2024-01-01T00:00Z.
  static let start: Int64 = 1_704_067_200_000

  /// Adds a table; its columns as `name: values`, "" is missing.
  mutating func add(
    _ name: String, role: String = "other", mapping: [String: String] = [:],
    _ columns: [PropertyColumn], rejected: [RejectedRow] = [], formats: [ColumnFormats] = [],
    personal: [String: PersonalKind] = [:]
  ) {
    let count = columns.first?.count ?? 0
    let summary = TableSummary(
      name: name, role: role, rows: count,
      columns: columns.map { ResultColumn($0.name, $0.type) }, mapping: mapping,
      sources: [
        TableSummary.Source(
          file: name + ".csv", sha256: "", rowsRead: count + rejected.count, rowsKept: count,
          rowsRejected: rejected.count)
      ], personal: personal)
    tables.append(
      DataTable(
        summary: summary, columns: columns, lines: (0..<count).map { Int32($0) + 2 },
        rejected: rejected, formats: formats))
  }

  static func text(_ name: String, _ values: [String]) -> PropertyColumn {
    var dictionary: [String] = []
    let codes = values.map { value -> Int32 in
      if value.isEmpty { return -1 }
      if let code = dictionary.firstIndex(of: value) { return Int32(code) }
      dictionary.append(value)
      return Int32(dictionary.count - 1)
    }
    return PropertyColumn(
      name: name, type: .text, storage: .text(codes: codes, dictionary: dictionary))
  }

  static func money(_ name: String, _ values: [Double]) -> PropertyColumn {
    PropertyColumn(
      name: name, type: .money, storage: .money(values.map { Int64(($0 * 10_000).rounded()) }))
  }

  /// Times in days after 2024-01-01T00:00Z.
  static func time(_ name: String, days: [Double]) -> PropertyColumn {
    PropertyColumn(
      name: name, type: .time,
      storage: .time(days.map { start + Int64(($0 * Double(day)).rounded()) }))
  }

  var dataset: Dataset {
    var dataset = Dataset(
      name: "fixture", calendar: .utc, asof: AsOf(day: asof, isDeclared: true, lastEvent: nil),
      currency: nil, users: UserTable(ids: users, attributes: []), events: events, feedback: nil,
      roles: EventRoles(active: active), labels: Labels(), tables: tables.map(\.summary),
      contentHash: "fixture")
    dataset.table = { [tables] name throws(Diagnostic) in
      tables.first { $0.summary.name == name }
    }
    return dataset
  }

  func audit(_ scope: AuditScope = .whole) throws -> Audit {
    try Audit(of: tables.map(\.summary.name), in: dataset, scope: scope)
  }

  /// What a check finds in the last table; nil where it does not apply.
  func finding(_ check: String) throws -> AuditFinding? {
    try audit().findings.last { $0.check.name == check && $0.table == tables.last?.summary.name }
  }
}

extension AuditFinding {
  /// `2/6`.
  var fraction: String { "\(count)/\(of)" }

  var lines: [Int] { examples.map(\.line) }
}
