import Engine
import GRDB
import GRDBSQLite
import Reporting

/// Writes tables of rows; the hot loop of an import.
///
/// It binds through the statement's own handle: GRDB's arguments would cost more than SQLite.
struct RowsWriter {
  let db: Database
  let interrupt: Interrupt
  let progress: ImportProgress
  /// Dictionaries that were written already, by the name of their column.
  private var dictionaries: [(name: String, texts: TextList, number: Int)] = []
  private var nextDictionary = 0

  init(db: Database, interrupt: Interrupt, progress: @escaping ImportProgress) {
    self.db = db
    self.interrupt = interrupt
    self.progress = progress
  }

  mutating func write(_ table: RowsTable) throws {
    let fields = table.fixed.map(\.field) + table.properties.indices.map { "p\($0)" }
    let types =
      table.fixed.map { fixed in
        if case .numbers = fixed.values { return "REAL" }
        return "INTEGER"
      } + table.properties.map { DatasetSchema.storageType($0.column.type) }
    let definition = zip(fields, types).map { "\($0) \($1)" }.joined(separator: ", ")
    try db.execute(sql: "CREATE TABLE \(table.name)(\(definition))")
    var numbers: [Int?] = []
    for (position, property) in table.properties.enumerated() {
      let number = try dictionary(of: property.column)
      numbers.append(number)
      try db.execute(
        sql: "INSERT INTO properties VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          table.name, position, "p\(position)", property.column.name,
          property.column.type.rawValue, number, property.role,
        ])
    }
    try createView(table, dictionaries: numbers)
    let marks = Array(repeating: "?", count: fields.count).joined(separator: ", ")
    let statement = try db.makeStatement(
      sql: "INSERT INTO \(table.name) VALUES (\(marks))")
    let handle = statement.sqliteStatement
    for row in 0..<table.count {
      if row & 0x1fff == 0 {
        try interrupt.check()
        progress(.writing(rows: row))
      }
      var place: Int32 = 1
      for fixed in table.fixed {
        Self.bind(fixed.values, row, handle, place)
        place += 1
      }
      for property in table.properties {
        Self.bind(property.column, row, handle, place)
        place += 1
      }
      guard sqlite3_step(handle) == SQLITE_DONE else { throw lastError() }
      sqlite3_reset(handle)
    }
  }

  /// Writes texts under the codes that are their places.
  func write(_ texts: some Sequence<String>, into table: String) throws {
    let statement = try db.makeStatement(sql: "INSERT INTO \(table) VALUES (?, ?)")
    let handle = statement.sqliteStatement
    for (code, text) in texts.enumerated() {
      sqlite3_bind_int64(handle, 1, Int64(code))
      guard Self.step(handle, binding: text, at: 2) else { throw lastError() }
    }
  }

  private func lastError() -> DatabaseError {
    DatabaseError(
      resultCode: db.lastErrorCode, message: db.lastErrorMessage)
  }

  /// The number of a text column's dictionary; columns of one name with the same texts share it.
  private mutating func dictionary(of column: PropertyColumn) throws -> Int? {
    guard case .text(_, let texts) = column.storage else { return nil }
    if let known = dictionaries.first(where: { $0.name == column.name && $0.texts == texts }) {
      return known.number
    }
    let number = nextDictionary
    nextDictionary += 1
    dictionaries.append((column.name, texts, number))
    let statement = try db.makeStatement(sql: "INSERT INTO texts VALUES (?, ?, ?)")
    let handle = statement.sqliteStatement
    for (code, text) in texts.enumerated() {
      sqlite3_bind_int64(handle, 1, Int64(number))
      sqlite3_bind_int64(handle, 2, Int64(code))
      guard Self.step(handle, binding: text, at: 3) else { throw lastError() }
    }
    return number
  }

  private static func step(
    _ handle: SQLiteStatement, binding text: String, at place: Int32
  ) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // Bound without a copy: the text outlives the step, and the binding is cleared after it.
        sqlite3_bind_text(handle, place, characters.baseAddress, Int32(clamping: bytes.count), nil)
        defer {
          sqlite3_reset(handle)
          sqlite3_clear_bindings(handle)
        }
        return sqlite3_step(handle) == SQLITE_DONE
      }
    }
  }

  @inline(__always)
  private static func bind(
    _ values: RowsTable.Fixed.Values, _ row: Int, _ handle: SQLiteStatement, _ place: Int32
  ) {
    switch values {
    case .codes(let codes): bind(code: codes[row], handle, place)
    case .instants(let instants): bind(instants[row], handle, place)
    case .numbers(let numbers): bind(numbers[row], isWhole: false, handle, place)
    }
  }

  @inline(__always)
  private static func bind(
    _ column: PropertyColumn, _ row: Int, _ handle: SQLiteStatement, _ place: Int32
  ) {
    switch column.storage {
    case .text(let codes, _): bind(code: codes[row], handle, place)
    case .number(let numbers):
      bind(numbers[row], isWhole: column.type == .int || column.type == .bool, handle, place)
    case .money(let values), .time(let values): bind(values[row], handle, place)
    }
  }

  private static func bind(code: Int32, _ handle: SQLiteStatement, _ place: Int32) {
    if code < 0 { sqlite3_bind_null(handle, place) } else { sqlite3_bind_int(handle, place, code) }
  }

  private static func bind(_ value: Int64, _ handle: SQLiteStatement, _ place: Int32) {
    if value == PropertyColumn.missing {
      sqlite3_bind_null(handle, place)
    } else {
      sqlite3_bind_int64(handle, place, value)
    }
  }

  private static func bind(
    _ value: Double, isWhole: Bool, _ handle: SQLiteStatement, _ place: Int32
  ) {
    if value.isNaN {
      sqlite3_bind_null(handle, place)
    } else if isWhole, let whole = Int64(exactly: value) {
      sqlite3_bind_int64(handle, place, whole)
    } else {
      sqlite3_bind_double(handle, place, value)
    }
  }
}

extension RowsWriter {
  /// The readable view: names for codes, money in units, columns as `SQLSchema` names them.
  private func createView(_ table: RowsTable, dictionaries: [Int?]) throws {
    let columns = table.shown.map { shown in
      let expression =
        switch shown.source {
        case .expression(let expression): expression
        case .property(let place): self.expression(table, place, dictionaries[place])
        }
      return "\(expression) AS \(DatasetSchema.quoted(shown.name))"
    }
    guard !columns.isEmpty else { return }
    try db.execute(
      sql: "CREATE VIEW \(DatasetSchema.quoted(table.view)) AS SELECT "
        + columns.joined(separator: ", ") + " FROM \(table.name)")
  }

  private func expression(_ table: RowsTable, _ place: Int, _ dictionary: Int?) -> String {
    let field = "p\(place)"
    switch table.properties[place].column.storage {
    case .text:
      return "(SELECT text FROM texts WHERE dictionary = \(dictionary ?? -1) AND code = \(field))"
    case .number, .time: return field
    case .money: return "\(field) / 10000.0"
    }
  }
}
