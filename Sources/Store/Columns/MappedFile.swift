import Dispatch
import Foundation
import Synchronization

/// A file mapped into memory for reading; a page is read when it is first touched.
///
/// A file that another takes the place of by renaming stays as it was: the mapping holds it.
final class MappedFile: Sendable {
  // Never written to.
  nonisolated(unsafe) let base: UnsafeRawPointer
  let count: Int
  private let descriptor: Int32

  /// Nil where there is no such file, or none that can be mapped.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    let count = Self.size(descriptor)
    guard count > 0, let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      start != MAP_FAILED
    else {
      close(descriptor)
      return nil
    }
    base = UnsafeRawPointer(start)
    self.count = count
    self.descriptor = descriptor
  }

  deinit {
    munmap(UnsafeMutableRawPointer(mutating: base), count)
    close(descriptor)
  }

  /// Bytes of a regular file, 0 of anything else.
  private static func size(_ descriptor: Int32) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(exactly: status.st_size) ?? 0
  }

  /// The bytes of a range; nil where the file does not have them, or not any more.
  ///
  /// Touching a page past the end of a file that was cut would end the program.
  func bytes(from offset: Int, count length: Int) -> UnsafeRawBufferPointer? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset,
      Self.size(descriptor) >= count
    else { return nil }
    return UnsafeRawBufferPointer(start: base + offset, count: length)
  }

  /// Whether the bytes of a section are those that were written.
  func isSound(_ section: ColumnLayout.Section) -> Bool {
    guard let bytes = bytes(from: section.offset, count: section.length) else { return false }
    // The blocks are read on all cores; nothing is written to but the flag.
    nonisolated(unsafe) let all = bytes
    let isSound = Atomic(true)
    let block = BlockHash.block
    DispatchQueue.concurrentPerform(iterations: section.sums.count) { index in
      let end = min((index + 1) * block, all.count)
      let own = UnsafeRawBufferPointer(rebasing: all[min(index * block, end)..<end])
      if Int64(bitPattern: BlockHash.sum(own)) != section.sums[index] {
        isSound.store(false, ordering: .relaxed)
      }
    }
    return isSound.load(ordering: .relaxed)
  }
}
