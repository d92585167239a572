import Foundation
import Reporting

/// A file that is written whole or not at all: under a temporary name in its folder, synced to the
/// disk, then renamed.
struct WholeFile {
  let folder: String
  let name: String

  var path: String { (folder as NSString).appendingPathComponent(name) }

  /// `fill` gets the path of an empty file and its descriptor.
  ///
  /// Throws E502 for what the system refuses, and whatever `fill` throws.
  func write(
    _ fill: (_ temporary: String, _ descriptor: Int32) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    removeAbandoned()
    let (temporary, descriptor) = try temporaryFile()
    // The lock, held until the end, tells others that this file is not abandoned.
    defer { close(descriptor) }
    do throws(Diagnostic) {
      try fill(temporary, descriptor)
      try sync(temporary)
      guard rename(temporary, path) == 0 else {
        throw Diagnostic.unwritable(path, reason: String(cString: strerror(errno)))
      }
      try sync(folder)
    } catch {
      unlink(temporary)
      throw error
    }
  }

  /// Removes temporary files of writers that were killed: nobody holds their lock.
  private func removeAbandoned() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where isTemporary(name) {
      let path = (folder as NSString).appendingPathComponent(name)
      let descriptor = open(path, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }

  /// `dataset.sqlite.0`, and `dataset.sqlite.0-journal` that SQLite may have left beside it.
  private func isTemporary(_ other: String) -> Bool {
    guard other.hasPrefix(name + ".") else { return false }
    let rest = other.dropFirst(name.count + 1)
    let number = rest.prefix { $0 != "-" }
    return !number.isEmpty && number.allSatisfy { $0.isASCII && $0.isNumber }
  }

  private func temporaryFile() throws(Diagnostic) -> (path: String, descriptor: Int32) {
    var number = 0
    while true {
      let temporary = path + ".\(number)"
      let descriptor = open(temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        flock(descriptor, LOCK_EX | LOCK_NB)
        return (temporary, descriptor)
      }
      guard errno == EEXIST, number < 1000 else {
        throw .unwritable(folder, reason: String(cString: strerror(errno)))
      }
      number += 1
    }
  }

  /// Forces a file, or the names in a folder, to the disk.
  private func sync(_ path: String) throws(Diagnostic) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .unwritable(path, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .unwritable(path, reason: String(cString: strerror(errno)))
    }
  }
}
