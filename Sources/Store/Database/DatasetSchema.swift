import Engine

/// The tables of a dataset's database.
///
/// `events`, `users` and `feedback` are views for people; the rows lie integer-coded under
/// `…_rows`, their distinct texts under `texts`. `source_columns` and `source_parts` hold every
/// row as its file had it, so that nothing needs the files again.
enum DatasetSchema {
  /// "OPSB": marks a SQLite file as a dataset of ours, in its header.
  static let applicationID: Int32 = 0x4f50_5342
  /// Raised whenever the tables change; other versions are imported anew.
  static let version: Int32 = 4
  static let fileName = "dataset.sqlite"

  static let statements = """
    CREATE TABLE metadata(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE tables(
      position INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, rows INTEGER NOT NULL,
      is_declared INTEGER NOT NULL);
    CREATE TABLE table_columns(
      "table" INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
      declared TEXT, personal TEXT, PRIMARY KEY("table", position)) WITHOUT ROWID;
    CREATE TABLE mapping(
      "table" INTEGER NOT NULL, role TEXT NOT NULL, target TEXT NOT NULL,
      PRIMARY KEY("table", role)) WITHOUT ROWID;
    CREATE TABLE sources(
      number INTEGER PRIMARY KEY, "table" INTEGER NOT NULL, file TEXT NOT NULL,
      sha256 TEXT NOT NULL, rows_read INTEGER NOT NULL, rows_kept INTEGER NOT NULL,
      rows_rejected INTEGER NOT NULL, first_row INTEGER NOT NULL, original TEXT NOT NULL,
      bytes INTEGER NOT NULL, records INTEGER NOT NULL, imported_at INTEGER);
    CREATE TABLE topics(
      id TEXT PRIMARY KEY, en TEXT NOT NULL, zh TEXT NOT NULL, class TEXT) WITHOUT ROWID;
    CREATE TABLE topic_words(
      topic TEXT NOT NULL, position INTEGER NOT NULL, word TEXT NOT NULL,
      PRIMARY KEY(topic, position)) WITHOUT ROWID;
    CREATE TABLE source_columns(
      "table" INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
      texts INTEGER NOT NULL, PRIMARY KEY("table", position)) WITHOUT ROWID;
    CREATE TABLE source_parts(
      "table" INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
      part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY("table", position, kind, part));
    CREATE TABLE rejected_rows(
      "table" TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, reason_en TEXT NOT NULL,
      reason_zh TEXT NOT NULL, content TEXT NOT NULL, is_from_reading INTEGER NOT NULL);
    CREATE TABLE notices(
      position INTEGER PRIMARY KEY, "table" INTEGER, en TEXT NOT NULL, zh TEXT NOT NULL);
    CREATE TABLE labels(
      kind TEXT NOT NULL, name TEXT NOT NULL, en TEXT NOT NULL, zh TEXT NOT NULL,
      PRIMARY KEY(kind, name)) WITHOUT ROWID;
    CREATE TABLE event_names(code INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE sessions(code INTEGER PRIMARY KEY, id TEXT NOT NULL);
    CREATE TABLE user_ids(code INTEGER PRIMARY KEY, id TEXT NOT NULL);
    CREATE TABLE texts(
      dictionary INTEGER NOT NULL, code INTEGER NOT NULL, text TEXT NOT NULL,
      PRIMARY KEY(dictionary, code)) WITHOUT ROWID;
    CREATE TABLE properties(
      rows_table TEXT NOT NULL, position INTEGER NOT NULL, field TEXT NOT NULL, name TEXT NOT NULL,
      type TEXT NOT NULL, dictionary INTEGER, role TEXT, PRIMARY KEY(rows_table, position))
      WITHOUT ROWID;
    """

  /// A name as SQL writes identifiers, whatever is in it.
  static func quoted(_ name: String) -> String {
    // SQLite ends a statement at NUL.
    let visible = name.replacing("\0", with: "\u{FFFD}").replacing("\"", with: "\"\"")
    return "\"\(visible)\""
  }

  static func storageType(_ type: ColumnType) -> String {
    type == .float || type == .rate || type == .duration ? "REAL" : "INTEGER"
  }
}

/// Rows that lie under one table, with a view to read them by.
struct RowsTable {
  /// A column of integers that every row has, where -1 or `PropertyColumn.missing` is no value.
  struct Fixed {
    enum Values {
      case codes(Column<Int32>)
      case instants(Column<Int64>)
      case numbers(Column<Double>)
    }

    let field: String
    let values: Values
  }

  struct Property {
    let column: PropertyColumn
    /// `derived`, `amount`, `kind`, `text`: what the column is for, where it is for something.
    var role: String?
  }

  /// A column of the readable view.
  struct Shown {
    enum Source {
      case expression(String)
      /// By its place among the properties.
      case property(Int)
    }

    let name: String
    let source: Source

    init(_ name: String, _ expression: String) {
      self.name = name
      source = .expression(expression)
    }

    init(_ name: String, property: Int) {
      self.name = name
      source = .property(property)
    }
  }

  let name: String
  let view: String
  let shown: [Shown]
  let count: Int
  let fixed: [Fixed]
  let properties: [Property]

  /// An instant as ISO 8601 in UTC.
  static func instant(_ field: String) -> String {
    "strftime('%Y-%m-%dT%H:%M:%fZ', \(field) / 1000.0, 'unixepoch')"
  }

  static func lookup(_ column: String, _ table: String, _ field: String) -> String {
    "(SELECT \(column) FROM \(table) WHERE code = \(field))"
  }
}
