import Export
import Foundation
import Reporting

/// A text that is written as a whole: a reader finds the old file or the new one.
enum TextFile {
  /// Throws E532.
  static func write(_ text: String, to path: String) throws(Diagnostic) {
    let temporary = path + ".tmp"
    guard let file = fopen(temporary, "wb") else { throw failure(path, errno) }
    let bytes = Array(text.utf8)
    let isWritten = bytes.withUnsafeBytes {
      fwrite($0.baseAddress, 1, $0.count, file) == $0.count
    }
    let isSafe = isWritten && fflush(file) == 0 && fsync(fileno(file)) == 0
    let reason = errno
    guard fclose(file) == 0, isSafe else { throw failure(path, reason) }
    guard rename(temporary, path) == 0 else { throw failure(path, errno) }
  }

  private static func failure(_ path: String, _ number: Int32) -> Diagnostic {
    .notWritten(path, number, example: Phrase(verbatim: "-o /tmp/NAME"))
  }
}
