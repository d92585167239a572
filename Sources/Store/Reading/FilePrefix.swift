import Digest
import Foundation

/// The first bytes of a file that has grown, to be compared with what it was before.
enum FilePrefix {
  /// The SHA-256 of the first `count` bytes; nil where the file is no longer than that, or where
  /// they do not end with a line.
  static func sha256(_ path: String, count: Int) -> String? {
    guard count > 0, let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    var hasher = SHA256()
    var left = count
    var last: UInt8 = 0
    while left > 0 {
      guard let bytes = try? handle.read(upToCount: min(left, 1 << 20)), !bytes.isEmpty else {
        return nil
      }
      bytes.withUnsafeBytes { hasher.update($0) }
      last = bytes.last ?? 0
      left -= bytes.count
    }
    guard let next = (try? handle.read(upToCount: 1))?.first else { return nil }
    return last == 10 || next == 10 || next == 13 ? hasher.hexadecimal() : nil
  }
}
