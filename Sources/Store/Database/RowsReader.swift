import Engine
import GRDB
import GRDBSQLite
import Reporting

/// Reads tables of rows; the hot loop of opening a dataset.
struct RowsReader {
  struct Property {
    let column: PropertyColumn
    let role: String?
  }

  let db: Database
  let path: String

  /// The fixed columns as integers, `PropertyColumn.missing` for NULL, and all properties.
  func read(
    _ table: String, fixed: [String], withProperties: Bool = true
  ) throws -> (fixed: [[Int64]], properties: [Property]) {
    let described =
      withProperties
      ? try StoredRow.all(
        db, path,
        "SELECT field, name, type, dictionary, role FROM properties WHERE rows_table = ?"
          + " ORDER BY position", arguments: [table]) : []
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
    var columns = try described.map { row in
      guard let type = ColumnType(rawValue: try row.text(2)) else {
        throw Diagnostic.damaged(path, reason: "properties.type")
      }
      return LoadedColumn(type: type, count: count)
    }
    var integers = fixed.map { _ in [Int64]() }
    for index in integers.indices { integers[index].reserveCapacity(count) }
    let fields = fixed + (try described.map { DatasetSchema.quoted(try $0.text(0)) })
    let statement = try db.makeStatement(
      sql: "SELECT \(fields.joined(separator: ", ")) FROM \(table) ORDER BY rowid")
    let handle = statement.sqliteStatement
    var status = sqlite3_step(handle)
    while status == SQLITE_ROW {
      var place: Int32 = 0
      for index in integers.indices {
        integers[index].append(
          sqlite3_column_type(handle, place) == SQLITE_NULL
            ? PropertyColumn.missing : sqlite3_column_int64(handle, place))
        place += 1
      }
      for index in columns.indices {
        columns[index].append(handle, place)
        place += 1
      }
      status = sqlite3_step(handle)
    }
    sqlite3_reset(handle)
    guard status == SQLITE_DONE else { throw SQLiteFile.lastError(db) }
    let properties = try zip(described, columns).map { row, column in
      let texts = try row.optionalInt(3).map { try dictionary($0) } ?? []
      guard let storage = column.storage(texts) else {
        throw Diagnostic.damaged(path, reason: "\(table) codes")
      }
      return Property(
        column: PropertyColumn(name: try row.text(1), type: column.type, storage: storage),
        role: row.optionalText(4))
    }
    return (integers, properties)
  }

  private func dictionary(_ number: Int) throws -> [String] {
    let statement = try db.makeStatement(
      sql: "SELECT text FROM texts WHERE dictionary = ? ORDER BY code")
    let handle = statement.sqliteStatement
    sqlite3_bind_int64(handle, 1, Int64(number))
    var texts: [String] = []
    var status = sqlite3_step(handle)
    while status == SQLITE_ROW {
      texts.append(SQLiteFile.text(handle, 0))
      status = sqlite3_step(handle)
    }
    sqlite3_reset(handle)
    guard status == SQLITE_DONE else { throw SQLiteFile.lastError(db) }
    return texts
  }
}

/// A column while its rows arrive.
private struct LoadedColumn {
  let type: ColumnType
  private var codes: [Int32] = []
  private var integers: [Int64] = []
  private var numbers: [Double] = []

  init(type: ColumnType, count: Int) {
    self.type = type
    switch type {
    case .text, .date: codes.reserveCapacity(count)
    case .money, .time: integers.reserveCapacity(count)
    case .int, .float, .rate, .duration, .bool: numbers.reserveCapacity(count)
    }
  }

  @inline(__always)
  mutating func append(_ handle: SQLiteStatement, _ place: Int32) {
    let isMissing = sqlite3_column_type(handle, place) == SQLITE_NULL
    switch type {
    case .text, .date: codes.append(isMissing ? -1 : sqlite3_column_int(handle, place))
    case .money, .time:
      integers.append(isMissing ? PropertyColumn.missing : sqlite3_column_int64(handle, place))
    case .int, .float, .rate, .duration, .bool:
      numbers.append(isMissing ? .nan : sqlite3_column_double(handle, place))
    }
  }

  /// Nil where a code has no text.
  func storage(_ texts: [String]) -> PropertyColumn.Storage? {
    switch type {
    case .text, .date:
      codes.allSatisfy { Int($0) < texts.count } ? .text(codes: codes, dictionary: texts) : nil
    case .money: .money(integers)
    case .time: .time(integers)
    case .int, .float, .rate, .duration, .bool: .number(numbers)
    }
  }
}
