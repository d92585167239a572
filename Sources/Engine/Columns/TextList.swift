/// Texts by their place: ids of users, dictionaries of columns.
///
/// Texts that lie in a file are decoded one by one, when they are asked for.
public struct TextList: RandomAccessCollection, Sendable {
  private enum Storage: Sendable {
    case texts([String])
    /// Text `i` has the bytes `ends[i - 1] ..< ends[i]`, the first from 0.
    case bytes(Column<UInt8>, ends: Column<UInt32>)
  }

  private let storage: Storage

  public init(_ texts: some Sequence<String>) { storage = .texts(Array(texts)) }

  /// Texts in UTF-8, one after the other.
  ///
  /// - Parameter ends: the place after the last byte of each text, ascending.
  public init(bytes: Column<UInt8>, ends: Column<UInt32>) {
    storage = .bytes(bytes, ends: ends)
  }

  public var startIndex: Int { 0 }

  public var endIndex: Int {
    switch storage {
    case .texts(let texts): texts.count
    case .bytes(_, let ends): ends.count
    }
  }

  public subscript(place: Int) -> String {
    switch storage {
    case .texts(let texts): texts[place]
    case .bytes(let bytes, let ends):
      bytes.withUnsafeBufferPointer { all in
        String(decoding: all[Self.range(place, ends, all.count)], as: UTF8.self)
      }
    }
  }

  /// The place of a text.
  ///
  /// The text of the very same bytes comes before one that is only canonically equal.
  public func firstIndex(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    let same: Int? =
      switch storage {
      case .texts(let texts): texts.firstIndex { $0.utf8.elementsEqual(wanted) }
      case .bytes(let bytes, let ends):
        bytes.withUnsafeBufferPointer { all in
          ends.indices.first { place in
            let range = Self.range(place, ends, all.count)
            return range.count == wanted.count && all[range].elementsEqual(wanted)
          }
        }
      }
    return same ?? firstIndex { $0 == text }
  }

  /// Whatever the ends say, a range inside the bytes.
  private static func range(_ place: Int, _ ends: Column<UInt32>, _ count: Int) -> Range<Int> {
    let end = Swift.min(Int(ends[place]), count)
    let start = place > 0 ? Swift.min(Int(ends[place - 1]), end) : 0
    return start..<end
  }
}

extension TextList: ExpressibleByArrayLiteral, Equatable, CustomStringConvertible {
  public init(arrayLiteral elements: String...) { self.init(elements) }

  public static func == (left: TextList, right: TextList) -> Bool { left.elementsEqual(right) }

  public var description: String { Array(self).description }
}
