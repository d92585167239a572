import Foundation
import GRDB
import GRDBSQLite

/// Opens SQLite files without ever changing them.
enum SQLiteFile {
  /// The header of every SQLite database of version 3.
  static let magic = Array("SQLite format 3\0".utf8)

  /// The first bytes of a file; fewer where it is shorter.
  static func head(_ path: String, _ count: Int) -> [UInt8] {
    guard let handle = FileHandle(forReadingAtPath: path) else { return [] }
    defer { try? handle.close() }
    return ((try? handle.read(upToCount: count)) ?? nil).map(Array.init) ?? []
  }

  static func hasMagic(_ path: String) -> Bool { head(path, magic.count) == magic }

  static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA query_only = 1")
      try db.execute(sql: "PRAGMA trusted_schema = 0")
    }
    if isIdleInWAL(path) {
      // Even reading would make SQLite write its -shm file beside a database in WAL mode.
      let uri = URL(fileURLWithPath: path).absoluteString + "?immutable=1"
      if let queue = try? DatabaseQueue(path: uri, configuration: configuration) { return queue }
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// In WAL mode, with nothing in the log: https://sqlite.org/fileformat2.html, 1.3.3.
  private static func isIdleInWAL(_ path: String) -> Bool {
    let header = head(path, 20)
    guard header.count == 20, header[18] == 2 else { return false }
    let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    return (log?[.size] as? NSNumber)?.intValue ?? 0 == 0
  }

  /// Whether a file bears our stamp, of whatever version: bytes 68 to 71 of the header.
  static func hasStamp(_ path: String) -> Bool {
    let header = head(path, 72)
    guard header.count == 72 else { return false }
    let id = header[68..<72].reduce(Int32(0)) { $0 << 8 | Int32($1) }
    return id == DatasetSchema.applicationID
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
