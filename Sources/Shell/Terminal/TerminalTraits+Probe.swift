import CLibEdit

extension TerminalTraits {
  /// How long an answer may take.
  private static let limit: Int32 = 100

  /// Asks the terminal how wide it draws `─`, where people sit at both ends and it is no dumb one.
  ///
  /// - Returns: also what was typed while we waited, for the editor.
  func probed() -> (traits: TerminalTraits, typed: [UInt8]) {
    guard canEdit, isUnicode else { return (self, []) }
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return (self, []) }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 else { return (self, []) }
    defer { tcsetattr(STDIN_FILENO, TCSANOW, &before) }
    StandardOutput.write("\r─\u{1B}[6n")
    var reply = CursorReply()
    var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while reply.column == nil, poll(&descriptor, 1, Self.limit) > 0 {
      var byte: UInt8 = 0
      guard read(STDIN_FILENO, &byte, 1) == 1 else { break }
      reply.take(byte)
    }
    StandardOutput.write("\r\u{1B}[K")
    var traits = self
    traits.ambiguousIsWide = reply.column == 3
    return (traits, reply.others)
  }
}

/// The terminal's answer `ESC [ row ; column R`, found among keys that were typed meanwhile.
struct CursorReply {
  private(set) var column: Int?
  /// All bytes that belong to no answer.
  private(set) var others: [UInt8] = []
  private var held: [UInt8] = []

  mutating func take(_ byte: UInt8) {
    if held.isEmpty {
      if byte == 0x1B { held = [byte] } else { others.append(byte) }
      return
    }
    held.append(byte)
    let isFitting =
      held.count == 2
      ? byte == UInt8(ascii: "[")
      : (0x30...0x39).contains(byte) || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "R")
    guard isFitting, held.count < 16 else {
      others += held
      held = []
      return
    }
    guard byte == UInt8(ascii: "R") else { return }
    let numbers = String(decoding: held.dropFirst(2).dropLast(), as: UTF8.self).split(
      separator: ";")
    if numbers.count == 2, let column = Int(numbers[1]) {
      self.column = column
    } else {
      others += held
    }
    held = []
  }
}
