import Engine
import Reporting

/// Gives a meaning to tables and their columns: what a person says of them first, then what is
/// declared, then what names suggest.
struct TableUnderstanding {
  let change: SchemaChange

  /// Throws E416 to E418 for columns that are missing or unknown, E428 for an unknown table.
  func map(
    _ tables: [SourceTable], _ declarations: [TableDeclaration], name: String
  ) throws(Diagnostic) -> [MappedTable] {
    let isAlone = tables.count == 1
    for (role, target) in change.columns.targets {
      guard case .named(let column) = target, role != .event, let first = tables.first,
        !tables.contains(where: { $0.columnIndex(column) != nil })
      else { continue }
      throw isAlone
        ? TableMapping.unknownColumn(column, role: role, in: first)
        : Self.nowhere(column, role: role, in: tables)
    }
    let own = try changes(to: tables)
    var mapped: [MappedTable] = []
    for (number, table) in tables.enumerated() {
      let declaration = changed(declarations[number], of: table, own[number], among: tables)
      let mapping = TableMapping(fallbackEvent: isAlone ? nil : table.name, isPartial: false)
      mapped.append(try mapping.map(table, declaration: declaration))
    }
    for table in mapped { try check(table) }
    let isUseful = mapped.contains {
      $0.isEventSource || $0.role == .users || $0.role == .feedback
    }
    // Costs may come first, where someone says that they are costs.
    if !isUseful, mapped.allSatisfy({ !$0.isRoleDeclared }) {
      throw Self.noColumn(.user, in: mapped.first?.table ?? SourceTable(name: name))
    }
    return mapped
  }

  private static func nowhere(
    _ column: String, role: ColumnRole, in tables: [SourceTable]
  ) -> Diagnostic {
    Diagnostic(
      "E418", Phrase("no table has a column '\(column)'", "没有哪张表有列 '\(column)'"), at: nil,
      notes: [
        Phrase("to see the columns of all tables: describe columns", "查看各表的列：概览 列"),
        Phrase("type: map \(role.rawValue)=COLUMN", "请输入：映射 \(role.rawValue)=列名"),
      ],
      suggestion: Suggestion.closest(
        to: column, among: tables.flatMap { $0.columns.map(\.name) }))
  }

  /// What is said of each table by its name.
  private func changes(to tables: [SourceTable]) throws(Diagnostic) -> [SchemaChange.Table?] {
    var own = [SchemaChange.Table?](repeating: nil, count: tables.count)
    // A table that is named exactly is meant before one that is named without regard to case.
    let said = change.tables.sorted { left, right in
      let names = tables.map(\.name)
      let isExact = (names.contains(left.key), names.contains(right.key))
      return isExact.0 == isExact.1 ? left.key < right.key : isExact.1
    }
    for (name, change) in said {
      let number =
        tables.firstIndex { $0.name == name }
        ?? tables.firstIndex { $0.name.lowercased() == name.lowercased() }
      guard let number else {
        throw Diagnostic.unknownTable(name, among: tables.map(\.name), at: nil)
      }
      own[number] = change
    }
    return own
  }

  private func changed(
    _ old: TableDeclaration, of table: SourceTable, _ own: SchemaChange.Table?,
    among tables: [SourceTable]
  ) -> TableDeclaration {
    var declaration = old
    var targets = change.columns.targets.filter { _, target in
      // What names a column of other tables says nothing about this one.
      guard case .named(let column) = target, table.columnIndex(column) == nil else { return true }
      return !tables.contains { $0.columnIndex(column) != nil }
    }
    targets.merge(own?.columns.targets ?? [:]) { $1 }
    guard !targets.isEmpty || own?.role != nil else { return declaration }
    // A column that is said to play one role no longer plays the one it was thought to play.
    declaration.mapping.targets = declaration.mapping.targets.filter { role, target in
      !targets.contains { $0.key != role && $0.value == target }
    }
    if case .constant(let name)? = declaration.mapping.targets[.event],
      TableMapping.isFallback(name, of: table.name)
    {
      declaration.mapping.targets[.event] = nil
    }
    declaration.mapping.targets.merge(targets) { $1 }
    if let role = own?.role {
      declaration.role = role
      declaration.isRoleDeclared = true
    } else if !declaration.isRoleDeclared {
      declaration.role = nil
    }
    return declaration
  }

  /// A table that is declared to be of a role must have the columns for it.
  private func check(_ mapped: MappedTable) throws(Diagnostic) {
    switch mapped.role {
    case .events, .orders:
      for role in [ColumnRole.user, .time] where mapped.columns[role] == nil {
        throw Self.noColumn(role, in: mapped.table)
      }
    case .users:
      if mapped.columns[.user] == nil { throw Self.noColumn(.user, in: mapped.table) }
    case .feedback:
      if mapped.columns[.score] == nil, mapped.columns[.text] == nil {
        throw Self.noColumn(.score, in: mapped.table)
      }
    case .costs, .other: break
    }
  }

  private static func noColumn(_ role: ColumnRole, in table: SourceTable) -> Diagnostic {
    let chinese: [ColumnRole: String] = [.user: "用户", .time: "时间", .score: "分数"]
    // Names of columns in another encoding than UTF-8, as spreadsheets in Chinese write it.
    let isGarbled = table.columns.contains { $0.name.contains("\u{FFFD}") }
    let encoding = Phrase(
      "its header is not UTF-8; convert it: iconv -f GB18030 -t UTF-8 FILE > utf8.csv",
      "表头不是 UTF-8 编码，请先转换：iconv -f GB18030 -t UTF-8 文件 > utf8.csv")
    return Diagnostic(
      role == .user ? "E416" : "E417",
      Phrase(
        "expected a \(role.rawValue) column in '\(table.name)', found none",
        "'\(table.name)' 中找不到\(chinese[role] ?? role.rawValue)列"), at: nil,
      notes: [
        isGarbled ? encoding : TableMapping.columnList(of: table),
        Phrase(
          "where its rows are nobody's: --as other, or load FILE as other; answers: --as feedback",
          "若它的行不属于任何用户：--as other，或 载入 文件 as other；反馈：--as feedback"),
        Phrase(
          "type: map user=COL time=COL, or import with --map user=COL,time=COL",
          "请输入：map user=列名 time=列名，或导入时加 --map user=列名,time=列名"),
      ])
  }
}
