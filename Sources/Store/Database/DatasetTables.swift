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
          name: "other_rows_\(table)", view: view, count: columns.first?.count ?? 0,
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
      RowsTable.Fixed(field: "source", values: .codes(origins.sources), shown: nil),
      RowsTable.Fixed(field: "line", values: .codes(origins.lines), shown: nil),
    ]
  }

  private var userRows: RowsTable {
    let users = dataset.users
    return RowsTable(
      name: "user_rows", view: "users", count: users.count,
      fixed: [
        RowsTable.Fixed(
          field: "user",
          values: .codes(users.ids.indices.map { Int32(truncatingIfNeeded: $0) }),
          shown: ("user", RowsTable.lookup("id", "user_ids", "user")))
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
    let sessions = log.sessions ?? Array(repeating: -1, count: log.count)
    return RowsTable(
      name: "event_rows", view: "events", count: log.count,
      fixed: [
        RowsTable.Fixed(
          field: "user", values: .codes(owners),
          shown: ("user", RowsTable.lookup("id", "user_ids", "user"))),
        RowsTable.Fixed(
          field: "event", values: .codes(log.codes.map { Int32($0) }),
          shown: ("event", RowsTable.lookup("name", "event_names", "event"))),
        RowsTable.Fixed(
          field: "time", values: .instants(log.times), shown: ("time", RowsTable.instant("time"))),
        RowsTable.Fixed(
          field: "session", values: .codes(sessions),
          shown: ("session", RowsTable.lookup("id", "sessions", "session"))),
      ] + Self.fixed(eventOrigins),
      properties: log.properties.enumerated().map {
        RowsTable.Property(column: $1, role: $0 == log.amountIndex ? "amount" : nil)
      })
  }

  private func feedbackRows(_ feedback: FeedbackTable) -> RowsTable {
    let roles = [("kind", feedback.kinds), ("text", feedback.texts)]
    return RowsTable(
      name: "feedback_rows", view: "feedback", count: feedback.count,
      fixed: [
        RowsTable.Fixed(
          field: "user", values: .codes(feedback.users),
          shown: ("user", RowsTable.lookup("id", "user_ids", "user"))),
        RowsTable.Fixed(
          field: "time", values: .instants(feedback.times),
          shown: ("time", RowsTable.instant("time"))),
        RowsTable.Fixed(
          field: "score", values: .numbers(feedback.scores), shown: ("score", "score")),
      ] + Self.fixed(feedbackOrigins),
      properties: feedback.columns.map { RowsTable.Property(column: $0) }
        + roles.compactMap { role, column in
          column.map { RowsTable.Property(column: $0, role: role) }
        })
  }
}
