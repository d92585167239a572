/// Reads texts line by line where no line can be edited: a pipe, a file, a dumb terminal.
struct PlainReader {
  /// A line read too far.
  private var held: String?
  private var isAtEnd = false

  /// - Parameter prompt: nil where nobody watches; then an indented line goes on with the text
  ///   above it, as in files.
  mutating func read(
    prompt: String?, isComplete: (String) -> Bool
  ) -> LineEditor.Reading {
    guard var text = next(prompt: prompt) else { return .end }
    while true {
      if !isComplete(text) {
        guard let line = next(prompt: prompt.map(Self.continuation)) else { break }
        text += "\n" + line
        if prompt != nil, line.allSatisfy(\.isWhitespace) { break }
      } else if prompt == nil, let line = next(prompt: nil) {
        guard let first = line.first, first == " " || first == "\t",
          !text.allSatisfy(\.isWhitespace)
        else {
          held = line
          break
        }
        text += "\n" + line
      } else {
        break
      }
    }
    return .text(text)
  }

  private mutating func next(prompt: String?) -> String? {
    if let line = held {
      held = nil
      return line
    }
    if isAtEnd { return nil }
    if let prompt { StandardOutput.write(prompt) }
    guard let line = readLine() else {
      isAtEnd = true
      if prompt != nil { StandardOutput.write("\n") }
      return nil
    }
    return line
  }

  static func continuation(of prompt: String) -> String {
    String(repeating: " ", count: max(0, prompt.unicodeScalars.count - 4)) + "... "
  }
}
