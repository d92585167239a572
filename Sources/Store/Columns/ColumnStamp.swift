import Foundation

/// What ties a column file to the database it was made from.
struct ColumnStamp: Hashable {
  /// 32 hexadecimal digits.
  let contentHash: String
  let databaseSize: UInt64
  /// Raised by SQLite with each change: https://sqlite.org/fileformat2.html, 1.3.7.
  let changeCounter: UInt32

  /// Nil where a log holds changes that the database file does not have yet.
  init?(of database: String, contentHash: String) {
    guard contentHash.utf8.count == 32, Self.size(database + "-wal") ?? 0 == 0,
      Self.size(database + "-journal") ?? 0 == 0, let size = Self.size(database)
    else { return nil }
    let head = SQLiteFile.head(database, 28)
    guard head.count == 28 else { return nil }
    self.contentHash = contentHash
    databaseSize = size
    changeCounter = head[24..<28].reduce(0) { $0 << 8 | UInt32($1) }
  }

  init(contentHash: String, databaseSize: UInt64, changeCounter: UInt32) {
    self.contentHash = contentHash
    self.databaseSize = databaseSize
    self.changeCounter = changeCounter
  }

  private static func size(_ path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(exactly: status.st_size) : nil
  }
}
