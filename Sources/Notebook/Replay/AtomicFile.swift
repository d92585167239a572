import Export
import Foundation
import Reporting

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes files so that a reader finds the old bytes or the new ones, whatever happens in between.
public enum AtomicFile {
  private static let example = Phrase("save /tmp/NAME.md", "保存 /tmp/NAME.md")

  /// Writes `PATH.tmp`, forces it to the disk, renames it and forces the folder to the disk.
  ///
  /// A symbolic link stays one: the file it points to is replaced. A file that exists keeps its
  /// permissions. Throws E532.
  public static func write(_ bytes: [UInt8], to path: String) throws(Diagnostic) {
    let target = resolved(path)
    let temporary = target + ".tmp"
    var status = stat()
    let mode = stat(target, &status) == 0 ? status.st_mode & 0o777 : 0o644
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else { throw .notWritten(path, errno, example: Self.example) }
    var reason = fchmod(file, mode) == 0 ? nil : errno
    if reason == nil { reason = put(bytes, into: file) }
    if reason == nil, fsync(file) != 0 { reason = errno }
    if close(file) != 0, reason == nil { reason = errno }
    if reason == nil, rename(temporary, target) != 0 { reason = errno }
    if let reason {
      unlink(temporary)
      throw .notWritten(path, reason, example: Self.example)
    }
    // The bytes are safe already; a folder that cannot be forced is no failure to report.
    let folder = open(folder(of: target), O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// Where links lead to; the path itself for a file that does not exist yet.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The number of an error, or nil.
  private static func put(_ bytes: [UInt8], into file: Int32) -> Int32? {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
        let count = Foundation.write(file, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return errno }
        done += count
      }
      return nil
    }
  }
}
