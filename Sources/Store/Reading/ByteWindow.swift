import Reporting

/// A stretch of a file held in memory; records are taken from its front and it moves on.
final class ByteWindow {
  typealias Read = (UnsafeMutableBufferPointer<UInt8>) throws(Diagnostic) -> Int

  /// No record may be longer than this; a quote left open would otherwise swallow any file.
  static let longestRecord = 64 << 20

  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The bytes not yet taken are `start ..< end`.
  var start = 0
  private(set) var end = 0
  private(set) var isAtEnd = false
  private let read: Read

  init(chunk: Int = 1 << 20, read: @escaping Read) {
    capacity = max(chunk, 4)
    bytes = .allocate(capacity: capacity)
    self.read = read
  }

  deinit { bytes.deallocate() }

  /// Moves what is left to the front and reads more behind it; false where it has grown too long.
  func refill() throws(Diagnostic) -> Bool {
    let rest = end - start
    if start > 0 {
      bytes.update(from: bytes + start, count: rest)
      start = 0
      end = rest
    }
    if end == capacity {
      guard capacity < Self.longestRecord else { return false }
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
      larger.update(from: bytes, count: end)
      bytes.deallocate()
      bytes = larger
      capacity *= 2
    }
    let count = try read(UnsafeMutableBufferPointer(start: bytes + end, count: capacity - end))
    end += count
    if count == 0 { isAtEnd = true }
    return true
  }

  /// The first bytes of the file, as many as `count`, without taking them.
  func peek(_ count: Int) throws(Diagnostic) -> [UInt8] {
    while end - start < count, !isAtEnd {
      guard try refill() else { break }
    }
    return Array(UnsafeBufferPointer(start: bytes + start, count: min(count, end - start)))
  }
}
