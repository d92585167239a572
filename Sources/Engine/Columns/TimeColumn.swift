/// The instant of each event in milliseconds since 1970 UTC, in four bytes where it can be.
public struct TimeColumn: RandomAccessCollection, Sendable {
  /// The instants as they lie; a kernel switches over it once, not at every row.
  public enum Storage: Sendable {
    /// Whole seconds after `base`, which is in milliseconds.
    case seconds(Column<UInt32>, base: Int64)
    case milliseconds(Column<Int64>)
  }

  public let storage: Storage

  public init(_ storage: Storage) { self.storage = storage }

  /// The instants in the narrowest form that holds them.
  public init(_ instants: [Int64]) {
    let base = instants.min() ?? 0
    let fits = instants.allSatisfy { instant in
      let (after, overflow) = instant.subtractingReportingOverflow(base)
      return !overflow && after % 1000 == 0 && after / 1000 <= Int64(UInt32.max)
    }
    storage =
      fits
      ? .seconds(
        Column(instants.map { UInt32(truncatingIfNeeded: ($0 &- base) / 1000) }), base: base)
      : .milliseconds(Column(instants))
  }

  public var startIndex: Int { 0 }

  @inlinable
  public var endIndex: Int {
    switch storage {
    case .seconds(let seconds, _): seconds.count
    case .milliseconds(let instants): instants.count
    }
  }

  @inlinable
  public subscript(row: Int) -> Int64 {
    switch storage {
    case .seconds(let seconds, let base): base &+ Int64(seconds[row]) &* 1000
    case .milliseconds(let instants): instants[row]
    }
  }
}

extension TimeColumn: ExpressibleByArrayLiteral, Equatable, CustomStringConvertible {
  public init(arrayLiteral elements: Int64...) { self.init(elements) }

  public static func == (left: TimeColumn, right: TimeColumn) -> Bool {
    left.elementsEqual(right)
  }

  public var description: String { Array(self).description }
}
