import Engine
import GRDB
import GRDBSQLite
import Reporting

/// Reads a dataset from a database of ours, as `DatasetWriter` wrote it.
struct DatasetReader {
  let path: String

  /// The rows come from the columns beside the database where these are its own; else from the
  /// database, and the columns are made again.
  ///
  /// Throws E503 where the file is damaged, or of another version.
  func read() throws(Diagnostic) -> Dataset {
    try read { (db, metadata, notices) in
      let columns = ColumnFile(database: path)
      let hash = metadata["content_hash"] ?? ""
      switch columns.find(contentHash: hash) {
      case .columns(let mapped):
        let rescue = ColumnRescue(notices: notices, warning: columns.partDamaged) {
          () throws(Diagnostic) in
          let rows = try self.rows(of: hash)
          columns.write(rows, contentHash: hash)
          return rows
        }
        return mapped.rows(rescue: rescue)
      case .unusable(let reason):
        notices.add(columns.madeAnew(reason))
        fallthrough
      case .nothing:
        let rows = try rows(db, metadata)
        columns.write(rows, contentHash: hash)
        return rows
      case .undecided: return try rows(db, metadata)
      }
    }
  }

  /// The dataset with all rows from the database, whatever lies beside it.
  func readRows() throws(Diagnostic) -> Dataset {
    try read { (db, metadata, _) in try rows(db, metadata) }
  }

  private func read(
    _ rows: (Database, [String: String], DatasetNotices) throws -> DatasetRows
  ) throws(Diagnostic) -> Dataset {
    try reading(path) {
      let queue = try SQLiteFile.open(path)
      return try queue.read { db in
        guard SQLiteFile.isDataset(db) else { throw otherVersion }
        let notices = DatasetNotices()
        let metadata = try metadata(db)
        return try dataset(db, metadata, try rows(db, metadata, notices), notices)
      }
    }
  }

  /// The rows of the database while it still has the content it was opened with.
  private func rows(of contentHash: String) throws(Diagnostic) -> DatasetRows {
    try reading(path) {
      let queue = try SQLiteFile.open(path)
      return try queue.read { db in
        guard SQLiteFile.isDataset(db) else { throw otherVersion }
        let metadata = try metadata(db)
        try check(metadata, is: contentHash)
        return try rows(db, metadata)
      }
    }
  }

  private func check(_ metadata: [String: String], is contentHash: String) throws {
    guard metadata["content_hash"] == contentHash else {
      throw Diagnostic.damaged(path, reason: "it was written anew since it was opened")
    }
  }

  /// What the dataset was made of: its tables as their files had them, what it declares, and the
  /// rows that were rejected.
  func sources() throws(Diagnostic) -> StoredDataset {
    try reading(path) {
      let queue = try SQLiteFile.open(path)
      return try queue.read { db in
        guard SQLiteFile.isDataset(db) else { throw otherVersion }
        let stored = StoredTables(db: db, path: path)
        let metadata = try metadata(db)
        let tables = try tables(db)
        return StoredDataset(
          declaration: try declaration(db, metadata),
          tables: try tables.enumerated().map { try stored.table($0, $1) },
          rejected: try stored.rejected(of: nil))
      }
    }
  }

  /// The rows of a table; nil where there is no such table.
  ///
  /// Throws E503 where the database was written anew since `contentHash` was read.
  func table(named name: String, of contentHash: String) throws(Diagnostic) -> DataTable? {
    try reading(path) {
      let queue = try SQLiteFile.open(path)
      return try queue.read { db in
        guard SQLiteFile.isDataset(db) else { throw otherVersion }
        let metadata = try metadata(db)
        try check(metadata, is: contentHash)
        let tables = try tables(db)
        guard let number = tables.firstIndex(where: { $0.name == name }) else { return nil }
        let stored = StoredTables(db: db, path: path)
        let rows = TableRows(
          typing: ColumnTyping(clock: LocalClock(calendar: try calendar(metadata))))
        return rows.table(
          try stored.table(number, tables[number]), tables[number],
          rejected: try stored.rejected(of: name))
      }
    }
  }

  private var otherVersion: Diagnostic {
    Diagnostic.damaged(path, reason: "another version of the tables")
  }

  private func metadata(_ db: Database) throws -> [String: String] {
    Dictionary(
      try StoredRow.all(db, path, "SELECT key, value FROM metadata").map {
        (try $0.text(0), try $0.text(1))
      }, uniquingKeysWith: { first, _ in first })
  }

  private func calendar(_ metadata: [String: String]) throws -> LocalCalendar {
    let week = metadata["week"].flatMap(WeekStart.init) ?? .monday
    guard let calendar = LocalCalendar(zone: metadata["zone"] ?? "UTC", weekStart: week) else {
      throw Diagnostic.unknownZone(metadata["zone"] ?? "")
    }
    return calendar
  }

  /// What the dataset declares, in the form of a `dataset.json`.
  private func declaration(
    _ db: Database, _ metadata: [String: String]
  ) throws -> DatasetDeclaration {
    var declaration = DatasetDeclaration()
    declaration.text = metadata["dataset.json"]
    let calendar = try calendar(metadata)
    declaration.zone = calendar.zone
    declaration.week = calendar.weekStart
    let asof = try asof(metadata)
    declaration.asof = asof.isDeclared ? asof.day : nil
    declaration.currency = metadata["currency"]
    declaration.roles = roles(metadata)
    declaration.labels = try labels(db)
    declaration.title = title(metadata)
    declaration.topics = try topics(db)
    return declaration
  }

  private func rows(_ db: Database, _ metadata: [String: String]) throws -> DatasetRows {
    let ids = try texts(db, "SELECT id FROM user_ids ORDER BY code")
    let (attributes, derived) = try users(db, count: ids.count)
    let events = try events(
      db, userCount: ids.count, hasSessions: metadata["has_sessions"] == "1")
    return DatasetRows(
      users: UserTable(ids: ids, attributes: attributes, derivedAttributes: derived),
      events: events,
      feedback: metadata["has_feedback"] == "1" ? try feedback(db, userCount: ids.count) : nil)
  }

  private func dataset(
    _ db: Database, _ metadata: [String: String], _ rows: DatasetRows, _ notices: DatasetNotices
  ) throws -> Dataset {
    var dataset = Dataset(
      name: metadata["name"] ?? "", calendar: try calendar(metadata), asof: try asof(metadata),
      currency: metadata["currency"], users: rows.users, events: rows.events,
      feedback: rows.feedback, roles: roles(metadata), labels: try labels(db),
      tables: try tables(db), contentHash: metadata["content_hash"] ?? "",
      title: title(metadata), topics: try topics(db), notices: notices)
    dataset.table = { [self, hash = dataset.contentHash] name throws(Diagnostic) in
      try table(named: name, of: hash)
    }
    return dataset
  }

  private func roles(_ metadata: [String: String]) -> EventRoles {
    EventRoles(
      active: active(metadata), key: metadata["key_event"], signup: metadata["signup_event"])
  }

  private func active(_ metadata: [String: String]) -> [String] {
    var names: [String] = []
    while let name = metadata["active_event_\(names.count + 1)"] { names.append(name) }
    return names
  }

  private func asof(_ metadata: [String: String]) throws -> AsOf {
    guard let text = metadata["asof"], let day = CivilDay(label: text) else {
      throw Diagnostic.damaged(path, reason: "no asof")
    }
    return AsOf(
      day: day, isDeclared: metadata["asof_declared"] == "1",
      lastEvent: metadata["last_event"].flatMap { Int64($0) })
  }

  func texts(_ db: Database, _ sql: String) throws -> [String] {
    let statement = try db.makeStatement(sql: sql)
    let handle = statement.sqliteStatement
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

  private func users(
    _ db: Database, count: Int
  ) throws -> (attributes: [PropertyColumn], derived: [String]) {
    let rows = try RowsReader(db: db, path: path).read("user_rows", fixed: ["user"])
    guard rows.fixed[0].elementsEqual((0..<count).map { Int64($0) }) else {
      throw Diagnostic.damaged(path, reason: "user_rows")
    }
    return (
      rows.properties.map(\.column),
      rows.properties.filter { $0.role == "derived" }.map(\.column.name)
    )
  }

  private func events(
    _ db: Database, userCount: Int, hasSessions: Bool
  ) throws -> EventLog {
    let names = try texts(db, "SELECT name FROM event_names ORDER BY code")
    let sessionCount = try Int.fetchOne(db, sql: "SELECT count(*) FROM sessions") ?? 0
    let rows = try RowsReader(db: db, path: path).read(
      "event_rows", fixed: ["user", "event", "time", "session"])
    let users = rows.fixed[0]
    var offsets = [Int](repeating: 0, count: userCount + 1)
    var last = 0
    for (row, user) in users.enumerated() {
      guard user >= last, user < userCount else {
        throw Diagnostic.damaged(path, reason: "event_rows.user")
      }
      while last < user {
        last += 1
        offsets[last] = row
      }
    }
    while last < userCount {
      last += 1
      offsets[last] = users.count
    }
    guard rows.fixed[1].allSatisfy({ $0 >= 0 && $0 < names.count }),
      rows.fixed[3].allSatisfy({ $0 < sessionCount }),
      !rows.fixed[2].contains(PropertyColumn.missing)
    else { throw Diagnostic.damaged(path, reason: "event_rows codes") }
    let times = rows.fixed[2]
    let isInOrder = (0..<userCount).allSatisfy { user in
      (offsets[user]..<offsets[user + 1]).dropFirst().allSatisfy { times[$0 - 1] <= times[$0] }
    }
    guard isInOrder else { throw Diagnostic.damaged(path, reason: "event_rows.time") }
    return EventLog(
      names: names, offsets: offsets, codes: rows.fixed[1].map { UInt16(truncatingIfNeeded: $0) },
      times: times,
      sessions: hasSessions
        ? rows.fixed[3].map { $0 < 0 ? -1 : Int32(truncatingIfNeeded: $0) } : nil,
      properties: rows.properties.map(\.column),
      amountIndex: rows.properties.firstIndex { $0.role == "amount" })
  }

  private func feedback(_ db: Database, userCount: Int) throws -> FeedbackTable {
    let rows = try RowsReader(db: db, path: path).read(
      "feedback_rows", fixed: ["user", "time"])
    let scores = try Double?.fetchAll(db, sql: "SELECT score FROM feedback_rows ORDER BY rowid")
    guard rows.fixed[0].allSatisfy({ $0 < userCount }) else {
      throw Diagnostic.damaged(path, reason: "feedback_rows.user")
    }
    func role(_ role: String) -> PropertyColumn? {
      rows.properties.first { $0.role == role }?.column
    }
    return FeedbackTable(
      users: rows.fixed[0].map { $0 < 0 ? -1 : Int32(truncatingIfNeeded: $0) },
      times: rows.fixed[1], scores: scores.map { $0 ?? .nan }, kinds: role("kind"),
      texts: role("text"), columns: rows.properties.filter { $0.role == nil }.map(\.column))
  }
}

extension DatasetReader {
  private func title(_ metadata: [String: String]) -> Phrase? {
    guard let english = metadata["title_en"], let chinese = metadata["title_zh"] else {
      return nil
    }
    return Phrase(english, chinese)
  }

  private func topics(_ db: Database) throws -> [Topic] {
    try StoredRow.all(db, path, "SELECT id, en, zh, class FROM topics ORDER BY id").map { row in
      let words = try StoredRow.all(
        db, path, "SELECT word FROM topic_words WHERE topic = ? ORDER BY position",
        arguments: [try row.text(0)])
      return Topic(
        id: try row.text(0), label: Phrase(try row.text(1), try row.text(2)),
        words: try words.map { try $0.text(0) }, group: row.optionalText(3))
    }
  }

  private func labels(_ db: Database) throws -> Labels {
    var labels = Labels()
    for row in try StoredRow.all(db, path, "SELECT kind, name, en, zh FROM labels") {
      let name = try row.text(1)
      let phrase = Phrase(try row.text(2), try row.text(3))
      switch try row.text(0) {
      case "event": labels.events[name] = phrase
      case "column": labels.columns[name] = phrase
      default: labels.values[name] = phrase
      }
    }
    return labels
  }

  private func tables(_ db: Database) throws -> [TableSummary] {
    let rows = try StoredRow.all(
      db, path, "SELECT position, name, role, rows FROM tables ORDER BY position")
    return try rows.map { table in
      let number = try table.int(0)
      let columns = try StoredRow.all(
        db, path,
        "SELECT name, type, personal FROM table_columns WHERE \"table\" = ? ORDER BY position",
        arguments: [number])
      let mapping = try StoredRow.all(
        db, path, "SELECT role, target FROM mapping WHERE \"table\" = ?", arguments: [number])
      return TableSummary(
        name: try table.text(1), role: try table.text(2), rows: try table.int(3),
        columns: try columns.map {
          ResultColumn(try $0.text(0), ColumnType(rawValue: try $0.text(1)) ?? .text)
        },
        mapping: Dictionary(
          try mapping.map { (try $0.text(0), try $0.text(1)) },
          uniquingKeysWith: { first, _ in first }),
        sources: try sources(ofTable: number, db),
        personal: Dictionary(
          try columns.compactMap { row in
            try row.optionalText(2).flatMap(PersonalKind.init).map { (try row.text(0), $0) }
          }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private func sources(ofTable number: Int, _ db: Database) throws -> [TableSummary.Source] {
    try StoredRow.all(
      db, path,
      "SELECT file, sha256, rows_read, rows_kept, rows_rejected, imported_at FROM sources"
        + " WHERE \"table\" = ? ORDER BY number", arguments: [number]
    ).map {
      TableSummary.Source(
        file: try $0.text(0), sha256: try $0.text(1), rowsRead: try $0.int(2),
        rowsKept: try $0.int(3), rowsRejected: try $0.int(4),
        importedAt: $0.optionalInt(5).map { Int64($0) })
    }
  }
}
