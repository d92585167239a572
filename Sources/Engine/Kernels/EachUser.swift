import Dispatch

/// One value for each user, computed on all cores.
public enum EachUser {
  /// Users that one core takes at a time; fewer are not worth handing out.
  private static let batch = 8192

  /// The values in order of user; each is computed from its user alone, so the split into batches
  /// changes nothing.
  public static func values<Value: Sendable>(
    _ count: Int, _ value: @Sendable (_ user: Int) -> Value
  ) -> [Value] {
    guard count > batch else { return (0..<max(0, count)).map(value) }
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      let target = Target(base: base)
      DispatchQueue.concurrentPerform(iterations: (count + batch - 1) / batch) { part in
        for user in (part * batch)..<min(count, (part + 1) * batch) {
          (target.base + user).initialize(to: value(user))
        }
      }
      initialized = count
    }
  }

  /// Every batch writes to its own stretch, so the pointer may be shared.
  private struct Target<Value>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Value>
  }
}
