import Engine
import Foundation
import GRDB
import GRDBSQLite
import Reporting

/// The tables of a SQLite file that is not ours, read as they are; the file is never written.
struct ForeignDatabase {
  let path: String
  let interrupt: Interrupt
  let progress: ImportProgress

  private var file: String { (path as NSString).lastPathComponent }

  /// Throws E503 for a damaged file, E422 for one without tables.
  func tables() throws(Diagnostic) -> [SourceTable] {
    let sha256 = try ByteSource(path: path).sha256()
    let tables = try reading(path) {
      let queue = try SQLiteFile.open(path)
      return try queue.read { db in
        let names = try String.fetchAll(
          db,
          sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
            + " ORDER BY name")
        return try names.map { try table($0, db, sha256) }
      }
    }
    guard !tables.isEmpty else {
      throw Diagnostic(
        "E422", Phrase("expected tables in '\(file)', found none", "'\(file)' 中没有表"), at: nil,
        notes: [
          Phrase("`sqlite3 '\(file)' .tables` lists them", "可用 `sqlite3 '\(file)' .tables` 查看")
        ])
    }
    return tables
  }

  private func table(_ name: String, _ db: Database, _ sha256: String) throws -> SourceTable {
    let statement = try db.makeStatement(sql: "SELECT * FROM \(DatasetSchema.quoted(name))")
    let handle = statement.sqliteStatement
    var table = SourceTable(name: Text.clean(name))
    for column in statement.columnNames {
      let wanted = Text.clean(column).trimmingCharacters(in: .whitespaces)
      _ = table.column(named: table.freeName(wanted.isEmpty ? "column" : wanted))
    }
    let width = table.columns.count
    guard width <= FileReading.mostColumns else {
      throw FileReading.tooManyColumns("\(file): \(name)", width)
    }
    var status = sqlite3_step(handle)
    while status == SQLITE_ROW {
      if table.rowCount % FileReading.rowsBetweenReports == 0 {
        try interrupt.check()
        progress(.reading(file: "\(file): \(name)", rows: table.rowCount))
      }
      for index in 0..<width {
        Self.append(handle, Int32(truncatingIfNeeded: index), to: &table.columns[index])
      }
      table.finishRow(line: table.rowCount + 1)
      guard table.rowCount < Int(Int32.max) else { throw FileReading.tooManyRows(file) }
      status = sqlite3_step(handle)
    }
    sqlite3_reset(handle)
    guard status == SQLITE_DONE else { throw SQLiteFile.lastError(db) }
    var source = SourceFile(name: file)
    source.sha256 = sha256
    source.rowsRead = table.rowCount
    table.files = [source]
    return table
  }

  /// A number becomes the shortest text that reads back as it, so that types are found again.
  private static func append(
    _ handle: SQLiteStatement, _ place: Int32, to column: inout SourceColumn
  ) {
    switch sqlite3_column_type(handle, place) {
    case SQLITE_NULL: column.appendMissing()
    case SQLITE_FLOAT: column.append("\(sqlite3_column_double(handle, place))")
    case SQLITE_BLOB:
      let count = Int(sqlite3_column_bytes(handle, place))
      let bytes = sqlite3_column_blob(handle, place)?.assumingMemoryBound(to: UInt8.self)
      column.append(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
    default:
      let bytes = sqlite3_column_text(handle, place)
      let count = Int(sqlite3_column_bytes(handle, place))
      column.append(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
    }
  }
}
