import Reporting

/// What computes the figures of a plan.
public enum Backend: String, Hashable, Sendable, CaseIterable {
  /// Passes over columns in memory.
  case columnar
  /// SQL in SQLite, as `explain sql` prints it.
  case sql
}

/// Runs SQL on the tables of a dataset; the program hands it in.
///
/// The tables hold what the dataset value holds, cut at `asof`: see `SQLSchema`.
public struct SQLEngine: Sendable {
  /// One row of cells for each row of the result: whole numbers, numbers, texts and NULL as
  /// missing.
  ///
  /// Throws E433 where SQLite fails and E590 once the interrupt is raised.
  public let run:
    @Sendable (_ query: SQLQuery, _ dataset: Dataset, _ interrupt: Interrupt) throws(Diagnostic)
      -> [[Cell]]

  public init(
    run:
      @escaping @Sendable (SQLQuery, Dataset, Interrupt) throws(Diagnostic) -> [[Cell]]
  ) {
    self.run = run
  }

  /// The rows of all queries.
  public func rows(
    of queries: [SQLQuery], on dataset: Dataset, interrupt: Interrupt
  ) throws(Diagnostic) -> SQLRows {
    var rows = SQLRows()
    for query in queries { rows[query.name] = try run(query, dataset, interrupt) }
    return rows
  }
}

extension Answer {
  /// Stands under every answer that SQL computed.
  static let bySQL = Phrase("computed by SQL in SQLite", "由 SQLite 中的 SQL 计算")
}
