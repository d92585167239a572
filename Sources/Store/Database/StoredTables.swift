import Engine
import Foundation
import GRDB
import Reporting

/// Reads the tables of a dataset's database as their files had them, so that their columns can be
/// understood otherwise, more rows can be added to them, and their rows can be looked at.
struct StoredTables {
  let db: Database
  let path: String

  /// A table that was mapped before: its rows, and what was declared or guessed of it.
  func table(_ number: Int, _ summary: TableSummary) throws -> MappedTable {
    var table = SourceTable(name: summary.name)
    table.lines = try integers(number, -1, "lines")
    table.rowCount = table.lines.count
    let columns = try StoredRow.all(
      db, path,
      "SELECT position, name, texts FROM source_columns WHERE \"table\" = ? ORDER BY position",
      arguments: [number])
    for row in columns {
      let column = try column(
        number, row.int(0), named: row.text(1), texts: row.int(2), rows: table.rowCount)
      table.columns.append(column)
    }
    table.files = try files(number, rows: table.rowCount)
    table.rejected = try rejected(of: summary.name, isFromReading: true)
    table.notices = try StoredRow.all(
      db, path, "SELECT en, zh FROM notices WHERE \"table\" = ? ORDER BY position",
      arguments: [number]
    ).map { Phrase(try $0.text(0), try $0.text(1)) }
    var mapped = MappedTable(
      table: table, role: TableRole(rawValue: summary.role) ?? .other, columns: [:],
      types: try declaredTypes(number))
    mapped.isRoleDeclared =
      try StoredRow.all(
        db, path, "SELECT is_declared FROM tables WHERE position = ?", arguments: [number]
      ).first?.optionalInt(0) == 1
    for (role, target) in summary.mapping {
      if role == "event:" {
        mapped.eventConstant = target
      } else if let role = ColumnRole(rawValue: role), let index = table.columnIndex(target) {
        mapped.columns[role] = index
      }
    }
    return mapped
  }

  /// The rejected rows of a table, in the order they were read.
  func rejected(of table: String?, isFromReading: Bool? = nil) throws -> [RejectedRow] {
    try StoredRow.all(
      db, path,
      "SELECT \"table\", file, line, reason_en, reason_zh, content FROM rejected_rows"
        + " WHERE (?1 IS NULL OR \"table\" = ?1) AND (?2 IS NULL OR is_from_reading = ?2)"
        + " ORDER BY rowid", arguments: [table, isFromReading]
    ).map { row in
      RejectedRow(
        table: try row.text(0), file: try row.text(1), line: try row.int(2),
        reason: Phrase(try row.text(3), try row.text(4)), content: try row.text(5))
    }
  }

  private func declaredTypes(_ number: Int) throws -> [String: String] {
    let rows = try StoredRow.all(
      db, path,
      "SELECT name, declared FROM table_columns WHERE \"table\" = ? AND declared IS NOT NULL",
      arguments: [number])
    return Dictionary(
      try rows.map { (try $0.text(0), try $0.text(1)) }, uniquingKeysWith: { first, _ in first })
  }

  private func files(_ number: Int, rows: Int) throws -> [SourceFile] {
    let files = try StoredRow.all(
      db, path,
      "SELECT file, original, sha256, first_row, rows_read, bytes, records, imported_at"
        + " FROM sources WHERE \"table\" = ? ORDER BY number", arguments: [number]
    ).map { row in
      var file = SourceFile(name: try row.text(0))
      file.original = try row.text(1)
      file.sha256 = try row.text(2)
      file.firstRow = try row.int(3)
      file.rowsRead = try row.int(4)
      file.bytes = try row.int(5)
      file.records = try row.int(6)
      file.importedAt = row.optionalInt(7).map { Int64($0) }
      return file
    }
    guard files.allSatisfy({ $0.firstRow >= 0 && $0.firstRow <= rows }) else {
      throw Diagnostic.damaged(path, reason: "sources.first_row")
    }
    return files
  }

  private func column(
    _ table: Int, _ position: Int, named name: String, texts count: Int, rows: Int
  ) throws -> SourceColumn {
    guard count >= 0, count < Int(Int32.max) else { throw damaged(name) }
    var column = SourceColumn(name: name)
    let lengths = try integers(table, position, "lengths")
    let bytes = try bytes(table, position, "texts")
    guard lengths.count == count,
      let values = TextDictionary(bytes: bytes, lengths: lengths.map { Int($0) })
    else { throw damaged(name) }
    column.values = values
    let codes = try self.bytes(table, position, "codes")
    let width = SourceRowsWriter.codeWidth(texts: count)
    guard codes.count == rows.multipliedReportingOverflow(by: width).partialValue else {
      throw damaged(name)
    }
    column.codes = (0..<rows).map { row in
      var code: UInt32 = 0
      for place in 0..<width { code |= UInt32(codes[row &* width &+ place]) << (8 &* place) }
      return Int32(truncatingIfNeeded: code) &- 1
    }
    guard column.codes.allSatisfy({ $0 >= -1 && Int($0) < count }) else { throw damaged(name) }
    return column
  }

  private func integers(_ table: Int, _ position: Int, _ kind: String) throws -> [Int32] {
    let bytes = try bytes(table, position, kind)
    guard bytes.count % 4 == 0 else { throw damaged(kind) }
    return bytes.withUnsafeBytes { raw in
      (0..<raw.count / 4).map {
        Int32(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 4, as: Int32.self))
      }
    }
  }

  private func bytes(_ table: Int, _ position: Int, _ kind: String) throws -> [UInt8] {
    let parts = try Row.fetchAll(
      db,
      sql: "SELECT bytes FROM source_parts WHERE \"table\" = ? AND position = ? AND kind = ?"
        + " ORDER BY part", arguments: [table, position, kind])
    var bytes: [UInt8] = []
    for part in parts {
      guard let value = part.databaseValues.first, let data = Data.fromDatabaseValue(value) else {
        throw damaged(kind)
      }
      bytes.append(contentsOf: data)
    }
    return bytes
  }

  private func damaged(_ what: String) -> Diagnostic {
    .damaged(path, reason: "source_parts: \(Text.shown(what))")
  }
}
