import Foundation
import GRDB
import GRDBSQLite

/// All CSV files of a folder as tables of a SQLite database in memory.
///
/// An empty field is NULL. Columns have numeric affinity: what reads as a number is one, all else
/// is text. A table with a user has the index that questions about users need.
struct CSVFolder {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let path: String
  private let queue: DatabaseQueue

  init(_ path: String) throws {
    self.path = path
    let files = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".csv") }.sorted()
    let queue = try DatabaseQueue()
    for file in files {
      let content = try Data(contentsOf: URL(fileURLWithPath: path + "/" + file))
      try queue.write { database in
        try Self.load(content, as: String(file.dropLast(4)), into: database)
      }
    }
    self.queue = queue
  }

  /// The rows of a query as whole numbers; missing is -1, anything else is a failure.
  func ints(_ sql: String) throws -> [[Int]] {
    try queue.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        try row.databaseValues.map { value in
          switch value.storage {
          case .null: return -1
          case .int64(let number): return Int(number)
          case .double(let number):
            guard let whole = Int(exactly: number) else {
              throw Failure(description: "\(number) is no whole number: \(sql)")
            }
            return whole
          default: throw Failure(description: "\(value) is no number: \(sql)")
          }
        }
      }
    }
  }

  /// The rows of a query as texts; missing is an empty text.
  func texts(_ sql: String) throws -> [[String]] {
    try queue.read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { String.fromDatabaseValue($0) ?? "\($0.storage.value ?? "")" }
      }
    }
  }

  /// Every table with its columns in order.
  func tables() throws -> [(name: String, columns: [String])] {
    try queue.read { database in
      let names = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      return try names.map { ($0, try database.columns(in: $0).map(\.name)) }
    }
  }
}

extension CSVFolder {
  private static func load(
    _ content: Data, as table: String, into database: Database
  ) throws {
    let newline = UInt8(ascii: "\n")
    guard let end = content.firstIndex(of: newline) else {
      throw Failure(description: "\(table) has no header")
    }
    let columns = String(decoding: content[..<end], as: UTF8.self).split(separator: ",")
      .map(String.init)
    let list = columns.map { "\"\($0)\" NUMERIC" }.joined(separator: ", ")
    try database.execute(sql: "CREATE TABLE \"\(table)\" (\(list))")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    var statement: OpaquePointer?
    sqlite3_prepare_v2(
      database.sqliteConnection, "INSERT INTO \"\(table)\" VALUES (\(places))", -1, &statement, nil)
    guard let statement else { throw Failure(description: "cannot fill \(table)") }
    defer { sqlite3_finalize(statement) }
    var rows = FieldReader(position: end + 1, columns: columns.count)
    try content.withUnsafeBytes { bytes in
      while rows.position < bytes.count {
        try rows.bindRow(of: bytes, to: statement, table: table)
        guard sqlite3_step(statement) == SQLITE_DONE else {
          throw Failure(description: "cannot add a row to \(table)")
        }
        sqlite3_reset(statement)
      }
    }
    if columns.contains("uid") {
      let time = ["ts", "date", "month"].first(where: columns.contains).map { ", \"\($0)\"" } ?? ""
      try database.execute(
        sql: "CREATE INDEX \"by_user_of_\(table)\" ON \"\(table)\" (uid\(time))")
    }
  }
}

/// Reads the fields of a CSV file and binds them row by row, without a text of its own for any.
private struct FieldReader {
  var position: Int
  let columns: Int
  private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(position: Int, columns: Int) {
    self.position = position
    self.columns = columns
  }

  mutating func bindRow(
    of bytes: UnsafeRawBufferPointer, to statement: OpaquePointer, table: String
  ) throws {
    let comma = UInt8(ascii: ",")
    let newline = UInt8(ascii: "\n")
    let start = position
    for column in 1...columns {
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        bindQuoted(of: bytes, to: statement, column: column)
      } else {
        let first = position
        while position < bytes.count, bytes[position] != comma, bytes[position] != newline {
          position += 1
        }
        bind(UnsafeRawBufferPointer(rebasing: bytes[first..<position]), to: statement, column)
      }
      let delimiter = position < bytes.count ? bytes[position] : newline
      guard delimiter == (column == columns ? newline : comma) else {
        throw CSVFolder.Failure(
          description: "\(table): a row at byte \(start) has not \(columns) fields")
      }
      position += 1
    }
  }

  private mutating func bindQuoted(
    of bytes: UnsafeRawBufferPointer, to statement: OpaquePointer, column: Int
  ) {
    let quote = UInt8(ascii: "\"")
    var field: [UInt8] = []
    position += 1
    while position < bytes.count {
      if bytes[position] == quote {
        position += 1
        guard position < bytes.count, bytes[position] == quote else { break }
      }
      field.append(bytes[position])
      position += 1
    }
    field.withUnsafeBytes { bind($0, to: statement, column) }
  }

  private func bind(
    _ field: UnsafeRawBufferPointer, to statement: OpaquePointer, _ column: Int
  ) {
    guard let text = field.baseAddress, !field.isEmpty else {
      sqlite3_bind_null(statement, Int32(column))
      return
    }
    sqlite3_bind_text(
      statement, Int32(column), text.assumingMemoryBound(to: CChar.self), Int32(field.count),
      transient)
  }
}
