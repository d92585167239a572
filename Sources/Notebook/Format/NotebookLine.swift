/// One line of a file as its bytes stand there; it ends with LF, CRLF or the end of the file.
struct NotebookLine: Hashable, Sendable {
  let content: ArraySlice<UInt8>
  /// LF, CRLF or nothing.
  let end: ArraySlice<UInt8>

  var bytes: [UInt8] { Array(content) + end }

  /// Nothing but spaces and tabs.
  var isBlank: Bool { content.allSatisfy(\.isBlank) }

  /// How many spaces the line begins with.
  var indent: Int { content.prefix { $0 == 0x20 }.count }

  /// The lines of a text without their ends; only LF ends one.
  static func texts(of text: String) -> [String] {
    // By bytes: CR and LF together are one character, and no match for LF.
    all(of: Array(text.utf8)[...]).map { line in
      let end = line.end.last == 0x0A ? line.end.dropLast() : line.end
      return String(decoding: line.content + end, as: UTF8.self)
    }
  }

  /// Every byte is in exactly one line, in order.
  static func all(of bytes: ArraySlice<UInt8>) -> [NotebookLine] {
    var lines: [NotebookLine] = []
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let feed = bytes[start...].firstIndex(of: 0x0A)
      let end = feed.map { $0 + 1 } ?? bytes.endIndex
      var content = feed ?? bytes.endIndex
      if feed != nil, content > start, bytes[content - 1] == 0x0D { content -= 1 }
      lines.append(NotebookLine(content: bytes[start..<content], end: bytes[content..<end]))
      start = end
    }
    return lines
  }
}

extension UInt8 {
  /// A space or a tab.
  var isBlank: Bool { self == 0x20 || self == 0x09 }
}

extension ArraySlice<UInt8> {
  func trimmingBlanks() -> ArraySlice<UInt8> {
    var slice = drop(while: \.isBlank)
    while let last = slice.last, last.isBlank { slice.removeLast() }
    return slice
  }

  func contains(_ text: StaticString) -> Bool {
    let wanted = Array("\(text)".utf8)
    guard count >= wanted.count else { return false }
    return (startIndex...(endIndex - wanted.count)).contains { self[$0...].starts(with: wanted) }
  }
}
