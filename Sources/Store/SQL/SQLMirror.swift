import Engine
import GRDBSQLite
import Reporting
import Synchronization

/// Runs SQL on private copies of dataset values.
///
/// A copy holds exactly what the columnar engine sees: events up to `asof`, users known by then. It
/// lies in a temporary database that SQLite deletes by itself, in memory while that is little, and
/// stays until another dataset or another `asof` is asked about.
public final class SQLMirror: Sendable {
  /// What tells two datasets apart; worlds of tests have equal hashes, so their sizes count too.
  private struct Key: Hashable {
    let hash: String
    let name: String
    let end: Int64
    let sizes: [Int]
    let columns: [String]
  }

  private struct Held: @unchecked Sendable {
    var key: Key
    /// Used under the lock alone.
    var database: MirrorDatabase
  }

  private let held = Mutex<Held?>(nil)

  public init() {}

  public var engine: SQLEngine {
    SQLEngine { [self] query, dataset, interrupt throws(Diagnostic) in
      try run(query, dataset, interrupt)
    }
  }

  private func run(
    _ query: SQLQuery, _ dataset: Dataset, _ interrupt: Interrupt
  ) throws(Diagnostic) -> [[Cell]] {
    let key = Self.key(of: dataset)
    let result = held.withLock { held -> Result<[[Cell]], Diagnostic> in
      do throws(Diagnostic) {
        if held?.key != key {
          held = nil
          held = Held(key: key, database: try MirrorDatabase(dataset, interrupt))
        }
        return .success(try held?.database.rows(of: query, interrupt) ?? [])
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private static func key(of dataset: Dataset) -> Key {
    Key(
      hash: dataset.contentHash, name: dataset.name, end: dataset.end,
      sizes: [
        dataset.users.count, dataset.events.count, dataset.feedback?.count ?? -1,
      ],
      columns: dataset.events.properties.map(\.name) + [""] + dataset.users.attributes.map(\.name))
  }
}
