import Reporting

/// Something in a file that a reader should know of; it never keeps the file from being written
/// back as it was.
///
/// E530 a format of a later version; E531 a line of the front matter that cannot be read; E533 a
/// merge that is not resolved; E534 a dataset that could not be opened; E535 a parameter's value.
/// W531 an output that belongs to no cell; W532 an output that cannot be read; W533 a kind,
/// attribute or key that this version does not know; W534 a fence that is not closed; W535 other
/// data than recorded; W536 an id used twice; W537 a merge that is not resolved in prose alone.
public struct NotebookProblem: Hashable, Sendable {
  public let code: String
  public let message: Phrase
  /// Of the file, counted from 1; nil where no line is to blame.
  public let line: Int?

  public init(_ code: String, _ message: Phrase, line: Int? = nil) {
    self.code = code
    self.message = message
    self.line = line
  }

  public var isError: Bool { code.hasPrefix("E") }

  /// The message with its line: `line 3: …`.
  public var phrase: Phrase {
    line.map { Phrase("line \($0): ", "第 \($0) 行：") + message } ?? message
  }
}
