import CLibEdit

/// Keys from standard input, and whatever else can wake the editor.
final class KeySource {
  enum Wake {
    case key(Key)
    /// The bell rang: the window may have another size.
    case bell
    /// Nothing more will come.
    case end
  }

  /// A sequence of bytes that is no more than a pause apart is one key.
  private static let pause: Int32 = 30
  /// A paste may stop for this long, on a slow connection.
  private static let pastePause: Int32 = 1000

  private var decoder = KeyDecoder()
  private var bytes: ArraySlice<UInt8>
  private var isAtEnd = false
  var bell: Bell?

  init(typed: [UInt8]) { bytes = typed[...] }

  /// Whether a key may be had without waiting.
  var isReady: Bool {
    !bytes.isEmpty || wait(milliseconds: 0) == .input
  }

  /// Waits for the next key or the bell.
  func next() -> Wake {
    while true {
      if let byte = bytes.popFirst() {
        if let key = decoder.feed(byte) { return .key(key) }
        continue
      }
      if isAtEnd { return .end }
      let limit = !decoder.isPending ? -1 : decoder.isPasting ? Self.pastePause : Self.pause
      switch wait(milliseconds: limit) {
      case .input: fill()
      case .bell: return .bell
      case .nothing: if let key = decoder.flush() { return .key(key) }
      }
    }
  }

  private enum Event { case input, bell, nothing }

  private func wait(milliseconds: Int32) -> Event {
    var descriptors = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: bell?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
    ]
    while true {
      let count = poll(&descriptors, nfds_t(descriptors.count), milliseconds)
      if count < 0, editline_should_retry() != 0 { continue }
      if count < 0 { return .input }
      if descriptors[1].revents != 0, bell?.drain() == true { return .bell }
      return descriptors[0].revents != 0 ? .input : .nothing
    }
  }

  private func fill() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count > 0 {
      bytes = buffer[..<count]
    } else if count == 0 || editline_should_retry() == 0 {
      isAtEnd = true
    }
  }
}
