import Engine
import Foundation
import GRDB
import Reporting

/// Writes a dataset as one SQLite database, whole or not at all: under a temporary name, in one
/// transaction, synced to the disk, then renamed.
struct DatasetWriter {
  let interrupt: Interrupt
  let progress: ImportProgress

  /// Writes the database into a folder, which is made where it is missing.
  ///
  /// Throws E502, or E590 once interrupted.
  func write(_ assembly: Assembly, into folder: String) throws(Diagnostic) {
    try makeFolder(folder)
    removeAbandoned(in: folder)
    let target = (folder as NSString).appendingPathComponent(DatasetSchema.fileName)
    let (temporary, descriptor) = try temporaryFile(in: folder)
    // The lock, held until the end, tells others that this file is not abandoned.
    defer { close(descriptor) }
    do throws(Diagnostic) {
      try writing(temporary) { try fill(temporary, with: assembly) }
      progress(.renaming)
      try sync(temporary)
      guard rename(temporary, target) == 0 else {
        throw Diagnostic.unwritable(target, reason: String(cString: strerror(errno)))
      }
      try sync(folder)
    } catch {
      unlink(temporary)
      throw error
    }
    progress(.done)
  }

  /// Removes temporary files of imports that were killed: nobody holds their lock.
  private func removeAbandoned(in folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(Self.temporaryPrefix) {
      let path = (folder as NSString).appendingPathComponent(name)
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }

  private func makeFolder(_ folder: String) throws(Diagnostic) {
    try writing(folder) {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    }
  }

  private static let temporaryPrefix = DatasetSchema.fileName + "."

  private func temporaryFile(
    in folder: String
  ) throws(Diagnostic) -> (path: String, descriptor: Int32) {
    var number = 0
    while true {
      let path = (folder as NSString).appendingPathComponent(Self.temporaryPrefix + "\(number)")
      let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        flock(descriptor, LOCK_EX | LOCK_NB)
        return (path, descriptor)
      }
      guard errno == EEXIST, number < 1000 else {
        throw .unwritable(folder, reason: String(cString: strerror(errno)))
      }
      number += 1
    }
  }

  /// Forces a file, or the names in a folder, to the disk.
  private func sync(_ path: String) throws(Diagnostic) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unwritable(path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .unwritable(path, reason: String(cString: strerror(errno)))
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
      ("has_sessions", dataset.events.sessions == nil ? "0" : "1"),
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
