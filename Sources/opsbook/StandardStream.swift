import Foundation

/// Standard output or standard error; data goes to the one, narration to the other.
struct StandardStream {
  enum Kind { case output, error }

  private let handle: FileHandle

  init(_ kind: Kind) {
    handle = kind == .output ? .standardOutput : .standardError
  }

  /// A reader that has gone away is no error worth a message.
  func write(_ text: String) {
    try? handle.write(contentsOf: Data(text.utf8))
  }
}
