import Digest
import Foundation
import Reporting

/// The bytes of a file in order, inflated where it is gzipped, with the SHA-256 of the file.
final class ByteSource {
  let path: String
  private let descriptor: Int32
  private var hasher = SHA256()
  private var inflation: Inflation?
  private var head: [UInt8] = []
  private var compressed: [UInt8]
  private var isDrained = false
  /// Bytes of the file that were read, compressed as they lie in it.
  private(set) var length = 0

  /// Throws E501 where the file cannot be opened.
  init(path: String) throws(Diagnostic) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    compressed = Array(repeating: 0, count: 1 << 18)
    guard descriptor >= 0 else { throw .unreadable(path) }
    var magic = [UInt8](repeating: 0, count: 2)
    let count = try rawRead(into: &magic, capacity: 2)
    head = Array(magic.prefix(count))
    if head == [0x1f, 0x8b] {
      inflation = Inflation()
      inflation?.feed(head)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Fills the front of `buffer`; 0 at the end of the file.
  func read(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(Diagnostic) -> Int {
    guard let base = buffer.baseAddress, !buffer.isEmpty else { return 0 }
    guard let inflation else { return try readPlain(base, buffer.count) }
    while true {
      let written = try inflation.inflate(into: buffer, path: path)
      if written > 0 { return written }
      if isDrained {
        try inflation.finish(path: path)
        return 0
      }
      let count = try rawRead(into: &compressed, capacity: compressed.count)
      if count == 0 { isDrained = true } else { inflation.feed(compressed[..<count]) }
    }
  }

  /// The SHA-256 of the whole file in hexadecimal; reads what is left of it first.
  func sha256() throws(Diagnostic) -> String {
    while try rawRead(into: &compressed, capacity: compressed.count) > 0 {}
    return hasher.hexadecimal()
  }

  private func readPlain(
    _ base: UnsafeMutablePointer<UInt8>, _ capacity: Int
  ) throws(Diagnostic) -> Int {
    if !head.isEmpty {
      let count = min(head.count, capacity)
      for index in 0..<count { base[index] = head[index] }
      head.removeFirst(count)
      return count
    }
    let count = Foundation.read(descriptor, base, capacity)
    guard count >= 0 else { throw .unreadable(path) }
    hasher.update(UnsafeRawBufferPointer(start: base, count: count))
    length += count
    return count
  }

  private func rawRead(into bytes: inout [UInt8], capacity: Int) throws(Diagnostic) -> Int {
    let count = bytes.withUnsafeMutableBytes {
      Foundation.read(descriptor, $0.baseAddress, capacity)
    }
    guard count >= 0 else { throw .unreadable(path) }
    bytes.withUnsafeBytes {
      hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count]))
    }
    length += count
    return count
  }
}

extension Diagnostic {
  /// E501 with the system's reason for the last failed call.
  static func unreadable(_ path: String) -> Diagnostic {
    let reason = String(cString: strerror(errno))
    return Diagnostic(
      "E501",
      Phrase("expected a readable file, found '\(path)': \(reason)", "无法读取文件 '\(path)'：\(reason)"),
      at: nil,
      notes: [Phrase("check the path, then type: open \"PATH\"", "请检查路径，然后输入：open \"路径\"")])
  }
}
