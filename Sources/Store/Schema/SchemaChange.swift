import Engine
import Reporting

/// What a person says of a dataset beyond what its files declare: roles of columns and tables, the
/// zone, the calendar, the events that play a part, labels.
///
/// Roles and the zone decide how rows are read; all else changes only how the dataset is seen.
public struct SchemaChange: Hashable, Sendable {
  /// What is said of one table.
  struct Table: Hashable, Sendable {
    var role: TableRole?
    var columns = ColumnMapping()
  }

  /// For every table that has the columns.
  public var columns = ColumnMapping()
  var tables: [String: Table] = [:]
  /// An IANA name.
  public var zone: String?
  var view = ViewChange()

  public init() {}

  public init(_ columns: ColumnMapping, zone: String? = nil) {
    self.columns = columns
    self.zone = zone
  }

  /// Reads `user=COL,event:=NAME zone=ZONE orders role=costs`: pairs with commas or blanks between
  /// them; a word alone is the table that the pairs behind it are about.
  ///
  /// Throws E425 to E427 for what is malformed or unknown.
  public init(parsing text: String) throws(Diagnostic) {
    var table: String?
    var last: DatasetAccess.Assignment?
    for word in try MappingWord.all(in: text) {
      switch word {
      case .pair(let name, let value):
        let assignment = DatasetAccess.Assignment(table: table, name: name, value: value)
        try set(assignment)
        last = assignment
      case .alone(let name):
        if let before = last, before.name == "active" {
          let joined = DatasetAccess.Assignment(
            table: before.table, name: "active", value: before.value + "," + name)
          try set(joined)
          last = joined
        } else {
          table = name
        }
      }
    }
    guard table == nil || table == last?.table else {
      throw ColumnMapping.malformed(table ?? "")
    }
  }

  /// Takes one assignment.
  ///
  /// Throws E425 for a malformed one, E426 for an unknown role, E427 for a value of a wrong form.
  public mutating func set(_ assignment: DatasetAccess.Assignment) throws(Diagnostic) {
    let name = assignment.name.lowercased()
    if name == "zone", assignment.table == nil {
      zone = assignment.value
      return
    }
    if let key = ViewChange.Key(rawValue: name), assignment.table == nil {
      try view.set(key, to: assignment.value)
      return
    }
    guard let table = assignment.table else {
      guard name != "role" else { throw Self.roleOfWhat(assignment.value) }
      try columns.take(assignment)
      return
    }
    if name == "role" {
      guard let role = TableRole(rawValue: assignment.value.lowercased()) else {
        throw Self.unknownTableRole(assignment.value, of: table)
      }
      tables[table, default: Table()].role = role
    } else {
      try tables[table, default: Table()].columns.take(assignment)
    }
  }

  public mutating func add(_ label: DatasetAccess.NewLabel) { view.labels.append(label) }

  /// This change with `other` made after it.
  public func merging(_ other: SchemaChange) -> SchemaChange {
    var merged = self
    merged.columns = columns.merging(other.columns)
    for (name, change) in other.tables {
      merged.tables[name, default: Table()].role = change.role ?? tables[name]?.role
      merged.tables[name]?.columns =
        (tables[name]?.columns ?? ColumnMapping()).merging(change.columns)
    }
    merged.zone = other.zone ?? zone
    merged.view = view.merging(other.view)
    return merged
  }

  public var isEmpty: Bool { readsAsBefore && view.isEmpty }

  /// No row is read otherwise.
  var readsAsBefore: Bool { columns.isEmpty && tables.isEmpty && zone == nil }

  /// One text for changes by which rows are read equally, for fingerprints.
  var canonicalText: String {
    let tables = tables.map { name, change in
      "\(name.debugDescription) \(change.role?.rawValue ?? "") \(change.columns.canonicalText)"
    }.sorted()
    return ([columns.canonicalText, zone ?? ""] + tables).joined(separator: "\n")
  }

  private static func roleOfWhat(_ value: String) -> Diagnostic {
    Diagnostic(
      "E425", Phrase("expected a table before role=\(value)", "role=\(value) 之前应有表名"), at: nil,
      notes: [
        Phrase("type: map TABLE role=\(value)", "请输入：映射 表名 role=\(value)")
      ])
  }

  private static func unknownTableRole(_ role: String, of table: String) -> Diagnostic {
    let roles = TableRole.allCases.map(\.rawValue)
    return Diagnostic(
      "E426", Phrase("unknown role '\(role)' of a table", "未知的表角色 '\(role)'"), at: nil,
      notes: [
        Phrase(
          "roles of tables are: \(roles.joined(separator: " "))",
          "表的角色有：\(roles.joined(separator: " "))"),
        Phrase("type: map \(table) role=orders", "请输入：映射 \(table) role=orders"),
      ], suggestion: Suggestion.closest(to: role, among: roles))
  }
}

extension ColumnMapping {
  /// Takes an assignment whose value may be a constant `:=NAME`.
  mutating func take(_ assignment: DatasetAccess.Assignment) throws(Diagnostic) {
    let isConstant = assignment.value.hasPrefix(":=")
    try set(
      assignment.name, to: isConstant ? String(assignment.value.dropFirst(2)) : assignment.value,
      isConstant: isConstant)
  }
}
