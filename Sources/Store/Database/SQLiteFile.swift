import Foundation
import GRDB
import GRDBSQLite

/// Opens SQLite files without ever changing them.
enum SQLiteFile {
  /// The header of every SQLite database of version 3.
  static let magic = Array("SQLite format 3\0".utf8)

  static func hasMagic(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? handle.close() }
    let head = (try? handle.read(upToCount: magic.count)) ?? nil
    return head.map(Array.init) == magic
  }

  static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA query_only = 1")
      try db.execute(sql: "PRAGMA trusted_schema = 0")
      try db.execute(sql: "PRAGMA mmap_size = 268435456")
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Whether the stamps are ours and of this version.
  static func isDataset(_ db: Database) -> Bool {
    let id = try? Int32.fetchOne(db, sql: "PRAGMA application_id")
    let version = try? Int32.fetchOne(db, sql: "PRAGMA user_version")
    return id == DatasetSchema.applicationID && version == DatasetSchema.version
  }

  static func text(_ handle: SQLiteStatement, _ place: Int32) -> String {
    guard let bytes = sqlite3_column_text(handle, place) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, place))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  static func lastError(_ db: Database) -> DatabaseError {
    DatabaseError(resultCode: db.lastErrorCode, message: db.lastErrorMessage)
  }
}
