import Engine
import GRDB
import Reporting

/// Reads what a dataset's database keeps beside the dataset: where rows came from, tables that are
/// no source of events, rejected rows, notices.
struct AssemblyReader {
  let db: Database
  let path: String

  func assembly(of dataset: Dataset) throws -> Assembly {
    let reader = DatasetReader(path: path)
    return Assembly(
      dataset: dataset, sessions: try reader.texts(db, "SELECT id FROM sessions ORDER BY code"),
      eventOrigins: try origins("event_rows"), userOrigins: try origins("user_rows"),
      feedbackOrigins: dataset.feedback == nil ? RowOrigins() : try origins("feedback_rows"),
      others: try others(dataset), rejected: try rejected(), notices: try notices(),
      declaration: try StoredRow.all(
        db, path, "SELECT value FROM metadata WHERE key = 'dataset.json'"
      ).first?.optionalText(0))
  }

  private func origins(_ table: String) throws -> RowOrigins {
    let rows = try RowsReader(db: db, path: path).read(
      table, fixed: ["source", "line"], withProperties: false)
    func codes(_ values: [Int64]) -> [Int32] {
      values.map { $0 < 0 ? -1 : Int32(clamping: $0) }
    }
    return RowOrigins(sources: codes(rows.fixed[0]), lines: codes(rows.fixed[1]))
  }

  private func others(_ dataset: Dataset) throws -> [OtherTable] {
    let stored = try String.fetchSet(
      db, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
    return try dataset.tables.indices.compactMap { number in
      let name = "other_rows_\(number)"
      guard stored.contains(name) else { return nil }
      let rows = try RowsReader(db: db, path: path).read(name, fixed: [])
      return OtherTable(
        table: number, columns: rows.properties.map(\.column), origins: try origins(name))
    }
  }

  private func rejected() throws -> [RejectedRow] {
    try StoredRow.all(
      db, path,
      "SELECT \"table\", file, line, reason_en, reason_zh, content FROM rejected_rows"
        + " ORDER BY rowid"
    ).map { row in
      RejectedRow(
        table: try row.text(0), file: try row.text(1), line: try row.int(2),
        reason: Phrase(try row.text(3), try row.text(4)), content: try row.text(5))
    }
  }

  private func notices() throws -> [Phrase] {
    try StoredRow.all(db, path, "SELECT en, zh FROM notices ORDER BY position").map {
      Phrase(try $0.text(0), try $0.text(1))
    }
  }
}
