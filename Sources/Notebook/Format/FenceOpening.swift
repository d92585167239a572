/// The first line of a fenced code block, by CommonMark 0.31 §4.5.
struct FenceOpening: Hashable, Sendable {
  /// Spaces before the fence, 0 to 3.
  let indent: Int
  /// A backtick or a tilde.
  let sign: UInt8
  let length: Int
  /// What follows the fence, without the blanks around it.
  let info: ArraySlice<UInt8>

  init?(_ line: NotebookLine) {
    indent = line.indent
    let rest = line.content.dropFirst(indent)
    guard indent <= 3, let sign = rest.first, sign == UInt8(ascii: "`") || sign == UInt8(ascii: "~")
    else { return nil }
    self.sign = sign
    length = rest.prefix { $0 == sign }.count
    info = rest.dropFirst(length).trimmingBlanks()
    // Backticks with others behind them on one line are code within a paragraph.
    guard length >= 3, sign == UInt8(ascii: "~") || !info.contains(sign) else { return nil }
  }

  /// Whether a line ends the block: the same sign, at least as often, and nothing else.
  func isClosed(by line: NotebookLine) -> Bool {
    guard line.indent <= 3 else { return false }
    let rest = line.content.dropFirst(line.indent)
    let run = rest.prefix { $0 == sign }.count
    return run >= length && rest.dropFirst(run).allSatisfy(\.isBlank)
  }
}
