import Engine
import Reporting

/// What a replay did with one cell.
public struct CellRun: Sendable {
  public enum Status: Hashable, Sendable {
    case ok
    case failed
    /// It failed as `expect=` says.
    case failedAsExpected
    /// Something it stands on failed; the cell or dataset is named.
    case skipped(upstream: String)
    case cancelled
    /// Not run: its fence is open, or it is run by hand.
    case untouched
  }

  /// Among the cells of the file, counted from 0.
  public let index: Int
  /// The id, or `#3` for the third cell.
  public let name: String
  public let text: String
  public let status: Status
  public let outcomes: [Outcome]
  /// What the notebook keeps of it; for an untouched cell what it kept before.
  public let outputs: [NotebookOutput]

  /// Whether the program should end with an error.
  public var isFailure: Bool {
    switch status {
    case .failed, .skipped, .cancelled: true
    case .ok, .failedAsExpected, .untouched: false
    }
  }
}

/// A whole replay.
public struct NotebookRun: Sendable {
  /// The notebook with its outputs replaced.
  public let file: NotebookFile
  /// In the order of the file; after an interrupt the cells that were not reached are missing.
  public let cells: [CellRun]
  /// Of the file, and what the replay found besides: datasets, parameters.
  public let problems: [NotebookProblem]
  /// As the last cell left it.
  public let workspace: Workspace

  public var isFailure: Bool {
    problems.contains(where: \.isError) || cells.contains(where: \.isFailure)
  }
}
