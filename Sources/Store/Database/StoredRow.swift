import GRDB
import Reporting

/// A row of a database that may be damaged: a value of another type is an error, not a trap.
struct StoredRow {
  let path: String
  private let values: [DatabaseValue]

  static func all(
    _ db: Database, _ path: String, _ sql: String, arguments: StatementArguments = []
  ) throws -> [StoredRow] {
    try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
      StoredRow(path: path, values: Array(row.databaseValues))
    }
  }

  /// The text in a column, counted from 0; throws E503 where there is none.
  func text(_ column: Int) throws -> String {
    guard let text = optionalText(column) else { throw wrongType }
    return text
  }

  func optionalText(_ column: Int) -> String? {
    values.indices.contains(column) ? String.fromDatabaseValue(values[column]) : nil
  }

  /// The whole number in a column, counted from 0; throws E503 where there is none.
  func int(_ column: Int) throws -> Int {
    guard let number = optionalInt(column) else { throw wrongType }
    return number
  }

  func optionalInt(_ column: Int) -> Int? {
    values.indices.contains(column) ? Int.fromDatabaseValue(values[column]) : nil
  }

  private var wrongType: Diagnostic { .damaged(path, reason: "a value of the wrong type") }
}
