import Engine
import Foundation
import Reporting

/// Builds a dataset from an opening: reads its files, gives roles to their columns, assembles.
struct Building {
  /// Raised whenever the same files would give another dataset: what is in the cache is made anew.
  static let version = 3

  let interrupt: Interrupt
  let progress: ImportProgress

  func build(_ opening: Opening) throws(Diagnostic) -> (assembly: Assembly, report: ImportReport) {
    var opening = opening
    var gathered = TableGathering()
    for file in opening.files {
      for (table, declaration) in try read(file, &opening) {
        try gathered.add(table, declaration, of: file, &opening)
      }
    }
    let built = try build(
      opening, tables: gathered.tables, declarations: gathered.declarations)
    var report = built.report
    report.notices = gathered.notices + report.notices
    return (built.assembly, report)
  }

  /// The tables in a file: one of a CSV or JSON lines file, all of a database.
  private func read(
    _ file: Opening.File, _ opening: inout Opening
  ) throws(Diagnostic) -> [(table: SourceTable, declaration: TableDeclaration)] {
    if SQLiteFile.hasStamp(file.path) {
      let stored = try DatasetReader(path: file.path).sources()
      if opening.declaration.text == nil { opening.declaration = stored.declaration }
      return stored.tables.map { ($0.table, $0.declaration) }
    }
    if SQLiteFile.hasMagic(file.path) {
      let database = ForeignDatabase(path: file.path, interrupt: interrupt, progress: progress)
      return try database.tables().map { ($0, file.declaration) }
    }
    let reader = FileReading(interrupt: interrupt, progress: progress)
    var table = try reader.table(named: file.table, path: file.path)
    table.files[0].importedAt = file.time
    return [(table, file.declaration)]
  }

  /// Assembles tables that were read already.
  func build(
    _ opening: Opening, tables: [SourceTable], declarations: [TableDeclaration]
  ) throws(Diagnostic) -> (assembly: Assembly, report: ImportReport) {
    let zone = opening.change.zone ?? opening.declaration.zone ?? "UTC"
    guard let calendar = LocalCalendar(zone: zone, weekStart: opening.declaration.week) else {
      throw .unknownZone(zone)
    }
    let mapped = try TableUnderstanding(change: opening.change).map(
      tables, declarations, name: opening.name)
    let assembler = Assembler(
      name: opening.name, clock: LocalClock(calendar: calendar), declaration: opening.declaration,
      interrupt: interrupt, progress: progress)
    var assembly = try assembler.assemble(mapped)
    try opening.change.view.apply(to: &assembly.dataset)
    let report = ImportReport(assembly, tables: mapped)
    if report.rowsKept == 0, let first = report.rejected.first {
      throw Self.nothingKept(report, first)
    }
    return (assembly, report)
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
