import Engine

/// A table of the copy: its columns as `SQLSchema` names them, and the rows of the dataset it
/// holds.
struct MirrorTable {
  enum Values {
    case numbers((Int) -> Int64)
    case texts((Int) -> String?)
    case column(PropertyColumn)
  }

  struct Column {
    let name: String
    /// NUMERIC would turn texts that look like numbers into them; these keep what they are given.
    let type: String
    let values: Values

    init(_ name: String, _ type: String, _ values: Values) {
      self.name = name
      self.type = type
      self.values = values
    }

    init(_ name: String, _ column: PropertyColumn) {
      let type =
        switch column.storage {
        case .text: "TEXT"
        case .money: "REAL"
        case .time: "INTEGER"
        case .number: column.type == .int || column.type == .bool ? "INTEGER" : "REAL"
        }
      self.init(name, type, .column(column))
    }
  }

  let name: String
  let columns: [Column]
  /// Rows of the dataset, by index.
  let rows: [Int]
  let indexes: [[String]]

  static func all(of dataset: Dataset) -> [MirrorTable] {
    let schema = SQLSchema(dataset)
    return [users(dataset, schema), events(dataset, schema), feedback(dataset, schema)]
  }

  private static func users(_ dataset: Dataset, _ schema: SQLSchema) -> MirrorTable {
    let (ids, known) = (dataset.users.ids, dataset.knownUsers)
    return MirrorTable(
      name: "users",
      columns: [Column("user", "TEXT", .texts { ids[$0] })]
        + zip(schema.attributes, dataset.users.attributes).map { Column($0, $1) },
      rows: ids.indices.filter { known.contains($0) }, indexes: [["user"]])
  }

  private static func events(_ dataset: Dataset, _ schema: SQLSchema) -> MirrorTable {
    let log = dataset.events
    let ids = dataset.users.ids
    var owners: [Int] = []
    owners.reserveCapacity(log.count)
    for user in 0..<log.userCount { for _ in log.rows(of: user) { owners.append(user) } }
    let sessions = log.sessions
    return MirrorTable(
      name: "events",
      columns: [
        Column("id", "INTEGER PRIMARY KEY", .numbers { Int64($0 + 1) }),
        Column("user", "TEXT", .texts { [owners] in ids[owners[$0]] }),
        Column("event", "TEXT", .texts { log.names[Int(log.codes[$0])] }),
        Column("time", "INTEGER", .numbers { log.times[$0] }),
        // Only whether two sessions are the same matters.
        Column(
          "session", "TEXT",
          .texts { row in
            sessions.flatMap { $0[row] >= 0 ? String($0[row]) : nil }
          }),
      ] + zip(schema.properties, log.properties).map { Column($0, $1) },
      rows: Array(0..<log.count), indexes: [["user", "time"], ["event", "user", "time"]])
  }

  private static func feedback(_ dataset: Dataset, _ schema: SQLSchema) -> MirrorTable {
    let ids = dataset.users.ids
    guard let table = dataset.feedback else {
      return MirrorTable(
        name: "feedback",
        columns: SQLSchema.answerColumns.map { Column($0, "TEXT", .texts { _ in nil }) }, rows: [],
        indexes: [])
    }
    func column(_ name: String, _ column: PropertyColumn?) -> Column {
      column.map { Column(name, $0) } ?? Column(name, "TEXT", .texts { _ in nil })
    }
    let times = PropertyColumn(name: "time", type: .time, storage: .time(table.times))
    let scores = PropertyColumn(name: "score", type: .float, storage: .number(table.scores))
    let own = Set(SQLSchema.answerColumns)
    return MirrorTable(
      name: "feedback",
      columns: [
        Column("id", "INTEGER PRIMARY KEY", .numbers { Int64($0 + 1) }),
        Column(
          "user", "TEXT",
          .texts { row in
            let user = Int(table.users[row])
            return ids.indices.contains(user) ? ids[user] : nil
          }),
        Column("time", times), column("kind", table.kinds), Column("score", scores),
        column("text", table.texts),
      ]
        + zip(schema.answers, table.columns).filter { !own.contains($0.0) }.map {
          Column($0, $1)
        },
      rows: Array(0..<table.count), indexes: [["user"]])
  }
}
