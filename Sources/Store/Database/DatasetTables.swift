import Engine

extension Assembly {
  /// The rows of the dataset as they are stored.
  var rowsTables: [RowsTable] {
    var tables = [userRows, eventRows]
    if let feedback = dataset.feedback { tables.append(feedbackRows(feedback)) }
    var taken = Self.reserved
    for other in others {
      let table = other.table
      let columns = other.columns
      var view = dataset.tables[table].name
      if view.lowercased().hasPrefix("sqlite_") { view = "table_" + view }
      while !taken.insert(view.lowercased()).inserted { view += "_\(table)" }
      tables.append(
        RowsTable(
          name: "other_rows_\(table)", view: view,
          shown: SQLSchema.named(columns.map(\.name), after: []).enumerated().map {
            RowsTable.Shown($1, property: $0)
          }, count: columns.first?.count ?? 0,
          fixed: Self.fixed(other.origins),
          properties: columns.map { RowsTable.Property(column: $0) }))
    }
    return tables
  }

  /// Names of tables of our own, which no view may take.
  private static let reserved: Set<String> = [
    "metadata", "tables", "table_columns", "mapping", "sources", "source_columns",
    "source_parts", "topics", "topic_words", "rejected_rows", "notices",
    "labels", "event_names", "sessions", "user_ids", "texts", "properties", "user_rows",
    "event_rows", "feedback_rows", "users", "events", "feedback",
  ]

  private static func fixed(_ origins: RowOrigins) -> [RowsTable.Fixed] {
    [
      RowsTable.Fixed(field: "source", values: .codes(Column(origins.sources))),
      RowsTable.Fixed(field: "line", values: .codes(Column(origins.lines))),
    ]
  }

  private static let userId = RowsTable.lookup("id", "user_ids", "user")

  /// The time as people read it, beside the milliseconds that are computed with.
  private static func readableTime(after taken: [String]) -> RowsTable.Shown {
    let name = SQLSchema.named(["at"], after: taken)[0]
    return RowsTable.Shown(name, RowsTable.instant("time"))
  }

  private var userRows: RowsTable {
    let users = dataset.users
    let schema = SQLSchema(dataset)
    return RowsTable(
      name: "user_rows", view: "users",
      shown: [RowsTable.Shown("user", Self.userId)]
        + schema.attributes.enumerated().map { RowsTable.Shown($1, property: $0) },
      count: users.count,
      fixed: [
        RowsTable.Fixed(
          field: "user",
          values: .codes(Column((0..<users.count).map { Int32(truncatingIfNeeded: $0) })))
      ] + Self.fixed(userOrigins),
      properties: users.attributes.map {
        RowsTable.Property(
          column: $0, role: users.derivedAttributes.contains($0.name) ? "derived" : nil)
      })
  }

  private var eventRows: RowsTable {
    let log = dataset.events
    var owners: [Int32] = []
    for user in 0..<log.userCount {
      for _ in log.rows(of: user) { owners.append(Int32(truncatingIfNeeded: user)) }
    }
    let sessions = log.sessions ?? Column(repeating: -1, count: log.count)
    let schema = SQLSchema(dataset)
    return RowsTable(
      name: "event_rows", view: "events",
      shown: [
        RowsTable.Shown("id", "rowid"), RowsTable.Shown("user", Self.userId),
        RowsTable.Shown("event", RowsTable.lookup("name", "event_names", "event")),
        RowsTable.Shown("time", "time"),
        RowsTable.Shown("session", RowsTable.lookup("id", "sessions", "session")),
      ] + schema.properties.enumerated().map { RowsTable.Shown($1, property: $0) } + [
        Self.readableTime(after: SQLSchema.eventColumns + schema.properties)
      ], count: log.count,
      fixed: [
        RowsTable.Fixed(field: "user", values: .codes(Column(owners))),
        RowsTable.Fixed(field: "event", values: .codes(Column(log.codes.map { Int32($0) }))),
        RowsTable.Fixed(field: "time", values: .instants(Column(log.times))),
        RowsTable.Fixed(field: "session", values: .codes(sessions)),
      ] + Self.fixed(eventOrigins),
      properties: log.properties.enumerated().map {
        RowsTable.Property(column: $1, role: $0 == log.amountIndex ? "amount" : nil)
      })
  }

  private func feedbackRows(_ feedback: FeedbackTable) -> RowsTable {
    let roles = [("kind", feedback.kinds), ("text", feedback.texts)].compactMap { role, column in
      column.map { RowsTable.Property(column: $0, role: role) }
    }
    let schema = SQLSchema(dataset)
    func shown(_ role: String) -> RowsTable.Shown {
      roles.firstIndex { $0.role == role }.map {
        RowsTable.Shown(role, property: feedback.columns.count + $0)
      } ?? RowsTable.Shown(role, "NULL")
    }
    let own = Set(SQLSchema.answerColumns)
    let others = schema.answers.enumerated().filter { !own.contains($0.element) }
    return RowsTable(
      name: "feedback_rows", view: "feedback",
      shown: [
        RowsTable.Shown("id", "rowid"), RowsTable.Shown("user", Self.userId),
        RowsTable.Shown("time", "time"), shown("kind"), RowsTable.Shown("score", "score"),
        shown("text"),
      ] + others.map { RowsTable.Shown($0.element, property: $0.offset) } + [
        Self.readableTime(after: SQLSchema.answerColumns + schema.answers)
      ], count: feedback.count,
      fixed: [
        RowsTable.Fixed(field: "user", values: .codes(feedback.users)),
        RowsTable.Fixed(field: "time", values: .instants(feedback.times)),
        RowsTable.Fixed(field: "score", values: .numbers(feedback.scores)),
      ] + Self.fixed(feedbackOrigins),
      properties: feedback.columns.map { RowsTable.Property(column: $0) } + roles)
  }
}
