import Synchronization

/// A value that is made when it is first asked for, once, whichever thread asks.
///
/// What a query does not touch is never read from its file.
public final class Deferred<Value: Sendable>: Sendable {
  private let isMade: Atomic<Bool>
  private let make: Mutex<@Sendable () -> Value>
  // Written once, under the lock, before `isMade` is raised; read only after that.
  nonisolated(unsafe) private let place: UnsafeMutablePointer<Value>

  public init(_ value: Value) {
    place = .allocate(capacity: 1)
    place.initialize(to: value)
    isMade = Atomic(true)
    make = Mutex { value }
  }

  public init(_ make: @escaping @Sendable () -> Value) {
    place = .allocate(capacity: 1)
    isMade = Atomic(false)
    self.make = Mutex(make)
  }

  deinit {
    if isMade.load(ordering: .acquiring) { place.deinitialize(count: 1) }
    place.deallocate()
  }

  /// Lent, not copied: threads that read the same value at every row must not count references
  /// to it together.
  public var value: Value {
    _read {
      if !isMade.load(ordering: .acquiring) { prepare() }
      yield place.pointee
    }
  }

  private func prepare() {
    make.withLock { make in
      guard !isMade.load(ordering: .acquiring) else { return }
      let value = make()
      place.initialize(to: value)
      // Whatever the maker held on to goes.
      make = { value }
      isMade.store(true, ordering: .releasing)
    }
  }
}
