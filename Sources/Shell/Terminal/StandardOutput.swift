import CLibEdit

/// Writes to the program's standard streams at once, behind whatever libedit has written.
public enum StandardOutput {
  /// - Returns: whether all of it was written.
  @discardableResult
  public static func write(_ text: String) -> Bool { write(text, to: STDOUT_FILENO) }

  /// Narration: what is no part of an answer.
  public static func narrate(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    editline_flush()
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { CLibEdit.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if count < 0, editline_should_retry() != 0 {
        continue
      } else {
        return false
      }
    }
    return true
  }
}
