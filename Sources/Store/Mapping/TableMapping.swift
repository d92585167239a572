import Reporting

/// What `dataset.json`, or a person, says about one table before it is read.
struct TableDeclaration: Hashable {
  var role: TableRole?
  /// The role is what somebody said, not what the columns told before.
  var isRoleDeclared = true
  var mapping = ColumnMapping()
  /// The session column that the dataset names for all tables; a table without it has none.
  var sharedSession: String?
  var types: [String: String] = [:]
}

/// Gives roles to the columns of a table: what is declared first, then what its names suggest.
struct TableMapping {
  /// The name of events of a table that has neither an event column nor a constant.
  let fallbackEvent: String?
  /// A declared column that this table lacks is another table's.
  let isPartial: Bool

  func map(
    _ table: SourceTable, declaration: TableDeclaration
  ) throws(Diagnostic) -> MappedTable {
    let guess = RoleGuess(table: table)
    var columns: [ColumnRole: Int] = [:]
    var constant: String?
    for (role, target) in declaration.mapping.targets.sorted(by: {
      $0.key.rawValue < $1.key.rawValue
    }) {
      switch target {
      case .constant(let value): constant = value
      case .named(let name):
        if let index = table.columnIndex(name) {
          columns[role] = index
        } else if role == .event {
          constant = name
        } else if !isPartial {
          throw Self.unknownColumn(name, role: role, in: table)
        }
      }
    }
    if columns[.session] == nil, let shared = declaration.sharedSession {
      columns[.session] = table.columnIndex(shared)
    }
    for role in ColumnRole.allCases where columns[role] == nil {
      if role == .event, constant != nil { continue }
      let index = guess.column(for: role, except: Set(columns.values))
      if let index { columns[role] = index }
    }
    let isNamedElse = TableRole(tableName: table.name).map { $0 != .events && $0 != .orders }
    if columns[.time] == nil, columns[.user] != nil, declaration.role == nil, isNamedElse != true {
      // Better to reject unreadable times, with the reason, than to lose the events silently.
      columns[.time] = guess.named(.time).first { !columns.values.contains($0) }
    }
    let role = declaration.role ?? guess.role(columns)
    columns = columns.filter { Self.roles(of: role).contains($0.key) }
    // Of the times that a user has, only that of signing up makes an event unasked.
    if role == .users, declaration.mapping.targets[.time] == nil,
      let time = columns[.time], !guess.isNamedAsSignup(time)
    {
      columns[.time] = nil
    }
    var mapped = MappedTable(table: table, role: role, columns: columns, types: declaration.types)
    mapped.isRoleDeclared = declaration.role != nil && declaration.isRoleDeclared
    mapped.eventConstant = constant ?? fallback(role, columns)
    return mapped
  }

  /// Roles that columns of a table can have.
  private static func roles(of table: TableRole) -> Set<ColumnRole> {
    switch table {
    case .events, .orders: [.user, .event, .time, .session, .amount, .cost, .channel]
    case .users: [.user, .event, .time, .channel]
    case .feedback:
      [.user, .time, .kind, .score, .text, .source, .severity, .reply, .resolved, .channel]
    case .costs: [.user, .time, .amount, .channel]
    case .other: [.user, .time, .amount, .cost, .channel]
    }
  }

  /// Whether a name is one that `fallback` gives where nobody names a table's events.
  static func isFallback(_ name: String, of table: String) -> Bool {
    ["purchase", "signup", "event", table].contains(name)
  }

  private func fallback(_ role: TableRole, _ columns: [ColumnRole: Int]) -> String? {
    switch role {
    case .events, .orders: columns[.amount] != nil ? "purchase" : fallbackEvent ?? "event"
    case .users: "signup"
    case .feedback, .costs, .other: nil
    }
  }

  static func unknownColumn(
    _ name: String, role: ColumnRole, in table: SourceTable
  ) -> Diagnostic {
    let near = Suggestion.closest(to: name, among: table.columns.map(\.name))
    return Diagnostic(
      "E418",
      Phrase(
        "unknown column '\(name)' in '\(table.name)'", "'\(table.name)' 中没有列 '\(name)'"),
      at: nil,
      notes: [
        columnList(of: table),
        Phrase("type: map \(role.rawValue)=COLUMN", "请输入：map \(role.rawValue)=列名"),
      ], suggestion: near)
  }

  static func columnList(of table: SourceTable) -> Phrase {
    let names = table.columns.prefix(30).map(\.name).joined(separator: ", ")
    let more = table.columns.count > 30 ? ", …" : ""
    return Phrase("its columns are: \(names)\(more)", "它的列有：\(names)\(more)")
  }
}
