import CLibEdit
import Foundation

/// The texts that were entered, kept between sessions.
///
/// One JSON object a line, so that texts of several lines stay whole and a line that was half
/// written harms no other. Only the user may read the file. Several sessions may append at once;
/// each takes the file's lock for its line.
public struct HistoryFile: Hashable, Sendable {
  /// How many of the latest texts are given back.
  public static let capacity = 2000
  /// A longer file is cut to the latest texts when it is read.
  private static let largest = 4 << 20

  private struct Entry: Codable {
    var text: String
    var dataset: String?
  }

  public let path: String

  public init(path: String) { self.path = path }

  /// The latest texts, oldest first.
  ///
  /// Lines that cannot be read are passed over; no file is no error.
  public func load() -> [String] {
    guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
    let latest = Self.entries(in: bytes).suffix(Self.capacity)
    if bytes.count > Self.largest { compact() }
    return latest.map(\.text)
  }

  /// Adds a text at the end.
  ///
  /// - Returns: whether it was kept; a home that cannot be written is no error.
  @discardableResult
  public func append(_ text: String, dataset: String? = nil) -> Bool {
    guard let line = Self.line(Entry(text: text, dataset: dataset)) else { return false }
    let folder = (path as NSString).deletingLastPathComponent
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return withLock { descriptor in
      // A line that another program left unfinished must not swallow this one.
      let start: [UInt8] = Self.endsLine(descriptor) ? [] : [0x0A]
      return Self.write(start + line, to: descriptor)
    }
  }

  private static func line(_ entry: Entry) -> [UInt8]? {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(entry)).map { Array($0) + [0x0A] }
  }

  private static func entries(in bytes: Data) -> [Entry] {
    let decoder = JSONDecoder()
    return bytes.split(separator: 0x0A).suffix(capacity * 2).compactMap {
      try? decoder.decode(Entry.self, from: Data($0))
    }
  }

  /// Keeps the latest texts alone, in a new file that takes the old one's place at once.
  private func compact() {
    _ = withLock { descriptor in
      guard let bytes = FileManager.default.contents(atPath: path) else { return false }
      let kept = Self.entries(in: bytes).suffix(Self.capacity).compactMap(Self.line)
      let new = path + ".new"
      let copy = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
      guard copy >= 0 else { return false }
      defer { close(copy) }
      return Self.write(kept.flatMap { $0 }, to: copy) && rename(new, path) == 0
    }
  }

  /// Opens the file under its lock.
  ///
  /// A file that was replaced while we waited for its lock is left and the new one opened instead.
  private func withLock(_ body: (Int32) -> Bool) -> Bool {
    for _ in 0..<16 {
      let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return false }
      defer { close(descriptor) }
      guard flock(descriptor, LOCK_EX) == 0 else { return false }
      var held = stat()
      var current = stat()
      guard fstat(descriptor, &held) == 0 else { return false }
      guard stat(path, &current) == 0, held.st_ino == current.st_ino else { continue }
      return body(descriptor)
    }
    return false
  }

  private static func endsLine(_ descriptor: Int32) -> Bool {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size > 0 else { return true }
    var last: UInt8 = 0
    return pread(descriptor, &last, 1, size - 1) != 1 || last == 0x0A
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { CLibEdit.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
