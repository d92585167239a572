import Digest
import Foundation
import Reporting

/// Remembers what lies in files by path, size, modification time and inode, so that a file that
/// did not change is not read again, and keeps the datasets made from them by their content.
struct FileCache {
  let folder: String

  private var index: String { (folder as NSString).appendingPathComponent("files") }

  /// The folder of a dataset by its key.
  func datasetFolder(_ key: String) -> String {
    ((folder as NSString).appendingPathComponent("datasets") as NSString)
      .appendingPathComponent(key)
  }

  /// The SHA-256 of a file: remembered while path, size, time and inode are as they were, else
  /// computed from its bytes.
  func sha256(_ path: String) throws(Diagnostic) -> String {
    let stamp = Self.stamp(path)
    let entry = (index as NSString).appendingPathComponent(Self.sha256(text: path))
    if let stamp, let known = FileManager.default.contents(atPath: entry) {
      let lines = String(decoding: known, as: UTF8.self).split(separator: "\n")
      if lines.count == 2, lines[0] == stamp { return String(lines[1]) }
    }
    let hash = try Self.hash(path)
    // A cache that cannot be written is no error: the file is read again the next time.
    if let stamp, stamp == Self.stamp(path) {
      try? FileManager.default.createDirectory(atPath: index, withIntermediateDirectories: true)
      try? Data("\(stamp)\n\(hash)\n".utf8).write(to: URL(fileURLWithPath: entry), options: .atomic)
    }
    return hash
  }

  static func sha256(text: String) -> String {
    SHA256.hexadecimal(of: text)
  }

  /// Size, times of modification and of change, and inode; nil where there is no such file.
  ///
  /// A program can set the time of modification back, but not the time of change.
  private static func stamp(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    let times = [modified, changed].map { "\($0.tv_sec).\($0.tv_nsec)" }.joined(separator: " ")
    return "\(status.st_size) \(times) \(status.st_ino)"
  }

  private static func hash(_ path: String) throws(Diagnostic) -> String {
    try ByteSource(path: path).sha256()
  }
}
