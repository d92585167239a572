import Engine
import Reporting
import Synchronization

/// Reads the rows from the database, once, where a part of the columns is damaged.
final class ColumnRescue: Sendable {
  private let notices: DatasetNotices
  private let warning: Warning
  private let read: @Sendable () throws(Diagnostic) -> DatasetRows
  private let answer = Mutex<Answer>(.unasked)

  private enum Answer {
    case unasked, failed
    case rows(DatasetRows)
  }

  /// - Parameter read: reads all rows from the database, and makes its columns again.
  init(
    notices: DatasetNotices, warning: Warning,
    read: @escaping @Sendable () throws(Diagnostic) -> DatasetRows
  ) {
    self.notices = notices
    self.warning = warning
    self.read = read
  }

  /// A value of the columns; where it is damaged that of the database.
  ///
  /// Where the database cannot be read either there is no right value: `substitute` keeps what
  /// runs from going astray, and the failure takes the place of its answer.
  func deferred<Value: Sendable>(
    _ value: @escaping @Sendable () -> Value?,
    _ pick: @escaping @Sendable (DatasetRows) -> Value?,
    else substitute: @autoclosure @escaping @Sendable () -> Value
  ) -> Deferred<Value> {
    Deferred { [self] in value() ?? rows.flatMap(pick) ?? substitute() }
  }

  private var rows: DatasetRows? {
    answer.withLock { answer in
      switch answer {
      case .rows(let rows): return rows
      case .failed: return nil
      case .unasked:
        do throws(Diagnostic) {
          let rows = try read()
          answer = .rows(rows)
          notices.add(warning)
          return rows
        } catch {
          answer = .failed
          notices.fail(error)
          return nil
        }
      }
    }
  }
}
