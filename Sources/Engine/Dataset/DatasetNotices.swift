import Reporting
import Synchronization

/// What turns out about a dataset while it is being read: columns are read when a query first
/// touches them, long after it was opened.
public final class DatasetNotices: Sendable {
  private struct State {
    var warnings: [Warning] = []
    var failure: Diagnostic?
  }

  private let state = Mutex(State())

  public init() {}

  /// Adds what the next answer tells.
  public func add(_ warning: Warning) {
    state.withLock { state in
      if !state.warnings.contains(warning) { state.warnings.append(warning) }
    }
  }

  /// Notes that rows could not be read: no answer from this dataset is right from now on.
  public func fail(_ diagnostic: Diagnostic) {
    state.withLock { $0.failure = $0.failure ?? diagnostic }
  }

  /// What has turned out since the last call.
  ///
  /// Throws the failure, each time, once there was one.
  public func take() throws(Diagnostic) -> [Warning] {
    let taken = state.withLock { state in
      let taken = state
      state.warnings = []
      return taken
    }
    if let failure = taken.failure { throw failure }
    return taken.warnings
  }

  /// Why rows could not be read; nil while all could.
  public var failure: Diagnostic? { state.withLock { $0.failure } }
}
