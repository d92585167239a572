/// The code of each event's name, one byte wide where at most 256 names are known.
public struct CodeColumn: RandomAccessCollection, Sendable {
  /// The codes as they lie; a kernel switches over it once, not at every row.
  public enum Storage: Sendable {
    case narrow(Column<UInt8>)
    case wide(Column<UInt16>)
  }

  public let storage: Storage

  public init(_ storage: Storage) { self.storage = storage }

  /// The codes in the narrowest form that holds them.
  public init(_ codes: [UInt16]) {
    storage =
      codes.allSatisfy { $0 < 256 }
      ? .narrow(Column(codes.map { UInt8(truncatingIfNeeded: $0) })) : .wide(Column(codes))
  }

  public var startIndex: Int { 0 }

  @inlinable
  public var endIndex: Int {
    switch storage {
    case .narrow(let codes): codes.count
    case .wide(let codes): codes.count
    }
  }

  @inlinable
  public subscript(row: Int) -> UInt16 {
    switch storage {
    case .narrow(let codes): UInt16(codes[row])
    case .wide(let codes): codes[row]
    }
  }
}

extension CodeColumn: ExpressibleByArrayLiteral, Equatable, CustomStringConvertible {
  public init(arrayLiteral elements: UInt16...) { self.init(elements) }

  public static func == (left: CodeColumn, right: CodeColumn) -> Bool {
    left.elementsEqual(right)
  }

  public var description: String { Array(self).description }
}
