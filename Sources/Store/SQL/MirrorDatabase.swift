import Engine
import GRDBSQLite
import Reporting

/// A temporary SQLite database with the tables that `SQLSchema` names.
final class MirrorDatabase {
  private var handle: OpaquePointer?
  /// The tables that queries asked for, by their names.
  private var made: [String: SQLTable] = [:]

  /// Throws E434 for money that does not survive as a fraction, E433 where SQLite fails.
  init(_ dataset: Dataset, _ interrupt: Interrupt) throws(Diagnostic) {
    // An empty name is a private database on disk that goes with its connection:
    // https://sqlite.org/inmemorydb.html, 3.
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    guard sqlite3_open_v2("", &handle, flags, nil) == SQLITE_OK else { throw failure("open") }
    try execute("PRAGMA journal_mode = OFF")
    try execute("PRAGMA synchronous = OFF")
    try execute("PRAGMA temp_store = FILE")
    try execute("BEGIN")
    for table in MirrorTable.all(of: dataset) { try write(table, interrupt) }
    try execute("COMMIT")
    try execute("PRAGMA query_only = ON")
  }

  deinit { sqlite3_close_v2(handle) }

  // MARK: Asking

  /// The rows of a query; it may only read.
  func rows(of query: SQLQuery, _ interrupt: Interrupt) throws(Diagnostic) -> [[Cell]] {
    try interrupt.check()
    for table in query.tables where made[table.name] != table { try make(table, interrupt) }
    // SQLite asks now and then whether to go on.
    let flag = Unmanaged.passUnretained(interrupt).toOpaque()
    sqlite3_progress_handler(
      handle, 4096,
      { flag in
        guard let flag else { return 0 }
        return Unmanaged<Interrupt>.fromOpaque(flag).takeUnretainedValue().isRaised ? 1 : 0
      }, flag)
    defer { sqlite3_progress_handler(handle, 0, nil, nil) }
    let statement = try prepare(query.statement, named: query.name)
    defer { sqlite3_finalize(statement) }
    guard sqlite3_stmt_readonly(statement) != 0 else {
      throw .sqlFailed("not read-only", in: query.name)
    }
    let columns = sqlite3_column_count(statement)
    var rows: [[Cell]] = []
    var status = sqlite3_step(statement)
    while status == SQLITE_ROW {
      rows.append((0..<columns).map { Self.cell(statement, $0) })
      status = sqlite3_step(statement)
    }
    if status == SQLITE_INTERRUPT { throw .interrupted }
    guard status == SQLITE_DONE else { throw failure(query.name) }
    return rows
  }

  private static func cell(_ statement: OpaquePointer?, _ place: Int32) -> Cell {
    switch sqlite3_column_type(statement, place) {
    case SQLITE_INTEGER: return .int(Int(sqlite3_column_int64(statement, place)))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, place))
    case SQLITE_TEXT:
      guard let bytes = sqlite3_column_text(statement, place) else { return .missing }
      let count = Int(sqlite3_column_bytes(statement, place))
      return .text(
        String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
    default: return .missing
    }
  }

  private func prepare(_ sql: String, named name: String) throws(Diagnostic) -> OpaquePointer? {
    var statement: OpaquePointer?
    let length = Int32(clamping: sql.utf8.count)
    guard sqlite3_prepare_v2(handle, sql, length, &statement, nil) == SQLITE_OK else {
      throw failure(name)
    }
    return statement
  }

  private func execute(_ sql: String) throws(Diagnostic) {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(sql) }
  }

  private func failure(_ query: String) -> Diagnostic {
    .sqlFailed(String(cString: sqlite3_errmsg(handle)), in: query)
  }

  // MARK: Writing

  private func write(_ table: MirrorTable, _ interrupt: Interrupt) throws(Diagnostic) {
    let columns = table.columns.map { "\(SQL.name($0.name)) \($0.type)" }
    try execute("CREATE TABLE \(table.name)(\(columns.joined(separator: ", ")))")
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    let insert = "INSERT INTO \(table.name) VALUES (\(marks))"
    let statement = try prepare(insert, named: insert)
    defer { sqlite3_finalize(statement) }
    for row in table.rows {
      if row & 0x1fff == 0 { try interrupt.check() }
      for (place, column) in table.columns.enumerated() {
        try bind(column.values, row, statement, Int32(place + 1))
      }
      guard sqlite3_step(statement) == SQLITE_DONE else { throw failure(table.name) }
      sqlite3_reset(statement)
    }
    for index in table.indexes {
      let names = index.map { SQL.name($0) }
      try execute(
        "CREATE INDEX \(SQL.name("\(table.name) by \(index.joined(separator: " "))"))"
          + " ON \(table.name)(\(names.joined(separator: ", ")))")
    }
    try execute("ANALYZE")
  }

  /// Makes a table anew; its columns keep what they are given.
  private func make(_ table: SQLTable, _ interrupt: Interrupt) throws(Diagnostic) {
    // All rows first: without a journal what was begun has to be ended.
    let rows = try table.rows(interrupt)
    made[table.name] = nil
    try execute("PRAGMA query_only = OFF")
    try execute("DROP TABLE IF EXISTS \(table.name)")
    try execute("CREATE TABLE \(table.name)(\(table.columns.joined(separator: ", ")))")
    try execute("BEGIN")
    let insert =
      "INSERT INTO \(table.name) VALUES (\(table.columns.map { _ in "?" }.joined(separator: ", ")))"
    let statement = try prepare(insert, named: insert)
    defer { sqlite3_finalize(statement) }
    for row in rows {
      for (place, cell) in row.enumerated() { bind(cell, statement, Int32(place + 1)) }
      guard sqlite3_step(statement) == SQLITE_DONE else { throw failure(table.name) }
      sqlite3_reset(statement)
    }
    try execute("COMMIT")
    try execute(
      "CREATE INDEX \(table.name)_by_\(table.columns[0]) ON \(table.name)(\(table.columns[0]))")
    try execute("ANALYZE \(table.name)")
    try execute("PRAGMA query_only = ON")
    made[table.name] = table
  }

  private func bind(_ cell: Cell, _ statement: OpaquePointer?, _ place: Int32) {
    switch cell {
    case .int(let number): sqlite3_bind_int64(statement, place, Int64(number))
    case .real(let number): sqlite3_bind_double(statement, place, number)
    default: bind(cell.textValue, statement, place)
    }
  }

  private func bind(
    _ values: MirrorTable.Values, _ row: Int, _ statement: OpaquePointer?, _ place: Int32
  ) throws(Diagnostic) {
    switch values {
    case .numbers(let number): sqlite3_bind_int64(statement, place, number(row))
    case .texts(let text): bind(text(row), statement, place)
    case .column(let column):
      switch column.storage {
      case .text(let codes, let dictionary):
        let code = Int(codes[row])
        bind(
          dictionary.indices.contains(code) ? dictionary[code] : nil, statement, place)
      case .number(let numbers): bind(numbers[row], column.type, statement, place)
      case .money(let amounts):
        let amount = amounts[row]
        guard amount != PropertyColumn.missing else {
          sqlite3_bind_null(statement, place)
          return
        }
        guard amount.magnitude < 1 << 53 else { throw .tooMuchMoney(column.name) }
        sqlite3_bind_double(statement, place, Double(amount) / 10_000)
      case .time(let times):
        if times[row] == PropertyColumn.missing {
          sqlite3_bind_null(statement, place)
        } else {
          sqlite3_bind_int64(statement, place, times[row])
        }
      }
    }
  }

  private func bind(
    _ value: Double, _ type: ColumnType, _ statement: OpaquePointer?, _ place: Int32
  ) {
    if value.isNaN {
      sqlite3_bind_null(statement, place)
    } else if type == .int || type == .bool, let whole = Int64(exactly: value) {
      sqlite3_bind_int64(statement, place, whole)
    } else {
      sqlite3_bind_double(statement, place, value)
    }
  }

  private func bind(_ text: String?, _ statement: OpaquePointer?, _ place: Int32) {
    guard var text else {
      sqlite3_bind_null(statement, place)
      return
    }
    // SQLite copies it: the text goes with this call.
    let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    text.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) { characters in
        sqlite3_bind_text(
          statement, place, characters.baseAddress, Int32(clamping: bytes.count), copies)
      }
    }
  }
}

extension Diagnostic {
  /// E434: an amount whose ten-thousandths a floating-point number cannot hold.
  fileprivate static func tooMuchMoney(_ column: String) -> Diagnostic {
    Diagnostic(
      "E434",
      Phrase(
        "'\(column)' holds amounts beyond 900 billion, which SQL would not add exactly",
        "'\(column)' 含有超过 9 千亿的金额，SQL 无法精确相加"), at: nil,
      notes: [
        Phrase(
          "to compute it without SQL: set backend = columnar", "不用 SQL 计算：设置 后端 = columnar")
      ])
  }
}
