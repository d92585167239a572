/// Values of one fixed size, backed by memory of its own or by a file that is mapped into memory.
///
/// Reading is a bounds check and a load. Where even that is too much, `withUnsafeBufferPointer`
/// gives the values as they lie.
@frozen
public struct Column<Element: BitwiseCopyable & Sendable>: RandomAccessCollection {
  // The memory is never written to after `init`, so it may be read on any thread.
  @usableFromInline nonisolated(unsafe) let base: UnsafePointer<Element>
  public let count: Int
  /// Keeps the memory alive.
  @usableFromInline let owner: any AnyObject & Sendable

  /// A view of memory that `owner` keeps alive and that nobody writes to.
  ///
  /// - Parameter base: aligned for the element, with room for `count` of them.
  public init(base: UnsafePointer<Element>, count: Int, owner: any AnyObject & Sendable) {
    self.base = base
    self.count = Swift.max(0, count)
    self.owner = owner
  }

  public init(_ values: some Sequence<Element>) {
    let array = ContiguousArray(values)
    let memory = ColumnMemory<Element>(count: array.count)
    array.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        memory.base.initialize(from: start, count: source.count)
      }
    }
    self.init(base: UnsafePointer(memory.base), count: array.count, owner: memory)
  }

  public init(repeating value: Element, count: Int) {
    let memory = ColumnMemory<Element>(count: Swift.max(0, count))
    memory.base.initialize(repeating: value, count: Swift.max(0, count))
    self.init(base: UnsafePointer(memory.base), count: count, owner: memory)
  }

  @inlinable public var startIndex: Int { 0 }
  @inlinable public var endIndex: Int { count }

  @inlinable
  public subscript(index: Int) -> Element {
    // One comparison for both ends: a negative index is a huge unsigned one.
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "row outside the column")
    // Whoever subscripts a column holds it until the load is done, and with it the owner.
    return base[index]
  }

  /// The values as they lie; the pointer is valid inside `body` only.
  @inlinable
  public func withUnsafeBufferPointer<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(owner) {} }
    return try body(UnsafeBufferPointer(start: base, count: count))
  }

  @inlinable
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    defer { withExtendedLifetime(owner) {} }
    return try body(UnsafeBufferPointer(start: base, count: count))
  }
}

extension Column: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}

extension Column: Equatable where Element: Equatable {
  public static func == (left: Column, right: Column) -> Bool { left.elementsEqual(right) }
}

extension Column: CustomStringConvertible {
  public var description: String { Array(self).description }
}

/// Memory of a column that no file backs.
private final class ColumnMemory<Element: BitwiseCopyable & Sendable>: Sendable {
  // Written before the object is shared, never after.
  nonisolated(unsafe) let base: UnsafeMutablePointer<Element>

  init(count: Int) { base = .allocate(capacity: max(1, count)) }

  deinit { base.deallocate() }
}
