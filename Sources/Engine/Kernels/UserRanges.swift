import Dispatch
import Reporting

/// The users of a dataset in stretches of about as many events each, handed to all cores.
public struct UserRanges: Sendable {
  /// Consecutive users; together all of them.
  public let ranges: [Range<Int>]

  /// Events of one stretch: enough to be worth handing out, few enough to share out evenly.
  private static let events = 65_536

  /// - Parameter most: how many stretches at most, where each gives much.
  public init(of log: EventLog, most: Int = .max) {
    let events = max(Self.events, log.count / max(1, most) &+ 1)
    let offsets = log.offsets
    var ranges: [Range<Int>] = []
    var start = 0
    let count = log.userCount
    while start < count {
      // The first user whose events end past the stretch.
      let most = Int(offsets[start]) + events
      var (low, high) = (start + 1, count)
      while low < high {
        let middle = (low + high) / 2
        if Int(offsets[middle]) > most { high = middle } else { low = middle + 1 }
      }
      ranges.append(start..<low)
      start = low
    }
    self.ranges = ranges
  }

  /// What each stretch gives, in order, so that no result depends on how many cores there are.
  ///
  /// Throws E590 once interrupted.
  public func map<Part: Sendable>(
    _ interrupt: Interrupt, _ part: @Sendable (Range<Int>) -> Part
  ) throws(Diagnostic) -> [Part] {
    let parts = Concurrent.map(ranges.count) { index -> Part? in
      interrupt.isRaised ? nil : part(ranges[index])
    }
    try interrupt.check()
    return parts.compactMap { $0 }
  }
}

/// Independent tasks on all cores.
public enum Concurrent {
  /// The results in order of the tasks.
  ///
  /// - Parameter batch: tasks that one core takes at a time; fewer are not worth handing out.
  public static func map<Value: Sendable>(
    _ count: Int, batch: Int = 1, _ value: @Sendable (Int) -> Value
  ) -> [Value] {
    guard count > batch else { return (0..<max(0, count)).map(value) }
    return Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      let target = Target(base: base)
      DispatchQueue.concurrentPerform(iterations: (count + batch - 1) / batch) { part in
        for index in (part * batch)..<min(count, (part + 1) * batch) {
          (target.base + index).initialize(to: value(index))
        }
      }
      initialized = count
    }
  }

  /// Every task writes to its own place, so the pointer may be shared.
  private struct Target<Value>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Value>
  }
}
