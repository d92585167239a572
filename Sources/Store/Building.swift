import Engine
import Foundation
import Reporting

/// Builds a dataset from an opening: reads its files, gives roles to their columns, assembles.
struct Building {
  /// Raised whenever the same files would give another dataset: what is in the cache is made anew.
  static let version = 2

  let interrupt: Interrupt
  let progress: ImportProgress

  func build(_ opening: Opening) throws(Diagnostic) -> (assembly: Assembly, report: ImportReport) {
    var opening = opening
    var tables: [SourceTable] = []
    var declarations: [TableDeclaration] = []
    for (number, file) in opening.files.enumerated() {
      let later = opening.files[(number + 1)...]
      for (table, declaration) in try read(file, later: Array(later), &opening) {
        if let known = tables.firstIndex(where: { $0.name == table.name }) {
          tables[known].append(table)
        } else {
          tables.append(table)
          declarations.append(declaration)
        }
      }
    }
    return try build(opening, tables: tables, declarations: declarations)
  }

  /// The tables in a file: one of a CSV or JSON lines file, all of a database.
  private func read(
    _ file: Opening.File, later: [Opening.File], _ opening: inout Opening
  ) throws(Diagnostic) -> [(table: SourceTable, declaration: TableDeclaration)] {
    if SQLiteFile.hasStamp(file.path) {
      let stored = try DatasetReader(path: file.path).sources()
      if opening.declaration.text == nil { opening.declaration = stored.declaration }
      return stored.tables.map { mapped in
        // A file that is imported again takes the place of what it gave before.
        let table = mapped.table.removing { name in
          later.contains {
            $0.table == mapped.table.name && ($0.path as NSString).lastPathComponent == name
          }
        }
        return (table, mapped.declaration)
      }
    }
    if SQLiteFile.hasMagic(file.path) {
      let database = ForeignDatabase(path: file.path, interrupt: interrupt, progress: progress)
      return try database.tables().map { ($0, file.declaration) }
    }
    let reader = FileReading(interrupt: interrupt, progress: progress)
    return [(try reader.table(named: file.table, path: file.path), file.declaration)]
  }

  /// Assembles tables that were read already.
  func build(
    _ opening: Opening, tables: [SourceTable], declarations: [TableDeclaration]
  ) throws(Diagnostic) -> (assembly: Assembly, report: ImportReport) {
    let zone = opening.zone ?? opening.declaration.zone ?? "UTC"
    guard let calendar = LocalCalendar(zone: zone, weekStart: opening.declaration.week) else {
      throw .unknownZone(zone)
    }
    let mapped = try map(opening, tables, declarations)
    let assembler = Assembler(
      name: opening.name, clock: LocalClock(calendar: calendar), declaration: opening.declaration,
      interrupt: interrupt, progress: progress)
    let assembly = try assembler.assemble(mapped)
    let report = ImportReport(assembly, tables: mapped)
    if report.rowsKept == 0, let first = report.rejected.first {
      throw Self.nothingKept(report, first)
    }
    return (assembly, report)
  }

  private func map(
    _ opening: Opening, _ tables: [SourceTable], _ declarations: [TableDeclaration]
  ) throws(Diagnostic) -> [MappedTable] {
    let isAlone = tables.count == 1
    for (role, target) in opening.mapping.targets {
      guard case .named(let column) = target, role != .event, let first = tables.first,
        !tables.contains(where: { $0.columnIndex(column) != nil })
      else { continue }
      throw TableMapping.unknownColumn(column, role: role, in: first)
    }
    var mapped: [MappedTable] = []
    for (table, declaration) in zip(tables, declarations) {
      var declaration = declaration
      for (role, target) in opening.mapping.targets {
        // What names a column of other tables says nothing about this one.
        if case .named(let column) = target, table.columnIndex(column) == nil,
          tables.contains(where: { $0.columnIndex(column) != nil })
        {
          continue
        }
        declaration.mapping.targets[role] = target
      }
      let mapping = TableMapping(fallbackEvent: isAlone ? nil : table.name, isPartial: false)
      mapped.append(try mapping.map(table, declaration: declaration))
    }
    for table in mapped { try check(table, isAlone: isAlone) }
    let isUseful = mapped.contains {
      $0.isEventSource || $0.role == .users || $0.role == .feedback
    }
    // Costs may come first, where someone says that they are costs.
    if !isUseful, declarations.allSatisfy({ $0.role == nil }) {
      throw Self.noColumn(.user, in: mapped.first?.table ?? SourceTable(name: opening.name))
    }
    return mapped
  }

  /// A table that is declared to be of a role must have the columns for it.
  private func check(_ mapped: MappedTable, isAlone: Bool) throws(Diagnostic) {
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
          "type: map user=COL time=COL, or import with --map user=COL,time=COL",
          "请输入：map user=列名 time=列名，或导入时加 --map user=列名,time=列名"),
      ])
  }

  private static func nothingKept(_ report: ImportReport, _ first: RejectedRow) -> Diagnostic {
    Diagnostic(
      "E419",
      Phrase(
        "expected rows to keep, found all \(report.rowsRejected) rejected",
        "全部 \(report.rowsRejected) 行都被拒绝"), at: nil,
      notes: [
        Phrase(
          "\(first.file):\(first.line): \(first.reason.english)",
          "\(first.file):\(first.line)：\(first.reason.chinese)"),
        Phrase(
          "columns were taken as: \(report.tables.map(\.mappingText).joined(separator: "; "))",
          "列的对应关系：\(report.tables.map(\.mappingText).joined(separator: ";"))"),
        Phrase("type: map user=COL time=COL", "请输入：map user=列名 time=列名"),
      ])
  }
}

extension Diagnostic {
  static func unknownZone(_ zone: String) -> Diagnostic {
    Diagnostic(
      "E421", Phrase("unknown time zone '\(zone)'", "未知的时区 '\(zone)'"), at: nil,
      notes: [
        Phrase(
          "type an IANA name: --zone Asia/Shanghai, --zone UTC",
          "请使用 IANA 时区名：--zone Asia/Shanghai、--zone UTC")
      ])
  }
}
