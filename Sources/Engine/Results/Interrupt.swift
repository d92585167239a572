import Reporting
import Synchronization

/// A flag that another thread raises to stop a running query; the query looks at it now and then.
public final class Interrupt: Sendable {
  private let raised = Atomic<Bool>(false)

  public init() {}

  public func raise() { raised.store(true, ordering: .relaxed) }

  public func lower() { raised.store(false, ordering: .relaxed) }

  public var isRaised: Bool { raised.load(ordering: .relaxed) }

  /// Throws E590 once the flag is up.
  public func check() throws(Diagnostic) {
    if isRaised { throw .interrupted }
  }
}

extension Diagnostic {
  /// The query was stopped by the user; nothing was kept of it.
  public static let interrupted = Diagnostic(
    "E590", Phrase("interrupted", "已中断"), at: nil)
}
