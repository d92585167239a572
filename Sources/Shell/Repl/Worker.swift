import Dispatch
import Foundation
import Synchronization

/// Runs something on a thread with a stack of its own and waits for it.
///
/// The main thread only waits, so a signal's action can stop the work from a background queue.
enum Worker {
  /// Deep brackets take stack; the default of other threads is small on some systems.
  private static let stackSize = 16 << 20

  static func perform<Value: Sendable>(_ work: @escaping @Sendable () -> Value) -> Value? {
    let result = Box<Value>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      result.set(work())
      done.signal()
    }
    thread.stackSize = stackSize
    thread.start()
    done.wait()
    return result.value
  }

  private final class Box<Value: Sendable>: Sendable {
    private let held = Mutex<Value?>(nil)

    func set(_ value: Value) { held.withLock { $0 = value } }

    var value: Value? { held.withLock { $0 } }
  }
}
