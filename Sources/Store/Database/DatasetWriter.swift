import Engine
import Foundation
import GRDB
import Reporting

/// Writes a dataset as one SQLite database, in one transaction, whole or not at all; then its
/// columns.
struct DatasetWriter {
  let interrupt: Interrupt
  let progress: ImportProgress

  /// Writes the database into a folder, which is made where it is missing.
  ///
  /// Throws E502, or E590 once interrupted.
  func write(_ assembly: Assembly, into folder: String) throws(Diagnostic) {
    try makeFolder(folder)
    let file = WholeFile(folder: folder, name: DatasetSchema.fileName)
    try file.write { temporary, _ throws(Diagnostic) in
      try writing(temporary) { try fill(temporary, with: assembly) }
      progress(.renaming)
    }
    // What is derived from the database can be made again: that it is missing is no error.
    ColumnFile(database: file.path).write(
      DatasetRows(assembly.dataset), contentHash: assembly.dataset.contentHash)
    progress(.done)
  }

  private func makeFolder(_ folder: String) throws(Diagnostic) {
    try writing(folder) {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    }
  }

  private func fill(_ path: String, with assembly: Assembly) throws {
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      // The file has no name yet that anyone opens: what is lost with a crash is only itself.
      try db.execute(sql: "PRAGMA page_size = 16384")
      try db.execute(sql: "PRAGMA journal_mode = OFF")
      try db.execute(sql: "PRAGMA synchronous = OFF")
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { db in
      try db.execute(sql: DatasetSchema.statements)
      try writeMetadata(assembly, db)
      try writeTables(assembly, db)
      try writeRejected(assembly, db)
      let sources = SourceRowsWriter(db: db, interrupt: interrupt)
      for (number, source) in assembly.sources.enumerated() {
        try sources.write(source.table, number: number)
      }
      var rows = RowsWriter(db: db, interrupt: interrupt, progress: progress)
      try rows.write(assembly.dataset.events.names, into: "event_names")
      try rows.write(assembly.sessions, into: "sessions")
      try rows.write(assembly.dataset.users.ids, into: "user_ids")
      for table in assembly.rowsTables { try rows.write(table) }
      // The stamps come last in the one transaction.
      try db.execute(sql: "PRAGMA application_id = \(DatasetSchema.applicationID)")
      try db.execute(sql: "PRAGMA user_version = \(DatasetSchema.version)")
    }
    try queue.close()
  }

  private func writeMetadata(_ assembly: Assembly, _ db: Database) throws {
    let dataset = assembly.dataset
    var values: [(String, String?)] = [
      ("name", dataset.name), ("zone", dataset.calendar.zone),
      ("week", dataset.calendar.weekStart.rawValue), ("asof", dataset.asof.day.label),
      ("asof_declared", dataset.asof.isDeclared ? "1" : "0"),
      ("last_event", dataset.asof.lastEvent.map { String($0) }),
      ("currency", dataset.currency), ("content_hash", dataset.contentHash),
      ("has_sessions", !dataset.events.hasSessions ? "0" : "1"),
      ("has_feedback", dataset.feedback == nil ? "0" : "1"),
      ("key_event", dataset.roles.key), ("signup_event", dataset.roles.signup),
      ("dataset.json", assembly.declaration), ("title_en", dataset.title?.english),
      ("title_zh", dataset.title?.chinese),
    ]
    for (index, event) in dataset.roles.active.enumerated() {
      values.append(("active_event_\(index + 1)", event))
    }
    for (key, value) in values {
      guard let value else { continue }
      try db.execute(sql: "INSERT INTO metadata VALUES (?, ?)", arguments: [key, value])
    }
    let read = assembly.sources.enumerated().flatMap { number, source in
      source.table.notices.map { (number as Int?, $0) }
    }
    let notices = read + assembly.notices.map { (nil, $0) }
    for (index, (table, notice)) in notices.enumerated() {
      try db.execute(
        sql: "INSERT INTO notices VALUES (?, ?, ?, ?)",
        arguments: [index, table, notice.english, notice.chinese])
    }
    try writeTopics(dataset.topics, db)
    let labels = dataset.labels
    for (kind, phrases) in [
      ("event", labels.events), ("column", labels.columns), ("value", labels.values),
    ] {
      for (name, phrase) in phrases.sorted(by: { $0.key < $1.key }) {
        try db.execute(
          sql: "INSERT INTO labels VALUES (?, ?, ?, ?)",
          arguments: [kind, name, phrase.english, phrase.chinese])
      }
    }
  }

  private func writeTopics(_ topics: [Topic], _ db: Database) throws {
    for topic in topics {
      try db.execute(
        sql: "INSERT INTO topics VALUES (?, ?, ?, ?)",
        arguments: [topic.id, topic.label.english, topic.label.chinese, topic.group])
      for (position, word) in topic.words.enumerated() {
        try db.execute(
          sql: "INSERT INTO topic_words VALUES (?, ?, ?)", arguments: [topic.id, position, word])
      }
    }
  }

  private func writeTables(_ assembly: Assembly, _ db: Database) throws {
    var sourceNumber = 0
    for (number, table) in assembly.dataset.tables.enumerated() {
      let source = assembly.sources[number]
      try db.execute(
        sql: "INSERT INTO tables VALUES (?, ?, ?, ?, ?)",
        arguments: [number, table.name, table.role, table.rows, source.isRoleDeclared])
      for (position, column) in table.columns.enumerated() {
        try db.execute(
          sql: "INSERT INTO table_columns VALUES (?, ?, ?, ?, ?, ?)",
          arguments: [
            number, position, column.name, column.type.rawValue, source.types[column.name],
            table.personal[column.name]?.rawValue,
          ])
      }
      for (role, target) in table.mapping.sorted(by: { $0.key < $1.key }) {
        try db.execute(
          sql: "INSERT INTO mapping VALUES (?, ?, ?)", arguments: [number, role, target])
      }
      for (file, from) in zip(source.table.files, table.sources) {
        try db.execute(
          sql: "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            sourceNumber, number, from.file, from.sha256, from.rowsRead, from.rowsKept,
            from.rowsRejected, file.firstRow, file.original, file.bytes, file.records,
            file.importedAt,
          ])
        sourceNumber += 1
      }
    }
  }

  private func writeRejected(_ assembly: Assembly, _ db: Database) throws {
    let statement = try db.makeStatement(
      sql: "INSERT INTO rejected_rows VALUES (?, ?, ?, ?, ?, ?, ?)")
    let fromReading = assembly.sources.reduce(0) { $0 + $1.table.rejected.count }
    for (number, row) in assembly.rejected.enumerated() {
      try statement.execute(arguments: [
        row.table, row.file, row.line, row.reason.english, row.reason.chinese, row.content,
        number < fromReading,
      ])
    }
  }
}
